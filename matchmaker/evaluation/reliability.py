"""Whether the affinity means what it says: of the pairs shown as 0.3, are about 30 % partners?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from matchmaker.affinity.affinity import Affinity
from matchmaker.affinity.examples import partner_pairs, size_classes
from matchmaker.evaluation.split import Hidden

_BINS = 10


@dataclass(frozen=True)
class Bin:
    """Pairs shown within a tenth of the scale: what they are shown as and how often they were partners, on average.

    `partners` counts the pairs of partners in it, without weights.
    """

    shown: float
    observed: float
    share: float
    partners: int


@dataclass(frozen=True)
class Reliability:
    """The bins that are not empty, and the expected calibration error: their mean gap, weighted by their share."""

    bins: tuple[Bin, ...]
    error: float


def reliability(affinity: Affinity, hidden: Sequence[Hidden], eligible: npt.NDArray[np.bool_]) -> Reliability:
    """Return how well calibrated an affinity is on partnerships that it has not seen.

    Pairs are made and counted as for training: each member with each other, and with every eligible organisation that
    was not in the partnership, which count by size and ten times as much in all.
    """
    sizes = size_classes(affinity.features.content.members)
    matrix = affinity.matrix()
    shown, partners, counts = (
        np.concatenate(part)
        for part in zip(
            *(_pairs(matrix, sizes, np.array(each.members), eligible) for each in hidden if len(each.members) > 1),
            strict=True,
        )
    )
    place = np.minimum((shown * _BINS).astype(np.intp), _BINS - 1)
    total = counts.sum()
    bins = tuple(
        Bin(
            shown=float(np.average(shown[chosen], weights=counts[chosen])),
            observed=float(np.average(partners[chosen], weights=counts[chosen])),
            share=float(counts[chosen].sum() / total),
            partners=int(partners[chosen].sum()),
        )
        for chosen in (place == at for at in range(_BINS))
        if counts[chosen].sum() > 0
    )
    return Reliability(bins, sum(each.share * abs(each.shown - each.observed) for each in bins))


def _pairs(
    matrix: npt.NDArray[np.float64],
    sizes: npt.NDArray[np.intp],
    members: npt.NDArray[np.intp],
    eligible: npt.NDArray[np.bool_],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_], npt.NDArray[np.float64]]:
    others = np.setdiff1d(np.flatnonzero(eligible), members)
    pairs, partners, counts = partner_pairs(sizes, members, others)
    shown = expit(matrix[np.ix_(members, np.concatenate([members, others]))])
    return shown[pairs], partners[pairs], counts[pairs]
