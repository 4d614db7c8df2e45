"""Whether the affinity means what it says: of the pairs shown as 0.3, are about 30 % partners?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from matchmaker.affinity.affinity import Affinity
from matchmaker.affinity.examples import partner_pairs, size_classes
from matchmaker.evaluation.metrics import interval, resampled
from matchmaker.evaluation.split import Hidden

_BINS = 10


@dataclass(frozen=True)
class Bin:
    """Pairs shown within a tenth of the scale: what they are shown as and how often they were partners, on average.

    `interval` is that of `observed`, with 95 % confidence: whole partnerships are drawn, since the pairs of one stand
    or fall together. `share` is the bin's part of all pairs, by what they count; `partners` counts the pairs of
    partners in it, without weights.
    """

    shown: float
    observed: float
    interval: tuple[float, float]
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

    Args:
        affinity: of n organisations.
        hidden: partnerships, one of two known members at least.
        eligible: of shape (n,), who might have been a partner.
    """
    sizes = size_classes(affinity.features.content.members)
    matrix = affinity.matrix()
    judged = [_pairs(matrix, sizes, np.array(each.members), eligible) for each in hidden if len(each.members) > 1]
    shown, partners, counts = (np.concatenate(part) for part in zip(*judged, strict=True))
    partnership = np.repeat(np.arange(len(judged)), [len(each[0]) for each in judged])
    draws = resampled(np.arange(len(judged)))
    place = np.minimum((shown * _BINS).astype(np.intp), _BINS - 1)
    total = counts.sum()
    bins = tuple(
        Bin(
            shown=float(np.average(shown[chosen], weights=counts[chosen])),
            observed=float(np.average(partners[chosen], weights=counts[chosen])),
            interval=_interval(partners[chosen], counts[chosen], partnership[chosen], draws),
            share=float(counts[chosen].sum() / total),
            partners=int(partners[chosen].sum()),
        )
        for chosen in (place == at for at in range(_BINS))
        if counts[chosen].sum() > 0
    )
    return Reliability(bins, sum(each.share * abs(each.shown - each.observed) for each in bins))


def _interval(
    partners: npt.NDArray[np.bool_],
    counts: npt.NDArray[np.float64],
    partnership: npt.NDArray[np.intp],
    draws: npt.NDArray[np.intp],
) -> tuple[float, float]:
    """Return the interval of how often pairs were partners.

    Args:
        partners: whether they were, of shape (pairs,).
        counts: how much each pair counts, of shape (pairs,).
        partnership: the number of each pair's partnership, of shape (pairs,).
        draws: how often each partnership is drawn, of shape (draws, partnerships).
    """
    drawn = draws @ np.bincount(partnership, counts, draws.shape[1])
    found = draws @ np.bincount(partnership, counts * partners, draws.shape[1])
    some = drawn > 0  # of a bin of few partnerships, some draws take none
    return interval(found[some] / drawn[some])


def _pairs(
    matrix: npt.NDArray[np.float64],
    sizes: npt.NDArray[np.intp],
    members: npt.NDArray[np.intp],
    eligible: npt.NDArray[np.bool_],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_], npt.NDArray[np.float64]]:
    """Return, of a partnership's pairs, what each is shown as, whether they were partners, and how much it counts."""
    others = np.setdiff1d(np.flatnonzero(eligible), members)
    pairs, partners, counts = partner_pairs(sizes, members, others)
    shown = expit(matrix[np.ix_(members, np.concatenate([members, others]))])
    return shown[pairs], partners[pairs], counts[pairs]
