"""What knowing the wanted markets adds to a consortium's score: a term for each pair, so that bounds stay simple."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Terms = npt.NDArray[np.float64]

SHARED = "target markets known to members"
COMPLEMENTED = "target markets covered together"
# In log-odds for a consortium whose members all know all wanted markets, and for one whose every pair covers them all.
# Stated, not learned: as much as a difference of about a fifth in profile similarity.
SHARED_WEIGHT, COMPLEMENTED_WEIGHT = 0.5, 0.5


def market_fit(known: npt.NDArray[np.bool_]) -> Mapping[str, Terms]:
    """Return the named terms of each pair, in log-odds and of shape (n, n), from who knows which wanted market.

    A consortium's market fit is the mean of the terms over its pairs, as its affinity is the mean over its pairs: the
    sum of both is searched by the same exact search, and the contributions sum to the score.

    - *known*: the mean of both members' shares of the wanted markets that they know; over all pairs of a group this is
      the mean over its members.
    - *covered*: the share of the wanted markets that at least one of the two knows, so that members who know different
      markets complement each other. Knowing one market more never lowers a score.

    Args:
        known: whether each of n organisations knows each wanted market, of shape (n, markets). Without markets all
            terms are 0.
    """
    count = max(known.shape[1], 1)
    numbers = known.astype(np.float64)
    share = numbers.sum(axis=1) / count
    both = numbers @ numbers.T / count
    own = share[:, None] + share[None, :]
    return {SHARED: SHARED_WEIGHT * own / 2, COMPLEMENTED: COMPLEMENTED_WEIGHT * (own - both)}
