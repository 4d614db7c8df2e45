"""The learned affinity as the search asks for it in huge catalogues: bounds first, exact numbers where they matter."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matchmaker.affinity.outline import Outline
from matchmaker.consortia.affinities import Block, LogOdds, Positions, Reaching, reaching

_MOST_TOGETHER = 40_000  # pairs of which all are computed to have a few of them


class LearnedAffinities:
    """The learned affinity of a catalogue whose pairs are too many to hold.

    Args:
        outline: what is known of all pairs at little cost; it knows all features that have a weight.
    """

    def __init__(self, outline: Outline) -> None:
        self._outline, self._exact = outline, outline.affinity

    def __len__(self) -> int:
        """Return the number of organisations."""
        return len(self._outline)

    @property
    def tolerance(self) -> float:
        """How far rows and gathered affinities may be from the exact ones."""
        return self._outline.tolerance

    @property
    def usual_ceilings(self) -> LogOdds:
        """What no pair that is not close in the network is above."""
        return self._outline.ceilings

    @cached_property
    def ceilings(self) -> LogOdds:
        """The usual ones, and the most that being close in the network adds to any pair of each."""
        close = self._outline.close
        most: LogOdds = self.usual_ceilings + close.max(axis=1).toarray().ravel()
        return most

    @cached_property
    def exceptions(self) -> Positions:
        """The pairs that are close in the network."""
        close = self._outline.close
        rows = np.repeat(np.arange(len(self)), np.diff(close.indptr))
        above = rows < close.indices
        return np.column_stack([rows[above], close.indices[above]]).astype(np.intp)

    def is_exception(self, first: Positions, second: Positions) -> npt.NDArray[np.bool_]:
        """Return which of some pairs are close in the network, of shape (m,)."""
        return self._closeness(first, second) > 0

    def row(self, organisation: int) -> LogOdds:
        """Return the affinity of one organisation with each, of shape (n,)."""
        return self._outline.row(organisation)

    def block(self, rows: Positions, columns: Positions) -> LogOdds:
        """Return the affinity of some with some, of shape (rows, columns)."""
        return self._exact.block(rows, columns)

    def pairs(self, first: Positions, second: Positions) -> LogOdds:
        """Return the affinity of pairs, of shape (m,)."""
        return _of_blocks(self._exact.block, first, second)

    def about(self, first: Positions, second: Positions) -> LogOdds:
        """Return the affinity of pairs, of shape (m,), up to `tolerance`."""
        return self._outline.nearly(first, second) + _of_blocks(self._outline.besides, first, second)

    def at_most(self, first: Positions, second: Positions) -> LogOdds:
        """Return what the affinity of pairs is not above, of shape (m,)."""
        outline = self._outline
        most = outline.nearly(first, second) + outline.most_besides(first, second) + 2 * self.tolerance
        return most + self._closeness(first, second)

    def among(self, some: Positions) -> "LearnedNear":
        """Return the affinities of all pairs of some."""
        return LearnedNear(self._outline, some, self._outline.outlines[some])

    def _closeness(self, first: Positions, second: Positions) -> LogOdds:
        """Return what being close in the network adds to pairs at most, of shape (m,); 0 for those that are not."""
        if not len(self._codes):
            return np.zeros(len(first))
        wanted = first * len(self) + second
        at = np.minimum(np.searchsorted(self._codes, wanted), len(self._codes) - 1)
        found: LogOdds = np.where(self._codes[at] == wanted, self._outline.close.data[at], 0.0)
        return found

    @cached_property
    def _codes(self) -> Positions:
        """Rows and columns of the pairs that are close, as one number each, in ascending order."""
        close = self._outline.close
        rows = np.repeat(np.arange(len(self)), np.diff(close.indptr))
        codes: Positions = rows * len(self) + close.indices
        return codes


def _of_blocks(block: Callable[[Positions, Positions], LogOdds], first: Positions, second: Positions) -> LogOdds:
    """Return what pairs have, of shape (m,), from blocks of rows and columns, each a few pairs of rows at a time."""
    found = np.empty(len(first))
    ones, one = np.unique(first, return_inverse=True)
    step = max(1, _MOST_TOGETHER // max(len(np.unique(second)), 1))
    for start in range(0, len(ones), step):
        at = np.flatnonzero((one >= start) & (one < start + step))
        others, other = np.unique(second[at], return_inverse=True)
        found[at] = block(ones[start : start + step], others)[one[at] - start, other]
    return found


@dataclass(frozen=True)
class LearnedNear:
    """Affinities of some organisations whose outlines lie side by side; what is in doubt is computed.

    `positions` (m,) are theirs among all, and `outlines` (m, k) are in this order.
    """

    outline: Outline
    positions: Positions
    outlines: npt.NDArray[np.float32]

    def among(self, some: Positions) -> "LearnedNear":
        """Return the affinities of all pairs of some."""
        return LearnedNear(self.outline, self.positions[some], self.outlines[some])

    def block(self, rows: Positions, columns: Positions) -> LogOdds:
        """Return the affinity of some with some, of shape (rows, columns)."""
        return self.outline.affinity.block(self.positions[rows], self.positions[columns])

    def reaching(self, rows: Positions, columns: Positions, gain: Block, least: Block) -> Reaching:
        """Return where a pair's affinity and gain reach what is asked at least, and the sum of the two.

        Bounds of all pairs come first; the affinity in all but words for those that they leave; then the words of the
        rows and columns that are left.
        """
        one, other = self.positions[rows], self.positions[columns]
        bounds = self.outline.bounds(one, other, (self.outlines[rows], self.outlines[columns]))
        row, column, _ = reaching(bounds, gain, least)
        if not len(row):
            return row, column, np.empty(0)
        first, second = one[row], other[column]
        sums = self.outline.nearly(first, second) + (gain[0, column] if len(gain) == 1 else gain[row, column])
        slack = 2 * self.outline.tolerance
        left = np.flatnonzero(sums + self.outline.most_besides(first, second) >= least[row] - slack)
        row, column, sums = row[left], column[left], sums[left]
        own, at = np.unique(row, return_inverse=True)
        theirs, place = np.unique(column, return_inverse=True)
        sums = sums + self.outline.besides(one[own], other[theirs])[at, place]
        reached = np.flatnonzero(sums >= least[row])
        return row[reached], column[reached], sums[reached]
