"""How well third-country organisations fit a consortium: named contributions that sum to a score."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from matchmaker.profiles.phrases import Phrases
from matchmaker.profiles.profiles import Profiles

Numbers = npt.NDArray[np.float64]

START = "starting point"
SIMILARITY = "profile similarity"
ECOSYSTEMS_SHARED = "ecosystem overlap"
OFFERS = "offers and requests"
TIES = "existing ties"
MARKET = "market"
MEMBER_FEATURES = (SIMILARITY, ECOSYSTEMS_SHARED, OFFERS)
"""Features that each member has with each organisation; the others are the consortium's as a whole."""

LEAST_SERVED = 0.5
"""How much of a fit is that of the member whom an organisation serves least; the rest is the mean over members."""


def met(asking: Phrases, members: Sequence[int], giving: Phrases) -> Numbers:
    """Return how well what members ask for is met by what others give, of shape (members, others), from 0 to 1.

    It is the highest cosine between a phrase of the one and a phrase of the other, and 0 where either states none.
    """
    best = np.zeros((len(members), len(giving)))
    stated = np.unique(giving.owners)
    for row, member in zip(best, members, strict=True):
        asked = asking.of(member)
        if len(asked) and len(stated):
            cosines = asking.embeddings[asked] @ giving.embeddings.T
            nearest = np.clip(cosines.max(axis=0), 0, None)[giving.indices]
            row[stated] = np.maximum.reduceat(nearest, giving.starts[stated])
    return best


def similarity(members: Profiles, others: Profiles) -> Numbers:
    """Return the cosines of the embeddings of n members and N others, of shape (n, N)."""
    # In double precision row by row: a matrix product would round differently for one organisation than for its twin.
    theirs = others.embeddings.astype(np.float64, copy=False)
    return np.stack([(theirs * own).sum(axis=1) for own in members.embeddings.astype(np.float64)])


def ecosystem_overlap(members: Profiles, others: Profiles) -> Numbers:
    """Return the Jaccard indices of the ecosystems of n members and N others, of shape (n, N).

    One that states all 14 ecosystems overlaps little with everybody, as it should: it is nobody's counterpart.
    """
    own, theirs = members.ecosystems.astype(np.float64), others.ecosystems.astype(np.float64)
    both = own @ theirs.T
    either = own.sum(axis=1)[:, None] + theirs.sum(axis=1)[None, :] - both
    overlap: Numbers = both / np.maximum(either, 1)
    return overlap


def combined(by_member: Mapping[str, Numbers]) -> tuple[Mapping[str, Numbers], Numbers]:
    """Return the contributions of a whole consortium, each of shape (N,), and each member's fit, of shape (n, N).

    The fit of a consortium is half the mean fit of its members and half the fit of the member served least, so that an
    organisation which serves all is before one which serves one of them very well. Both halves are sums over the same
    features, so the contributions stay additive.

    Args:
        by_member: the weighted features, in log-odds, each of shape (n, N).
    """
    fits: Numbers = np.sum(list(by_member.values()), axis=0)
    least = fits.argmin(axis=0)
    everyone = np.arange(fits.shape[1])
    shares = {
        name: (1 - LEAST_SERVED) * values.mean(axis=0) + LEAST_SERVED * values[least, everyone]
        for name, values in by_member.items()
    }
    return shares, fits


def starting_point(contributions: Sequence[Numbers]) -> float:
    """Return the constant by which a score of 0 is that of the average organisation: minus the log of the mean odds."""
    scores: Numbers = np.sum(contributions, axis=0)
    highest = float(scores.max(initial=-np.inf))
    return -(highest + float(np.log(np.mean(np.exp(scores - highest))))) if len(scores) else 0.0
