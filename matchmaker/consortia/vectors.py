"""Affinities of very many organisations: inner products of vectors, and what few pairs have besides."""

from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matchmaker.consortia.affinities import Block, LogOdds, Positions, reaching

Vectors = npt.NDArray[np.float32]

_OUTLINE = 64  # principal dimensions of an outline
_MANY = 8  # where more than one of so many pairs is in doubt, all are looked at
_AT_ONCE = 4_096


class VectorAffinities:
    """Affinities that are a starting point plus the inner product of two vectors plus what few pairs have besides.

    A sum of weighted inner products of features is one inner product of longer vectors: each feature's vectors times
    the square root of its weight, side by side. Memory is that of the vectors: no (n, n) array is ever made.

    Args:
        intercept: the starting point, in log-odds.
        vectors: of shape (n, d), in single precision.
        sparse: a symmetric scipy.sparse array of shape (n, n) with what some pairs have besides, none of it negative;
            None where no pair has.
    """

    def __init__(self, intercept: float, vectors: Vectors, sparse: Any = None) -> None:
        self.intercept = intercept
        self.vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        # The pairs that have something besides: for each row where its part starts, then columns and values.
        self._starts = np.zeros(len(vectors) + 1, dtype=np.intp)
        self._columns = np.empty(0, dtype=np.intp)
        self._besides = np.empty(0)
        if sparse is not None:
            rows = sparse.tocsr()
            rows.sort_indices()
            self._starts, self._columns = rows.indptr.astype(np.intp), rows.indices.astype(np.intp)
            self._besides = rows.data.astype(np.float64)

    def __len__(self) -> int:
        """Return the number of organisations."""
        return len(self.vectors)

    @cached_property
    def _norms(self) -> LogOdds:
        norms: LogOdds = np.empty(len(self))
        for start in range(0, len(self), _AT_ONCE):
            some = self.vectors[start : start + _AT_ONCE].astype(np.float64)
            norms[start : start + _AT_ONCE] = np.sqrt(np.einsum("ij,ij->i", some, some))
        return norms

    @cached_property
    def ceilings(self) -> LogOdds:
        """The usual ones, and the most that any pair has besides."""
        most = np.zeros(len(self))
        np.maximum.at(most, self._rows_besides, self._besides)
        return self.usual_ceilings + most

    @cached_property
    def usual_ceilings(self) -> LogOdds:
        """By Cauchy and Schwarz: what the longest vector in the same direction has."""
        ceilings: LogOdds = self.intercept + self._norms * self._norms.max(initial=0.0)
        return ceilings

    @cached_property
    def exceptions(self) -> Positions:
        """The pairs that have something besides."""
        pairs = np.column_stack([self._rows_besides, self._columns])
        return pairs[pairs[:, 0] < pairs[:, 1]]

    def is_exception(self, first: Positions, second: Positions) -> npt.NDArray[np.bool_]:
        """Return which of some pairs have something besides, of shape (m,)."""
        if not len(self._codes):
            return np.zeros(len(first), dtype=np.bool_)
        wanted = first * len(self) + second
        at = np.minimum(np.searchsorted(self._codes, wanted), len(self._codes) - 1)
        found: npt.NDArray[np.bool_] = self._codes[at] == wanted
        return found

    def among(self, some: Positions) -> "VectorsNear":
        """Return the affinities of all pairs of some, without what few pairs have besides."""
        return VectorsNear(self.intercept, self.vectors, some, self._outlines[some], self.tolerance)

    @cached_property
    def _outlines(self) -> Vectors:
        """The vectors in few dimensions: no inner product of two vectors is above that of their outlines.

        The first dimensions are the principal ones; the last is the length of what is left, which by Cauchy and Schwarz
        the inner product of what is left of two vectors does not exceed.
        """
        kept = min(_OUTLINE, self.vectors.shape[1])
        gram = np.zeros((self.vectors.shape[1], self.vectors.shape[1]))
        for start in range(0, len(self), _AT_ONCE):
            some = self.vectors[start : start + _AT_ONCE].astype(np.float64)
            gram += some.T @ some
        axes = np.linalg.eigh(gram)[1][:, ::-1][:, :kept]
        outlines = np.empty((len(self), kept + 1), dtype=np.float32)
        for start in range(0, len(self), _AT_ONCE):
            some = self.vectors[start : start + _AT_ONCE].astype(np.float64)
            principal = some @ axes
            left = np.einsum("ij,ij->i", some, some) - np.einsum("ij,ij->i", principal, principal)
            outlines[start : start + _AT_ONCE, :kept] = principal
            outlines[start : start + _AT_ONCE, kept] = np.sqrt(np.maximum(left, 0.0))
        return outlines

    @cached_property
    def tolerance(self) -> float:
        """The bound on the rounding of an inner product in single precision, whatever the order of its sum.

        N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, section 3.1, and the sums after it.
        """
        unit = 2.0**-24
        besides = float(np.abs(self._besides).max(initial=0.0))
        largest = float(self._norms.max(initial=0.0)) ** 2 + abs(self.intercept) + besides
        bound: float = 1.01 * unit * (self.vectors.shape[1] + 40) * largest
        return bound

    def row(self, organisation: int) -> LogOdds:
        """Return the affinity of one organisation with each, of shape (n,)."""
        row = _product(self.vectors, self.vectors[organisation]).astype(np.float64)
        row += self.intercept
        part = slice(self._starts[organisation], self._starts[organisation + 1])
        row[self._columns[part]] += self._besides[part]
        return row

    def block(self, rows: Positions, columns: Positions) -> Vectors:
        """Return the affinity of some with some, of shape (rows, columns)."""
        block = _product(_rows(self.vectors, rows), _rows(self.vectors, columns).T)
        block += np.float32(self.intercept)
        self._add_besides(block, rows, columns)
        return block

    def _add_besides(self, block: Vectors, rows: Positions, columns: Positions) -> None:
        starts, ends = self._starts[rows], self._starts[rows + 1]
        some = np.flatnonzero(ends > starts)
        if not len(some):
            return
        place = np.full(len(self), -1, dtype=np.intp)
        place[columns] = np.arange(len(columns))
        for at in some:
            part = slice(starts[at], ends[at])
            there = place[self._columns[part]]
            block[at, there[there >= 0]] += self._besides[part][there >= 0].astype(np.float32)

    def pairs(self, first: Positions, second: Positions) -> LogOdds:
        """Return the affinity of pairs, of shape (m,)."""
        # The products of a pair are the same in either order, and so is the order of their sum.
        product = self.vectors[first].astype(np.float64) * self.vectors[second]
        found: LogOdds = self.intercept + product.sum(axis=1)
        return found + self._besides_of(first, second)

    def at_most(self, first: Positions, second: Positions) -> LogOdds:
        """Return what the affinity of pairs is not above, of shape (m,), by their outlines."""
        product: LogOdds = np.einsum("ij,ij->i", self._outlines[first], self._outlines[second]).astype(np.float64)
        return product + (self.intercept + self.tolerance) + self._besides_of(first, second)

    def _besides_of(self, first: Positions, second: Positions) -> LogOdds:
        found = np.zeros(len(first))
        if len(self._besides):
            wanted = first * len(self) + second
            at = np.minimum(np.searchsorted(self._codes, wanted), len(self._codes) - 1)
            known = self._codes[at] == wanted
            found[known] = self._besides[at[known]]
        return found

    @cached_property
    def _rows_besides(self) -> Positions:
        return np.repeat(np.arange(len(self)), np.diff(self._starts))

    @cached_property
    def _codes(self) -> Positions:
        """Rows and columns of the pairs that have something besides as one number each, in ascending order."""
        return self._rows_besides * len(self) + self._columns


