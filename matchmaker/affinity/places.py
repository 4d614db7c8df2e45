"""Where organisations are, and how far from each other."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaker.catalogue.catalogue import Catalogue

EARTH_RADIUS = 6371.0  # kilometres, mean

Values = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Places:
    """Country (ISO 3166 alpha-2) of n organisations, and their points on the unit sphere: (n, 3), NaN if unknown."""

    country: npt.NDArray[np.str_]
    points: Values


def read_places(catalogue: Catalogue) -> Places:
    """Return the places of a catalogue's organisations."""
    degrees = [
        (np.nan, np.nan) if each.latitude is None or each.longitude is None else (each.latitude, each.longitude)
        for each in catalogue
    ]
    latitude, longitude = np.radians(np.array(degrees, dtype=np.float64).reshape(-1, 2)).T
    points = np.column_stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]
    )
    return Places(np.array([each.country for each in catalogue], dtype=np.str_), points)


def distances(places: Places, rows: Positions, columns: Positions) -> Values:
    """Return great-circle distances in kilometres, of shape (rows, columns); NaN where a place is unknown.

    From the chord c through the sphere, whose arc is 2 asin(c / 2); a sum of squares is the same in either order.
    """
    own, theirs = places.points[rows], places.points[columns]
    squared = sum((own[:, axis][:, None] - theirs[:, axis]) ** 2 for axis in range(3))
    chord: Values = np.sqrt(np.minimum(squared, 4.0))
    return 2 * EARTH_RADIUS * np.arcsin(chord / 2)
