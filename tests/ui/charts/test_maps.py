import json
from typing import Any

import altair as alt

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.countries import country_codes
from matchmaker.ui.charts.maps import Picture, europe, world
from matchmaker.ui.charts.network import network
from matchmaker.ui.charts.spots import Spot
from tests.ui.charts.picture import rows

HERE = Spot(43.3, -2.9, "Here", "Bilbao, Spain", own=True, country="ES", region="País Vasco")
THERE = Spot(57.1, -2.1, "1. There <b>", "United Kingdom", number="1")


def _layers(picture: Picture, mark: str) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The marks of one type and their rows of data, in the order in which they are drawn."""
    layers = picture["layer"]
    return [(each["mark"], rows(picture, at)) for at, each in enumerate(layers) if each["mark"]["type"] == mark]


def _shaded(picture: Picture) -> dict[str, float]:
    return {
        each["properties"]["name"]: each["properties"]["opacity"]
        for _, found in _layers(picture, "geoshape")
        for each in found
        if "opacity" in each["properties"]
    }


def test_maps_hold_their_outlines_themselves_and_ask_nobody_for_anything() -> None:
    for picture in (europe([HERE], "words"), world([HERE], {"JP": 2}, "words")):
        assert '"url"' not in json.dumps(picture)


def test_every_country_of_a_map_is_one_that_is_known() -> None:
    for picture in (europe([], ""), world([], {}, "")):
        codes = [code for each in rows(picture, 0) if (code := each["properties"]["country"])]
        assert len(codes) == len(set(codes)) > 50
        assert set(codes) <= set(country_codes())


def test_who_asks_is_drawn_in_another_shape_and_the_others_with_their_number() -> None:
    picture = europe([HERE, THERE], "")
    shapes = {found[0]["name"]: mark["shape"] for mark, found in _layers(picture, "point")}
    assert shapes == {"1. There <b>": "circle", "Here": "diamond"}
    assert [each["number"] for _, found in _layers(picture, "text") for each in found] == ["1", ""]


def test_pictures_are_written_in_the_language_that_the_browser_draws(shipped_catalogue: Catalogue) -> None:
    members = ("es-bec", "dk-ecd")
    for picture in (europe([HERE, THERE], ""), world([HERE], {"JP": 2}, ""), network(shipped_catalogue, members, "")):
        alt.LayerChart.from_dict(picture, validate=True)


def test_the_picture_is_told_in_words() -> None:
    for picture in (europe([HERE], "Two places"), world([HERE], {}, "Two places")):
        assert picture["description"] == "Two places"


def test_a_region_is_shaded_once_and_only_where_the_place_tells_it() -> None:
    assert list(_shaded(europe([HERE, HERE, THERE], ""))) == ["País Vasco"]


def test_countries_are_shaded_by_how_many_are_counted_there() -> None:
    opacity = _shaded(world([], {"US": 4, "JP": 1}, ""))
    assert opacity["United States"] > opacity["Japan"] > 0
