"""Consortia that differ are those that maximal marginal relevance chooses from the whole exact list."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.consortia import diversity
from matchmaker.consortia.diversity import OVERLAP_COSTS, diverse_consortia
from matchmaker.consortia.query import Query, Scored
from matchmaker.errors import BadInput
from tests.consortia.worlds import Case, brute_force, random_case


def chosen_from(consortia: tuple[Scored, ...], query: Query, difference: int) -> list[Scored]:
    chosen: list[Scored] = []
    free = max(query.size - len(query.locked), 1)

    def shared(one: Scored, other: Scored) -> int:
        return len(set(one.members) & set(other.members))

    def worth(each: Scored) -> float:
        most = max((shared(each, other) - len(query.locked) for other in chosen), default=0)
        return each.score - OVERLAP_COSTS * most / free

    while len(chosen) < query.top:
        left = [each for each in consortia if all(query.size - shared(each, other) >= difference for other in chosen)]
        if not left:
            break
        chosen.append(max(left, key=worth))
    return chosen


@given(seed=st.integers(0, 2**32 - 1), difference=st.integers(2, 4))
@settings(max_examples=150, deadline=None)
def test_those_that_differ_are_chosen_from_the_whole_list(seed: int, difference: int) -> None:
    case = random_case(seed, "dense", largest=12)
    query = replace(case.query, top=4, locked=case.query.locked[: case.query.size - difference])
    if query.size - len(query.locked) < difference:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diversity, "_FIRST", 1)  # the list must grow
        found = diverse_consortia(case.field, query, difference)
    assert found.exact
    assert list(found.consortia) == chosen_from(brute_force(Case(case.field, query)), query, difference)


def test_any_two_differ_by_as_much_as_is_asked() -> None:
    case = random_case(5, "dense")
    found = diverse_consortia(case.field, Query(5, 6), 4)
    assert len(found.consortia) > 1
    for at, one in enumerate(found.consortia):
        for other in found.consortia[:at]:
            assert len(set(one.members) - set(other.members)) >= 4


def test_a_difference_of_one_is_the_exact_list() -> None:
    case = random_case(6, "tied")
    query = replace(case.query, top=10)
    assert diverse_consortia(case.field, query, 1).consortia == brute_force(Case(case.field, query))[:10]


def test_more_difference_than_free_places_is_refused() -> None:
    case = random_case(7, "tied")
    with pytest.raises(BadInput, match="differ by 1 members at most"):
        diverse_consortia(case.field, Query(3, 5, (0, 1)), 2)
