import re
from dataclasses import replace

import numpy as np
import pytest

from matchmaker.abroad.collaboration_cases import collaboration_cases, features_of
from matchmaker.abroad.learning import (
    PARTNER_FEATURES,
    STATED_PARTNER_WEIGHTS,
    PartnerExamples,
    learn_markets,
    learn_partners,
    market_examples,
    without_reported,
)
from matchmaker.abroad.markets import FEATURES, market_features, popularity
from matchmaker.abroad.past import before
from matchmaker.abroad.weights import read_weights
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.matchmaker import Matchmaker
from matchmaker.shipped import shipped
from tests.abroad.world import abroad_of, small


def test_no_example_sees_the_partnership_that_it_is_about() -> None:
    """Changing a partnership's own markets changes what is to be learned, and nothing that it is learned from."""
    changed = replace(
        small(),
        partnerships=(small().partnerships[0], replace(small().partnerships[1], target_third_countries=("JP",))),
    )
    one, other = (market_examples(abroad_of(each).history) for each in (small(), changed))
    own = one.partnerships == 1  # NEW: the later of the two
    assert (one.targeted[own] != other.targeted[own]).any()
    np.testing.assert_array_equal(one.features[own], other.features[own])
    np.testing.assert_array_equal(one.basis[own], other.basis[own])


def test_no_example_sees_a_later_partnership() -> None:
    later = replace(
        small(),
        partnerships=(*small().partnerships, Partnership("LATER", 2020, target_third_countries=("KR", "JP"))),
        memberships=(*small().memberships, Membership("LATER", "alba")),
    )
    one, other = (market_examples(abroad_of(each).history) for each in (small(), later))
    earlier = other.partnerships < 2
    np.testing.assert_array_equal(one.features, other.features[earlier])
    np.testing.assert_array_equal(one.basis, other.basis[earlier])


def test_organisations_known_by_a_collaboration_do_not_tell_where_it_was() -> None:
    history = without_reported(abroad_of(small()).history)
    assert history.uncounted == {"sakura", "bison"}
    assert history.catalogue == small()


def test_without_a_past_the_ranking_is_that_of_popularity() -> None:
    nothing = replace(small(), partnerships=(), memberships=(), collaborations=())
    weights = learn_markets(abroad_of(nothing).history)
    assert set(weights.weights.values()) == {0.0}


def test_no_weight_is_negative_and_all_are_shrunk(matchmaker: Matchmaker) -> None:
    history = matchmaker.abroad().history
    learned = learn_markets(replace(history, catalogue=before(history.catalogue, 2018)))
    assert all(0 <= weight <= 1 for weight in learned.weights.values())


def test_the_shipped_weights_are_those_that_the_shipped_catalogue_teaches(matchmaker: Matchmaker) -> None:
    learned = learn_markets(matchmaker.abroad().history)
    assert learned.weights == pytest.approx(read_weights().markets.weights, abs=1e-3)
    assert learned.intercept == pytest.approx(read_weights().markets.intercept, abs=1e-3)


def test_the_card_belongs_to_the_shipped_weights() -> None:
    card = (shipped("models") / "abroad.md").read_text(encoding="utf-8")
    weights = read_weights()
    cells = " | ".join(f"{weights.markets.weights[name]:.2f}" for name in FEATURES)
    assert f"| shipped | {weights.markets.intercept:.2f} | {cells} |" in card
    told = " ".join(card.split())
    assert re.search(", ".join(f"{name} {weights.partners[name]:.2f}" for name in PARTNER_FEATURES), told)


def examples(seed: int, truth: list[float], count: int) -> PartnerExamples:
    """Return choices that people with these weights would make."""
    random = np.random.default_rng(seed)
    features = random.normal(size=(count, 50, len(PARTNER_FEATURES)))
    noise = random.gumbel(size=(count, 50))
    return PartnerExamples(features, (features @ np.array(truth) + noise).argmax(axis=1), np.ones(count))


def test_weights_that_people_chose_by_are_found_again() -> None:
    truth = [2.0, 1.0, 0.5, 0.0, 3.0]
    learned = learn_partners(examples(0, truth, 2000))
    np.testing.assert_allclose([learned[name] for name in PARTNER_FEATURES], truth, atol=0.2)


def test_without_examples_the_weights_are_the_stated_ones() -> None:
    nothing = examples(0, [0.0] * 5, 0)
    assert learn_partners(nothing) == pytest.approx(STATED_PARTNER_WEIGHTS)


def test_a_case_sees_no_tie_of_its_own_year(shipped_catalogue: Catalogue) -> None:
    abroad = abroad_of(shipped_catalogue)
    ties = PARTNER_FEATURES.index("existing ties")
    dated = [case for case in collaboration_cases(shipped_catalogue) if case.year and case.year >= 2018]
    assert dated
    for case in dated[:10]:
        assert case.year is not None
        features = features_of(case, abroad.search, read_weights().markets, case.year)
        known_before = {
            each.third_country_organisation_id
            for each in shipped_catalogue.collaborations
            if each.year is not None and each.year < case.year
        }
        tied = {shipped_catalogue.third_country_organisations[at].id for at in np.flatnonzero(features[:, ties])}
        assert tied <= known_before


def test_each_pair_is_one_case_with_its_first_year(shipped_catalogue: Catalogue) -> None:
    cases = collaboration_cases(shipped_catalogue)
    assert len({(case.party, case.organisation) for case in cases}) == len(cases)
    (nf4,) = [case for case in cases if case.party == ("", "NF4")]
    assert nf4.year == 2018


def test_features_of_examples_are_those_of_the_markets() -> None:
    history = abroad_of(small()).history
    found = market_features(history, [0], read_weights().markets)
    assert set(found) == set(FEATURES)
    assert all(each.shape == popularity(history.targeted).shape for each in found.values())
