"""The score of a consortium: its mean pair affinity in log-odds, and what a person weighs besides."""

from itertools import combinations

import numpy as np

from matchmaker.calls.filter import Positions
from matchmaker.consortia.affinities import PairAffinities
from matchmaker.consortia.query import Scored
from matchmaker.consortia.terms import Scores, Terms


def scores(affinity: PairAffinities, groups: Positions, terms: Terms | None = None) -> Scores:
    """Return the score of each group, a row of positions of shape (m, size), of shape (m,).

    The sums run in the order of each row: the same row has the same score to the last bit, wherever it is computed.
    """
    pairs = list(combinations(range(groups.shape[1]), 2))
    total = np.zeros(len(groups))
    for one, other in pairs:
        total += affinity.pairs(groups[:, one], groups[:, other])
    total /= max(len(pairs), 1)
    return total if terms is None else total + terms.score(groups)


def ranked(
    affinity: PairAffinities, ids: tuple[str, ...], groups: Positions, terms: Terms | None = None
) -> tuple[Scored, ...]:
    """Return groups, of shape (m, size), with their scores, best first; equal scores are ordered by members' ids."""
    ordered = [sorted(group, key=ids.__getitem__) for group in groups.tolist()]
    rows = np.array(ordered, dtype=np.intp).reshape(groups.shape)
    found = [
        Scored(tuple(row), score) for row, score in zip(ordered, scores(affinity, rows, terms).tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda each: (-each.score, [ids[at] for at in each.members])))
