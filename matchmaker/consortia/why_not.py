"""At which rank a consortium stands: how many are better, counted without keeping them."""

from dataclasses import dataclass

import numpy as np

from matchmaker.calls.filter import Positions
from matchmaker.consortia.best import LOWEST
from matchmaker.consortia.branching import Search
from matchmaker.consortia.candidates import Task, candidates
from matchmaker.consortia.closer import surviving
from matchmaker.consortia.query import Field, Query, Scored
from matchmaker.consortia.score import ranked
from matchmaker.consortia.search import slack
from matchmaker.consortia.terms import Scores
from matchmaker.consortia.watch import Watch


@dataclass(frozen=True)
class Rank:
    """The place of a consortium among all that are allowed, from 1; that or a later one where it is not exact."""

    place: int
    exact: bool


class _Ahead:
    """Counts the groups that come before one."""

    def __init__(self, field: Field, task: Task, of: Scored, margin: float) -> None:
        self._field, self._task, self._of, self._margin = field, task, of, margin
        self._total = of.score * task.pairs
        self.count = 0

    @property
    def floor(self) -> float:
        """The total below which no group comes before it."""
        return max(self._total - self._margin, LOWEST)

    def offer(self, groups: Positions, totals: Scores) -> None:
        """Count those of some groups that are allowed and come before it."""
        reaching = totals >= self.floor
        groups, totals = groups[reaching], totals[reaching]
        allowed = self._task.allows(groups)
        groups, totals = groups[allowed], totals[allowed]
        clearly = totals > self._total + self._margin
        self.count += int(clearly.sum())
        # The rest are so near that only the exact scores, and then the ids, tell.
        near = ranked(self._field.affinity, self._field.ids, groups[~clearly], self._task.query.terms)
        key = self._key(self._of)
        self.count += sum(self._key(each) < key for each in near)

    def _key(self, each: Scored) -> tuple[float, list[str]]:
        return -each.score, [self._field.ids[at] for at in each.members]


def rank_of(field: Field, query: Query, consortium: Scored, watch: Watch | None = None) -> Rank:
    """Return the rank of a consortium among all that a query allows; it is exact unless the watch stops the count."""
    task = Task(field.affinity, field.rules, query)
    base, everybody = candidates(task)
    margin = 2 * slack(task, base, everybody)
    ahead = _Ahead(field, task, consortium, margin)
    of = surviving(task, everybody, base, ahead.floor)
    left = Search(task, of, base, ahead, watch or Watch()).run()
    return Rank(ahead.count + 1, exact=left == -np.inf)
