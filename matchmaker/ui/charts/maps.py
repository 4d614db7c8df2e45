"""Maps of Europe and of the world with organisations on them, drawn from polygons that are shipped."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any, TypeAlias

from matchmaker.countries import country_name
from matchmaker.shipped import shipped
from matchmaker.ui import texts
from matchmaker.ui.charts.regions import region_of
from matchmaker.ui.charts.spots import Spot, side_by_side

Picture: TypeAlias = dict[str, Any]
"""A picture in the language of Vega-Lite, as plain JSON: to check it against the language's schema takes a second."""
Layer: TypeAlias = dict[str, Any]
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


def _map(layers: Sequence[Layer], description: str, projection: Mapping[str, Any]) -> Picture:
    return {
        "width": "container",
        "height": _HEIGHT,
        "description": description,
        "projection": dict(projection),
        "config": {"view": {"stroke": None}},
        "layer": list(layers),
    }


def _land(name: str) -> Layer:
    return _ground(name, fill=_LAND, fillOpacity=0.22, stroke=_BORDER, strokeWidth=0.7, strokeOpacity=0.8)


def _lines(name: str) -> Layer:
    return _ground(name, filled=False, stroke=_BORDER, strokeWidth=0.4, strokeOpacity=0.45)


def _ground(name: str, **look: Any) -> Layer:
    # A screen reader would otherwise meet each country as a picture without a name.
    return _shapes(_features(name), aria=False, **look)


def _shades(features: Features) -> list[Layer]:
    if not features:
        return []
    encoding = {
        "fillOpacity": {"field": "properties.opacity", "type": "quantitative", "scale": None},
        "tooltip": told("properties.name", "properties.about"),
    }
    return [{**_shapes(features, fill=_SHADE, stroke=_BORDER, strokeWidth=0.5), "encoding": encoding}]


def _shapes(features: Features, **look: Any) -> Layer:
    return {"data": {"values": list(features)}, "mark": {"type": "geoshape", **look}}


def _drawn(spots: Sequence[Spot]) -> list[Layer]:
    """Return the layers of those who are found and of those who ask, each with their numbers in the list."""
    layers: list[Layer] = []
    for own, colour, shape in ((False, POINT, "circle"), (True, OWN, "diamond")):
        placed = {
            "longitude": {"field": "longitude", "type": "quantitative"},
            "latitude": {"field": "latitude", "type": "quantitative"},
            "tooltip": told("name", "about"),
        }
        data = {"values": [asdict(each) for each in spots if each.own is own]}
        mark = {"type": "point", "shape": shape, "filled": True, "size": _SPOT, "opacity": 1, "color": colour}
        number = {"type": "text", "color": _NUMBER, "fontSize": 11, "fontWeight": "bold"}
        layers += [
            {"data": data, "mark": {**mark, "stroke": _NUMBER, "strokeWidth": 1}, "encoding": placed},
            {"data": data, "mark": number, "encoding": {**placed, "text": {"field": "number", "type": "nominal"}}},
        ]
    return layers


def told(*fields: str) -> list[dict[str, Any]]:
    """Return what is told of a mark that is pointed at: the values of some fields, without their names."""
    return [{"field": field, "type": "nominal", "title": " " * at} for at, field in enumerate(fields, start=1)]


def _feature(outline: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": outline}


@cache
def _features(name: str) -> tuple[dict[str, Any], ...]:
    """Return the features of a shipped map; the property `country` of a country is an alpha-2 code or empty."""
    text = (shipped("data") / "maps" / f"{name}.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["features"])
