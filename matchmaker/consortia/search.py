"""Exact search for the best consortia: branch and bound, proven to leave out none of them."""

import numpy as np

from matchmaker.calls.filter import Positions
from matchmaker.consortia.barring import bar
from matchmaker.consortia.batch import Batch
from matchmaker.consortia.best import Best
from matchmaker.consortia.branching import Search
from matchmaker.consortia.candidates import Candidates, Task, candidates
from matchmaker.consortia.closer import MOST_COMPARED, closer, gathered, highest, most_promising, surviving
from matchmaker.consortia.exceptions import Exceptions
from matchmaker.consortia.query import Field, Found, Query
from matchmaker.consortia.score import ranked
from matchmaker.consortia.watch import Stopped, Watch

# Candidates among which a first answer is sought, by the number of free places: some ten thousand groups.
_SEEDS = {1: 256, 2: 128, 3: 48, 4: 26, 5: 20, 6: 18, 7: 16, 8: 16}
_ROUNDING = 1e-9  # sums of the same numbers in another order differ by less


def best_consortia(field: Field, query: Query, watch: Watch | None = None) -> Found:
    """Return the best consortia that the rules allow and the query asks for.

    Where the watch stops the search, the answer says so and bounds what it may have missed.

    Raises:
        BadInput: the query contradicts itself.
    """
    query.check(field.ids)
    task = Task(field.affinity, field.rules, query)
    return _Rounds(field, task, watch or Watch()).found()


class _Rounds:
    """Narrows down who can be in one of the best consortia; each round starts from what the one before has proven."""

    def __init__(self, field: Field, task: Task, watch: Watch) -> None:
        self._field, self._task, self._watch = field, task, watch
        self._base, everybody = candidates(task, usual=task.places == 2)
        self._slack = slack(task, self._base, everybody)
        self._of = _not_barred(task, everybody, self._base)
        self._best = self._empty()
        self._exceptions = Exceptions(task)

    def found(self) -> Found:
        """Search, and say what is proven."""
        left = self._search()
        task, groups = self._task, self._best.groups()
        found = () if groups is None else ranked(self._field.affinity, self._field.ids, groups, task.query.terms)
        found = found[: task.query.top]
        if left == -np.inf:
            return Found(found, exact=True)
        bound = (left + self._slack) / task.pairs
        if len(found) == task.query.top and bound < found[-1].score:
            return Found(found, exact=True)
        return Found(found, exact=False, bound=bound)

    def _search(self) -> float:
        """Go through the rounds; return what no total is above that was not looked at, minus infinity at the end."""
        try:
            if self._task.places > 2 and not self._task.query.locked:
                self._come_closer()
            if self._seed():
                return -np.inf
            everybody = self._of
            self._narrow()
            if self._task.places > 2:
                self._come_closer()
                self._narrow()
        except Stopped:
            return highest(self._task, self._of, self._base)
        if self._task.places == 2 and len(self._exceptions):
            # Exceptions are of everybody: whom the usual ceilings rule out may be in one.
            return self._look(gathered(self._task, self._of), everybody)
        return self._look(self._of)

    def _come_closer(self) -> None:
        if len(self._of) <= MOST_COMPARED:
            self._of = closer(self._task, self._of, self._watch)

    def _narrow(self) -> None:
        self._of = surviving(self._task, self._of, self._base, self._best.floor)

    def _seed(self) -> bool:
        """Look among the most promising, until as many as are asked for are found; return whether nothing is left."""
        count = _SEEDS[max(self._task.places, 1)]
        while True:
            some = most_promising(self._task, self._of, count)
            seeds = self._of.take(some)
            if self._look(gathered(self._task, seeds) if self._task.places == 2 else seeds) > -np.inf:
                raise Stopped
            # The usual ceilings, under which pairs are left out, are not those of the exceptions.
            whole = not len(self._exceptions) or self._best.reached == -np.inf
            if len(some) == len(self._of) and whole:
                return True
            if self._best.reached > -np.inf:
                return False
            count *= 2

    def _look(self, of: Candidates, exceptions_of: Candidates | None = None) -> float:
        """Search among some candidates, and exceptions among others; nothing that was found before is lost."""
        before, self._best = self._best, self._empty(self._best.reached)
        if exceptions_of is not None:
            self._exceptions.offer(exceptions_of, self._base, self._best)
        besides = exceptions_of is not None
        left = Search(self._task, of, self._base, self._best, self._watch, besides=besides).run()
        if left > -np.inf:
            self._best.merge(before)
        return left

    def _empty(self, least: float = -np.inf) -> Best:
        return Best(self._task.query.top, self._slack, self._task.allows, self._first, least)

    def _first(self, groups: Positions, count: int) -> Positions:
        """Return where the first so many of some groups are, in the order that counts."""
        found = ranked(self._field.affinity, self._field.ids, groups, self._task.query.terms)[:count]
        at = {frozenset(group): place for place, group in enumerate(groups.tolist())}
        return np.array([at[frozenset(each.members)] for each in found], dtype=np.intp)


def slack(task: Task, base: float, of: Candidates) -> float:
    """Return how far a total of the search may be from the exact one."""
    largest = max(1.0, abs(base), float(np.abs(of.gain).max(initial=0.0)))
    return task.pairs * task.affinity.tolerance + _ROUNDING * largest


def _not_barred(task: Task, of: Candidates, base: float) -> Candidates:
    """Return the candidates whom no rule keeps out because of the given members."""
    nobody = np.empty((1, 0), dtype=np.intp)
    root = Batch(task.places, np.arange(len(of)), nobody, np.array([base]), of.gain[None].copy())
    gain = bar(task, of, root).gain
    return of.take(np.flatnonzero(np.isfinite(gain[0])) if len(gain) else np.empty(0, dtype=np.intp))
