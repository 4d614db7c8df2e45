"""The organisations that may fill the free places of a consortium, and what the bounds ask of them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matchmaker.calls.filter import EligibilityFilter, Flags, Positions
from matchmaker.consortia.affinities import Far, Near, PairAffinities
from matchmaker.consortia.query import Query
from matchmaker.consortia.terms import Scores


@dataclass(frozen=True)
class Task:
    """What stays the same while one query is answered. Totals are scores times `pairs`, the number of pairs."""

    affinity: PairAffinities
    rules: EligibilityFilter
    query: Query

    @property
    def places(self) -> int:
        """How many free places a consortium has."""
        return self.query.size - len(self.query.locked)

    @property
    def pairs(self) -> int:
        """How many pairs a consortium has."""
        return self.query.size * (self.query.size - 1) // 2

    @property
    def locked(self) -> Positions:
        """The members that are given."""
        return np.array(self.query.locked, dtype=np.intp)

    @cached_property
    def states(self) -> Positions:
        """The country of each organisation, as an index, where it counts as a Member State, else -1, of shape (n,)."""
        return np.where(self.rules.member_state, self.rules.country, -1)

    def dependent(self, organisation: int) -> Positions:
        """Return those that are not independent of an organisation."""
        one, other = self._conflicts
        return other[np.searchsorted(one, organisation) : np.searchsorted(one, organisation, side="right")]

    @cached_property
    def _conflicts(self) -> tuple[Positions, Positions]:
        both = np.concatenate([self.rules.conflicts, self.rules.conflicts[:, ::-1]])
        both = both[np.argsort(both[:, 0], kind="stable")]
        return both[:, 0].copy(), both[:, 1].copy()

    @property
    def weights(self) -> Scores:
        """What each attribute that is covered adds to a total, of shape (a,)."""
        terms = self.query.terms
        return np.zeros(0) if terms is None else terms.weights * self.pairs

    def allows(self, groups: Positions) -> Flags:
        """Return whether each group, of shape (m, size), breaks no rule and covers what is required, of shape (m,)."""
        allowed = self.rules.allows(groups)
        if self.query.required is not None:
            allowed &= np.all(np.any(self.query.required[groups], axis=1), axis=1)
        return allowed


@dataclass(frozen=True)
class Candidates:
    """m organisations that may fill the free places.

    `positions` (m,) are those in the catalogue; all else is in this order. `gain` (m,) is what each adds to the total
    of the given members. `reach[j]` (m,) is at most half of what the affinities of each with j others sum to.
    `country` and `state` (m,) are the country as an index and the same where it is a Member State, else -1. `covers`
    (m, r) is what each covers of what is required, `attributes` (m, a) is what the terms ask. `near` has the
    affinities of these alone, where somebody gathered them.
    """

    positions: Positions
    gain: Scores
    reach: Scores
    country: Positions
    state: Positions
    covers: Flags
    attributes: Flags
    near: Near | None = None

    def __len__(self) -> int:
        """Return the number of candidates."""
        return len(self.positions)

    def take(self, chosen: Positions) -> "Candidates":
        """Return those at some places."""
        return Candidates(
            positions=self.positions[chosen],
            gain=self.gain[chosen],
            reach=self.reach[:, chosen],
            country=self.country[chosen],
            state=self.state[chosen],
            covers=self.covers[chosen],
            attributes=self.attributes[chosen],
            near=None if self.near is None else self.near.among(chosen),
        )


def candidates(task: Task, *, usual: bool = False) -> tuple[float, Candidates]:
    """Return the total of the given members alone, and who may join them, bounded by the ceilings or the usual ones."""
    query, rules, affinity = task.query, task.rules, task.affinity
    free = rules.admissible.copy()
    free[[*query.locked, *query.excluded]] = False
    rows = [affinity.row(member) for member in query.locked]
    own = np.zeros(len(affinity)) if query.terms is None else query.terms.own * (task.pairs / query.size)
    base = sum(float(row[other]) for at, row in enumerate(rows) for other in query.locked[at + 1 :])
    base += float(own[task.locked].sum())
    if query.locked and query.terms is not None:
        base += float(query.terms.attributes[task.locked].any(axis=0) @ task.weights)
    positions = np.flatnonzero(free)
    gain: Scores = own[positions]
    for row in rows:
        gain += row[positions]
    ceilings = affinity.usual_ceilings if usual else affinity.ceilings
    half = np.maximum(ceilings[positions], -1e9) / 2  # minus infinity times 0 would be no number
    return base, Candidates(
        positions=positions,
        gain=gain,
        reach=np.arange(max(task.places, 1))[:, None] * half,
        country=rules.country[positions],
        state=task.states[positions],
        covers=_some(query.required, positions),
        attributes=_some(None if query.terms is None else query.terms.attributes, positions),
    )


def _some(flags: Flags | None, positions: Positions) -> Flags:
    return np.zeros((len(positions), 0), dtype=np.bool_) if flags is None else flags[positions]


def near(affinity: PairAffinities, of: Candidates) -> Near:
    """Return the affinities of some candidates with some, by their places."""
    return Far(affinity, of.positions) if of.near is None else of.near


def fresh(task: Task, of: Candidates, members: Positions, columns: Positions) -> Scores:
    """Return what the attributes add that some candidates bring and none of the members has, of shape (q, m).

    Args:
        task: what is searched.
        of: the candidates.
        members: places of candidates that joined the given members, of shape (q, d).
        columns: places of candidates, of shape (m,).
    """
    covered = of.attributes[members].any(axis=1)
    if task.query.locked and task.query.terms is not None:
        covered |= task.query.terms.attributes[task.locked].any(axis=0)
    added: Scores = (~covered * task.weights) @ of.attributes[columns].T
    return added


def fresh_of(task: Task, groups: Positions) -> Scores:
    """Return what the attributes add that the given members lack, for each group of shape (m, size), of shape (m,)."""
    terms = task.query.terms
    if terms is None:
        return np.zeros(len(groups))
    covered = terms.attributes[groups].any(axis=1) & ~terms.attributes[task.locked].any(axis=0)
    added: Scores = covered @ task.weights
    return added


def potential(task: Task, of: Candidates) -> Scores:
    """Return what each candidate adds to the total of the given members at most, whoever else joins, of shape (m,)."""
    most: Scores = of.gain + of.reach[max(task.places, 1) - 1]
    if len(task.weights):
        nobody = np.empty((1, 0), dtype=np.intp)
        most += fresh(task, of, nobody, np.arange(len(of)))[0]
    return most
