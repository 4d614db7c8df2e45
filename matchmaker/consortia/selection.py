"""Choosing a set of consortia from a list: an integer programme, solved by HiGHS."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from matchmaker.calls.filter import Flags
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.consortia.terms import Scores
from matchmaker.errors import BadInput

_LONGEST = 86_400.0  # seconds: the solver wants a number
_SHORTEST = 5.0  # seconds that it is given at least, of which it mostly needs few: without a choice there is no answer
_OPTIMAL = 0  # what the solver says of an answer that it proved
_SHORT = 1e3  # in log-odds: what each ecosystem or country costs by which a selection falls short


@dataclass(frozen=True)
class Aim:
    """What a portfolio is to be: `count` consortia, and what they must have together.

    With `each_once`, no organisation is in two. The members of all work in at least `ecosystems` ecosystems and come
    from at least `countries` countries. `budget` is in EUR; None for any.
    """

    count: int
    each_once: bool = True
    ecosystems: int = 0
    countries: int = 0
    budget: float | None = None

    def check(self) -> None:
        """Check that it can be reached by some set.

        Raises:
            BadInput: a number is out of range.
        """
        if self.count < 1:
            raise BadInput(f"A portfolio of {self.count} consortia is none. Ask for at least 1.")
        if self.budget is not None and not 0 < self.budget < np.inf:
            raise BadInput(f"A budget of {self.budget} cannot be spent. Give EUR above 0, or leave it out.")
        for name, least in (("ecosystems", self.ecosystems), ("countries", self.countries)):
            if least < 0:
                raise BadInput(f"At least {least} {name} cannot be asked for. Give 0 or more.")
        if self.ecosystems > len(ECOSYSTEMS):
            there = f"there are {len(ECOSYSTEMS)}"
            raise BadInput(f"At least {self.ecosystems} ecosystems cannot be asked for: {there}. Ask for fewer.")


@dataclass(frozen=True)
class Columns:
    """m consortia from which is chosen, as arrays.

    `members` (m, n) is who is in which, as a sparse array of 1, `scores` (m,) are in log-odds, `costs` (m,) in EUR.
    `ecosystems` (m, e) and `countries` (m, c) are what the members of each work in and come from.
    """

    members: Any
    scores: Scores
    costs: Scores
    ecosystems: Flags
    countries: Flags

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.scores)


def incidence(groups: Sequence[Sequence[int]], count: int) -> Any:
    """Return who of so many organisations is in which group, as a sparse array of shape (groups, count)."""
    import scipy.sparse as sp

    columns = np.array([member for group in groups for member in group], dtype=np.intp)
    starts = np.cumsum([0, *map(len, groups)], dtype=np.intp)
    return sp.csr_array((np.ones(len(columns), dtype=np.int64), columns, starts), shape=(len(groups), count))


@dataclass(frozen=True)
class Prices:
    """What a linear programme says that a further consortium would be worth: its score less these.

    `organisation` (n,) is what the place of each organisation is worth, `ecosystem` (e,) and `country` (c,) what one
    more of each would add, `place` what a place in the portfolio is worth; `value` is the programme's optimum.
    """

    value: float
    organisation: Scores
    ecosystem: Scores
    country: Scores
    place: float


@dataclass(frozen=True)
class Chosen:
    """Which columns are chosen, the sum of their scores, and what the worth of no choice among the columns exceeds.

    `short` is by how many ecosystems and countries together they fall short, which `worth` charges for.
    """

    places: tuple[int, ...]
    total: float
    bound: float
    short: int

    @property
    def worth(self) -> float:
        """The total less what each ecosystem or country costs by which the choice falls short."""
        return self.total - _SHORT * self.short

    def over(self, worth: float) -> float:
        """Return by how much a worth is above the total of what is chosen, were that to fall short as much."""
        return worth - self.worth


def priced(columns: Columns, aim: Aim) -> Prices:
    """Solve the linear programme: parts of consortia may be chosen."""
    from scipy.optimize import linprog

    model = _Model(columns, aim)
    bounds = model.bounds.copy()
    if aim.each_once:
        # The rows of the organisations imply it. As a bound of its own it would take the value of their places.
        bounds[: len(columns), 1] = np.inf
    answer = linprog(model.costs, A_ub=model.rows, b_ub=model.limits, bounds=bounds, A_eq=model.one, b_eq=[aim.count])
    marginals = -answer.ineqlin.marginals
    organisations, ecosystems, countries = model.parts
    return Prices(
        value=-float(answer.fun),
        organisation=marginals[organisations] if aim.each_once else np.zeros(columns.members.shape[1]),
        ecosystem=marginals[ecosystems],
        country=marginals[countries],
        place=-float(answer.eqlin.marginals[0]),
    )


def chosen(columns: Columns, aim: Aim, seconds: float) -> Chosen | None:
    """Return the best choice of exactly as many of the columns as the aim counts; None where none was found in time."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    model = _Model(columns, aim)
    limits = [LinearConstraint(model.rows, -np.inf, model.limits), LinearConstraint(model.one, aim.count, aim.count)]
    answer = milp(
        model.costs,
        integrality=np.ones(len(model.costs)),
        bounds=Bounds(model.bounds[:, 0], model.bounds[:, 1]),
        constraints=limits,
        options={"time_limit": min(max(seconds, _SHORTEST), _LONGEST), "mip_rel_gap": 1e-9},
    )
    if answer.x is None:
        return None
    places = np.flatnonzero(np.round(answer.x[: len(columns)]))
    short = round(float(answer.x[len(columns) :][model.costs[len(columns) :] > 0].sum()))
    total = float(columns.scores[places].sum())
    return Chosen(tuple(places.tolist()), total, -float(answer.mip_dual_bound), short)


