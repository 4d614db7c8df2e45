"""Organisations as spots on a map, side by side where they share a place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, pi, radians, sin

from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.third_country import ThirdCountryOrganisation
from matchmaker.countries import country_name

_AROUND = 6  # spots on the innermost ring around a place
_RINGS = 4


@dataclass(frozen=True)
class Spot:
    """An organisation on a map: degrees, what it is called, where it is, and whether it is the one who asks.

    `number` is its place in the list beside the map. `country` (alpha-2) and the name of its `region` are given where
    the place is good enough to tell the region, else they are empty.
    """

    latitude: float
    longitude: float
    name: str
    about: str
    own: bool = False
    number: str = ""
    country: str = ""
    region: str = ""


def spot_of(
    organisation: Organisation | ThirdCountryOrganisation, number: int | None = None, *, own: bool = False
) -> Spot | None:
    """Return an organisation as a spot, `number` in the list; None where nobody knows where it is."""
    if organisation.latitude is None or organisation.longitude is None:
        return None
    region, placed = "", False
    if isinstance(organisation, Organisation):
        region, placed = organisation.region, organisation.position_basis != "country"
    where = dict.fromkeys(part for part in (organisation.city, region, country_name(organisation.country)) if part)
    return Spot(
        organisation.latitude,
        organisation.longitude,
        organisation.name if number is None else f"{number}. {organisation.name}",
        ", ".join(where),
        own,
        "" if number is None else str(number),
        organisation.country if placed else "",
        region if placed else "",
    )


def side_by_side(spots: Sequence[Spot], apart: float) -> tuple[Spot, ...]:
    """Move spots that would hide an earlier one a little aside, so that all of them can be seen.

    Args:
        spots: of those who find each other in one place, the first stays, and so do those who ask.
        apart: the least distance of two spots, in degrees of latitude.
    """
    placed = [each for each in spots if each.own]
    for spot in (each for each in spots if not each.own):
        free = (
            moved
            for moved in _places_around(spot, apart)
            if all(_distance(moved, other) >= apart * 0.99 for other in placed)
        )
        placed.append(next(free, spot))
    return tuple(placed)


def _places_around(spot: Spot, apart: float) -> list[Spot]:
    places = [spot]
    for ring in range(1, _RINGS + 1):
        count = _AROUND * ring
        for step in range(count):
            angle = 2 * pi * step / count
            east = ring * apart * cos(angle) / cos(radians(spot.latitude))
            places.append(
                replace(spot, latitude=spot.latitude + ring * apart * sin(angle), longitude=spot.longitude + east)
            )
    return places


def _distance(one: Spot, other: Spot) -> float:
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return hypot(one.latitude - other.latitude, east)
