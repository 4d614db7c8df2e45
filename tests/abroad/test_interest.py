from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.abroad.survey.interest import Interest

GROUPS = st.lists(st.integers(1, 5), min_size=1, max_size=50)


def interest_of(answers: list[int]) -> Interest:
    return Interest(len(answers), sum(each >= 4 for each in answers), sum(answers))


@given(GROUPS)
def test_the_interval_is_that_of_wilson(answers: list[int]) -> None:
    interest = interest_of(answers)
    z = NormalDist().inv_cdf(0.975)
    n, p = interest.answers, interest.share
    middle, half = p + z * z / (2 * n), z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    low, high = interest.interval
    assert low == pytest.approx((middle - half) / (1 + z * z / n), abs=1e-9)
    assert high == pytest.approx((middle + half) / (1 + z * z / n), abs=1e-9)


@given(GROUPS, GROUPS)
def test_two_groups_together_are_as_one(one: list[int], other: list[int]) -> None:
    assert interest_of(one) + interest_of(other) == interest_of(one + other)


@given(GROUPS)
def test_a_wish_is_between_none_and_the_highest_and_nearer_to_none_the_fewer_ask(answers: list[int]) -> None:
    wish = interest_of(answers).wish
    assert -1 < wish < 1
    assert abs(interest_of(answers * 2).wish) >= abs(wish) - 1e-12


def test_answers_in_the_middle_wish_nothing() -> None:
    assert interest_of([3] * 9).wish == 0
