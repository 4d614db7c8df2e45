"""Looks at the clock and tells of progress while a question is answered: one watch for each question."""

import time
from collections.abc import Callable

import numpy as np

Progress = Callable[[int, int], bool | None]
"""Told now and then how much of how much is searched.

If it returns True, the search stops and answers with what it has and a bound on what it may have missed. If it raises,
the search is left; nothing has to be cleaned up.
"""

_BETWEEN = 0.1  # seconds between two reports
_FINE = 1_000  # steps in which a part of the whole tells how far it is


class Stopped(Exception):  # not an error: time is up, or a person has seen enough
    """The search is to stop with what it has."""


class Watch:
    """Stops a search when its time is up or its progress callback says so.

    Args:
        seconds: how long the question may take; None for no limit.
        progress: told how far it is.
    """

    def __init__(self, seconds: float | None = None, progress: Progress | None = None) -> None:
        now = time.monotonic()
        self._deadline = np.inf if seconds is None else now + seconds
        self._progress, self._next = progress, now + _BETWEEN

    @property
    def left(self) -> float:
        """How many seconds are left; infinity without a limit."""
        return max(self._deadline - time.monotonic(), 0.0)

    def part(self, at: int, of: int, *, at_least: float = 0.0) -> "Watch":
        """Return a watch for one of several parts of the question, whose reports go on where the part before ended.

        Args:
            at: which part it is, from 0.
            of: how many parts there are.
            at_least: seconds that it is given even where fewer are left; else it ends with the whole question.
        """

        def told(done: int, total: int) -> bool | None:
            return self._tell(at * _FINE + done * _FINE // max(total, 1), of * _FINE)

        return Watch(max(self.left, at_least), told)

    def check(self, done: int, total: int, *, timed: bool = True) -> None:
        """Report that so much of so much is done; where it is not `timed`, only the callback may stop the search.

        Raises:
            Stopped: the search is to stop.
        """
        if (timed and time.monotonic() >= self._deadline) or self._tell(done, total):
            raise Stopped

    def _tell(self, done: int, total: int) -> bool | None:
        now = time.monotonic()
        if self._progress is None or now < self._next:
            return False
        self._next = now + _BETWEEN
        return self._progress(done, total)
