"""Looks at the clock and tells of progress while a search goes on."""

import time

import numpy as np

from matchmaker.consortia.query import Progress

_BETWEEN = 0.1  # seconds between two reports


class Stopped(Exception):  # not an error: time is up, or a person has seen enough
    """The search is to stop with what it has."""


class Watch:
    """Stops a search when its time is up or its progress callback says so.

    Args:
        seconds: how long the search may take; None for no limit.
        progress: told how far it is.
    """

    def __init__(self, seconds: float | None = None, progress: Progress | None = None) -> None:
        now = time.monotonic()
        self._deadline = None if seconds is None else now + seconds
        self._progress, self._next = progress, now + _BETWEEN

    @property
    def left(self) -> float:
        """How many seconds are left; infinity without a limit."""
        return np.inf if self._deadline is None else max(self._deadline - time.monotonic(), 0.0)

    def check(self, done: int, total: int, *, timed: bool = True) -> None:
        """Report that so much of so much is done; where it is not `timed`, only the callback may stop the search.

        Raises:
            Stopped: the search is to stop.
        """
        now = time.monotonic()
        if timed and self._deadline is not None and now >= self._deadline:
            raise Stopped
        if self._progress is not None and now >= self._next:
            self._next = now + _BETWEEN
            if self._progress(done, total):
                raise Stopped
