from collections import Counter
from itertools import combinations_with_replacement
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.abroad.survey.interest import Interest, Span, interest_of

GROUPS = st.lists(st.integers(1, 5), min_size=5, max_size=50)


def wilson(found: int, of: int) -> tuple[float, float]:
    z, p = NormalDist().inv_cdf(0.975), found / of
    middle, half = p + z * z / (2 * of), z * (p * (1 - p) / of + z * z / (4 * of * of)) ** 0.5
    return (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)


@given(GROUPS)
def test_the_interval_is_that_of_wilson_over_all_that_may_be_told(answers: list[int]) -> None:
    interest = interest_of(answers)
    low, high = interest.interval
    assert low == pytest.approx(wilson(interest.interested.lowest, len(answers))[0], abs=1e-9)
    assert high == pytest.approx(wilson(interest.interested.highest, len(answers))[1], abs=1e-9)


@given(GROUPS)
def test_what_is_told_is_true(answers: list[int]) -> None:
    told = interest_of(answers)
    assert told.interested.lowest <= sum(each >= 4 for each in answers) <= told.interested.highest
    assert told.total.lowest <= sum(answers) <= told.total.highest


def test_two_groups_together_are_told_no_more_exactly_than_each() -> None:
    all_five = interest_of([5] * 5)
    assert all_five + all_five == Interest(10, Span(6, 10), Span(36, 50))


@pytest.mark.parametrize("size", [5, 6, 7])
def test_who_knows_one_answer_of_a_group_can_work_out_no_other(size: int) -> None:
    """Each SME knows its own answer: of every other one, an interested and an uninterested answer remain possible.

    And none is sure of any number that another one answered.
    """
    alike: dict[Interest, list[tuple[int, ...]]] = {}
    for group in combinations_with_replacement(range(1, 6), size):
        alike.setdefault(interest_of(group), []).append(group)
    for groups in alike.values():
        for group in groups:
            for own in set(group):
                # What the others may have answered, as the one who answered `own` sees it.
                others = [Counter(each) - Counter([own]) for each in groups if own in each]
                for answer in range(1, 6):
                    assert not all(each[answer] == size - 1 for each in others), (group, own)
                for sure in (lambda answer: answer >= 4, lambda answer: answer < 4):
                    assert not all(
                        sum(count for answer, count in each.items() if sure(answer)) == size - 1 for each in others
                    ), (group, own)


@given(GROUPS)
def test_a_wish_is_between_none_and_the_highest(answers: list[int]) -> None:
    assert -1 < interest_of(answers).wish < 1


def test_a_wish_is_nearer_to_none_the_fewer_ask() -> None:
    assert interest_of([4] * 20).wish > interest_of([4] * 6).wish > 0


def test_answers_in_the_middle_wish_nothing() -> None:
    assert interest_of([3] * 9).wish == 0


def test_a_number_in_the_middle_is_told_exactly() -> None:
    assert str(interest_of([5, 5, 5, 5, 1, 1, 1, 1]).interested) == "4"
    assert interest_of([5, 5, 5, 5, 1, 1, 1, 1]).mean_words == "3.0"
    assert interest_of([5] * 5).share_words == "60% to 100%"
