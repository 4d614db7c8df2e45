"""The best groups met so far, and from which score on another one counts."""

from collections.abc import Callable, Iterator

import numpy as np

from matchmaker.calls.filter import Flags, Positions
from matchmaker.consortia.terms import Scores

Allows = Callable[[Positions], Flags]
"""Whether each group, a row of positions of shape (m, size), may be, of shape (m,)."""
Exactly = Callable[[Positions, int], Positions]
"""Returns where the first so many of some groups are, in the order of their exact scores."""

LOWEST = -1e30
"""Below every score that can be, and above minus infinity, which stands for what may not be."""

_AT_ONCE = 1_024  # groups asked of the rules together
_MOST_KEPT = 20_000  # groups kept for ties and rounding beside those that are asked for


class Best:
    """Keeps the `top` groups with the highest scores of those that are offered and allowed.

    Args:
        top: how many are asked for.
        slack: how far a score that is offered may be from the exact one.
        allows: which groups count.
        exactly: the order that counts.
        least: a score that is known to be reached by `top` groups, or minus infinity.
    """

    def __init__(self, top: int, slack: float, allows: Allows, exactly: Exactly, least: float = -np.inf) -> None:
        self._top, self._slack, self._allows, self._exactly = top, slack, allows, exactly
        self._reached = least
        self._groups: list[Positions] = []
        self._scores: list[Scores] = []
        self._kept = 0

    @property
    def floor(self) -> float:
        """The score under which no group can be among the best, nor tie with the last of them."""
        return max(self._reached - 2 * self._slack, LOWEST)

    @property
    def reached(self) -> float:
        """A score that is reached by at least `top` groups; minus infinity before that."""
        return self._reached

    def offer(self, groups: Positions, scores: Scores) -> None:
        """Take those of some groups, of shape (m, size), that are allowed and can be among the best."""
        order = np.argsort(-scores, kind="stable")
        for start in range(0, len(order), _AT_ONCE):
            some = order[start : start + _AT_ONCE]
            some = some[scores[some] >= self.floor]
            if not len(some):
                return
            some = some[self._allows(groups[some])]
            self._keep(groups[some], scores[some])

    def groups(self) -> Positions | None:
        """Return the groups that can be among the best, of shape (m, size), in no order; None if there is none."""
        if not self._groups:
            return None
        self._reduce()
        return self._groups[0]

    def kept(self) -> Iterator[tuple[Positions, Scores]]:
        """Go through what is kept in parts: groups of shape (m, size), and their scores as they were offered."""
        return zip(self._groups, self._scores, strict=True)

    def merge(self, other: "Best") -> None:
        """Take what another one kept too; what both kept counts once."""
        own = {frozenset(group) for some in self._groups for group in some.tolist()}
        for groups, scores in other.kept():
            new = np.array([frozenset(group) not in own for group in groups.tolist()], dtype=np.bool_)
            self._keep(groups[new], scores[new])

    def _keep(self, groups: Positions, scores: Scores) -> None:
        if not len(groups):
            return
        self._groups.append(groups)
        self._scores.append(scores)
        self._kept += len(groups)
        if self._kept >= self._top and (scores > self._reached).any():
            self._reduce()
        if self._kept > self._top + _MOST_KEPT:
            self._reduce()
            first = self._exactly(self._groups[0], self._top)
            self._groups, self._scores = [self._groups[0][first]], [self._scores[0][first]]
            self._kept = len(first)

    def _reduce(self) -> None:
        groups, scores = np.concatenate(self._groups), np.concatenate(self._scores)
        if len(scores) >= self._top:
            self._reached = max(self._reached, float(np.partition(scores, -self._top)[-self._top]))
        surviving = scores >= self.floor
        self._groups, self._scores = [groups[surviving]], [scores[surviving]]
        self._kept = int(surviving.sum())


class All:
    """Keeps every group that is offered and allowed and reaches a score, up to a number.

    Args:
        least: the score, less how far a score that is offered may be from the exact one.
        most: the number; once it is passed, `overflowed` is true and nothing more is kept.
        allows: which groups count.
    """

    def __init__(self, least: float, most: int, allows: Allows) -> None:
        self._least, self._most, self._allows = max(least, LOWEST), most, allows
        self._groups: list[Positions] = []
        self.count = 0

    @property
    def overflowed(self) -> bool:
        """Whether there are more than asked for."""
        return self.count > self._most

    @property
    def floor(self) -> float:
        """The score under which no group is kept."""
        return np.inf if self.overflowed else self._least

    def offer(self, groups: Positions, scores: Scores) -> None:
        """Take those of some groups, of shape (m, size), that are allowed and reach the score."""
        reaching = groups[scores >= self.floor]
        allowed = reaching[self._allows(reaching)]
        if len(allowed):
            self._groups.append(allowed)
            self.count += len(allowed)

    def groups(self) -> Positions | None:
        """Return the groups that were kept, of shape (m, size), in no order; None if there is none."""
        return np.concatenate(self._groups) if self._groups else None
