"""Exact search for the best consortia, by looking at every one that the rules allow."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from math import comb
from typing import Protocol

import numpy as np
import numpy.typing as npt

from matchmaker.errors import BadInput

Groups = npt.NDArray[np.intp]

LARGEST_SEARCH = 50_000_000  # groups; about ten seconds
# Sums of the same numbers in another order differ by less; groups this close are ranked by their exactly ordered sums.
_ROUNDING = 1e-9


class CountableRules(Protocol):
    """What the search asks of a call: who may apply, and which groups no countable rule forbids."""

    @property
    def admissible(self) -> npt.NDArray[np.bool_]:
        """Whether each organisation may be an applicant at all, of shape (n,)."""
        ...

    def allows(self, groups: Groups) -> npt.NDArray[np.bool_]:
        """Whether each group, a row of positions of shape (m, size), breaks no countable rule, of shape (m,)."""
        ...


@dataclass(frozen=True)
class Query:
    """What is searched, in positions of the catalogue: consortia of `size` with all `locked` and none `excluded`."""

    size: int
    top: int
    locked: tuple[int, ...] = ()
    excluded: tuple[int, ...] = field(default=())


@dataclass(frozen=True)
class Scored:
    """A consortium as positions in ascending order, and its score: mean pair affinity in log-odds."""

    members: tuple[int, ...]
    score: float


def best_consortia(
    affinity: npt.NDArray[np.float64], rules: CountableRules, ids: tuple[str, ...], query: Query
) -> tuple[Scored, ...]:
    """Return the best consortia that the rules allow, best first; equal scores are ordered by the members' ids.

    Args:
        affinity: log-odds of shape (n, n), symmetric.
        rules: the call's countable rules on the same organisations.
        ids: the organisations' ids, of length n.
        query: what is searched.

    Raises:
        BadInput: the query contradicts itself, or asks for more groups than can be looked at one by one.
    """
    free = np.flatnonzero(rules.admissible)
    free = free[~np.isin(free, (*query.locked, *query.excluded))]
    _check(query, ids, len(free))
    candidates: list[Groups] = []
    scores: list[npt.NDArray[np.float64]] = []
    threshold = -np.inf
    for groups in _groups(free, query):
        score = _scores(affinity, groups)
        promising = score >= threshold - _ROUNDING
        groups, score = groups[promising], score[promising]  # noqa: PLW2901
        allowed = rules.allows(groups)
        candidates.append(groups[allowed])
        scores.append(score[allowed])
        # Only what can still be among the best is kept, ties at the threshold included.
        kept, all_scores = np.concatenate(candidates), np.concatenate(scores)
        if len(all_scores) > query.top:
            threshold = np.partition(all_scores, -query.top)[-query.top]
            surviving = all_scores >= threshold - _ROUNDING
            kept, all_scores = kept[surviving], all_scores[surviving]
        candidates, scores = [kept], [all_scores]
    found = [_ordered(affinity, ids, group) for group in np.concatenate(candidates)] if candidates else []
    return tuple(sorted(found, key=lambda each: (-each.score, sorted(ids[at] for at in each.members)))[: query.top])


def _check(query: Query, ids: tuple[str, ...], free: int) -> None:
    if query.size < 3:
        raise BadInput(f"A consortium has at least 3 members, not {query.size}. Ask for a larger size.")
    if query.top < 1:
        raise BadInput(f"{query.top} consortia cannot be shown. Ask for at least 1.")
    both = set(query.locked) & set(query.excluded)
    if both:
        named = ", ".join(sorted(ids[at] for at in both))
        raise BadInput(f"{named} cannot be both a member and excluded. Drop one of the two.")
    if len(query.locked) > query.size:
        raise BadInput(
            f"{len(query.locked)} organisations do not fit into a consortium of {query.size}. Ask for a larger size."
        )
    groups = comb(free, query.size - len(query.locked))
    if groups > LARGEST_SEARCH:
        raise BadInput(
            f"{groups:,} consortia of {query.size} would have to be compared; "
            f"{LARGEST_SEARCH:,} is the most that is feasible. "
            f"Name more members with --lock, or ask for a smaller size."
        )


def _groups(free: Groups, query: Query) -> Iterator[Groups]:
    """Go through all groups in blocks of shape (m, size): the locked members and any that fill the free places."""
    places = query.size - len(query.locked)
    locked = np.array(query.locked, dtype=np.intp)
    if places < 2:
        chosen_last = list(combinations(free.tolist(), places))
        yield _beside(locked, np.array(chosen_last, dtype=np.intp).reshape(len(chosen_last), places))
        return
    first, second = np.triu_indices(len(free), k=1)
    starts = np.searchsorted(first, np.arange(len(free) + 1))
    for chosen in combinations(range(len(free)), places - 2):
        after = starts[chosen[-1] + 1] if chosen else 0
        pairs = np.column_stack([free[first[after:]], free[second[after:]]])
        yield _beside(np.concatenate([locked, free[list(chosen)]]), pairs)


def _beside(same: Groups, different: Groups) -> Groups:
    return np.column_stack([np.broadcast_to(same, (len(different), len(same))), different])


def _scores(affinity: npt.NDArray[np.float64], groups: Groups) -> npt.NDArray[np.float64]:
    pairs = list(combinations(range(groups.shape[1]), 2))
    total = np.zeros(len(groups))
    for one, other in pairs:
        total += affinity[groups[:, one], groups[:, other]]
    return total / len(pairs)


def _ordered(affinity: npt.NDArray[np.float64], ids: tuple[str, ...], group: Groups) -> Scored:
    members = sorted(group.tolist(), key=lambda at: ids[at])
    pairs = [affinity[one, other] for one, other in combinations(members, 2)]
    return Scored(tuple(members), float(np.sum(pairs) / len(pairs)))
