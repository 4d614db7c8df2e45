from dataclasses import replace

import pytest

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.collaborators import match_collaborators
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.partnership import Partnership
from matchmaker.catalogue.third_country import Collaboration, ThirdCountryOrganisation

CATALOGUE = Catalogue(
    organisations=(
        Organisation("es-bec", "Basque Energy Cluster", "ES", short_name="BEC"),
        Organisation("pl-av", "Dolina Lotnicza (Aviation Valley)", "PL"),
        Organisation("fr-lb", "Lyonbiopôle", "FR"),
        Organisation("at-dc", "Digital Cluster", "AT"),
        Organisation("it-dc", "Digital Cluster", "IT"),
        Organisation("dk-elbe", "Elbe", "DK"),
    ),
    partnerships=(Partnership("ELBE", 2018),),
    third_country_organisations=(ThirdCountryOrganisation("jp-x", "X", "JP"),),
)


def matched(name: str) -> tuple[str, str] | None:
    catalogue = replace(CATALOGUE, collaborations=(Collaboration(name, "jp-x"),))
    found = match_collaborators(catalogue)
    assert len(found.collaborators) + len(found.unmatched) == 1
    return (found.collaborators[0].organisation_id, found.collaborators[0].acronym) if found.collaborators else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("BEC", ("es-bec", "")),
        ("basque energy cluster", ("es-bec", "")),
        ("BEC (Basque Energy Cluster)", ("es-bec", "")),
        ("Aviation Valley", ("pl-av", "")),
        ("Lyonbiopole", ("fr-lb", "")),
        ("Basque Energy Clusters", ("es-bec", "")),
    ],
)
def test_a_name_is_matched_but_for_case_accents_brackets_and_a_letter(name: str, expected: tuple[str, str]) -> None:
    assert matched(name) == expected


def test_an_acronym_means_the_partnership_and_not_an_organisation_of_that_name() -> None:
    assert matched("ELBE") == ("", "ELBE")


@pytest.mark.parametrize("name", ["Digital Cluster", "Danish Energy Cluster", "Somebody Else"])
def test_a_name_of_two_or_of_nobody_is_not_guessed(name: str) -> None:
    assert matched(name) is None


def test_collaborations_with_organisations_that_the_catalogue_lacks_are_left_out() -> None:
    found = match_collaborators(replace(CATALOGUE, collaborations=(Collaboration("BEC", "jp-unknown"),)))
    assert not found.collaborators
    assert not found.unmatched


def test_most_of_the_shipped_collaborations_are_matched_and_none_is_lost(shipped_catalogue: Catalogue) -> None:
    found = match_collaborators(shipped_catalogue)
    assert len(found.collaborators) + len(found.unmatched) == len(shipped_catalogue.collaborations)
    assert len(found.collaborators) >= 70
    assert {"NF4", "ELBE"} <= {each.acronym for each in found.collaborators}
