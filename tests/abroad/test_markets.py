from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matchmaker.abroad.markets import EXPERIENCE, WISHES, popularity, similar_partnerships
from matchmaker.abroad.past import before, past_partnerships, without
from matchmaker.abroad.survey.interest import MarketInterest, interest_of
from matchmaker.abroad.weights import read_weights
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.matchmaker import Matchmaker
from tests.abroad.world import abroad_of, calls, small

TARGETED = st.tuples(st.integers(1, 8), st.integers(1, 6)).flatmap(lambda shape: arrays(np.bool_, shape))

KEEN = interest_of([5] * 9)


@given(TARGETED)
def test_popularity_orders_markets_by_how_many_partnerships_targeted_them(targeted: npt.NDArray[np.bool_]) -> None:
    counts, odds = targeted.sum(axis=0), popularity(targeted)
    assert np.isfinite(odds).all()
    for one in range(len(counts)):
        for other in range(len(counts)):
            assert (counts[one] > counts[other]) == (odds[one] > odds[other] + 1e-12)


def test_without_a_past_all_markets_are_alike() -> None:
    assert len(set(popularity(np.zeros((0, 4), dtype=np.bool_)).tolist())) == 1


@given(TARGETED, st.data())
def test_partnerships_that_are_not_similar_change_nothing(targeted: npt.NDArray[np.bool_], data: st.DataObject) -> None:
    weights = read_weights().markets
    far = np.full(len(targeted), -1.0)
    lift, _ = similar_partnerships(targeted, far, weights)
    np.testing.assert_allclose(lift, 0, atol=1e-5)
    near = far.copy()
    near[data.draw(st.integers(0, len(targeted) - 1))] = 1.0
    lift, kernel = similar_partnerships(targeted, near, weights)
    twin = targeted[int(kernel.argmax())]
    assert (lift[twin] >= -1e-9).all()
    assert (lift[~twin] <= 1e-9).all()


def test_contributions_of_a_market_sum_to_its_score(matchmaker: Matchmaker) -> None:
    ranked = matchmaker.markets(["es-bec", "dk-ecd"])
    assert [each.score for each in ranked] == sorted((each.score for each in ranked), reverse=True)
    for each in ranked:
        assert sum(each.contributions.values()) == pytest.approx(each.score, abs=1e-9)
        assert each.reasons


@pytest.mark.parametrize("given_", [["es-bec"], ["fr-vitagora", "es-packaging-cluster"], ["de-lsn", "fr-medicen"]])
def test_from_two_to_five_markets_are_proposed_and_they_are_the_first(
    matchmaker: Matchmaker, given_: list[str]
) -> None:
    proposed = [each.proposed for each in matchmaker.markets(given_)]
    assert 2 <= sum(proposed) <= 5
    assert proposed == sorted(proposed, reverse=True)


def test_a_call_without_a_rule_on_markets_has_the_same_numbers(matchmaker: Matchmaker) -> None:
    (other,) = [each for each in calls() if each.startswith("SMP")]
    assert 2 <= sum(each.proposed for each in matchmaker.markets(["es-bec"], call_id=other)) <= 5


def test_reasons_name_the_past_of_the_members_and_of_those_like_them(matchmaker: Matchmaker) -> None:
    ranked = {each.country: each for each in matchmaker.markets(["es-bec", "dk-ecd"])}
    assert "BEC and ECD targeted it in ELBE (2018)." in ranked["JP"].reasons
    assert any("most similar to yours" in reason and "ELBE (2018)" in reason for reason in ranked["JP"].reasons)
    assert ranked["JP"].contributions[EXPERIENCE] > ranked["ZA"].contributions[EXPERIENCE]


def test_what_smes_wish_raises_a_market_and_is_told() -> None:
    abroad = abroad_of(small())
    without_wishes = {each.country: each for each in abroad.markets([0])}
    wish = MarketInterest("KR", KEEN, {"alba": KEEN}, None, complete=True)
    with_wishes = {each.country: each for each in abroad.markets([0], [wish])}
    assert with_wishes["KR"].score > without_wishes["KR"].score
    assert with_wishes["KR"].contributions[WISHES] == pytest.approx(KEEN.wish)
    assert with_wishes["JP"].contributions[WISHES] == 0
    assert "7 to 9 of 9 SMEs that answered are interested (4 or 5 of 5; mean 4.2 to 5.0)." in with_wishes["KR"].reasons


def test_a_market_that_only_smes_name_is_ranked_too() -> None:
    wish = MarketInterest("NP", KEEN, {"alba": KEEN}, None, complete=True)
    ranked = {each.country: each for each in abroad_of(small()).markets([0], [wish])}
    assert ranked["NP"].contributions[WISHES] > 0
    assert "No organisation there is known to the catalogue." in ranked["NP"].reasons


def test_wishes_of_others_do_not_count() -> None:
    wish = MarketInterest("KR", KEEN, {"brio": KEEN}, None, complete=True)
    ranked = {each.country: each for each in abroad_of(small()).markets([0], [wish])}
    assert ranked["KR"].contributions[WISHES] == 0


def test_before_a_year_nothing_later_and_nothing_undated_is_known(shipped_catalogue: Catalogue) -> None:
    earlier = before(shipped_catalogue, 2018)
    assert {each.start_year for each in earlier.partnerships} == {2016}
    assert all(each.year is not None and each.year < 2018 for each in earlier.collaborations)
    assert not any(each.target_markets for each in earlier)
    assert set(earlier.members) == {each.acronym for each in earlier.partnerships}


def test_a_partnership_left_out_leaves_no_trace() -> None:
    rest = without(small(), ["NEW"])
    assert set(rest.members) == {"OLD"}
    assert [each.european_name for each in rest.collaborations] == ["Alba"]


def test_past_partnerships_have_markets_and_members(shipped_catalogue: Catalogue) -> None:
    past = past_partnerships(shipped_catalogue, abroad_of(shipped_catalogue).profiles)
    known = [each for each in shipped_catalogue.partnerships if each.target_third_countries]
    assert [each.partnership for each in past] == [each for each in known if shipped_catalogue.members[each.acronym]]
    assert all(np.linalg.norm(each.profile) == pytest.approx(1) for each in past)


def test_organisations_that_do_not_count_are_no_partners_there() -> None:
    history = abroad_of(small()).history
    assert history.there[history.markets.index("JP")] == 2
    assert replace(history, uncounted=frozenset({"sakura"})).there[history.markets.index("JP")] == 1
