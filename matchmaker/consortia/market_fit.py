"""What knowing the wanted markets adds to a consortium's score."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from matchmaker.calls.filter import Positions
from matchmaker.consortia.terms import Terms

KNOWN = "target markets known to members"
COVERED = "target markets covered together"
# In log-odds for a consortium whose members all know all wanted markets, and for one of which each wanted market is
# known to somebody. Stated, not learned: what past partnerships knew of their markets beforehand was never written
# down.
KNOWN_WEIGHT, COVERED_WEIGHT = 0.5, 0.5


def market_terms(known: npt.NDArray[np.bool_]) -> Terms:
    """Return what a consortium scores for the markets that it wants, for the search to add to its affinity.

    Members who share a target market count by the share of the wanted markets that each of them knows; members who
    complement each other by the share that is known to at least one. Knowing one market more never lowers a score.

    Args:
        known: whether each of n organisations knows each wanted market, of shape (n, markets). Without markets nothing
            is added.
    """
    count = max(known.shape[1], 1)
    return Terms(
        own=KNOWN_WEIGHT * known.sum(axis=1) / count,
        attributes=known,
        weights=np.full(known.shape[1], COVERED_WEIGHT / count),
    )


def market_contributions(known: npt.NDArray[np.bool_], members: Positions) -> Mapping[str, float]:
    """Return what each part of the market terms adds to the score of one consortium; their sum is the terms' score.

    Args:
        known: as above.
        members: positions, of shape (size,).
    """
    count = max(known.shape[1], 1)
    return {
        KNOWN: KNOWN_WEIGHT * float(known[members].sum()) / count / len(members),
        COVERED: COVERED_WEIGHT * float(known[members].any(axis=0).sum()) / count,
    }
