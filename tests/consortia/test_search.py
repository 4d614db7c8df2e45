"""The search finds what brute force finds, to the last bit."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.calls.filter import EligibilityFilter
from matchmaker.consortia import branching, search
from matchmaker.consortia.affinities import MatrixAffinities
from matchmaker.consortia.query import Field, Query
from matchmaker.consortia.search import best_consortia
from matchmaker.consortia.watch import Watch
from matchmaker.errors import BadInput
from tests.consortia.worlds import KINDS, Case, brute_force, random_case


@pytest.fixture(scope="module", params=["as it ships", "in small steps"])
def steps(request: pytest.FixtureRequest) -> Iterator[str]:
    """Small steps send even few organisations through every round, many blocks and partial branches."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "in small steps":
            patch.setattr(search, "_SEEDS", dict.fromkeys(range(1, 9), 4))
            patch.setattr(branching, "_ENTRIES", 40)
            patch.setattr(branching, "_FIRST", 2)
        yield request.param


@pytest.mark.usefixtures("steps")
@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=50, deadline=None)
def test_the_search_finds_what_brute_force_finds(kind: str, seed: int) -> None:
    case = random_case(seed, kind)
    found = best_consortia(case.field, case.query)
    assert found.exact
    assert found.consortia == brute_force(case)[: case.query.top]


@pytest.mark.usefixtures("steps")
@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=400, deadline=None)
def test_the_search_finds_what_brute_force_finds_among_few(kind: str, seed: int) -> None:
    case = random_case(seed, kind, largest=10)
    found = best_consortia(case.field, case.query)
    assert found.exact
    assert found.consortia == brute_force(case)[: case.query.top]


@pytest.mark.usefixtures("steps")
@given(seed=st.integers(0, 2**32 - 1), size=st.integers(6, 8))
@settings(max_examples=60, deadline=None)
def test_large_consortia_are_exact_without_a_time_limit(seed: int, size: int) -> None:
    case = random_case(seed, "dense", largest=14)
    query = Query(size, 5, case.query.locked[:2], required=case.query.required, terms=case.query.terms)
    found = best_consortia(case.field, query)
    assert found.exact
    assert found.consortia == brute_force(Case(case.field, query))[:5]


@pytest.mark.usefixtures("steps")
@given(seed=st.integers(0, 2**32 - 1), looks=st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_what_a_stopped_search_may_have_missed_is_not_above_its_bound(seed: int, looks: int) -> None:
    case = random_case(seed, "dense", largest=16)
    query = Query(5, 3, case.query.locked[:1], required=case.query.required, terms=case.query.terms)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matchmaker.consortia.watch._BETWEEN", -1.0)
        asked = iter(range(looks))
        found = best_consortia(case.field, query, Watch(progress=lambda _done, _total: next(asked, None) is None))
    best = brute_force(Case(case.field, query))
    if found.exact:
        assert found.consortia == best[:3]
        return
    assert found.bound is not None
    assert len({each.members for each in found.consortia}) == len(found.consortia)
    assert set(found.consortia) <= set(best)
    assert all(each.score <= found.bound for each in best if each not in found.consortia)


def everybody(count: int, affinity: float = 0.0) -> Field:
    """Organisations of which any three may be together."""
    rules = EligibilityFilter(
        np.ones(count, dtype=bool),
        np.arange(count),
        np.ones(count, dtype=bool),
        np.empty((0, 2), dtype=np.intp),
        (),
        3,
        3,
        2,
    )
    return Field(MatrixAffinities(np.full((count, count), affinity)), rules, tuple(f"o{at:03}" for at in range(count)))


def test_inputs_that_run_out_give_all_there_are() -> None:
    found = best_consortia(everybody(4), Query(3, 50))
    assert found.exact
    assert len(found.consortia) == 4


@pytest.mark.parametrize("count", [0, 1, 2])
def test_too_few_organisations_give_none(count: int) -> None:
    found = best_consortia(everybody(count), Query(3, 5))
    assert found.exact
    assert not found.consortia


def test_consortia_that_all_tie_are_ordered_by_ids() -> None:
    found = best_consortia(everybody(60), Query(3, 3, locked=(5,)))
    assert [each.members for each in found.consortia] == [(0, 1, 5), (0, 2, 5), (0, 3, 5)]


def test_a_callback_that_raises_leaves_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matchmaker.consortia.watch._BETWEEN", -1.0)

    def cancel(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        best_consortia(everybody(40), Query(3, 5), Watch(progress=cancel))


def test_progress_never_exceeds_its_total(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matchmaker.consortia.watch._BETWEEN", -1.0)
    reports: list[tuple[int, int]] = []
    best_consortia(everybody(40), Query(4, 5), Watch(progress=lambda done, total: reports.append((done, total))))
    assert reports
    assert all(0 <= done <= total for done, total in reports)


def test_an_hour_is_not_spent_where_a_moment_is_given() -> None:
    rng = np.random.default_rng(1)
    values = rng.normal(size=(400, 400))
    field = everybody(400)
    field = Field(MatrixAffinities(values + values.T), field.rules, field.ids)
    found = best_consortia(field, Query(8, 10), Watch(0.3))
    assert not found.exact
    assert found.bound is not None
    assert found.bound >= found.consortia[0].score


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (Query(2, 10), "at least 3 members"),
        (Query(9, 10), "up to 8 members"),
        (Query(3, 0), "Ask for at least 1"),
        (Query(3, 10, locked=(1,), excluded=(1,)), "both a member and excluded"),
        (Query(3, 10, locked=(0, 1, 2, 3)), "do not fit"),
    ],
)
def test_a_contradicting_query_is_refused(query: Query, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        best_consortia(everybody(8), query)
