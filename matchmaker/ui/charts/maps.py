"""Maps of Europe and of the world with organisations on them, drawn from polygons that are shipped."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from matchmaker.shipped import shipped

if TYPE_CHECKING:
    import altair as alt

Picture: TypeAlias = "alt.LayerChart | alt.FacetChart"

# Colours that stand out from a white and from a dark page alike (3:1 and more, WCAG 2.2, 1.4.11).
POINT, OWN, NAMES = "#3b7ddd", "#c2571a", "#7a8599"
_LAND, _COUNTED, _BORDER = "#8a94a6", "#3b7ddd", "#8a94a6"
_HEIGHT = 420  # pixels


@dataclass(frozen=True)
class Spot:
    """An organisation on a map: degrees, what it is called, what is told of it, and whether it is the one who asks."""

    latitude: float
    longitude: float
    name: str
    about: str
    own: bool = False


def europe(spots: Sequence[Spot], description: str) -> Picture:
    """Return a map of Europe with organisations; `description` says in words what is to be seen."""
    return _map("europe", spots, {}, description, {"type": "conicConformal", "rotate": [-12, 0], "parallels": [40, 65]})


def world(spots: Sequence[Spot], counted: Mapping[str, int], description: str) -> Picture:
    """Return a map of the world with organisations; countries (alpha-2) are shaded by how many are `counted` there."""
    return _map("world", spots, counted, description, {"type": "equalEarth"})


def _map(
    name: str, spots: Sequence[Spot], counted: Mapping[str, int], description: str, projection: Mapping[str, Any]
) -> Picture:
    # Takes half a second, hence here and not above: not every page has a map.
    import altair as alt

    land = alt.Chart(alt.InlineData(values=list(_polygons(name)))).mark_geoshape(
        fill=_LAND, fillOpacity=0.22, stroke=_BORDER, strokeWidth=0.5, strokeOpacity=0.5
    )
    layers: list[alt.Chart] = [land]
    if counted:
        most = max(counted.values())
        shaded = [
            {**each, "properties": {"country": code, "opacity": 0.15 + 0.55 * counted[code] / most}}
            for each in _polygons(name)
            if (code := each["properties"]["country"]) in counted
        ]
        layers.append(
            alt.Chart(alt.InlineData(values=shaded))
            .mark_geoshape(fill=_COUNTED, stroke=_BORDER, strokeWidth=0.5)
            .encode(fillOpacity=alt.FillOpacity("properties.opacity:Q", scale=None))
        )
    others = [asdict(each) for each in spots if not each.own]
    own = [asdict(each) for each in spots if each.own]
    layers += [
        _spots(rows, colour, shape) for rows, colour, shape in ((others, POINT, "circle"), (own, OWN, "diamond"))
    ]
    picture: Picture = (
        alt.layer(*layers)
        .properties(projection=alt.Projection(**projection))
        .properties(height=_HEIGHT, width="container", description=description)
        .configure_view(stroke=None)
    )
    return picture


def _spots(rows: Sequence[Mapping[str, Any]], colour: str, shape: str) -> "alt.Chart":
    import altair as alt

    points: alt.Chart = (
        alt.Chart(alt.InlineData(values=list(rows)))
        .mark_point(filled=True, size=130, opacity=0.9, color=colour, shape=shape, stroke="white", strokeWidth=1)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("about:N", title="  ")],
        )
    )
    return points


@cache
def _polygons(name: str) -> tuple[dict[str, Any], ...]:
    """Return the countries of a map as GeoJSON features, whose property `country` is an alpha-2 code or empty."""
    text = (shipped("data") / "maps" / f"{name}.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["features"])