def most(columns: Columns, aim: Aim, seconds: float) -> tuple[int, bool]:
    """Return how many of the columns can be chosen together, up to the aim's count, and whether that is proven."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    model = _Model(columns, aim)
    costs = np.where(np.arange(len(model.costs)) < len(columns), -1.0, 0.0)
    answer = milp(
        costs,
        integrality=np.ones(len(costs)),
        bounds=Bounds(model.bounds[:, 0], model.bounds[:, 1]),
        constraints=[
            LinearConstraint(model.rows, -np.inf, model.limits),
            LinearConstraint(model.one, 0, aim.count),
        ],
        options={"time_limit": min(max(seconds, _SHORTEST), _LONGEST)},
    )
    count = 0 if answer.x is None else round(float(answer.x[: len(columns)].sum()))
    return count, count == aim.count or answer.status == _OPTIMAL


class _Model:
    """The programme in the form that the solver takes: the lowest costs, rows below limits.

    Variables: one for each column; then, where so many ecosystems are asked for, one for each that is covered, and one
    for by how many the choice falls short; the same for countries. `parts` are the rows of the organisations, of the
    ecosystems and of the countries.
    """

    def __init__(self, columns: Columns, aim: Aim) -> None:
        import scipy.sparse as sp

        kinds = ((columns.ecosystems, aim.ecosystems), (columns.countries, aim.countries))
        self._total = len(columns) + sum(kind.shape[1] + 1 for kind, least in kinds if least)
        self.costs = np.append(-columns.scores, np.zeros(self._total - len(columns)))
        self.bounds = np.tile((0.0, 1.0), (self._total, 1))
        self._rows: list[Any] = []
        self._limits: list[Scores] = []
        self._width = len(columns)
        self.parts = [self._add_members(columns) if aim.each_once else slice(0, 0)]
        self.parts += [self._add_kind(kind, least) if least else slice(0, 0) for kind, least in kinds]
        if aim.budget is not None:
            # In EUR, not in parts of the budget: what the solver takes for rounding is then no money.
            self._add(columns.costs[None], np.array([aim.budget]))
        self.rows = sp.vstack(self._rows).tocsr() if self._rows else sp.csr_array((1, self._total))
        self.limits = np.concatenate(self._limits) if self._limits else np.zeros(1)
        self.one = sp.csr_array(np.append(np.ones(len(columns)), np.zeros(self._total - len(columns)))[None])

    def _add_members(self, columns: Columns) -> slice:
        """Nobody is in two."""
        return self._add(columns.members.T, np.ones(columns.members.shape[1]))

    def _add_kind(self, kind: Flags, least: int) -> slice:
        """Each of a kind counts if somebody covers it, and at least so many do."""
        import scipy.sparse as sp

        names, start = kind.shape[1], self._width
        covered = sp.hstack(
            [sp.csr_array(-kind.T.astype(float)), sp.csr_array((names, start - len(kind))), sp.eye_array(names)]
        )
        part = self._add(covered, np.zeros(names))
        enough = np.zeros((1, start + names + 1))
        enough[0, start:] = -1.0
        self._add(enough, np.array([-float(least)]))
        self.costs[start + names] = _SHORT
        self.bounds[start + names, 1] = least
        self._width += names + 1
        return part

    def _add(self, rows: Any, limits: Scores) -> slice:
        """Add rows, whose missing columns are 0; return which they are."""
        import scipy.sparse as sp

        first = sum(len(each) for each in self._limits)
        missing = sp.csr_array((rows.shape[0], self._total - rows.shape[1]))
        self._rows.append(sp.hstack([sp.csr_array(rows), missing]))
        self._limits.append(limits)
        return slice(first, first + len(limits))
