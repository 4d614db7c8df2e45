from itertools import combinations

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matchmaker.consortia.market_fit import COMPLEMENTED, COMPLEMENTED_WEIGHT, SHARED, SHARED_WEIGHT, market_fit

Known = npt.NDArray[np.bool_]
KNOWN = st.tuples(st.integers(3, 6), st.integers(1, 5)).flatmap(lambda shape: arrays(np.bool_, shape))


def mean_over_pairs(known: Known, members: tuple[int, ...]) -> float:
    total = sum(market_fit(known).values(), start=np.zeros((len(known), len(known))))
    return float(np.mean([total[pair] for pair in combinations(members, 2)]))


@given(KNOWN)
def test_the_terms_of_a_group_are_what_one_counts_by_hand(known: Known) -> None:
    members = (0, 1, 2)
    wanted = known.shape[1]
    shares = np.mean([known[member].sum() / wanted for member in members])
    covered = np.mean([(known[one] | known[other]).sum() / wanted for one, other in combinations(members, 2)])
    np.testing.assert_allclose(
        mean_over_pairs(known, members), SHARED_WEIGHT * shares + COMPLEMENTED_WEIGHT * covered, atol=1e-12
    )


@given(KNOWN, st.data())
def test_knowing_one_market_more_never_lowers_a_score(known: Known, data: st.DataObject) -> None:
    more = known.copy()
    more[data.draw(st.integers(0, 2)), data.draw(st.integers(0, known.shape[1] - 1))] = True
    assert mean_over_pairs(more, (0, 1, 2)) >= mean_over_pairs(known, (0, 1, 2)) - 1e-12


@given(KNOWN)
def test_terms_are_symmetric_and_bounded(known: Known) -> None:
    for terms in market_fit(known).values():
        np.testing.assert_array_equal(terms, terms.T)
        assert terms.min() >= 0
        assert terms.max() <= max(SHARED_WEIGHT, COMPLEMENTED_WEIGHT) + 1e-12


def test_members_who_know_different_markets_are_before_members_who_know_the_same_one() -> None:
    complementing = np.array([[True, False], [False, True], [False, False]])
    same = np.array([[True, False], [True, False], [False, False]])
    assert mean_over_pairs(complementing, (0, 1, 2)) > mean_over_pairs(same, (0, 1, 2))


def test_members_who_share_a_market_are_before_one_who_knows_it_alone() -> None:
    shared = np.array([[True], [True], [False]])
    alone = np.array([[True], [False], [False]])
    assert mean_over_pairs(shared, (0, 1, 2)) > mean_over_pairs(alone, (0, 1, 2))


def test_without_wanted_markets_nothing_is_added() -> None:
    terms = market_fit(np.zeros((4, 0), dtype=np.bool_))
    assert terms.keys() == {SHARED, COMPLEMENTED}
    assert not any(each.any() for each in terms.values())
