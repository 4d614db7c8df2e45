"""Affinities that are computed for those pairs that are asked for: for catalogues whose pairs are too many to hold."""

from functools import cached_property
from typing import Protocol

import numpy as np

from matchmaker.consortia.affinities import Far, LogOdds, Positions, WithoutExceptions

_ENTRIES = 1 << 20  # pairs that are computed together


class Source(Protocol):
    """What computes affinities; a pair has the same, to the last bit, in either order, in a row and in a block."""

    def __len__(self) -> int:
        """Return the number of organisations, n."""
        ...

    def row(self, organisation: int) -> LogOdds:
        """Return the affinity of one organisation with each, of shape (n,)."""
        ...

    def block(self, rows: Positions, columns: Positions) -> LogOdds:
        """Return the affinity of some with some, a new array of shape (rows, columns)."""
        ...


class BlockAffinities(WithoutExceptions):
    """Affinities from a source, with ceilings from one pass over all its pairs, of which only n numbers are kept."""

    tolerance = 0.0

    def __init__(self, source: Source) -> None:
        self._source = source

    def __len__(self) -> int:
        """Return the number of organisations."""
        return len(self._source)

    @cached_property
    def ceilings(self) -> LogOdds:
        """The highest affinity of each organisation with another."""
        everyone = np.arange(len(self))
        highest = np.zeros(len(self))
        step = max(1, _ENTRIES // max(len(self), 1))
        for start in range(0, len(self) if len(self) > 1 else 0, step):
            rows = everyone[start : start + step]
            block = self._source.block(rows, everyone)
            block[np.arange(len(rows)), rows] = -np.inf
            highest[rows] = block.max(axis=1)
        return highest

    def row(self, organisation: int) -> LogOdds:
        """Return the affinity of one organisation with each, of shape (n,)."""
        return self._source.row(organisation)

    def block(self, rows: Positions, columns: Positions) -> LogOdds:
        """Return the affinity of some with some, of shape (rows, columns)."""
        return self._source.block(rows, columns)

    def pairs(self, first: Positions, second: Positions) -> LogOdds:
        """Return the affinity of pairs, of shape (m,)."""
        found = np.empty(len(first))
        for one in np.unique(first):
            at = np.flatnonzero(first == one)
            found[at] = self._source.block(np.array([one]), second[at])[0]
        return found

    def among(self, some: Positions) -> Far:
        """Return the affinities of all pairs of some."""
        return Far(self, some)
