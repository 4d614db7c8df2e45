"""The best set of consortia of all that the rules allow, and how near it is proven to be to the best.

Consortia are far too many to list. Those that matter are generated: a linear programme over those known so far prices the
place of each organisation, and the exact search finds those that are worth more than the places that they take. Where
there is none, the programme's optimum bounds every portfolio. All consortia that can be in a better portfolio than the one
at hand are then listed and chosen from: that choice is proven to be the best.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from matchmaker.calls.filter import Flags, Positions
from matchmaker.consortia.every import every_consortium
from matchmaker.consortia.query import Field, Query, Scored
from matchmaker.consortia.score import ranked, scores
from matchmaker.consortia.search import best_consortia
from matchmaker.consortia.selection import Aim, Chosen, Columns, Prices, chosen, priced
from matchmaker.consortia.terms import Terms
from matchmaker.consortia.watch import Stopped, Watch

_NEW = 120  # consortia that are generated at a time
_OF_ONE = 4  # of which so many at most have an organisation in common
_MOST_LISTED = 60_000  # consortia among which the last choice is made
_NEGLIGIBLE = 1e-7  # in log-odds


@dataclass(frozen=True)
class Portfolio:
    """Consortia that were chosen together, best first, the sum of their scores, and what no other choice exceeds.

    `gap` is by how much, as a part of the total, a better portfolio may exceed this one: 0 where there is none. `short`
    is by how many ecosystems and countries it falls short of what was asked, which no portfolio reaches. `considered` is
    among how many consortia was chosen; `count` how many were to be.
    """

    consortia: tuple[Scored, ...]
    total: float
    bound: float
    short: int
    considered: int
    count: int

    @property
    def gap(self) -> float:
        """By how much, as a part of the total, a better portfolio may exceed this one."""
        over = self.bound - self.total
        return 0.0 if over <= _NEGLIGIBLE else over / max(abs(self.total), _NEGLIGIBLE)


@dataclass(frozen=True)
class Market:
    """What the consortia of a portfolio are made of: the field, what is asked of each, and of all together.

    `ecosystems` (n, e) is what each organisation works in. Each consortium costs `cost`, in EUR.
    """

    field: Field
    query: Query
    aim: Aim
    ecosystems: Flags
    cost: float = 0.0

    def columns(self, groups: Positions) -> Columns:
        """Return consortia, rows of positions of shape (m, size), as what is chosen from."""
        members = np.zeros((len(groups), len(self.field.ids)), dtype=np.bool_)
        members[np.arange(len(groups))[:, None], groups] = True
        return Columns(
            members=members,
            scores=scores(self.field.affinity, groups, self.query.terms),
            costs=np.full(len(groups), self.cost),
            ecosystems=self.ecosystems[groups].any(axis=1),
            countries=self.countries[groups].any(axis=1),
        )

    @property
    def countries(self) -> Flags:
        """The country of each organisation, of shape (n, c); those that do not count have none."""
        country = self.field.rules.country
        return country[:, None] == np.arange(max(int(country.max(initial=-1)), 0) + 1)

    def worth(self, prices: Prices) -> Query:
        """Return the query whose scores are what consortia are worth under prices, less the price of a place."""
        given, size = self.query.terms, self.query.size
        own = -size * prices.organisation
        attributes, weights = [], []
        if given is not None:
            own = own + given.own
            attributes.append(given.attributes)
            weights.append(given.weights)
        for kind, price in ((self.ecosystems, prices.ecosystem), (self.countries, prices.country)):
            if len(price):
                attributes.append(kind)
                weights.append(np.maximum(price, 0.0))
        nothing = np.zeros((len(own), 0), dtype=np.bool_)
        terms = Terms(own, np.hstack([nothing, *attributes]), np.concatenate([np.zeros(0), *weights]))
        return replace(self.query, terms=terms)


def portfolio(market: Market, watch: Watch, left: Callable[[], float]) -> Portfolio | None:
    """Return the best portfolio, as far as time allows; None where no consortium is allowed, or they do not suffice.

    Args:
        market: what is chosen from.
        watch: looks at the clock.
        left: returns how many seconds are left.
    """
    groups = _beginning(market, watch)
    if groups is None:
        return None
    bound = np.inf
    try:
        groups, bound = _generated(market, groups, watch)
    except _Interrupted as interrupted:
        groups, bound = interrupted.groups, interrupted.bound
    best = chosen(market.columns(groups), market.aim, left() / 2)
    if best is None:
        return None
    if bound - best.total > _NEGLIGIBLE and np.isfinite(bound):
        best, groups, bound = _listed(market, best, groups, bound, watch, left)
    of = ranked(market.field.affinity, market.field.ids, groups[list(best.places)], market.query.terms)
    return Portfolio(of, best.total, max(bound, best.total), best.short, len(groups), market.aim.count)


class _Interrupted(Stopped):
    """Time was up; what was generated until then, and the bound that holds."""

    def __init__(self, groups: Positions, bound: float) -> None:
        self.groups, self.bound = groups, bound
        super().__init__()


def _beginning(market: Market, watch: Watch) -> Positions | None:
    """Return a first portfolio, one best consortium after the other, and the best consortia that there are."""
    query, rows, taken = replace(market.query, top=_NEW), [], market.query.excluded
    for _ in range(market.aim.count):
        watch.check(0, market.aim.count)
        found = best_consortia(market.field, replace(query, excluded=taken)).consortia
        if not found:
            break
        rows.append(np.array([each.members for each in found], dtype=np.intp))
        if market.aim.each_once:
            taken = (*taken, *found[0].members)
    return _distinct(np.concatenate(rows)) if rows else None


def _generated(market: Market, groups: Positions, watch: Watch) -> tuple[Positions, float]:
    """Generate consortia until none is worth more than its places; return all, and what no portfolio exceeds."""
    bound = np.inf
    rounds = 0
    while True:
        try:
            watch.check(rounds, rounds + 1)
        except Stopped as stopped:
            raise _Interrupted(groups, bound) from stopped
        rounds += 1
        prices = priced(market.columns(groups), market.aim)
        found = best_consortia(market.field, replace(market.worth(prices), top=4 * _NEW))
        if not found.exact or not found.consortia:
            raise _Interrupted(groups, bound)
        known = {tuple(group) for group in groups.tolist()}
        new = [each for each in found.consortia if tuple(sorted(each.members)) not in known]
        over = max((each.score - prices.place for each in new), default=0.0)
        # Every new consortium of a portfolio is worth at most that much more than its places.
        bound = min(bound, prices.value + market.aim.count * max(over, 0.0))
        if over <= _NEGLIGIBLE:
            return groups, bound
        more = [each for each in new if each.score - prices.place > _NEGLIGIBLE]
        groups = _distinct(np.concatenate([groups, _spread(more, market.aim)]))


def _spread(found: list[Scored], aim: Aim) -> Positions:
    """Return the first of some consortia of which few have an organisation in common."""
    times: dict[int, int] = {}
    rows = []
    for each in found:
        if not aim.each_once or max(times.get(member, 0) for member in each.members) < _OF_ONE:
            rows.append(each.members)
            for member in each.members:
                times[member] = times.get(member, 0) + 1
        if len(rows) == _NEW:
            break
    return np.array(rows, dtype=np.intp)


def _listed(
    market: Market, best: Chosen, groups: Positions, bound: float, watch: Watch, left: Callable[[], float]
) -> tuple[Chosen, Positions, float]:
    """List all consortia that can be in a better portfolio than the best so far, and choose among them."""
    prices = priced(market.columns(groups), market.aim)
    query = replace(market.worth(prices), top=_MOST_LISTED)
    try:
        every = every_consortium(market.field, query, prices.place - (bound - best.total) - _NEGLIGIBLE, watch)
    except Stopped:
        every = None
    if every is None:
        return best, groups, bound
    every = _distinct(np.concatenate([every, groups[list(best.places)]]))
    better = chosen(market.columns(every), market.aim, left())
    if better is None:
        return best, groups, bound
    if better.total < best.total:
        return best, groups, min(bound, max(better.bound, best.total))
    return better, every, min(bound, better.bound)


def _distinct(groups: Positions) -> Positions:
    distinct: Positions = np.unique(np.sort(groups, axis=1), axis=0)
    return distinct
