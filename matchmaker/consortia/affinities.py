"""What the search asks of an affinity, and the matrix that answers it for catalogues of today's size."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

LogOdds = npt.NDArray[np.float64]
Block = npt.NDArray[np.floating[Any]]
Positions = npt.NDArray[np.intp]
Reaching = tuple[Positions, Positions, Block]

LARGEST_MATRIX = 5_000
"""Organisations of which all pairs may be held at once: 200 MB."""


class Near(Protocol):
    """The affinities of all pairs of some organisations that were gathered from many."""

    def block(self, rows: Positions, columns: Positions) -> Block:
        """Return the affinity of some with some, a new array of shape (rows, columns) in the precision of its sums."""
        ...

    def reaching(
        self, rows: Positions, columns: Positions, gain: Block, least: Block
    ) -> tuple[Positions, Positions, Block]:
        """Return where a pair's affinity and gain reach what is asked at least, and the sum of the two.

        Args:
            rows: of shape (r,).
            columns: of shape (c,).
            gain: of shape (r, c) or (1, c).
            least: for each row, of shape (r,).

        Returns:
            places in rows, places in columns and sums, each of shape (m,).
        """
        ...

    def among(self, some: Positions) -> "Near":
        """Return the affinities of all pairs of some."""
        ...


class PairAffinities(Protocol):
    """The affinity of all pairs of n organisations, in log-odds. Symmetric; nobody is compared with itself.

    `pairs` is what counts: its floats are the same in either order of a pair. `row`, `block`, `about` and what is
    gathered are for speed and may differ from it by `tolerance`; the search allows for that, so that its answer does
    not depend on it.
    """

    def __len__(self) -> int:
        """Return the number of organisations, n."""
        ...

    @property
    def ceilings(self) -> LogOdds:
        """A proven upper bound, of shape (n,), on the affinity of each organisation with any other."""
        ...

    @property
    def exceptions(self) -> Positions:
        """Few pairs, of shape (e, 2), whose affinity may be above what the vast majority's is bounded by.

        Each pair is in ascending order, and the pairs are sorted; without any, the shape is (0, 2).
        """
        ...

    def is_exception(self, first: Positions, second: Positions) -> npt.NDArray[np.bool_]:
        """Return which of some pairs, given by two arrays of shape (m,), are exceptions, of shape (m,)."""
        ...

    @property
    def usual_ceilings(self) -> LogOdds:
        """A proven upper bound, of shape (n,), on the affinity of each with any other that is not an exception."""
        ...

    @property
    def tolerance(self) -> float:
        """How far, at most, what is for speed is from `pairs`, what further sums in its precision are off included."""
        ...

    def row(self, organisation: int) -> LogOdds:
        """Return the affinity of one organisation with each, of shape (n,)."""
        ...

    def block(self, rows: Positions, columns: Positions) -> Block:
        """Return the affinity of some with some, a new array of shape (rows, columns) in the precision of its sums."""
        ...

    def pairs(self, first: Positions, second: Positions) -> LogOdds:
        """Return the affinity of pairs, of shape (m,), from two arrays of shape (m,)."""
        ...

    def about(self, first: Positions, second: Positions) -> LogOdds:
        """Return the affinity of pairs, of shape (m,): `pairs` itself, or what is quicker."""
        ...

    def at_most(self, first: Positions, second: Positions) -> LogOdds:
        """Return what the affinity of pairs is not above, of shape (m,): `pairs` itself, or what is quicker."""
        ...

    def among(self, some: Positions) -> Near:
        """Return the affinities of all pairs of some; those of the exceptions may be lower than they are."""
        ...


@dataclass(frozen=True)
class Far:
    """The affinities of some organisations, at some positions among many, that were not gathered."""

    affinity: PairAffinities
    positions: Positions

    def block(self, rows: Positions, columns: Positions) -> Block:
        """Return the affinity of some with some, of shape (rows, columns)."""
        return self.affinity.block(self.positions[rows], self.positions[columns])

    def reaching(
        self, rows: Positions, columns: Positions, gain: Block, least: Block
    ) -> tuple[Positions, Positions, Block]:
        """Return where a pair's affinity and gain reach what is asked at least, and the sum of the two."""
        return reaching(self.block(rows, columns), gain, least)

    def among(self, some: Positions) -> "Far":
        """Return the affinities of all pairs of some."""
        return Far(self.affinity, self.positions[some])


