"""Consortia that differ are those that maximal marginal relevance chooses from the whole exact list."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.consortia import diversity
from matchmaker.consortia.diversity import OVERLAP_COSTS, diverse_consortia
from matchmaker.consortia.query import Found, Query, Scored
from matchmaker.consortia.watch import Watch
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


@pytest.mark.parametrize("longest", [1, 4, 12])
@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_a_list_that_is_too_long_leaves_a_bound_on_what_differs_enough(longest: int, seed: int) -> None:
    case = random_case(seed, "dense", largest=12)
    query = Query(case.query.size, 3, case.query.locked[:1], required=case.query.required)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diversity, "_FIRST", 1)
        patch.setattr(diversity, "_LONGEST", longest)
        found = diverse_consortia(case.field, query, 2)
    _check_bound(found, brute_force(Case(case.field, query)), query)


@given(seed=st.integers(0, 2**32 - 1), looks=st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_a_search_that_is_stopped_leaves_a_bound_on_what_differs_enough(seed: int, looks: int) -> None:
    case = random_case(seed, "dense", largest=14)
    query = Query(5, 3, case.query.locked[:1])
    asked = iter(range(looks))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matchmaker.consortia.watch._BETWEEN", -1.0)
        patch.setattr(diversity, "_FIRST", 1)
        found = diverse_consortia(case.field, query, 2, Watch(progress=lambda _done, _total: next(asked, None) is None))
    _check_bound(found, brute_force(Case(case.field, query)), query)


def _check_bound(found: Found, every: tuple[Scored, ...], query: Query) -> None:
    if found.exact:
        assert list(found.consortia) == chosen_from(every, query, 2)
        return
    assert found.bound is not None
    members = [set(each.members) for each in found.consortia]
    differing = (each for each in every if all(len(set(each.members) & one) <= query.size - 2 for one in members))
    assert max((each.score for each in differing), default=-np.inf) <= found.bound + 1e-9


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
    with pytest.raises(BadInput, match="differ by 1 member at most"):
        diverse_consortia(case.field, Query(3, 5, (0, 1)), 2)
