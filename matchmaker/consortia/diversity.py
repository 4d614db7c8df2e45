"""Consortia that differ: chosen one after the other from the exact list, so that none repeats another."""

from dataclasses import replace

import numpy as np

from matchmaker.consortia.query import Field, Found, Query, Scored
from matchmaker.consortia.search import best_consortia
from matchmaker.consortia.watch import Watch
from matchmaker.errors import BadInput
from matchmaker.wording import counted

OVERLAP_COSTS = 0.25
"""In log-odds: what a consortium loses that shares all its members that were not given with one shown before it."""

_LONGEST = 20_000  # consortia of the exact list that are looked at
_FIRST = 20  # times as many as are asked for make the list that is looked at first


def diverse_consortia(field: Field, query: Query, difference: int, watch: Watch | None = None) -> Found:
    """Return consortia of which any two differ by at least so many members, best first.

    They are those that maximal marginal relevance chooses from the exact list: the best one first, then whichever of
    those that differ enough from all chosen has the highest score less `OVERLAP_COSTS` times the share of its free
    places that it has in common with the most similar of them. The list is as long as proves that no consortium further
    down could be chosen instead. Where it would be too long, or the watch stops the search, the answer is what was
    chosen until then, and bounds the score of those that differ enough from it.

    J. Carbonell and J. Goldstein, The use of MMR, diversity-based reranking for reordering documents and producing
    summaries, SIGIR 1998.

    Raises:
        BadInput: the query contradicts itself, or consortia cannot differ by so many members.
    """
    watch = watch or Watch()
    if difference == 1:
        return best_consortia(field, query, watch)
    query.check(field.ids)
    free = query.size - len(query.locked)
    if difference > max(free, 1):
        raise BadInput(
            f"Consortia of {query.size} with {counted(len(query.locked), 'given member')} differ by "
            f"{counted(free, 'member')} at most, "
            f"not {difference}. Ask for a smaller difference."
        )
    length, before = _FIRST * query.top, None
    while True:
        found = best_consortia(field, replace(query, top=length), watch)
        chosen = choose(found, query, difference, whole=len(found.consortia) < length)
        if chosen.exact or not found.exact or length >= _LONGEST:
            # A list that is not exact may have missed what an exact one that was shorter had.
            return chosen if found.exact or before is None else before
        length, before = min(4 * length, _LONGEST), chosen


def choose(listed: Found, query: Query, difference: int, *, whole: bool) -> Found:
    """Return up to `query.top` of some consortia, best first, that differ enough, and whether that is proven.

    Args:
        listed: the list, best first.
        query: what it answers.
        difference: the least number of members that two may not have in common.
        whole: whether the list, where it is exact, has every consortium.
    """
    consortia, whole = listed.consortia, whole and listed.exact
    if not consortia:
        return listed
    # One that is not on the list scores no more than this.
    beyond = -np.inf if whole else consortia[-1].score if listed.bound is None else listed.bound
    members = np.array([each.members for each in consortia], dtype=np.intp)
    scores = np.array([each.score for each in consortia])
    free = max(query.size - len(query.locked), 1)
    most_shared = np.zeros(len(consortia), dtype=np.intp)
    eligible = np.ones(len(consortia), dtype=np.bool_)
    chosen: list[Scored] = []
    proven = True
    while len(chosen) < query.top:
        worth = np.where(eligible, scores - OVERLAP_COSTS * most_shared / free, -np.inf)
        at = int(np.argmax(worth))
        proven &= whole or bool(worth[at] > beyond)
        if not eligible[at]:
            break
        chosen.append(consortia[at])
        shared = np.isin(members, members[at]).sum(axis=1)
        eligible &= query.size - shared >= difference
        most_shared = np.maximum(most_shared, shared - len(query.locked))
    if proven:
        return Found(tuple(chosen), exact=True)
    return Found(tuple(chosen), exact=False, bound=max(beyond, float(scores[eligible].max(initial=-np.inf))))
