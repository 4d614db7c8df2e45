from dataclasses import replace
from itertools import combinations
from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.ui.charts.spots import Spot, side_by_side, spot_of

PLACES = st.builds(
    Spot, st.floats(36, 60), st.floats(-10, 30), st.just("Name"), st.just(""), own=st.booleans(), number=st.just("1")
)


def _apart(one: Spot, other: Spot) -> float:
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return hypot(one.latitude - other.latitude, east)


def test_those_who_share_a_city_are_all_to_be_seen_and_the_first_stays() -> None:
    here = Spot(50.85, 4.35, "One", "Brussels", number="1")
    shown = side_by_side([replace(here, number=str(each)) for each in range(1, 11)], 1.4)
    assert shown[0] == here
    assert min(_apart(one, other) for one, other in combinations(shown, 2)) > 1.2


@given(st.lists(PLACES, max_size=12))
def test_nobody_is_lost_and_those_who_ask_are_never_moved(spots: list[Spot]) -> None:
    shown = side_by_side(spots, 1.4)
    assert len(shown) == len(spots)
    assert [each for each in shown if each.own] == [each for each in spots if each.own]


@given(st.lists(PLACES, max_size=12))
def test_those_who_hide_nobody_stay_where_they_are(spots: list[Spot]) -> None:
    if all(_apart(one, other) >= 3 for one, other in combinations(spots, 2)):
        assert set(side_by_side(spots, 1.4)) == set(spots)


def test_a_point_that_stands_for_the_whole_country_names_no_region(shipped_catalogue: Catalogue) -> None:
    vague = spot_of(shipped_catalogue["at-bic"], 3)
    assert vague is not None
    assert (vague.number, vague.country, vague.region) == ("3", "", "")
    known = spot_of(shipped_catalogue["at-biz-up"])
    assert known is not None
    assert (known.country, known.about) == ("AT", "Linz, Oberösterreich, Austria")


@pytest.mark.parametrize("missing", ["latitude", "longitude"])
def test_one_without_a_place_is_no_spot(shipped_catalogue: Catalogue, missing: str) -> None:
    assert spot_of(replace(shipped_catalogue["es-bec"], **{missing: None})) is None  # type: ignore[arg-type]
