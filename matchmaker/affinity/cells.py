"""Where organisations are, roughly: cells of some hundred kilometres, and how near two of them can be."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaker.affinity.content import NEAR
from matchmaker.affinity.places import EARTH_RADIUS, Places

Values = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

_SIDE = 0.025  # of a cell, in radii of the earth: some 160 kilometres


@dataclass(frozen=True, eq=False)
class Cells:
    """`of` (n,) is the cell of each organisation; `nearness` (k, k) is what no proximity between two cells is above.

    Those whose position is unknown are in a cell that is near to none.
    """

    of: Positions
    nearness: npt.NDArray[np.float32]


def read_cells(places: Places) -> Cells:
    """Return the cells of organisations."""
    known: npt.NDArray[np.bool_] = np.isfinite(places.points[:, 0])
    grid = np.floor(np.where(known[:, None], places.points, 9.0) / _SIDE).astype(np.int64)
    _, of = np.unique(grid, axis=0, return_inverse=True)
    of = of.ravel().astype(np.intp)
    count = int(of.max(initial=-1)) + 1
    sizes = np.maximum(np.bincount(of[known], minlength=count), 1)
    sums = np.column_stack([np.bincount(of[known], places.points[known, axis], minlength=count) for axis in range(3)])
    centres = sums / sizes[:, None]
    radii = np.zeros(count)
    np.maximum.at(radii, of[known], np.linalg.norm(places.points[known] - centres[of[known]], axis=1))
    # Chords, which are not above the arcs; and no point is farther from its centre than the radius.
    squared = sum((centres[:, axis][:, None] - centres[:, axis]) ** 2 for axis in range(3))
    apart = np.maximum(np.sqrt(squared) - radii[:, None] - radii, 0.0)
    nearness = np.exp(-EARTH_RADIUS * apart / NEAR)
    nowhere = np.bincount(of[known], minlength=count) == 0
    nearness[nowhere] = nearness[:, nowhere] = 0.0
    return Cells(of, np.nextafter(nearness.astype(np.float32), np.float32(2)))


def proximity(places: Places, first: Positions, second: Positions) -> Values:
    """Return the proximity of pairs, of shape (m,), from two arrays of shape (m,)."""
    squared = np.sum((places.points[first] - places.points[second]) ** 2, axis=1)
    chord = np.sqrt(np.minimum(squared, 4.0))
    near: Values = np.nan_to_num(np.exp(-2 * EARTH_RADIUS * np.arcsin(chord / 2) / NEAR), nan=0.0)
    return near
