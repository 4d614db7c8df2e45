"""Organisations that are alike in what a feature asks: its values are those of few classes, not of all pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matchmaker.affinity.features import PairFeatures
from matchmaker.affinity.weights import Weights

Values = npt.NDArray[np.float32]
Positions = npt.NDArray[np.intp]

_AT_ONCE = 512


@dataclass(frozen=True, eq=False)
class Classes:
    """n organisations in k classes, and the features that are the same for all of two classes.

    `of` (n,) is the class of each organisation and `one` (k,) an organisation of each class.
    """

    features: PairFeatures
    weights: Weights
    names: tuple[str, ...]
    of: Positions
    one: Positions

    def row(self, organisation: int) -> Values:
        """Return what the features contribute to the affinity of one organisation with each, of shape (n,)."""
        row: Values = self._contributed(np.array([organisation]), self.one)[0].take(self.of)
        return row

    @cached_property
    def table(self) -> Values:
        """What the features contribute between any two classes, of shape (k, k)."""
        starts = range(0, len(self.one), _AT_ONCE)
        parts = [self._contributed(self.one[start : start + _AT_ONCE], self.one) for start in starts]
        return np.concatenate([np.zeros((0, len(self.one)), dtype=np.float32), *parts])

    def block(self, rows: Positions, columns: Positions) -> Values:
        """Return what they contribute between some and some, of shape (rows, columns)."""
        block: Values = self.table[self.of[rows]].take(self.of[columns], axis=1)
        return block

    def pairs(self, first: Positions, second: Positions) -> Values:
        """Return what they contribute to pairs, of shape (m,)."""
        return self.table[self.of[first], self.of[second]]

    @cached_property
    def most(self) -> Values:
        """What they contribute to any pair of each organisation at most, of shape (n,)."""
        most: Values = self.table.max(axis=1, initial=0.0).take(self.of)
        return most

    def _contributed(self, rows: Positions, columns: Positions) -> Values:
        found = self.features.block(self.names, rows, columns)
        total = sum(self.weights.weights[name] * found[name] for name in self.names)
        return np.asarray(total, dtype=np.float32)


def classes(features: PairFeatures, weights: Weights, names: Sequence[str], keys: npt.NDArray[Any]) -> Classes:
    """Return the classes of organisations that have the same key, a row or a number each, for some features."""
    axis = 0 if keys.ndim > 1 else None
    _, one, of = np.unique(keys, axis=axis, return_index=True, return_inverse=True)
    return Classes(features, weights, tuple(names), of.ravel().astype(np.intp), one.astype(np.intp))
