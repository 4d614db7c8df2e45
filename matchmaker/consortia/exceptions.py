"""Pairs whose affinity may be above the usual ceilings: few enough to look at each, so that they loosen no bound."""

import numpy as np

from matchmaker.consortia.best import Best
from matchmaker.consortia.candidates import Candidates, Task, fresh_of


class Exceptions:
    """The exceptions of an affinity, for consortia with two free places."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._pairs = task.affinity.exceptions
        self._count = len(task.affinity)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._pairs)

    def offer(self, of: Candidates, base: float, best: Best) -> None:
        """Offer all consortia that they complete and that can be among the best."""
        task = self._task
        gain = np.full(self._count, -np.inf)
        gain[of.positions] = of.gain
        one, other = self._pairs[:, 0], self._pairs[:, 1]
        besides = base + gain[one] + gain[other]
        least = best.floor - float(task.weights.sum())
        ceilings = task.affinity.ceilings
        promising = np.flatnonzero(besides >= least - float(ceilings.max()))
        lower = np.minimum(ceilings[one[promising]], ceilings[other[promising]])
        promising = promising[besides[promising] + lower >= least]
        most = besides[promising] + task.affinity.at_most(one[promising], other[promising])
        promising = promising[most >= least]
        pairs = self._pairs[promising]
        groups = np.column_stack([np.broadcast_to(task.locked, (len(pairs), len(task.locked))), pairs])
        totals = besides[promising] + task.affinity.about(pairs[:, 0], pairs[:, 1])
        best.offer(groups, totals + fresh_of(task, groups))
