"""Nobody's answer can be read off, or worked out from totals."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.abroad.survey.answers import Answer
from matchmaker.abroad.survey.disclosure import SMALLEST, told_alone, told_together
from matchmaker.abroad.survey.interest import Span, interests, of_members, withheld


def shown(counts: tuple[int, ...]) -> tuple[object, ...]:
    """Return all that a reader sees of groups of these sizes who even knows which of them are empty."""
    alone = told_alone(counts)
    small = [count for at, count in enumerate(counts) if at not in alone]
    told = tuple((at, counts[at]) for at in sorted(alone))
    return told, sum(small) if told_together(small) else None, tuple(count == 0 for count in counts)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=7))
def test_no_group_smaller_than_five_is_told(counts: list[int]) -> None:
    assert all(counts[at] >= SMALLEST for at in told_alone(counts))


@pytest.mark.parametrize("groups", [1, 2, 3, 4, 5])
def test_no_small_group_can_be_worked_out(groups: int) -> None:
    """A reader who knows the rules lists all surveys that look the same: each small group has several sizes in them.

    Sizes of 5 and more are told as they are, so that no larger ones have to be tried.
    """
    alike: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    for counts in product(range(SMALLEST + 2), repeat=groups):
        alike.setdefault(shown(counts), []).append(counts)
    for surveys in alike.values():
        for counts in surveys:
            for at, count in enumerate(counts):
                if 0 < count < SMALLEST:
                    assert len({survey[at] for survey in surveys}) >= 3, (counts, at)


def test_two_groups_of_four_are_not_told_together_because_eight_gives_both_away() -> None:
    assert not told_together([4, 4])


def test_five_groups_of_one_are_not_told_together_because_five_gives_them_all_away() -> None:
    assert not told_together([1, 1, 1, 1, 1])


def test_a_small_group_is_never_told_together_with_nobody() -> None:
    assert not any(told_together([count, 0, 0]) for count in range(SMALLEST))


def test_several_small_groups_are_told_together() -> None:
    assert told_together([3, 2, 1])


def answers_of(counts: dict[tuple[str, str], int]) -> list[Answer]:
    return [
        Answer(organisation, f"s{number}", market, 1 + number % 5, "")
        for (organisation, market), count in counts.items()
        for number in range(count)
    ]


TABLES = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b", "c", "d"]), st.sampled_from(["JP", "US"])), st.integers(0, 9), min_size=1
)


@given(TABLES)
def test_every_number_that_is_told_is_of_five_at_least(table: dict[tuple[str, str], int]) -> None:
    for told in interests(answers_of(table)):
        groups = [*told.by_organisation.values(), *([told.others] if told.others else [])]
        assert all(each.answers >= SMALLEST for each in groups)


@given(TABLES)
def test_no_total_includes_what_is_not_told(table: dict[tuple[str, str], int]) -> None:
    for told in interests(answers_of(table)):
        groups = [*told.by_organisation.values(), *([told.others] if told.others else [])]
        assert told.everyone.answers == sum(each.answers for each in groups)
        assert told.everyone.total == Span(
            sum(each.total.lowest for each in groups), sum(each.total.highest for each in groups)
        )
        all_answers = sum(count for (_, market), count in table.items() if market == told.market)
        assert told.complete == (told.everyone.answers == all_answers)


@given(TABLES)
def test_questions_about_different_members_cannot_be_subtracted(table: dict[tuple[str, str], int]) -> None:
    told = interests(answers_of(table))
    groups = [list(some) for size in range(1, 5) for some in combinations("abcd", size)]
    for one, other in product(groups, repeat=2):
        if set(one) < set(other):
            fewer, more = of_members(told, one), of_members(told, other)
            for market, interest in more.items():
                difference = interest.answers - (fewer[market].answers if market in fewer else 0)
                assert difference == 0 or difference >= SMALLEST


def test_a_market_that_few_answered_about_leaves_no_trace() -> None:
    told = interests(answers_of({("a", "JP"): 8, ("a", "US"): 4}))
    assert [each.market for each in told] == ["JP"]


def test_how_many_groups_are_withheld_is_told() -> None:
    assert withheld(answers_of({("a", "JP"): 8, ("a", "US"): 4, ("b", "JP"): 1})) == 2


def test_small_groups_that_are_told_together_are_not_withheld() -> None:
    assert withheld(answers_of({("a", "JP"): 3, ("b", "JP"): 3})) == 0
