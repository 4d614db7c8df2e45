from dataclasses import replace

import numpy as np
import pytest

from matchmaker.abroad.fit import OFFERS
from matchmaker.abroad.role import Role
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from tests.abroad.world import abroad_of, organisation, small, there


@pytest.mark.parametrize(
    "given", [["es-bec"], ["es-bec", "dk-ecd"], ["es-packaging-cluster", "fr-vitagora", "es-secpho"]]
)
def test_contributions_sum_to_the_score(matchmaker: Matchmaker, given: list[str]) -> None:
    answer = matchmaker.partners_abroad(given, top=30)
    assert len(answer.partners) == 30
    for each in answer.partners:
        assert sum(each.contributions.values()) == pytest.approx(each.score, abs=1e-9)
        assert each.fits.keys() == set(given)


def test_a_market_changes_who_is_shown_and_no_score(matchmaker: Matchmaker) -> None:
    everywhere = {each.organisation.id: each.score for each in matchmaker.partners_abroad(["es-bec"], top=776).partners}
    japan = matchmaker.partners_abroad(["es-bec"], markets=["JP"], top=10).partners
    assert {each.organisation.country for each in japan} == {"JP"}
    assert [everywhere[each.organisation.id] for each in japan] == pytest.approx([each.score for each in japan])


def test_the_basque_energy_cluster_is_sent_to_wind_power_in_japan_and_to_whom_it_knows_in_the_us(
    matchmaker: Matchmaker,
) -> None:
    answer = matchmaker.partners_abroad(["es-bec"], markets=["JP", "US"], top=10)
    shown = [each.organisation.id for each in answer.partners]
    assert "jp-jwpa" in shown[:2]
    assert "us-awea" in shown[:2]
    assert "BEC knows ACP through ELBE (2018): mission, 2018." in answer.partners[shown.index("us-awea")].reasons
    assert {each.role for each in answer.partners} >= {Role.CLUSTER, Role.INTERMEDIARY, Role.CHAMBER}
    assert any(contact.organisation.id == "us-pmec" for contact in answer.contacts["US"])


@pytest.mark.parametrize("given", ["es-bec", "fr-vitagora", "de-biom", "it-otir2020", "es-catalan-water-partnership"])
def test_generalists_take_no_more_than_the_places_of_those_who_open_doors(matchmaker: Matchmaker, given: str) -> None:
    answer = matchmaker.partners_abroad([given], top=10)
    generalists = [each for each in answer.partners if len(each.organisation.ecosystems) == len(ECOSYSTEMS)]
    assert len(generalists) <= 4
    assert len(answer.partners[0].organisation.ecosystems) < len(ECOSYSTEMS)


def test_an_agency_of_another_field_comes_after_all_that_share_one() -> None:
    catalogue = replace(
        small(),
        third_country_organisations=(
            there("Tourism", kind="trade promotion agency", ecosystems=("Tourism",)),
            there("General", kind="trade promotion agency", ecosystems=ECOSYSTEMS),
            there("Clinic", ecosystems=("Health",)),
        ),
        collaborations=(),
    )
    shown = [each.organisation.id for each in abroad_of(catalogue).partners([0], top=3).partners]
    assert shown[-1] == "tourism"


def test_one_that_all_members_fit_is_before_one_that_fits_a_single_member() -> None:
    catalogue = replace(
        small(),
        organisations=(organisation("Alba", ecosystems=("Health",)), organisation("Brio", ecosystems=("Digital",))),
        partnerships=(),
        memberships=(),
        third_country_organisations=(
            there("Both", ecosystems=("Health", "Digital")),
            there("One", ecosystems=("Health",)),
        ),
        collaborations=(),
    )
    abroad = abroad_of(catalogue)
    # The texts are equally close: the ecosystems alone decide.
    same = replace(abroad.profiles_abroad, embeddings=np.repeat(abroad.profiles_abroad.embeddings[:1], 2, axis=0))
    shown = replace(abroad, profiles_abroad=same).partners([0, 1], top=2).partners
    assert [each.organisation.id for each in shown] == ["both", "one"]
    assert "It fits Alba best and Brio least." in shown[1].reasons


