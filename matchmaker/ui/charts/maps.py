"""Maps of Europe and of the world with organisations on them, drawn from polygons that are shipped."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from matchmaker.countries import country_name
from matchmaker.shipped import shipped
from matchmaker.ui import texts
from matchmaker.ui.charts.regions import region_of
from matchmaker.ui.charts.spots import Spot, side_by_side

if TYPE_CHECKING:
    import altair as alt

Picture: TypeAlias = "alt.LayerChart | alt.FacetChart"
Features = Sequence[dict[str, Any]]

# Colours that stand out from a white and from a dark page alike, and white from them (WCAG 2.2, 1.4.11 and 1.4.3).
POINT, OWN, NAMES = "#2f6fca", "#bf5316", "#7a8599"
_LAND, _SHADE, _BORDER, _NUMBER = "#8a94a6", "#3b7ddd", "#8a94a6", "#ffffff"
_HEIGHT = 420  # pixels
_SPOT = 260  # square pixels
# Degrees between two spots at the least, so that both can be read.
_APART_IN_EUROPE, _APART_IN_THE_WORLD = 1.4, 6.5


def europe(spots: Sequence[Spot], description: str) -> Picture:
    """Return a map of Europe with organisations, whose regions are shaded.

    Args:
        spots: who is shown; of those who share a place, all but the first are moved a little aside.
        description: what is to be seen, in words.
    """
    projection = {"type": "conicConformal", "rotate": [-12, 0], "parallels": [40, 65]}
    found = [region_of(each.country, each.region, each.latitude, each.longitude) for each in spots if each.country]
    regions = {(each.country, each.name): each for each in found if each}
    shaded = [
        _feature(each.outline, {"name": each.name, "about": country_name(each.country), "opacity": 0.35})
        for each in regions.values()
    ]
    layers = [_land("europe"), *_shades(shaded), _lines("borders")]
    return _map([*layers, *_drawn(side_by_side(spots, _APART_IN_EUROPE))], description, projection)


def world(spots: Sequence[Spot], counted: Mapping[str, int], description: str) -> Picture:
    """Return a map of the world with organisations; countries (alpha-2) are shaded by how many are `counted` there."""
    most = max(counted.values(), default=1)
    shaded = [
        _feature(each["geometry"], _counted(code, counted[code], most))
        for each in _features("world")
        if (code := each["properties"]["country"]) in counted
    ]
    layers = [_land("world"), *_shades(shaded)]
    return _map([*layers, *_drawn(side_by_side(spots, _APART_IN_THE_WORLD))], description, {"type": "equalEarth"})


def _counted(country: str, count: int, most: int) -> dict[str, Any]:
    return {
        "country": country,
        "name": country_name(country),
        "about": texts.organisations(count),
        "opacity": 0.15 + 0.55 * count / most,
    }


def _map(layers: "Sequence[alt.Chart]", description: str, projection: Mapping[str, Any]) -> Picture:
    # Takes half a second, hence here and not above: not every page has a map.
    import altair as alt

    picture: Picture = (
        alt.layer(*layers)
        .properties(projection=alt.Projection(**projection))
        .properties(height=_HEIGHT, width="container", description=description)
        .configure_view(stroke=None)
    )
    return picture


def _land(name: str) -> "alt.Chart":
    land: alt.Chart = _shapes(_features(name)).mark_geoshape(
        fill=_LAND, fillOpacity=0.22, stroke=_BORDER, strokeWidth=0.7, strokeOpacity=0.8
    )
    return land


def _lines(name: str) -> "alt.Chart":
    lines: alt.Chart = _shapes(_features(name)).mark_geoshape(
        filled=False, stroke=_BORDER, strokeWidth=0.4, strokeOpacity=0.45
    )
    return lines


def _shades(features: Features) -> "list[alt.Chart]":
    import altair as alt

    if not features:
        return []
    names = [alt.Tooltip("properties.name:N", title=" "), alt.Tooltip("properties.about:N", title="  ")]
    shaded: alt.Chart = (
        _shapes(features)
        .mark_geoshape(fill=_SHADE, stroke=_BORDER, strokeWidth=0.5)
        .encode(
            fillOpacity=alt.FillOpacity("properties.opacity:Q", scale=None),
            tooltip=names,
        )
    )
    return [shaded]


def _shapes(features: Features) -> "alt.Chart":
    import altair as alt

    return alt.Chart(alt.InlineData(values=list(features)))


def _drawn(spots: Sequence[Spot]) -> "list[alt.Chart]":
    """Return the layers of those who are found and of those who ask, each with their numbers in the list."""
    import altair as alt

    layers: list[alt.Chart] = []
    for own, colour, shape in ((False, POINT, "circle"), (True, OWN, "diamond")):
        rows = [asdict(each) for each in spots if each.own is own]
        placed = alt.Chart(alt.InlineData(values=rows)).encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("about:N", title="  ")],
        )
        marks = placed.mark_point(
            filled=True, size=_SPOT, opacity=1, color=colour, shape=shape, stroke=_NUMBER, strokeWidth=1
        )
        layers += [marks, placed.mark_text(color=_NUMBER, fontSize=11, fontWeight="bold").encode(text="number:N")]
    return layers


def _feature(outline: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": outline}


@cache
def _features(name: str) -> tuple[dict[str, Any], ...]:
    """Return the features of a shipped map; the property `country` of a country is an alpha-2 code or empty."""
    text = (shipped("data") / "maps" / f"{name}.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["features"])
