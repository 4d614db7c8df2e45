"""The best set of consortia of all that the rules allow, and how near it is proven to be to the best.

Consortia are far too many to list. Those that matter are generated: a linear programme over those known so far prices
the place of each organisation, and the exact search finds those that are worth more than the places that they take.
Where there is none, the programme's optimum bounds every portfolio. All consortia that can be in a better portfolio
than the one at hand are then listed and chosen from: that choice is proven to be the best.
"""

from dataclasses import dataclass, replace

import numpy as np

from matchmaker.calls.filter import EligibilityFilter, Flags, Positions
from matchmaker.consortia.best import LOWEST
from matchmaker.consortia.every import every_consortium
from matchmaker.consortia.query import Field, Query, Scored
from matchmaker.consortia.score import ranked, scores
from matchmaker.consortia.search import best_consortia
from matchmaker.consortia.selection import Aim, Chosen, Columns, Prices, chosen, incidence, most, priced
from matchmaker.consortia.terms import Terms, together
from matchmaker.consortia.watch import Stopped, Watch
from matchmaker.errors import NoResult

_NEW = 120  # consortia that are generated at a time
_OF_ONE = 4  # of which so many at most have an organisation in common
_MOST_LISTED = 60_000  # consortia among which the last choice is made
_STAGES = 3  # in which it is made: a beginning, what is generated, what is listed
_FIRST = 5.0  # seconds that the first search is given at least: without it there is no answer
_SHORTEST = 0.2  # and the others of the beginning
_NEGLIGIBLE = 1e-7  # in log-odds


@dataclass(frozen=True)
class Portfolio:
    """Consortia that were chosen together, best first, and the sum of their scores.

    No other choice has a total above `bound`. `short` is by how many ecosystems and countries it falls short of what
    was asked, for want of consortia. `considered` is among how many consortia the last choice was made. `no_more` says
    that no more consortia can be chosen together, or that as many as were asked for are.
    """

    consortia: tuple[Scored, ...]
    total: float
    bound: float
    short: int
    considered: int
    no_more: bool

    @property
    def exact(self) -> bool:
        """Whether it is proven that no other choice is better, nor has more consortia."""
        return self.no_more and not self.gap

    @property
    def gap(self) -> float:
        """By how much, as a part of the total, a better portfolio may exceed this one; 0 where there is none."""
        over = self.bound - self.total
        return 0.0 if over <= _NEGLIGIBLE else over / max(abs(self.total), _NEGLIGIBLE)


def country_matrix(rules: EligibilityFilter) -> Flags:
    """Return the country of each organisation, of shape (n, c); those that do not count have none."""
    matrix: Flags = rules.country[:, None] == np.arange(max(int(rules.country.max(initial=-1)), 0) + 1)
    return matrix


@dataclass(frozen=True)
class Offers:
    """What the consortia of a portfolio are made of: the field, what is asked of each, and of all together.

    `ecosystems` (n, e) is what each organisation works in.
    """

    field: Field
    query: Query
    aim: Aim
    ecosystems: Flags

    def columns(self, groups: Positions) -> Columns:
        """Return consortia, rows of positions of shape (m, size), as what is chosen from."""
        return Columns(
            members=incidence(groups.tolist(), len(self.field.ids)),
            scores=scores(self.field.affinity, groups, self.query.terms),
            costs=np.zeros(len(groups)),
            ecosystems=np.asarray(np.any(self.ecosystems[groups], axis=1)),
            countries=np.asarray(np.any(self.countries[groups], axis=1)),
        )

    @property
    def countries(self) -> Flags:
        """The country of each organisation, of shape (n, c); those that do not count have none."""
        return country_matrix(self.field.rules)

    def worth(self, prices: Prices) -> Query:
        """Return the query whose scores are what consortia are worth under prices, less the price of a place."""
        priced = [
            Terms(np.zeros(len(kind)), kind, np.maximum(price, 0.0))
            for kind, price in ((self.ecosystems, prices.ecosystem), (self.countries, prices.country))
            if len(price)
        ]
        nothing = np.zeros((len(prices.organisation), 0), dtype=np.bool_)
        places = Terms(-self.query.size * prices.organisation, nothing, np.zeros(0))
        return replace(self.query, terms=together(self.query.terms, places, *priced))


