from matchmaker.countries import country_codes
from matchmaker.ui.charts.maps import Spot, europe, world
from tests.ui.charts.picture import rows

HERE = Spot(43.3, -2.9, "Here", "Spain", own=True)
THERE = Spot(57.1, -2.1, "There <b>", "United Kingdom")


def test_maps_hold_their_outlines_themselves_and_ask_nobody_for_anything() -> None:
    for picture in (europe([HERE], "words"), world([HERE], {"JP": 2}, "words")):
        assert "url" not in picture.to_json()


def test_every_country_of_a_map_is_one_that_is_known() -> None:
    for picture in (europe([], ""), world([], {}, "")):
        codes = [code for each in rows(picture, 0) if (code := each["properties"]["country"])]
        assert len(codes) == len(set(codes)) > 50
        assert set(codes) <= set(country_codes())


def test_who_asks_is_drawn_in_another_shape_and_the_picture_is_told_in_words() -> None:
    picture = europe([HERE, THERE], "Two places")
    written = picture.to_dict()
    assert written["description"] == "Two places"
    shapes = {rows(picture, at)[0]["name"]: written["layer"][at]["mark"]["shape"] for at in (1, 2)}
    assert shapes == {"There <b>": "circle", "Here": "diamond"}


def test_countries_are_shaded_by_how_many_are_counted_there() -> None:
    shaded = rows(world([], {"US": 4, "JP": 1}, ""), 1)
    opacity = {each["properties"]["country"]: each["properties"]["opacity"] for each in shaded}
    assert opacity["US"] > opacity["JP"] > 0