class VectorsNear:
    """Affinities of some organisations whose outlines lie side by side; whole vectors are looked at in case of doubt.

    Args:
        intercept: the starting point, in log-odds.
        vectors: of all, of shape (n, d).
        positions: of some, of shape (m,).
        outlines: of these, of shape (m, k).
        tolerance: how far an inner product in single precision may be from the exact one.
    """

    def __init__(
        self, intercept: float, vectors: Vectors, positions: Positions, outlines: Vectors, tolerance: float
    ) -> None:
        self._intercept, self._vectors, self._positions = intercept, vectors, positions
        self._outlines, self._tolerance = outlines, tolerance

    def among(self, some: Positions) -> "VectorsNear":
        """Return the affinities of all pairs of some."""
        return VectorsNear(self._intercept, self._vectors, self._positions[some], self._outlines[some], self._tolerance)

    def block(self, rows: Positions, columns: Positions) -> Vectors:
        """Return the affinity of some with some, of shape (rows, columns)."""
        block = _product(self._vectors[self._positions[rows]], self._vectors[self._positions[columns]].T)
        block += np.float32(self._intercept)
        return block

    def reaching(
        self, rows: Positions, columns: Positions, gain: Block, least: Block
    ) -> tuple[Positions, Positions, Block]:
        """Return where a pair's affinity and gain reach what is asked at least, and the sum of the two."""
        above = _product(_rows(self._outlines, rows), _rows(self._outlines, columns).T)
        above += np.float32(self._intercept + 2 * self._tolerance)
        row, column, _ = reaching(above, gain, least)
        if len(row) > above.size // _MANY:
            return reaching(self.block(rows, columns), gain, least)
        one, other = self._positions[rows[row]], self._positions[columns[column]]
        sums = np.einsum("ij,ij->i", self._vectors[one], self._vectors[other]).astype(np.float64)
        sums += self._intercept + (gain[0, column] if len(gain) == 1 else gain[row, column])
        reached = np.flatnonzero(sums >= least[row])
        return row[reached], column[reached], sums[reached]


def _product(one: Vectors, other: Vectors) -> Vectors:
    # OpenBLAS may read beside a small array, and then warns of a number that is no part of the product.
    with np.errstate(invalid="ignore", over="ignore"):
        product: Vectors = one @ other
    return product


def _rows(vectors: Vectors, positions: Positions) -> Vectors:
    """Return rows; where they follow each other no copy of them is made."""
    if len(positions) and positions[-1] - positions[0] == len(positions) - 1 and (np.diff(positions) == 1).all():
        return vectors[positions[0] : positions[-1] + 1]
    return vectors[positions]
