import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matchmaker.consortia.market_fit import COVERED_WEIGHT, KNOWN_WEIGHT, market_contributions, market_terms

Known = npt.NDArray[np.bool_]
KNOWN = st.tuples(st.integers(4, 6), st.integers(1, 5)).flatmap(lambda shape: arrays(np.bool_, shape))
GROUP = np.array([0, 1, 3])


def score(known: Known) -> float:
    return float(market_terms(known).score(GROUP[None])[0])


@given(KNOWN)
def test_the_score_is_what_one_counts_by_hand(known: Known) -> None:
    members = known[GROUP]
    shares = [row.sum() / len(row) for row in members]
    covered = sum(column.any() for column in members.T) / members.shape[1]
    assert score(known) == pytest.approx(KNOWN_WEIGHT * np.mean(shares) + COVERED_WEIGHT * covered)


@given(KNOWN)
def test_contributions_sum_to_the_score(known: Known) -> None:
    assert sum(market_contributions(known, GROUP).values()) == pytest.approx(score(known), abs=1e-12)


@given(KNOWN, st.data())
def test_knowing_one_market_more_never_lowers_a_score(known: Known, data: st.DataObject) -> None:
    more = known.copy()
    more[data.draw(st.sampled_from(GROUP.tolist())), data.draw(st.integers(0, known.shape[1] - 1))] = True
    assert score(more) >= score(known)


@given(KNOWN)
def test_what_others_know_changes_nothing(known: Known) -> None:
    others = known.copy()
    others[2] = ~others[2]
    assert score(others) == score(known)


def test_members_who_know_different_markets_are_before_members_who_know_the_same_one() -> None:
    nothing = [False, False]
    complementing = np.array([[True, False], [False, True], nothing, nothing])
    same = np.array([[True, False], [True, False], nothing, nothing])
    assert score(complementing) > score(same)


def test_members_who_share_a_market_are_before_one_who_knows_it_alone() -> None:
    shared = np.array([[True], [True], [False], [False]])
    alone = np.array([[True], [False], [False], [False]])
    assert score(shared) > score(alone)


def test_without_wanted_markets_nothing_is_added() -> None:
    assert score(np.zeros((4, 0), dtype=np.bool_)) == 0.0
