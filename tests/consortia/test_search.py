from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.consortia import search
from matchmaker.consortia.search import Groups, Query, Scored, best_consortia
from matchmaker.errors import BadInput


@dataclass(frozen=True)
class RandomRules:
    """Some organisations may not apply, some pairs may not be together, and members come from enough countries."""

    admissible: npt.NDArray[np.bool_]
    conflict: npt.NDArray[np.bool_]
    country: npt.NDArray[np.intp]

    def allows(self, groups: Groups) -> npt.NDArray[np.bool_]:
        return np.array([self.allows_one(tuple(group)) for group in groups.tolist()], dtype=np.bool_)

    def allows_one(self, group: tuple[int, ...]) -> bool:
        return (
            all(self.admissible[member] for member in group)
            and not any(self.conflict[pair] for pair in combinations(group, 2))
            and len({self.country[member] for member in group}) >= 3
        )


def random_case(seed: int, count: int) -> tuple[npt.NDArray[np.float64], RandomRules, tuple[str, ...]]:
    rng = np.random.default_rng(seed)
    # Few distinct values, so that many consortia have the same score.
    values = rng.integers(-2, 3, size=(count, count)).astype(float)
    conflict = np.triu(rng.random((count, count)) < 0.1, 1)
    rules = RandomRules(rng.random(count) < 0.85, conflict | conflict.T, rng.integers(0, 5, count))
    ids = tuple(f"o{number}" for number in rng.permutation(count))
    return values + values.T, rules, ids


def brute_force(
    affinity: npt.NDArray[np.float64], rules: RandomRules, ids: tuple[str, ...], query: Query
) -> tuple[Scored, ...]:
    found = []
    for group in combinations(sorted(range(len(ids)), key=lambda at: ids[at]), query.size):
        if set(query.locked) <= set(group) and not set(query.excluded) & set(group) and rules.allows_one(group):
            pairs = [affinity[pair] for pair in combinations(group, 2)]
            found.append(Scored(group, float(np.sum(pairs) / len(pairs))))
    return tuple(sorted(found, key=lambda each: (-each.score, [ids[at] for at in each.members]))[: query.top])


@given(
    seed=st.integers(0, 100_000),
    count=st.integers(3, 11),
    size=st.integers(3, 5),
    top=st.integers(1, 12),
    locked=st.integers(0, 3),
    excluded=st.integers(0, 2),
)
@settings(max_examples=300, deadline=None)
def test_the_search_finds_what_brute_force_finds(
    seed: int, count: int, size: int, top: int, locked: int, excluded: int
) -> None:
    affinity, rules, ids = random_case(seed, count)
    drawn = np.random.default_rng(seed).permutation(np.flatnonzero(rules.admissible)).tolist()
    query = Query(size, top, tuple(drawn[: min(locked, size)]), tuple(drawn[size : size + excluded]))
    assert best_consortia(affinity, rules, ids, query) == brute_force(affinity, rules, ids, query)


def test_fewer_than_asked_are_found_where_no_more_exist() -> None:
    affinity, _, ids = random_case(1, 4)
    free = RandomRules(np.ones(4, dtype=bool), np.zeros((4, 4), dtype=bool), np.arange(4))
    assert len(best_consortia(affinity, free, ids, Query(3, 50))) == 4


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (Query(2, 10), "at least 3 members"),
        (Query(3, 0), "Ask for at least 1"),
        (Query(3, 10, locked=(1,), excluded=(1,)), "both a member and excluded"),
        (Query(3, 10, locked=(0, 1, 2, 3)), "do not fit"),
    ],
)
def test_a_contradicting_query_is_refused(query: Query, message: str) -> None:
    affinity, rules, ids = random_case(2, 8)
    with pytest.raises(BadInput, match=message):
        best_consortia(affinity, rules, ids, query)


def test_a_search_that_would_not_end_is_refused_before_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "LARGEST_SEARCH", 10)
    affinity, rules, ids = random_case(2, 11)
    with pytest.raises(BadInput, match="--lock"):
        best_consortia(affinity, rules, ids, Query(3, 10))
