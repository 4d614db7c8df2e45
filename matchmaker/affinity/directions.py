"""Inner products of very many vectors, in single precision: rows of them, and upper bounds in few dimensions."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Positions = npt.NDArray[np.intp]

_KEPT = 64  # principal dimensions of an outline
_AT_ONCE = 4_096


@dataclass(frozen=True, eq=False)
class Directions:
    """n unit vectors, of shape (n, d) and in single precision, whose products are weighed."""

    vectors: Vectors
    weight: float

    def row(self, organisation: int) -> Vectors:
        """Return the weighed product of one with each, of shape (n,)."""
        return product(self.vectors, np.float32(self.weight) * self.vectors[organisation])

    def pairs(self, first: Positions, second: Positions) -> Vectors:
        """Return the weighed product of pairs, of shape (m,)."""
        found: Vectors = np.einsum("ij,ij->i", self.vectors[first], self.vectors[second]) * np.float32(self.weight)
        return found

    @property
    def tolerance(self) -> float:
        """The bound on the rounding of an inner product in single precision, whatever the order of its sum.

        N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, section 3.1.
        """
        return float(1.1 * 2.0**-24 * (self.vectors.shape[1] + 8) * self.weight)

    @cached_property
    def outlines(self) -> Vectors:
        """The weighed vectors in few dimensions: no product of two is above that of their outlines and the tolerance.

        The first dimensions are the principal ones; the last is the length of what is left, which by Cauchy and Schwarz
        the product of what is left of two vectors does not exceed.
        """
        count, dimensions = self.vectors.shape
        gram = np.zeros((dimensions, dimensions))
        for start in range(0, count, _AT_ONCE):
            some = self.vectors[start : start + _AT_ONCE].astype(np.float64)
            gram += some.T @ some
        kept = min(_KEPT, dimensions)
        axes = np.linalg.eigh(gram)[1][:, ::-1][:, :kept]
        outlines = np.empty((count, kept + 1), dtype=np.float32)
        for start in range(0, count, _AT_ONCE):
            some = self.vectors[start : start + _AT_ONCE].astype(np.float64)
            principal = some @ axes
            left = np.einsum("ij,ij->i", some, some) - np.einsum("ij,ij->i", principal, principal)
            outlines[start : start + _AT_ONCE, :kept] = principal
            outlines[start : start + _AT_ONCE, kept] = np.sqrt(np.maximum(left, 0.0))
        outlines *= np.float32(np.sqrt(self.weight))
        return outlines


def product(one: Vectors, other: Vectors) -> Vectors:
    """Return a matrix product."""
    # OpenBLAS may read beside a small array, and then warns of a number that is no part of the product.
    with np.errstate(invalid="ignore", over="ignore"):
        found: Vectors = one @ other
    return found
