"""Learning the weights of markets and of partners abroad from past partnerships and collaborations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from matchmaker.abroad.fit import ECOSYSTEMS_SHARED, MARKET, OFFERS, SIMILARITY, TIES, Numbers
from matchmaker.abroad.markets import EXPERIENCE, FEATURES, SIMILAR, MarketHistory, market_features, popularity
from matchmaker.abroad.past import without
from matchmaker.abroad.weights import MarketWeights

# Stated, not learned: a few examples cannot tell. An older consortium counts e times less for each tenth that its
# cosine is lower, and popularity counts as one identical consortium.
_BANDWIDTH, _PRIOR = 0.1, 1.0
# The lift by similar partnerships is an estimate of log-odds already, and members are expected to go where they have
# been: both weigh 1 until examples say otherwise. That there are many partners has no effect until examples say so.
_EXPECTED = MappingProxyType({SIMILAR: 1.0, EXPERIENCE: 1.0})
_SPREAD = 1.0  # of the normal prior of each weight
# Never less than a quarter: of two markets about as popular, the one that suits these members comes first.
_FACTORS = (0.25, 0.5, 0.75, 1.0)

PARTNER_FEATURES = (SIMILARITY, ECOSYSTEMS_SHARED, TIES, MARKET, OFFERS)
STATED_PARTNER_WEIGHTS = MappingProxyType(
    {SIMILARITY: 4.0, ECOSYSTEMS_SHARED: 2.0, TIES: 1.0, MARKET: 0.5, OFFERS: 2.0}
)
"""What the weights are until examples say otherwise. Offers and requests are known of nobody in the past."""


@dataclass(frozen=True)
class MarketExamples:
    """One row for each pair of a past partnership and a market.

    `basis` (rows,) is the popularity in log-odds, `features` (rows, features) are those of `FEATURES`, and `targeted`
    (rows,) says whether the partnership targeted the market. `counts` (rows,) is how much a row counts: the markets of
    one partnership are chosen together, so all its rows count as one target does. `partnerships` (rows,) numbers them.
    """

    basis: Numbers
    features: Numbers
    targeted: npt.NDArray[np.bool_]
    counts: Numbers
    partnerships: npt.NDArray[np.intp]

    def only(self, rows: npt.NDArray[np.bool_]) -> "MarketExamples":
        """Return some of the rows."""
        return MarketExamples(
            self.basis[rows], self.features[rows], self.targeted[rows], self.counts[rows], self.partnerships[rows]
        )


@dataclass(frozen=True)
class _LeftOut:
    """A past partnership, the history in which it never was, and its members' positions there."""

    targets: frozenset[str]
    seen: MarketHistory
    members: tuple[int, ...]


def _left_out(history: MarketHistory) -> Iterator[_LeftOut]:
    for own in history.past:
        later = [
            each.acronym for each in history.catalogue.partnerships if each.start_year > own.partnership.start_year
        ]
        catalogue = without(history.catalogue, [own.partnership.acronym, *later])
        members = tuple(catalogue.positions[member] for member in own.members)
        yield _LeftOut(
            frozenset(own.partnership.target_third_countries), replace(history, catalogue=catalogue), members
        )


def without_reported(history: MarketHistory) -> MarketHistory:
    """Return a history in which organisations abroad do not count with which a collaboration was reported.

    They stand in the catalogue because a partnership worked with them: their number tells which markets it targeted.
    """
    reported = frozenset(each.third_country_organisation_id for each in history.catalogue.collaborations)
    return replace(history, uncounted=history.uncounted | reported)


def market_examples(history: MarketHistory) -> MarketExamples:
    """Return the examples of a history; no example sees the partnership that it is about, nor any later one.

    Popularity, similar partnerships and experience are those of the other partnerships that started by the same year.
    """
    left_out = tuple(_left_out(without_reported(history)))
    unlearned = _weights(0.0, np.zeros(len(FEATURES)))
    features = [market_features(each.seen, each.members, unlearned) for each in left_out]
    markets = [each.seen.markets for each in left_out]
    return MarketExamples(
        basis=np.concatenate([popularity(each.seen.targeted) for each in left_out]),
        features=np.concatenate([np.column_stack([each[name] for name in FEATURES]) for each in features]),
        targeted=np.array([market in each.targets for each in left_out for market in each.seen.markets]),
        counts=np.concatenate([np.full(len(each.seen.markets), 1 / len(each.targets)) for each in left_out]),
        partnerships=np.repeat(np.arange(len(left_out)), [len(each) for each in markets]),
    )