class WithoutExceptions(ABC):
    """What affinities say whose ceilings no few pairs lift."""

    @property
    @abstractmethod
    def ceilings(self) -> LogOdds:
        """A proven upper bound, of shape (n,), on the affinity of each organisation with any other."""

    @property
    def exceptions(self) -> Positions:
        """None: every ceiling is reached."""
        return np.empty((0, 2), dtype=np.intp)

    def is_exception(self, first: Positions, second: Positions) -> npt.NDArray[np.bool_]:
        """None is."""
        return np.zeros(np.broadcast(first, second).shape, dtype=np.bool_)

    @property
    def usual_ceilings(self) -> LogOdds:
        """The ceilings."""
        return self.ceilings

    @abstractmethod
    def pairs(self, first: Positions, second: Positions) -> LogOdds:
        """Return the affinity of pairs, of shape (m,)."""

    def about(self, first: Positions, second: Positions) -> LogOdds:
        """Return the affinity of pairs, of shape (m,)."""
        return self.pairs(first, second)

    def at_most(self, first: Positions, second: Positions) -> LogOdds:
        """Return the affinity of pairs, of shape (m,)."""
        return self.pairs(first, second)


class MatrixAffinities(WithoutExceptions):
    """Affinities that are all known: for catalogues of up to `LARGEST_MATRIX` organisations.

    Args:
        matrix: log-odds of shape (n, n), symmetric; the diagonal does not matter.
    """

    tolerance = 0.0

    def __init__(self, matrix: LogOdds) -> None:
        self.matrix = matrix

    def __len__(self) -> int:
        """Return the number of organisations."""
        return len(self.matrix)

    @cached_property
    def ceilings(self) -> LogOdds:
        """The highest affinity of each organisation with another."""
        if len(self.matrix) < 2:
            return np.zeros(len(self.matrix))
        highest: LogOdds = np.empty(len(self.matrix))
        for at, row in enumerate(self.matrix):
            highest[at] = max(row[:at].max(initial=-np.inf), row[at + 1 :].max(initial=-np.inf))
        return highest

    def row(self, organisation: int) -> LogOdds:
        """Return the affinity of one organisation with each, of shape (n,)."""
        row: LogOdds = self.matrix[organisation]
        return row

    def block(self, rows: Positions, columns: Positions) -> LogOdds:
        """Return the affinity of some with some, of shape (rows, columns)."""
        # Two steps of one axis each are several times faster than np.ix_.
        block: LogOdds = self.matrix[rows].take(columns, axis=1)
        return block

    def reaching(
        self, rows: Positions, columns: Positions, gain: Block, least: Block
    ) -> tuple[Positions, Positions, Block]:
        """Return where a pair's affinity and gain reach what is asked at least, and the sum of the two."""
        return reaching(self.block(rows, columns), gain, least)

    def pairs(self, first: Positions, second: Positions) -> LogOdds:
        """Return the affinity of pairs, of shape (m,)."""
        return self.matrix[first, second]

    def among(self, some: Positions) -> "MatrixAffinities":
        """Return the affinities of all pairs of some."""
        return MatrixAffinities(self.block(some, some))


def reaching(block: Block, gain: Block, least: Block) -> Reaching:
    """Return where affinities, of shape (r, c), and gains reach what is asked at least, and the sums; `block` is spent.

    Args:
        block: of shape (r, c).
        gain: of shape (r, c) or (1, c).
        least: for each row, of shape (r,).
    """
    block += gain
    # In the precision of the block, which is quicker; rounded down, so that nothing is lost.
    lowest = np.nextafter(least.astype(block.dtype), block.dtype.type(-np.inf))
    # Several times faster than asking for places in two dimensions.
    reached = np.flatnonzero(block >= lowest[:, None])
    row, column = np.divmod(reached, block.shape[1])
    return row, column, block.ravel()[reached]
