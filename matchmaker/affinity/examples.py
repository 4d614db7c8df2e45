"""What the affinity is learned from: who joined whom in past partnerships, and who might have."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaker.affinity.features import FEATURES, PairFeatures
from matchmaker.network.network import Network

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]

OTHERS_PER_PARTNER = 10
"""Organisations that were not partners weigh as much as ten for each that was: what a score of 0.5 is to be read by."""

_SIZES = (50, 150)  # members; where catalogues of clusters are commonly parted into small, middle and large


@dataclass(frozen=True, eq=False)
class Choices:
    """One choice for each member of each partnership: the rest as they were, and who might have completed them.

    `features` has shape (alternatives, features), each the mean over the rest; `chosen` and `groups`, of shape
    (alternatives,), say who the member was and which choice the alternative belongs to; `weights`, of shape (choices,),
    sum to 1 for each partnership.
    """

    features: Values
    chosen: Flags
    groups: Positions
    weights: Values


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of organisations: features of shape (pairs, features), whether they were partners, how much each counts."""

    features: Values
    partners: Flags
    counts: Values


@dataclass(frozen=True, eq=False)
class Lesson:
    """One partnership to learn from, with features of a network without that very partnership.

    `members` and `others` are positions of who was in it and who, being eligible, might have been; `features` has shape
    (members, members + others, features).
    """

    members: Positions
    others: Positions
    features: Values


def read_lessons(features: PairFeatures, network: Network, eligible: Flags) -> tuple[Lesson, ...]:
    """Return a lesson for each partnership of a network with at least two known members.

    Args:
        features: of the n organisations.
        network: the partnerships to learn from.
        eligible: of shape (n,), who might have been a partner.
    """
    everybody = np.flatnonzero(eligible)
    lessons = []
    for acronym, members in known_members(network):
        if len(members) > 1:
            others = np.setdiff1d(everybody, members)
            unseen = features.with_network(network.without([acronym]))
            block = unseen.block(FEATURES, members, np.concatenate([members, others]))
            lessons.append(Lesson(members, others, np.stack(list(block.values()), axis=-1)))
    return tuple(lessons)


def read_choices(lessons: Iterable[Lesson]) -> Choices:
    """Return the choices of all partnerships with at least three known members.

    Who might have completed the rest is the member itself and every eligible organisation that was not in it.

    Raises:
        ValueError: no partnership has three known members.
    """
    parts: list[tuple[Values, Flags]] = []
    weights: list[float] = []
    for lesson in lessons:
        count = len(lesson.members)
        for at in range(count if count > 2 else 0):
            rest = np.delete(np.arange(count), at)
            alternatives = np.concatenate([[at], np.arange(count, lesson.features.shape[1])])
            parts.append((lesson.features[rest][:, alternatives].mean(axis=0), alternatives == at))
            weights.append(1 / count)
    return Choices(
        features=np.concatenate([part[0] for part in parts]),
        chosen=np.concatenate([part[1] for part in parts]),
        groups=np.repeat(np.arange(len(parts)), [len(part[1]) for part in parts]),
        weights=np.array(weights),
    )


def read_pairs(lessons: Iterable[Lesson], sizes: Positions) -> Pairs:
    """Return the pairs of all partnerships.

    Each member is paired with each other member, and with every eligible organisation that was not in the partnership.
    Every member counts alike. Those that were not partners count so that the size classes are as frequent among them as
    among the partners. All are taken, none is drawn by chance.

    Args:
        lessons: of all partnerships, at least one.
        sizes: the size class of each of the n organisations, of shape (n,).
    """
    parts = [_of_partnership(lesson, sizes) for lesson in lessons]
    return Pairs(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def size_classes(members: Values) -> Positions:
    """Return the size class of organisations by their number of members: 0 small, 1 middle, 2 large, 3 unknown."""
    return np.where(np.isnan(members), len(_SIZES) + 1, np.digitize(members, _SIZES))


def known_members(network: Network) -> Iterator[tuple[str, Positions]]:
    """Go through the partnerships of a network: the acronym, and the positions of the known members, of shape (m,)."""
    starts = network.incidence.indptr
    for at, partnership in enumerate(network.partnerships):
        yield partnership.acronym, network.incidence.indices[starts[at] : starts[at + 1]].astype(np.intp)


def partner_pairs(sizes: Positions, members: Positions, others: Positions) -> tuple[Flags, Flags, Values]:
    """Return which pairs of members (rows) with members and others (columns) are examples, and what they count.

    Args:
        sizes: the size class of each of the n organisations, of shape (n,).
        members: positions of those that were in the partnership, at least two.
        others: positions of those that might have been and were not.

    Returns:
        Whether a pair is one at all (nobody is her own partner), whether they were partners, and how much it counts:
        each of shape (members, members + others).
    """
    count = len(members)
    wanted = np.bincount(sizes[members], minlength=len(_SIZES) + 2) / count
    there = np.bincount(sizes[others], minlength=len(_SIZES) + 2)
    share = (wanted / np.maximum(there, 1))[sizes[others]]
    # Where nobody is of the sizes wanted, all count alike.
    share = share if share.sum() else np.ones(len(others))
    counts = np.concatenate([np.full(count, 1 / (count - 1)), OTHERS_PER_PARTNER * share / share.sum()])
    shape = (count, len(counts))
    partners = np.broadcast_to(np.arange(len(counts)) < count, shape)
    return ~np.eye(*shape, dtype=np.bool_), partners, np.broadcast_to(counts, shape)


def _of_partnership(lesson: Lesson, sizes: Positions) -> tuple[Values, Flags, Values]:
    pairs, partners, counts = partner_pairs(sizes, lesson.members, lesson.others)
    return lesson.features[pairs], partners[pairs], counts[pairs]
