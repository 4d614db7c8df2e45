"""Learning the weights of markets and of partners abroad from past partnerships and collaborations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from matchmaker.abroad.fit import Numbers
from matchmaker.abroad.markets import FEATURES, SIMILAR, MarketHistory, market_features, popularity
from matchmaker.abroad.past import without
from matchmaker.abroad.weights import MarketWeights

# Stated, not learned: a few examples cannot tell. An older consortium counts e times less for each tenth that its cosine
# is lower, and popularity counts as one identical consortium.
_BANDWIDTH, _PRIOR = 0.1, 1.0
# The lift by similar partnerships is an estimate of log-odds already, so its weight is 1 until examples say otherwise;
# the other features have no effect until examples say so.
_EXPECTED = MappingProxyType({SIMILAR: 1.0})
_SPREAD = 1.0  # of the normal prior of each weight


@dataclass(frozen=True)
class MarketExamples:
    """One row for each pair of a past partnership and a market.

    `basis` (rows,) is the popularity in log-odds, `features` (rows, features) are those of `FEATURES`, and `targeted`
    (rows,) says whether the partnership targeted the market. `counts` (rows,) is how much a row counts: the markets of
    one partnership are chosen together, so all its rows count as one target does.
    """

    basis: Numbers
    features: Numbers
    targeted: npt.NDArray[np.bool_]
    counts: Numbers


@dataclass(frozen=True)
class _LeftOut:
    """A past partnership, the history in which it never was, and its members' positions there."""

    targets: frozenset[str]
    seen: MarketHistory
    members: tuple[int, ...]


def _left_out(history: MarketHistory) -> Iterator[_LeftOut]:
    for own in history.past:
        later = [each.acronym for each in history.catalogue.partnerships if each.start_year > own.partnership.start_year]
        catalogue = without(history.catalogue, [own.partnership.acronym, *later])
        members = tuple(catalogue.positions[member] for member in own.members)
        yield _LeftOut(
            frozenset(own.partnership.target_third_countries), replace(history, catalogue=catalogue), members
        )


def market_examples(history: MarketHistory) -> MarketExamples:
    """Return the examples of a history; no example sees the partnership that it is about, nor any later one.

    Popularity, similar partnerships and experience are those of the other partnerships that started by the same year.
    """
    left_out = tuple(_left_out(history))
    unlearned = _weights(0.0, np.zeros(len(FEATURES)))
    features = [market_features(each.seen, each.members, unlearned) for each in left_out]
    return MarketExamples(
        basis=np.concatenate([popularity(each.seen.targeted) for each in left_out]),
        features=np.concatenate([np.column_stack([each[name] for name in FEATURES]) for each in features]),
        targeted=np.array([market in each.targets for each in left_out for market in each.seen.markets]),
        counts=np.concatenate([np.full(len(each.seen.markets), 1 / len(each.targets)) for each in left_out]),
    )


def learn_markets(history: MarketHistory) -> MarketWeights:
    """Return the weights under which a history's partnerships are likeliest, each shrunk towards what is expected.

    A logistic regression on top of the popularity. No weight is negative. Without examples the ranking is that of
    popularity and similar partnerships.
    """
    expected = np.array([_EXPECTED.get(name, 0.0) for name in FEATURES])
    if not history.past:
        return _weights(0.0, expected)
    from scipy.optimize import minimize

    examples = market_examples(history)
    signs = np.where(examples.targeted, 1.0, -1.0)

    def loss(parameters: Numbers) -> tuple[float, Numbers]:
        margin = signs * (examples.basis + parameters[0] + examples.features @ parameters[1:])
        missed = -signs * examples.counts / (1 + np.exp(margin))
        away = np.concatenate([[0.0], parameters[1:] - expected]) / _SPREAD
        gradient = np.concatenate([[missed.sum()], examples.features.T @ missed]) + away / _SPREAD
        return float((examples.counts * np.logaddexp(0, -margin)).sum() + 0.5 * (away @ away)), gradient

    bounds = [(None, None), *[(0, None)] * len(FEATURES)]
    found = minimize(loss, np.concatenate([[0.0], expected]), jac=True, method="L-BFGS-B", bounds=bounds)
    return _weights(float(found.x[0]), found.x[1:])


def _weights(intercept: float, learned: Numbers) -> MarketWeights:
    weights = {name: float(value) for name, value in zip(FEATURES, learned, strict=True)}
    return MarketWeights(bandwidth=_BANDWIDTH, prior=_PRIOR, intercept=intercept, weights=weights)