def test_what_is_offered_and_looked_for_counts_and_is_told() -> None:
    catalogue = replace(
        small(),
        organisations=(organisation("Alba", requests=("soft landing",)), *small().organisations[1:]),
        third_country_organisations=(there("Landing", offers=("soft landing",)), there("Nothing")),
        collaborations=(),
    )
    answer = {each.organisation.id: each for each in abroad_of(catalogue).partners([0], top=2).partners}
    assert answer["landing"].contributions[OFFERS] == pytest.approx(abroad_of(catalogue).weights.partners[OFFERS] / 2)
    assert answer["nothing"].contributions[OFFERS] == 0
    assert "It offers soft landing; Alba looks for soft landing." in answer["landing"].reasons


def test_equal_scores_are_ordered_by_id() -> None:
    twins = tuple(there(name, ecosystems=("Health",)) for name in ("Zebra", "Ant", "Mole"))
    catalogue = replace(small(), third_country_organisations=twins, collaborations=())
    abroad = abroad_of(catalogue)
    same = replace(abroad.profiles_abroad, embeddings=np.repeat(abroad.profiles_abroad.embeddings[:1], 3, axis=0))
    shown = replace(abroad, profiles_abroad=same).partners([0], top=3).partners
    assert [each.organisation.id for each in shown] == ["ant", "mole", "zebra"]


def test_without_anybody_abroad_the_answer_is_empty() -> None:
    nobody = replace(small(), third_country_organisations=(), collaborations=())
    assert abroad_of(nobody).partners([0]).partners == ()


def test_nobody_and_nothing_are_refused() -> None:
    with pytest.raises(BadInput, match="at least one"):
        abroad_of(small()).partners([])
    with pytest.raises(BadInput, match="at least 1"):
        abroad_of(small()).partners([0], top=0)


def test_five_thousand_organisations_abroad_are_ranked_like_one_by_one() -> None:
    """The slow twin: each organisation by itself, member by member."""
    many = tuple(there(f"There {at}", "JP", ecosystems=(ECOSYSTEMS[at % 14],)) for at in range(5_000))
    abroad = abroad_of(replace(small(), third_country_organisations=many, collaborations=()))
    members, search = [0, 1, 2], abroad.search
    contributions, _ = search.scored(members, {"JP": 0.3}, {})
    total = np.sum(list(contributions.values()), axis=0)
    slow = []
    for at in range(len(many)):
        fits = []
        for member in members:
            own, theirs = abroad.profiles.ecosystems[member], abroad.profiles_abroad.ecosystems[at]
            jaccard = (own & theirs).sum() / max((own | theirs).sum(), 1)
            cosine = float(abroad.profiles.embeddings[member] @ abroad.profiles_abroad.embeddings[at])
            fits.append(search.weights["profile similarity"] * cosine + search.weights["ecosystem overlap"] * jaccard)
        slow.append(0.5 * np.mean(fits) + 0.5 * min(fits) + search.weights["market"] * 0.3)
    np.testing.assert_allclose(total, np.array(slow) - np.log(np.mean(np.exp(slow))), atol=1e-5)


def test_the_first_ten_together_serve_each_member() -> None:
    """Twenty that fit Alba very well, and three that fit Brio somewhat: by score alone, Brio would be left without."""
    health = tuple(there(f"Health {at:02}", ecosystems=("Health",)) for at in range(20))
    digital = tuple(there(f"Digital {at}", ecosystems=("Digital", "Textile")) for at in range(3))
    catalogue = replace(small(), third_country_organisations=(*health, *digital), collaborations=())
    abroad = abroad_of(catalogue)
    # The texts are equally close: the ecosystems alone decide.
    same = replace(abroad.profiles_abroad, embeddings=np.repeat(abroad.profiles_abroad.embeddings[:1], 23, axis=0))
    own = replace(abroad.profiles, embeddings=np.repeat(abroad.profiles.embeddings[:1], 4, axis=0))
    shown = replace(abroad, profiles=own, profiles_abroad=same).partners([0, 1], top=10).partners
    for member in ("alba", "brio"):
        assert max(each.fits[member] for each in shown) > 0, member
    assert shown[0].score == max(each.score for each in shown)
    assert sum(each.organisation.id.startswith("health") for each in shown) >= 7


def test_opening_changes_no_answer() -> None:
    asked, opened = abroad_of(small()).partners([0, 1]), abroad_of(small()).opened.partners([0, 1])
    assert [each.organisation.id for each in asked.partners] == [each.organisation.id for each in opened.partners]
    assert [each.score for each in asked.partners] == [each.score for each in opened.partners]