def learn_markets(history: MarketHistory) -> MarketWeights:
    """Return the weights under which a history's partnerships are likeliest, shrunk towards the ranking by popularity.

    A logistic regression on top of the popularity, without negative weights. Then each partnership is ranked with
    weights learned from the others, and all weights are multiplied by the smallest factor (a quarter at least) whose
    mean average precision is not worse than the best one's by more than one standard error (the rule of Breiman and
    others, Classification and Regression Trees, 1984): what the examples do not show is left to popularity.
    """
    if not history.past:
        return _weights(0.0, np.zeros(len(FEATURES)))
    examples = market_examples(history)
    factor = _factor(examples) if len(history.past) > 1 else _FACTORS[0]
    intercept, learned = _regression(examples)
    return _weights(intercept * factor, learned * factor)


def _factor(examples: MarketExamples) -> float:
    precisions: list[list[float]] = []
    for own in np.unique(examples.partnerships):
        inside = examples.partnerships == own
        _, learned = _regression(examples.only(~inside))
        part = examples.only(inside)
        precisions.append([_average_precision(part, factor * learned) for factor in _FACTORS])
    found = np.array(precisions)
    best = int(found.mean(axis=0).argmax())
    worse = found[:, [best]] - found
    error = worse.std(axis=0, ddof=1) / np.sqrt(len(found))
    return next(factor for factor, lost, by in zip(_FACTORS, worse.mean(axis=0), error, strict=True) if lost <= by)


def _average_precision(examples: MarketExamples, learned: Numbers) -> float:
    order = np.argsort(-(examples.basis + examples.features @ learned), kind="stable")
    ranks = np.flatnonzero(examples.targeted[order]) + 1
    return float(np.mean(np.arange(1, len(ranks) + 1) / ranks)) if len(ranks) else 0.0


def _regression(examples: MarketExamples) -> tuple[float, Numbers]:
    from scipy.optimize import minimize

    expected = np.array([_EXPECTED.get(name, 0.0) for name in FEATURES])
    signs = np.where(examples.targeted, 1.0, -1.0)

    def loss(parameters: Numbers) -> tuple[float, Numbers]:
        margin = signs * (examples.basis + parameters[0] + examples.features @ parameters[1:])
        missed = -signs * examples.counts / (1 + np.exp(margin))
        away = np.concatenate([[0.0], parameters[1:] - expected]) / _SPREAD
        gradient = np.concatenate([[missed.sum()], examples.features.T @ missed]) + away / _SPREAD
        return float((examples.counts * np.logaddexp(0, -margin)).sum() + 0.5 * (away @ away)), gradient

    bounds = [(None, None), *[(0, None)] * len(FEATURES)]
    found = minimize(loss, np.concatenate([[0.0], expected]), jac=True, method="L-BFGS-B", bounds=bounds)
    return float(found.x[0]), np.asarray(found.x[1:])


def _weights(intercept: float, learned: Numbers) -> MarketWeights:
    weights = {name: float(value) for name, value in zip(FEATURES, learned, strict=True)}
    return MarketWeights(bandwidth=_BANDWIDTH, prior=_PRIOR, intercept=intercept, weights=weights)


@dataclass(frozen=True)
class PartnerExamples:
    """Real collaborations, and all organisations abroad that could have been chosen instead.

    `features` has shape (examples, N, features), in the order of `PARTNER_FEATURES`; `chosen` (examples,) are positions
    of the organisations chosen; `counts` (examples,) is how much each counts, so that those of one European side count
    as one together.
    """

    features: Numbers
    chosen: npt.NDArray[np.intp]
    counts: Numbers


def learn_partners(examples: PartnerExamples) -> Mapping[str, float]:
    """Return the weights under which what was chosen is likeliest, each shrunk towards what is stated.

    A conditional logit: the odds of choosing one organisation rather than another depend on their scores alone
    (McFadden, Conditional logit analysis of qualitative choice behavior, 1974). No weight is negative. What few
    examples do not show stays as stated.
    """
    from scipy.optimize import minimize

    stated = np.array([STATED_PARTNER_WEIGHTS[name] for name in PARTNER_FEATURES])
    spread = np.maximum(stated / 2, 0.5)
    rows = np.arange(len(examples.chosen))

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = examples.features @ weights
        scores = scores - scores.max(axis=1, keepdims=True, initial=-np.inf)
        odds = np.exp(scores)
        chances = odds / odds.sum(axis=1, keepdims=True)
        expected = (chances[:, :, None] * examples.features).sum(axis=1)
        missed = (examples.counts[:, None] * (expected - examples.features[rows, examples.chosen])).sum(axis=0)
        likelihood = (examples.counts * np.log(chances[rows, examples.chosen])).sum()
        away = (weights - stated) / spread
        return float(0.5 * (away @ away) - likelihood), missed + away / spread

    found = minimize(loss, stated, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(stated))
    return {name: float(value) for name, value in zip(PARTNER_FEATURES, found.x, strict=True)}
