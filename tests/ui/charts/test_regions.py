import pytest

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.ui.charts.regions import Region, region_of


def _name(found: Region | None) -> str | None:
    return found.name if found else None


@pytest.mark.parametrize(
    ("country", "latitude", "longitude", "name"),
    [
        ("ES", 43.26, -2.93, "País Vasco"),
        ("DE", 52.52, 13.40, "Berlin"),  # an island in another region
        ("DE", 52.40, 13.06, "Brandenburg"),
        ("BE", 50.85, 4.35, "Brussels"),
        ("IT", 45.44, 12.33, "Veneto"),  # on the coast
        ("GB", 57.15, -2.09, "North Eastern Scotland"),
        ("RO", 46.77, 23.60, "Nord-Vest"),
        ("GR", 35.34, 25.13, "Kriti"),
    ],
)
def test_a_city_lies_in_its_region(country: str, latitude: float, longitude: float, name: str) -> None:
    assert _name(region_of(country, "", latitude, longitude)) == name


def test_the_name_of_a_region_counts_more_than_a_point_that_only_stands_for_it() -> None:
    assert _name(region_of("DE", "rheinland-pfalz", 50.0, 8.26)) == "Rheinland-Pfalz"


def test_a_place_far_from_all_regions_of_its_country_is_in_none() -> None:
    assert region_of("ES", "", 28.12, -15.43) is None
    assert region_of("JP", "", 35.68, 139.69) is None


def test_every_city_of_the_catalogue_lies_in_a_region_of_the_map(shipped_catalogue: Catalogue) -> None:
    lost = {
        each.id
        for each in shipped_catalogue
        if each.latitude is not None
        and each.longitude is not None
        and each.position_basis == "city"
        and region_of(each.country, each.region, each.latitude, each.longitude) is None
    }
    assert {each for each in lost if not each.startswith("rs-")} == set()  # of Serbia the map has no regions
