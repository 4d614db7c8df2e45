"""What ranks say, and how sure one may be: metrics per case, and intervals over partnerships."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

DRAWS = 2_000
CONFIDENCE = 0.95
_SEED = 20


def hit(ranks: Values, at: int) -> Values:
    """Return 1 where a rank is at most `at`, per case. A rank tied across the border counts in full or not at all."""
    return (ranks <= at).astype(np.float64)


def reciprocal(ranks: Values) -> Values:
    """Return the reciprocal of each rank; its mean is the MRR."""
    return 1 / ranks


def discounted_gain(ranks: Values, at: int) -> Values:
    """Return nDCG@at per case: 1 / log2(1 + rank) down to rank `at`, since there is one organisation to be found.

    Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, 2002.
    """
    return np.where(ranks <= at, 1 / np.log2(1 + ranks), 0)


METRICS: Mapping[str, Callable[[Values], Values]] = MappingProxyType(
    {
        "hit@1": lambda ranks: hit(ranks, 1),
        "hit@10": lambda ranks: hit(ranks, 10),
        "mrr": reciprocal,
        "ndcg@10": lambda ranks: discounted_gain(ranks, 10),
    }
)
"""Each takes ranks and returns one value per case, of the same shape; their mean is what is reported."""

MEDIAN = "median_rank"


def resampled(partnerships: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Return how often each case is drawn, of shape (DRAWS, cases).

    Whole partnerships are drawn with replacement, since the cases of one stand or fall together: drawing single cases
    would make intervals too narrow.

    Args:
        partnerships: the partnership of each case, of shape (cases,).
    """
    known, code = np.unique(partnerships, return_inverse=True)
    if not len(known):
        return np.zeros((DRAWS, 0), dtype=np.intp)
    draws = np.random.default_rng(_SEED).multinomial(len(known), np.full(len(known), 1 / len(known)), size=DRAWS)
    return draws[:, code].astype(np.intp)


def interval(statistics: Values) -> tuple[float, float]:
    """Return the middle 95 % of statistics over draws: the percentile bootstrap interval."""
    tail = 100 * (1 - CONFIDENCE) / 2
    low, high = np.nanpercentile(statistics, [tail, 100 - tail])
    return float(low), float(high)


def mean_over(draws: npt.NDArray[np.intp], values: Values) -> Values:
    """Return the mean of values of shape (cases,) in each draw, of shape (DRAWS,)."""
    means: Values = draws @ values / draws.sum(axis=1)
    return means


def median_over(draws: npt.NDArray[np.intp], values: Values) -> Values:
    """Return the median of values of shape (cases,) in each draw, of shape (DRAWS,)."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(draws[:, order], axis=1)
    total = reached[:, -1:]
    low, high = ((reached > middle).argmax(axis=1) for middle in ((total - 1) // 2, total // 2))
    medians: Values = (values[order][low] + values[order][high]) / 2
    return medians


def summary(ranks: Values, draws: npt.NDArray[np.intp]) -> dict[str, float | list[float] | None]:
    """Return each metric of ranks of shape (cases,), with its 95 % interval; None without a case."""
    found: dict[str, float | list[float] | None] = {"cases": len(ranks)}
    for name, metric in METRICS.items():
        values = metric(ranks)
        found[name] = float(values.mean()) if len(ranks) else None
        found[f"{name}_interval"] = list(interval(mean_over(draws, values))) if len(ranks) else None
    found[MEDIAN] = float(np.median(ranks)) if len(ranks) else None
    found[f"{MEDIAN}_interval"] = list(interval(median_over(draws, ranks))) if len(ranks) else None
    return found


def difference(one: Values, other: Values, draws: npt.NDArray[np.intp]) -> dict[str, float | list[float] | None]:
    """Return how much better the ranks of one method are than another's, each metric with its paired 95 % interval."""
    found: dict[str, float | list[float] | None] = {}
    for name, metric in METRICS.items():
        values = metric(one) - metric(other)
        found[name] = float(values.mean()) if len(values) else None
        found[f"{name}_interval"] = list(interval(mean_over(draws, values))) if len(values) else None
    return found
