"""The regions of Europe, and in which of them a place lies."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from matchmaker.shipped import shipped

Ring = npt.NDArray[np.float64]
"""Of shape (points, 2), in degrees east and north; its last point is its first."""
Place = npt.NDArray[np.float64]
"""Of shape (2,): degrees east and north."""

_NEAR = 0.5  # degrees: simplified coasts leave some harbours in the sea


@dataclass(frozen=True, eq=False)
class Region:
    """A region as the map draws it: its country (alpha-2), its name, and its outline as a GeoJSON geometry."""

    country: str
    name: str
    outline: dict[str, Any]

    @property
    def rings(self) -> list[Ring]:
        """All rings of the outline."""
        return [np.array(ring) for polygon in self.outline["coordinates"] for ring in polygon]


def region_of(country: str, name: str, latitude: float, longitude: float) -> Region | None:
    """Return the region of a country (alpha-2) with a name, else the one in which a place lies or next to which.

    None where the map knows no region of the country, or none is near.
    """
    known = _regions().get(country, ())
    called = next((each for each in known if each.name.casefold() == name.casefold()), None)
    return called or _at(known, np.array([longitude, latitude]))


def _at(known: Sequence[Region], place: Place) -> Region | None:
    nearest, least = None, _NEAR
    for region in known:
        rings = region.rings
        if sum(_crossings(ring, place) for ring in rings) % 2:
            return region
        distance = min(_distance(ring, place) for ring in rings)
        if distance < least:
            nearest, least = region, distance
    return nearest


def _crossings(ring: Ring, place: Place) -> int:
    """Return how often a ray from a place to the east crosses a ring: an odd number of times from inside."""
    starts, ends = ring[:-1], ring[1:]
    across = (starts[:, 1] > place[1]) != (ends[:, 1] > place[1])
    starts, ends = starts[across], ends[across]
    share = (place[1] - starts[:, 1]) / (ends[:, 1] - starts[:, 1])
    return int((starts[:, 0] + share * (ends[:, 0] - starts[:, 0]) > place[0]).sum())


def _distance(ring: Ring, place: Place) -> float:
    """Return how far the nearest corner of a ring is, in degrees of latitude."""
    apart = (ring - place) * np.array([np.cos(np.radians(place[1])), 1.0])
    return float(np.hypot(apart[:, 0], apart[:, 1]).min())


@cache
def _regions() -> dict[str, tuple[Region, ...]]:
    text = (shipped("data") / "maps" / "regions.json").read_text(encoding="utf-8")
    found: dict[str, list[Region]] = {}
    for each in json.loads(text)["features"]:
        named = each["properties"]
        found.setdefault(named["country"], []).append(Region(named["country"], named["region"], each["geometry"]))
    return {country: tuple(regions) for country, regions in found.items()}
