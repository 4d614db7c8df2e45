import re
from dataclasses import replace

import pytest

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Kind, Organisation
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.catalogue.region import Priority
from matchmaker.errors import BadInput

A = Organisation(id="es-a", name="Alpha Cluster", short_name="AC", country="ES", aliases=("es-old",), nuts_code="ES213")
B = Organisation(id="fr-b", name="Beta Cluster", short_name="AC", country="FR", nuts_code="FR10")
C = Organisation(id="es-c", name="Clúster de Energía", country="ES")
CATALOGUE = Catalogue(
    organisations=(A, B, C),
    partnerships=(Partnership("LATE", 2020), Partnership("EARLY", 2016), Partnership("EMPTY", 2018)),
    memberships=(
        Membership("LATE", "es-old"), Membership("LATE", "fr-b"), Membership("LATE", "es-a"),
        Membership("EARLY", "es-a"),
    ),
    priorities=(
        Priority("ES21", "wind", "Energy-Renewables"), Priority("ES", "national", "Digital"),
        Priority("ES21", "robots", "Digital"),
    ),
)  # fmt: skip


def test_organisations_are_found_by_id_and_alias() -> None:
    assert CATALOGUE["es-a"] is CATALOGUE["es-old"] is A
    assert len(CATALOGUE) == 3
    with pytest.raises(KeyError):
        CATALOGUE["nobody"]


def test_an_id_goes_before_an_alias() -> None:
    catalogue = Catalogue((A, replace(B, id="es-old")))
    assert catalogue["es-old"].name == "Beta Cluster"


def test_members_are_listed_once_by_their_present_ids() -> None:
    assert CATALOGUE.members == {"LATE": ("es-a", "fr-b"), "EARLY": ("es-a",), "EMPTY": ()}


def test_partnerships_of_an_organisation_come_earliest_first() -> None:
    assert [each.acronym for each in CATALOGUE.partnerships_of["es-a"]] == ["EARLY", "LATE"]
    assert CATALOGUE.partnerships_of["es-c"] == ()


@pytest.mark.parametrize(
    ("nuts_code", "priorities"),
    [("ES213", ["wind", "robots"]), ("ES21", ["wind", "robots"]), ("ES30", ["national"]), ("FR10", []), ("", [])],
)
def test_priorities_are_those_of_the_nearest_region_that_has_some(nuts_code: str, priorities: list[str]) -> None:
    organisation = replace(A, nuts_code=nuts_code)
    assert [each.priority for each in CATALOGUE.priorities_of(organisation)] == priorities


@pytest.mark.parametrize(
    "given", ["es-a", "es-old", "Alpha Cluster", "ALPHA cluster!", "es-alpha-cluster", "alpha-cluster", "es AC"]
)
def test_a_person_names_an_organisation_in_many_ways(given: str) -> None:
    assert CATALOGUE.find(given) is A


def test_accents_do_not_count() -> None:
    assert CATALOGUE.find("cluster de energia") is C


def test_an_ambiguous_name_lists_who_is_meant() -> None:
    message = "'ac' names 2 organisations. Give the id of one: es-a (Alpha Cluster, ES); fr-b (Beta Cluster, FR)."
    with pytest.raises(BadInput, match=re.escape(message)):
        CATALOGUE.find("ac")


def test_an_unknown_name_lists_the_nearest_first() -> None:
    with pytest.raises(BadInput, match=r"The nearest are: fr-b \(Beta Cluster, FR\)"):
        CATALOGUE.find("Betta Clutser")


@pytest.mark.parametrize("given", ["", " ", "!!!", "\x00", "a" * 10_000])
def test_whatever_is_asked_for_gets_an_answer(given: str) -> None:
    with pytest.raises(BadInput, match=r"No organisation is called|without a name"):
        CATALOGUE.find(given)


def test_an_empty_catalogue_says_so() -> None:
    with pytest.raises(BadInput, match="the catalogue is empty"):
        Catalogue(()).find("anyone")


def test_every_shipped_organisation_is_found_by_its_id(shipped_catalogue: Catalogue) -> None:
    assert all(shipped_catalogue.find(each.id) is each for each in shipped_catalogue)


def test_shipped_organisations_are_real_and_placed(shipped_catalogue: Catalogue) -> None:
    assert len(shipped_catalogue) > 290
    assert all(each.ecosystems and each.keywords and each.nuts_code and each.source for each in shipped_catalogue)
    assert all(each.latitude is not None and each.longitude is not None for each in shipped_catalogue)
    assert all(each.kind is not Kind.UNKNOWN for each in shipped_catalogue)


def test_most_shipped_organisations_have_priorities_of_their_region(shipped_catalogue: Catalogue) -> None:
    without = [each.id for each in shipped_catalogue if not shipped_catalogue.priorities_of(each)]
    assert len(without) < len(shipped_catalogue) / 20, without


def test_every_shipped_fact_names_its_source(shipped_catalogue: Catalogue) -> None:
    assert all(each.source for each in (*shipped_catalogue.partnerships, *shipped_catalogue.memberships))
    assert all(each.source_url for each in shipped_catalogue.priorities)
    assert all(each.source_url for each in shipped_catalogue.third_country_organisations)
    assert all(each.source_url for each in shipped_catalogue.collaborations)


def test_every_shipped_third_country_organisation_is_in_a_market(shipped_catalogue: Catalogue) -> None:
    markets = {market.country for market in shipped_catalogue.markets}
    assert {each.country for each in shipped_catalogue.third_country_organisations} <= markets
