"""What past partnerships say of organisations, as sentences: who met whom, through whom, where they went."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from matchmaker.affinity.group import Group
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.countries import in_words
from matchmaker.wording import listed

_MOST_NAMED = 3


def _adjacent_ecosystems(group: Group) -> Iterator[str]:
    adjacency = group.features.past.adjacency
    ecosystems = group.features.content.ecosystems
    for one, other in group.pairs:
        meeting = [
            (adjacency[own, theirs], f"{ECOSYSTEMS[own]} and {ECOSYSTEMS[theirs]}")
            for own in np.flatnonzero(ecosystems[one])
            for theirs in np.flatnonzero(ecosystems[other])
            if adjacency[own, theirs] > 0
        ]
        if meeting and not (ecosystems[one] & ecosystems[other]).any():
            yield f"{max(meeting)[1]} often meet in partnerships."


def _shared_markets(group: Group) -> Iterator[str]:
    past = group.features.past
    for one, other in group.pairs:
        shared = [past.market_codes[at] for at in np.flatnonzero(past.markets[one] & past.markets[other])]
        if shared:
            yield f"{group.both(one, other)} have aimed at {listed([in_words(code) for code in shared])}."


def _past_partnerships(group: Group) -> Iterator[str]:
    together: dict[str, set[int]] = {}
    for one, other in group.pairs:
        for partnership in group.features.past.network.together(one, other):
            together.setdefault(f"{partnership.acronym} ({partnership.start_year})", set()).update((one, other))
    where: dict[tuple[int, ...], list[str]] = {}
    for name, who in together.items():
        where.setdefault(tuple(at for at in group.positions if at in who), []).append(name)
    for members, names in where.items():
        they = "They" if len(members) == len(group.positions) else listed([group.label(at) for at in members])
        yield f"{they} were partners in {listed(names)}."


def _common_partners(group: Group) -> Iterator[str]:
    yield from _past_partnerships(group)
    for one, other in group.pairs:
        common = [group.label(at) for at in _met_apart(group, one, other) if at not in group.positions]
        if common:
            yield f"{group.both(one, other)} were partners of {_some(common)}."


def _met_apart(group: Group, one: int, other: int) -> tuple[int, ...]:
    """Return the common partners of two, without those that were with both in one partnership alone.

    That somebody was with both in one partnership says no more than that they were in it together.
    """
    network = group.features.past.network
    told = {partnership.acronym for partnership in network.together(one, other)}
    return (network.without(told) if told else network).common(one, other)


def _linked(group: Group) -> Iterator[str]:
    yield from _common_partners(group)
    network = group.features.past.network
    for one, other in group.pairs:
        between = network.path(one, other)
        if len(between) > 3:  # else they are partners, or have one in common
            first, *rest = (group.label(at) for at in between)
            links = [f"{first} was partner of {rest[0]}"]
            links += [f"{here} of {there}" for here, there in pairwise(rest)]
            yield f"Past partnerships link them: {listed(links)}."


def _same_circle(group: Group) -> Iterator[str]:
    network = group.features.past.network
    circles: dict[int, list[int]] = {}
    for at in group.positions:
        circles.setdefault(int(network.communities[at]), []).append(at)
    for circle, who in circles.items():
        if circle >= 0 and len(who) > 1:
            inner = network.core(circle, besides=group.positions)[:_MOST_NAMED]
            around = f", around {listed([group.label(at) for at in inner])}" if inner else ""
            names = group.named([group.label(at) for at in who])
            yield f"{names} belong to one circle of past partners{around}."


def _some(labels: Sequence[str]) -> str:
    more = len(labels) - _MOST_NAMED
    return listed([*labels[:_MOST_NAMED], f"{more} more"] if more > 0 else labels)


def _similar_experience(group: Group) -> Iterator[str]:
    counts = [int(group.features.past.network.experience[at]) for at in group.positions]
    fewest, most = min(counts), max(counts)
    if most == 0:
        nobody = "Neither" if len(counts) == 2 else "None of them"
        yield f"{nobody} was in a partnership that is known."
    elif most == 1:
        yield f"They are similarly experienced: each was in one partnership{' at most' if fewest == 0 else ''}."
    elif fewest == most:
        yield f"They are similarly experienced: each was in {most} partnerships."
    elif most <= 2 * fewest:
        yield f"They are similarly experienced: each was in {fewest} to {most} partnerships."


PAST_SENTENCES: Mapping[str, Callable[[Group], Iterator[str]]] = MappingProxyType(
    {
        "adjacent ecosystems": _adjacent_ecosystems,
        "shared target markets": _shared_markets,
        "past partnerships": _past_partnerships,
        "common partners": _common_partners,
        "Adamic-Adar": _common_partners,
        "resource allocation": _common_partners,
        "mutual PageRank": _linked,
        "same community": _same_circle,
        "similar experience": _similar_experience,
    }
)
"""Of each feature of `past`, what goes through the sentences that name its causes."""
