"""Consortia that differ: chosen one after the other from the exact list, so that none repeats another."""

from dataclasses import replace

import numpy as np

from matchmaker.consortia.query import Field, Found, Progress, Query, Scored
from matchmaker.consortia.search import best_consortia
from matchmaker.errors import BadInput

OVERLAP_COSTS = 0.25
"""In log-odds: what a consortium loses that shares all its members that were not given with one shown before it."""

_LONGEST = 20_000  # consortia of the exact list that are looked at
_FIRST = 20  # times as many as are asked for make the list that is looked at first


def diverse_consortia(field: Field, query: Query, difference: int, progress: Progress | None = None) -> Found:
    """Return consortia of which any two differ by at least so many members, best first.

    They are those that maximal marginal relevance chooses from the exact list: the best one first, then whichever of
    those that differ enough from all chosen has the highest score less `OVERLAP_COSTS` times the share of its free
    places that it has in common with the most similar of them. The list is as long as proves that no consortium further
    down could be chosen instead.

    J. Carbonell and J. Goldstein, The use of MMR, diversity-based reranking for reordering documents and producing
    summaries, SIGIR 1998.

    Raises:
        BadInput: the query contradicts itself, or consortia cannot differ by so many members.
    """
    if difference == 1:
        return best_consortia(field, query, progress)
    query.check(field.ids)
    free = query.size - len(query.locked)
    if difference > max(free, 1):
        raise BadInput(
            f"Consortia of {query.size} with {len(query.locked)} given members differ by {free} members at most, "
            f"not {difference}. Ask for a smaller difference."
        )
    length = _FIRST * query.top
    while True:
        found = best_consortia(field, replace(query, top=length), progress)
        chosen, proven = choose(found.consortia, query, difference, whole=len(found.consortia) < length)
        if proven or not found.exact or length >= _LONGEST:
            return Found(chosen, exact=found.exact and proven, bound=found.bound)
        length = min(4 * length, _LONGEST)


def choose(
    consortia: tuple[Scored, ...], query: Query, difference: int, *, whole: bool
) -> tuple[tuple[Scored, ...], bool]:
    """Return up to `query.top` of some consortia, best first, that differ enough, and whether the list sufficed.

    Args:
        consortia: the exact list, best first.
        query: what it answers.
        difference: the least number of members that two may not have in common.
        whole: whether there is no other consortium.
    """
    if not consortia:
        return (), whole
    members = np.array([each.members for each in consortia], dtype=np.intp)
    scores = np.array([each.score for each in consortia])
    free = max(query.size - len(query.locked), 1)
    most_shared = np.zeros(len(consortia), dtype=np.intp)
    eligible = np.ones(len(consortia), dtype=np.bool_)
    chosen: list[Scored] = []
    while len(chosen) < query.top:
        worth = np.where(eligible, scores - OVERLAP_COSTS * most_shared / free, -np.inf)
        at = int(np.argmax(worth))
        # One that is not on the list scores no more than its last.
        if not whole and worth[at] <= scores[-1]:
            return tuple(chosen), False
        if not eligible[at]:
            break
        chosen.append(consortia[at])
        shared = np.isin(members, members[at]).sum(axis=1)
        eligible &= query.size - shared >= difference
        most_shared = np.maximum(most_shared, shared - len(query.locked))
    return tuple(chosen), True
