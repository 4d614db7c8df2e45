"""Branch and bound: goes through all consortia, leaving out whole branches that are proven to hold none of the best."""

from typing import Protocol

import numpy as np

from matchmaker.calls.filter import Flags, Positions
from matchmaker.consortia.barring import bar
from matchmaker.consortia.batch import Batch, Branches
from matchmaker.consortia.candidates import Candidates, Task, fresh, near
from matchmaker.consortia.terms import Scores
from matchmaker.consortia.watch import Stopped, Watch

_ENTRIES = 1 << 19  # numbers in one block: they stay in the processor's cache
_FIRST = 32  # branches looked at before others, so that a good answer bounds the rest early


class Sink(Protocol):
    """Takes groups; what is below its floor is not wanted."""

    @property
    def floor(self) -> float:
        """The lowest total that is of interest; finite or plus infinity."""
        ...

    def offer(self, groups: Positions, totals: Scores) -> None:
        """Take groups, of shape (m, size), with their totals, of shape (m,)."""
        ...


class Search:
    """Goes through all consortia of some candidates that reach the floor of a sink.

    Args:
        task: what is searched.
        of: the candidates.
        base: the total of the given members.
        sink: takes what is found.
        watch: looks at the clock.
        besides: whether the affinity's exceptions were looked at already; only where two places are free.
    """

    def __init__(
        self, task: Task, of: Candidates, base: float, sink: Sink, watch: Watch, *, besides: bool = False
    ) -> None:
        self._task, self._of, self._base, self._sink, self._watch = task, of, base, sink, watch
        self._besides = besides
        self._near = near(task.affinity, of)
        self._weights = task.weights
        self._stack: list[Branches] = []

    def run(self) -> float:
        """Search to the end, or until the watch stops it.

        Returns:
            No total that was not offered is above this number or below the floor: minus infinity at the end.
        """
        root = self._root()
        if root.places == 0:
            self._sink.offer(self._task.locked[None], np.array([self._base]))
            return -np.inf
        self._expand(bar(self._task, self._of, root))
        first = len(self._stack[0].bound) if self._stack else 1
        while self._stack:
            branches = self._stack.pop()
            some, rest = self._split(branches)
            if rest is not None:
                self._stack.append(rest)
            if some is None:
                continue
            try:
                self._watch.check(first - (len(self._stack[0].bound) if self._stack else 0), first)
            except Stopped:
                return max(float(some.bound[0]), *(float(each.bound[0]) for each in self._stack), -np.inf)
            self._follow(some)
        return -np.inf

    def _root(self) -> Batch:
        return Batch(
            places=self._task.places,
            columns=np.arange(len(self._of)),
            members=np.empty((1, 0), dtype=np.intp),
            base=np.array([self._base]),
            gain=self._of.gain[None].copy(),
        )

    def _expand(self, batch: Batch) -> None:
        """Put the children of a batch on the stack; offer them where they are complete."""
        potential = self._potential(batch)
        if batch.places == 1:
            totals = batch.base[:, None] + potential
            node, at = np.nonzero(totals >= self._sink.floor)
            self._offer(batch.members[node], batch.columns[at], totals[node, at])
            return
        usable = self._usable(batch, potential)
        if np.count_nonzero(usable) < batch.places:
            return
        if not usable.all():
            batch = Batch(batch.places, batch.columns[usable], batch.members, batch.base, batch.gain[:, usable])
            potential = potential[:, usable]
        branches = self._ordered(batch, potential)
        if len(branches.bound):
            self._stack.append(branches)

    def _potential(self, batch: Batch) -> Scores:
        """Return what each candidate can add at most, of shape (q, m), whoever else joins."""
        potential: Scores = batch.gain + self._of.reach[batch.places - 1, batch.columns]
        if len(self._weights):
            potential += fresh(self._task, self._of, batch.members, batch.columns)
        return potential

    def _usable(self, batch: Batch, potential: Scores) -> Flags:
        """Return which columns can be in a consortium that reaches the floor, of shape (m,)."""
        others = batch.places - 1
        if potential.shape[1] < batch.places:
            return np.zeros(potential.shape[1], dtype=np.bool_)
        if others == 1:
            highest = potential.max(axis=1)
        else:
            highest = np.partition(potential, -others, axis=1)[:, -others:].sum(axis=1)
        usable: Flags = (potential >= (self._sink.floor - batch.base - highest)[:, None]).any(axis=0)
        return usable

    def _ordered(self, batch: Batch, potential: Scores) -> Branches:
        order = np.argsort(-potential, axis=1)
        if len(order) == 1:
            # One consortium alone: its columns themselves are put in order, and parts of them are slices.
            (by,) = order
            batch = Batch(batch.places, batch.columns[by], batch.members, batch.base, batch.gain[:, by])
            potential = potential[:, by]
            order = rank = np.arange(len(by))[None]
        else:
            potential = np.take_along_axis(potential, order, axis=1)
            rank = np.empty_like(order)
            np.put_along_axis(rank, order, np.broadcast_to(np.arange(order.shape[1]), order.shape), axis=1)
        places = batch.places
        width = potential.shape[1] - places + 1
        besides = batch.base[:, None] + potential[:, :width]
        for following in range(1, places - 1):
            besides = besides + potential[:, following : following + width]
        bound = self._bound(batch, order, potential, besides)
        node, at = np.nonzero(bound >= self._sink.floor)
        best_first = np.argsort(-bound[node, at], kind="stable")
        node, at = node[best_first], at[best_first]
        return Branches(batch, order, rank, potential, node, at, bound[node, at], besides[node, at])

    def _bound(self, batch: Batch, order: Positions, potential: Scores, besides: Scores) -> Scores:
        """Return what no total is above in which a candidate is the first of the order that joins, (q, m - p + 1)."""
        width = besides.shape[1]
        last = potential[:, batch.places - 1 :]
        bound: Scores = besides + last
        covers = self._of.covers[batch.columns]
        if not covers.shape[1]:
            return bound
        lacking = self._lacking(batch.members)
        for need in range(covers.shape[1]):
            # Somebody must cover the need: the best who does, if it is not the first one.
            covering = np.take_along_axis(np.broadcast_to(covers[:, need], order.shape), order, axis=1)
            best = np.where(covering, potential, -np.inf).max(axis=1, keepdims=True)
            capped = np.minimum(bound, besides + np.minimum(last, best))
            bound = np.where(lacking[:, need, None] & ~covering[:, :width], capped, bound)
        return bound

    def _lacking(self, members: Positions) -> Flags:
        """Return which needs none of the members covers, of shape (q, r)."""
        covered: Flags = np.any(self._of.covers[members], axis=1)
        if self._task.query.required is not None:
            covered = covered | np.any(self._task.query.required[self._task.locked], axis=0)
        return ~covered

    def _split(self, branches: Branches) -> tuple[Branches | None, Branches | None]:
        """Return the first children, as many as are looked at together, and the rest; what fell below is left out."""
        promising = int(np.searchsorted(-branches.bound, -self._sink.floor, side="right"))
        if not promising:
            return None, None
        width = branches.order.shape[1]
        most = max(_FIRST, _ENTRIES // width)
        if branches.at[0] == 0 and len(branches.order) == 1:
            most = min(most, _FIRST)
        first = branches.part(0, min(most, promising))
        return first, branches.part(most, promising) if promising > most else None

    def _follow(self, branches: Branches) -> None:
        """Look at children: complete them where one place is left after them, else put theirs on the stack."""
        batch, node, at = branches.batch, branches.node, branches.at
        chosen = batch.columns[branches.order[node, at]]
        part = self._part(branches)
        columns = batch.columns[part]
        if len(columns) < batch.places - 1:
            return
        members = np.column_stack([batch.members[node], chosen])
        base = batch.base[node] + batch.gain[node, branches.order[node, at]]
        if len(self._weights):
            base += fresh(self._task, self._of, batch.members, batch.columns)[node, branches.order[node, at]]
        # One row where there is one parent: a copy of it for each child would cost more than the sum.
        parents = batch.gain[:, part]
        gain = parents if len(parents) == 1 else parents[node]
        if batch.places == 2:
            self._complete(branches, part, Batch(1, columns, members, base, gain))
            return
        gain = self._near.block(chosen, columns) + gain
        gain[branches.rank[:, part][node] <= at[:, None]] = -np.inf
        self._expand(bar(self._task, self._of, Batch(batch.places - 1, columns, members, base, gain)))

    def _part(self, branches: Branches) -> slice | Positions:
        """Return which columns of a batch may follow on any of its children."""
        potential = branches.potential
        # What each who joins must add at least, for each child and then for each consortium.
        needed = self._sink.floor - branches.besides
        lowest = np.full(len(potential), np.inf)
        np.minimum.at(lowest, branches.node, needed)
        if len(potential) == 1:
            end = int(np.searchsorted(-potential[0], -lowest[0], side="right"))
            return slice(int(branches.at.min()) + 1, end)
        wanted = np.flatnonzero(np.isfinite(lowest))
        places_wanted = potential[wanted] >= lowest[wanted, None]
        columns = np.zeros(potential.shape[1], dtype=np.bool_)
        columns[branches.order[wanted][places_wanted]] = True
        return np.flatnonzero(columns)

    def _complete(self, branches: Branches, part: slice | Positions, last: Batch) -> None:
        """Offer consortia of which one place is free, filled with each candidate that reaches the floor.

        The gains of the last batch are those without the newest member.
        """
        gain = last.gain
        if len(self._weights):
            gain = gain + fresh(self._task, self._of, last.members, last.columns)
        if self._of.covers.shape[1]:
            missed = self._lacking(last.members).astype(np.float32) @ ~self._of.covers[last.columns].T
            gain = np.where(missed > 0, -np.inf, gain)
        child, at, gained = self._near.reaching(last.members[:, -1], last.columns, gain, self._sink.floor - last.base)
        new = branches.rank[:, part][branches.node[child], at] > branches.at[child]
        if self._besides:
            one, other = self._of.positions[last.members[child, 0]], self._of.positions[last.columns[at]]
            new &= ~self._task.affinity.is_exception(one, other)
        child, at = child[new], at[new]
        self._offer(last.members[child], last.columns[at], last.base[child] + gained[new])

    def _offer(self, members: Positions, joining: Positions, totals: Scores) -> None:
        if not len(totals):
            return
        locked = np.broadcast_to(self._task.locked, (len(totals), len(self._task.locked)))
        chosen = self._of.positions[np.column_stack([members, joining])]
        self._sink.offer(np.column_stack([locked, chosen]), totals.astype(np.float64, copy=False))
