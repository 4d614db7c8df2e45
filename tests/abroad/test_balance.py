from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.abroad.balance import balanced
from matchmaker.abroad.role import Role, role_of

CASES = st.lists(st.tuples(st.sampled_from(list(Role)), st.sampled_from(["JP", "US", "KR"])), max_size=40)


@given(CASES, st.integers(0, 45))
def test_everybody_is_chosen_at_most_once_and_no_place_stays_empty(cases: list[tuple[Role, str]], top: int) -> None:
    chosen = balanced(range(len(cases)), [role for role, _ in cases], [market for _, market in cases], top)
    assert len(chosen) == len(set(chosen)) == min(top, len(cases))


@given(CASES)
def test_within_a_role_and_market_the_better_comes_first(cases: list[tuple[Role, str]]) -> None:
    chosen = balanced(range(len(cases)), [role for role, _ in cases], [market for _, market in cases], len(cases))
    for case in set(cases):
        own = [at for at in chosen if cases[at] == case]
        assert own == sorted(own)


def test_ten_places_are_shared_out_five_two_two_and_one() -> None:
    roles = [Role.CLUSTER] * 30 + [Role.CHAMBER] * 20 + [Role.INTERMEDIARY] * 20 + [Role.RESEARCH] * 20
    chosen = balanced(range(len(roles)), roles, [""] * len(roles), 10)
    counts = Counter(roles[at] for at in chosen)
    assert counts == {Role.CLUSTER: 5, Role.CHAMBER: 2, Role.INTERMEDIARY: 2, Role.RESEARCH: 1}
    assert {roles[at] for at in chosen[:3]} == {Role.CLUSTER, Role.INTERMEDIARY, Role.CHAMBER}


def test_generalists_do_not_swamp_a_list_even_where_they_score_best() -> None:
    roles = [Role.CHAMBER] * 81 + [Role.CLUSTER] * 10
    chosen = balanced(range(len(roles)), roles, [""] * len(roles), 10)
    assert sum(roles[at] is Role.CHAMBER for at in chosen) == 3


def test_markets_take_turns() -> None:
    markets = ["US"] * 10 + ["JP"] * 10
    chosen = balanced(range(20), [Role.CLUSTER] * 20, markets, 6)
    assert [markets[at] for at in chosen] == ["US", "JP", "US", "JP", "US", "JP"]


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("cluster organisation", Role.CLUSTER),
        ("industry association", Role.CLUSTER),
        ("business intermediary", Role.INTERMEDIARY),
        ("trade promotion agency", Role.CHAMBER),
        ("european chamber", Role.CHAMBER),
        ("Chamber of Commerce", Role.CHAMBER),
        ("science park", Role.RESEARCH),
        ("research organisation", Role.RESEARCH),
        ("", Role.OTHER),
    ],
)
def test_the_role_is_read_from_the_kind(kind: str, role: Role) -> None:
    assert role_of(kind) is role
