from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz, utils

from matchmaker.catalogue import duplicates as module
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.duplicates import ALIKE, likely_duplicates
from matchmaker.catalogue.organisation import Organisation

ONE = Organisation(id="es-a", name="Basque Energy Cluster", country="ES")


def pairs(*organisations: Organisation) -> list[tuple[str, str]]:
    return [(each.first.id, each.second.id) for each in likely_duplicates(organisations)]


@pytest.mark.parametrize("name", ["BASQUE ENERGY CLUSTER", "Cluster, Basque Energy", "Basque Energy Clusters"])
def test_nearly_the_same_name_in_one_country_is_reported(name: str) -> None:
    assert pairs(ONE, replace(ONE, id="es-b", name=name)) == [("es-a", "es-b")]


def test_the_same_name_in_two_countries_is_not() -> None:
    assert pairs(ONE, replace(ONE, id="fr-b", country="FR")) == []


def test_names_that_share_a_word_are_not() -> None:
    assert pairs(ONE, replace(ONE, id="es-b", name="Catalan Water Cluster")) == []


def test_names_that_differ_in_a_short_word_are_not() -> None:
    one = replace(ONE, id="gr-gi", name="gi-Cluster (Corallia)")
    assert pairs(one, replace(one, id="gr-si", name="si-Cluster (Corallia)")) == []


def test_a_word_more_does_not_make_another_organisation() -> None:
    assert pairs(ONE, replace(ONE, id="es-b", name="Basque Energy Cluster SL")) == [("es-a", "es-b")]


def test_the_same_website_is_reported_however_it_is_written() -> None:
    one = replace(ONE, website="https://www.Energy.example/")
    other = replace(ONE, id="fr-b", country="FR", name="Other", website="energy.example")
    (found,) = likely_duplicates([one, other])
    assert found.reason == "both have the website energy.example"


def test_the_same_legal_id_is_reported() -> None:
    one, other = replace(ONE, legal_id="B-95"), replace(ONE, id="es-b", name="Other", legal_id="b-95")
    (found,) = likely_duplicates([one, other])
    assert found.reason == "both have the legal id b-95"


def test_a_pair_is_reported_once_by_its_strongest_reason() -> None:
    one = replace(ONE, website="a.org", legal_id="X1")
    (found,) = likely_duplicates([one, replace(one, id="es-b")])
    assert "legal id" in found.reason


names = st.sampled_from(["wind cluster", "wind clusters", "cluster wind", "sun cluster", "sea", "seas", "wind sea"])


@given(st.lists(st.tuples(names, st.sampled_from(["ES", "FR"])), max_size=12), st.integers(1, 5))
def test_names_are_compared_as_one_by_one(given_names: list[tuple[str, str]], block: int) -> None:
    organisations = [
        replace(ONE, id=f"x-{at}", name=name, country=country) for at, (name, country) in enumerate(given_names)
    ]
    slow = {
        (one.id, other.id)
        for one, other in combinations(organisations, 2)
        if one.country == other.country
        and fuzz.token_sort_ratio(one.name, other.name, processor=utils.default_process) >= ALIKE
        and module._same_words(one.name, other.name)
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", block)
        assert {(each.first.id, each.second.id) for each in likely_duplicates(organisations)} == slow


def test_no_two_organisations_of_the_shipped_catalogue_look_like_one(shipped_catalogue: Catalogue) -> None:
    assert likely_duplicates(shipped_catalogue.organisations) == ()