def portfolio(offers: Offers, watch: Watch) -> Portfolio | None:
    """Return the best portfolio, as far as time allows; None where no consortium is allowed.

    Where so many as asked for cannot be found without somebody in two, it has as many as were found.

    Raises:
        NoResult: the watch stopped the search before any was found.
    """
    groups, highest, enough = _beginning(offers, watch.part(0, _STAGES))
    if not len(groups):
        return None
    no_more = enough
    if not enough:
        # Where greed does not find so many, there may be a better beginning among all; or there are not so many.
        every = _every(offers, replace(offers.query, top=_MOST_LISTED), LOWEST, watch.part(0, _STAGES))
        groups = groups if every is None else every
        count, proven = most(offers.columns(groups), offers.aim, watch.left)
        no_more = count == offers.aim.count or (proven and every is not None)
        offers = replace(offers, aim=replace(offers.aim, count=count))
    groups, bound = _generated(offers, groups, offers.aim.count * highest, watch.part(1, _STAGES))
    best = chosen(offers.columns(groups), offers.aim, watch.left / 2)
    if best is None:
        return None
    if best.over(bound) > _NEGLIGIBLE:
        best, groups, bound = _listed(offers, best, groups, bound, watch.part(2, _STAGES))
    of = ranked(offers.field.affinity, offers.field.ids, groups[list(best.places)], offers.query.terms)
    return Portfolio(of, best.total, best.total + max(best.over(bound), 0.0), best.short, len(groups), no_more)


def _beginning(offers: Offers, watch: Watch) -> tuple[Positions, float, bool]:
    """Return a first portfolio, one best consortium after the other, with what else is best.

    Besides, what the score of no consortium exceeds, and whether the portfolio has as many as it is to have.
    """
    query, taken = replace(offers.query, top=max(_NEW, offers.aim.count)), offers.query.excluded
    rows, highest = [np.empty((0, query.size), dtype=np.intp)], -np.inf
    for done in range(offers.aim.count):
        try:
            watch.check(done, offers.aim.count, timed=False)
        except Stopped:
            break
        part = watch.part(done, offers.aim.count, at_least=_SHORTEST if done else _FIRST)
        answer = best_consortia(offers.field, replace(query, excluded=taken), part)
        found = answer.consortia
        if not found and not done and not answer.exact:
            raise NoResult("It was stopped before any consortium was found; there may be some. Give it more time.")
        if not found:
            return _distinct(np.concatenate(rows)), highest, False
        if not done:
            highest = found[0].score if answer.bound is None else max(found[0].score, answer.bound)
        rows.append(np.array([each.members for each in found], dtype=np.intp))
        if not offers.aim.each_once:
            return _distinct(np.concatenate(rows)), highest, len(found) >= offers.aim.count
        taken = (*taken, *found[0].members)
    return _distinct(np.concatenate(rows)), highest, len(rows) > offers.aim.count


def _generated(offers: Offers, groups: Positions, bound: float, watch: Watch) -> tuple[Positions, float]:
    """Generate consortia until none is worth more than its places; return all, and what no portfolio exceeds."""
    rounds = 0
    while True:
        try:
            watch.check(rounds, rounds + 1)
        except Stopped:
            return groups, bound
        rounds += 1
        prices = priced(offers.columns(groups), offers.aim)
        query = replace(offers.worth(prices), top=4 * _NEW)
        found = best_consortia(offers.field, query, watch.part(rounds - 1, rounds))
        known = {tuple(group) for group in groups.tolist()}
        new = [each for each in found.consortia if tuple(sorted(each.members)) not in known]
        over = max([each.score - prices.place for each in new], default=0.0)
        missed = -np.inf if found.bound is None else found.bound - prices.place
        # Every new consortium of a portfolio is worth at most that much more than its places.
        bound = min(bound, prices.value + offers.aim.count * max(over, missed, 0.0))
        if over <= _NEGLIGIBLE or not found.exact:
            return groups, bound
        more = [each for each in new if each.score - prices.place > _NEGLIGIBLE]
        groups = _distinct(np.concatenate([groups, _spread(more, offers.aim)]))


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
    offers: Offers, best: Chosen, groups: Positions, bound: float, watch: Watch
) -> tuple[Chosen, Positions, float]:
    """List all consortia that can be in a better portfolio than the best so far, and choose among them."""
    prices = priced(offers.columns(groups), offers.aim)
    query = replace(offers.worth(prices), top=_MOST_LISTED)
    # The programme's optimum bounds all; a consortium that is worth less by more than what it is above cannot help.
    least = prices.place - max(best.over(bound), best.over(prices.value)) - _NEGLIGIBLE
    every = _every(offers, query, least, watch)
    if every is None:
        return best, groups, bound
    every = _distinct(np.concatenate([every, groups[list(best.places)]]))
    better = chosen(offers.columns(every), offers.aim, watch.left)
    if better is None:
        return best, groups, bound
    bound = min(bound, max(better.bound, best.worth))
    return (better, every, bound) if better.worth >= best.worth else (best, groups, bound)


def _every(offers: Offers, query: Query, least: float, watch: Watch) -> Positions | None:
    """Return every consortium that reaches a score; None where they are too many, or time is up."""
    try:
        return every_consortium(offers.field, query, least, watch)
    except Stopped:
        return None


def _distinct(groups: Positions) -> Positions:
    distinct: Positions = np.unique(np.sort(groups, axis=1), axis=0)
    return distinct
