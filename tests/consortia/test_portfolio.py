"""A portfolio is the best of all sets of consortia, and says so."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.calls.filter import EligibilityFilter
from matchmaker.consortia import portfolio as module
from matchmaker.consortia.affinities import MatrixAffinities
from matchmaker.consortia.finder import Asked
from matchmaker.consortia.portfolio import Offers, country_matrix, portfolio
from matchmaker.consortia.query import Field, Query, Scored
from matchmaker.consortia.selection import Aim, Columns, most
from matchmaker.consortia.watch import Watch
from matchmaker.consortia.wishes import Wishes
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from tests.consortia.worlds import Case, brute_force, random_case


def random_offers(seed: int, aim: Aim) -> Offers:
    rng = np.random.default_rng(seed)
    case = random_case(seed, "dense", largest=8)
    field = replace(case.field, rules=replace(case.field.rules, minimum_countries=2, minimum_member_states=0))
    query = Query(3, 1, terms=case.query.terms)
    return Offers(field, query, aim, rng.random((len(field.ids), 5)) < 0.3)


def best_total(offers: Offers) -> float | None:
    """The highest total of all sets of so many consortia, each looked at."""
    consortia = brute_force(Case(offers.field, offers.query))
    sets = [each for each in combinations(consortia, offers.aim.count) if fits(each, offers)]
    return max((sum(each.score for each in some) for some in sets), default=None)


def fits(some: tuple[Scored, ...], offers: Offers) -> bool:
    members = [member for each in some for member in each.members]
    covered = offers.ecosystems[members].any(axis=0).sum()
    countries = country_matrix(offers.field.rules)[members].any(axis=0).sum()
    once = not offers.aim.each_once or len(members) == len(set(members))
    return bool(once and covered >= offers.aim.ecosystems and countries >= offers.aim.countries)


@given(
    seed=st.integers(0, 2**32 - 1),
    count=st.integers(1, 3),
    each_once=st.booleans(),
    ecosystems=st.integers(0, 5),
    countries=st.integers(0, 5),
)
@settings(max_examples=60, deadline=None)
def test_a_portfolio_is_the_best_of_all_sets(
    seed: int, count: int, each_once: bool, ecosystems: int, countries: int
) -> None:
    offers = random_offers(seed, Aim(count if each_once else min(count, 2), each_once, ecosystems, countries))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_NEW", 3)  # consortia must be generated
        found = portfolio(offers, Watch())
    expected = best_total(offers)
    if expected is None:
        assert found is None or found.short or len(found.consortia) < offers.aim.count
        return
    assert found is not None
    assert fits(found.consortia, offers)
    assert (len(found.consortia), found.short, found.gap) == (offers.aim.count, 0, 0)
    assert found.total == pytest.approx(expected, abs=1e-6)


def test_a_portfolio_of_the_catalogue_is_proven_optimal(matchmaker: Matchmaker) -> None:
    chosen = matchmaker.portfolio(Asked(), Aim(12, ecosystems=14, countries=15))
    assert chosen is not None
    assert len(chosen.consortia) == 12
    assert chosen.found.gap <= 0.01
    assert not chosen.found.short
    members = [member.id for each in chosen.consortia for member in each.members]
    assert len(members) == len(set(members)) == 36
    assert len({name for each in chosen.consortia for member in each.members for name in member.ecosystems}) == 14
    assert len({member.country for each in chosen.consortia for member in each.members}) >= 15
    assert chosen.found.total == pytest.approx(sum(each.score for each in chosen.consortia), abs=1e-6)


def test_a_portfolio_is_at_least_what_greed_finds(matchmaker: Matchmaker) -> None:
    taken: tuple[str, ...] = ()
    greedy = 0.0
    for _ in range(6):
        (best,) = matchmaker.suggest(Asked(exclude=taken, top=1)).consortia
        taken = (*taken, *(each.id for each in best.members))
        greedy += best.score
    chosen = matchmaker.portfolio(Asked(), Aim(6))
    assert chosen is not None
    assert chosen.found.total >= greedy - 1e-9


def seven() -> Field:
    """Seven organisations, of which any three may be together."""
    rules = EligibilityFilter(
        np.ones(7, dtype=bool), np.arange(7), np.ones(7, dtype=bool), np.empty((0, 2), dtype=np.intp), (), 3, 3, 2
    )
    return Field(MatrixAffinities(np.ones((7, 7))), rules, tuple("abcdefg"))


def test_without_time_there_is_a_portfolio_and_an_honest_bound(matchmaker: Matchmaker) -> None:
    aim = Aim(12, ecosystems=14)
    hurried = matchmaker.portfolio(Asked(wishes=Wishes(seconds=1e-6)), aim)
    best = matchmaker.portfolio(Asked(), aim)
    assert hurried is not None
    assert best is not None
    assert len(hurried.consortia) == 12
    assert np.isfinite(hurried.found.gap)
    assert hurried.found.bound >= best.found.total - 1e-6


def test_what_cannot_be_covered_is_said() -> None:
    found = portfolio(Offers(seven(), Query(3, 1), Aim(1, ecosystems=5), np.ones((7, 2), dtype=bool)), Watch())
    assert found is not None
    assert found.short == 3


def test_as_many_as_there_can_be_are_chosen_where_fewer_exist() -> None:
    found = portfolio(Offers(seven(), Query(3, 1), Aim(5), np.ones((7, 1), dtype=bool)), Watch())
    assert found is not None
    assert len(found.consortia) == 2


def test_a_budget_limits_how_many_are_chosen(matchmaker: Matchmaker) -> None:
    chosen = matchmaker.portfolio(Asked(), Aim(12, budget=1_200_000))
    assert chosen is not None
    assert len(chosen.consortia) == 2  # a grant is EUR 550,000


@pytest.mark.parametrize(
    ("aim", "message"),
    [
        (Aim(0), "at least 1"),
        (Aim(3, budget=-1.0), "EUR above 0"),
        (Aim(3, budget=1000.0), "less than one grant"),
        (Aim(3, countries=-1), "0 or more"),
        (Aim(3, ecosystems=99), "there are 14"),
    ],
)
def test_an_aim_that_cannot_be_is_refused(matchmaker: Matchmaker, aim: Aim, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        matchmaker.portfolio(Asked(), aim)


def test_a_budget_is_not_exceeded_by_a_few_euros() -> None:
    nobody = np.zeros((2, 0), dtype=np.bool_)
    columns = Columns(np.eye(2, 6, dtype=np.bool_), np.ones(2), np.array([3_300_000.0, 3_300_005.0]), nobody, nobody)
    assert most(columns, Aim(2, budget=6_600_000.0), 5.0)[0] == 1
    assert most(columns, Aim(2, budget=6_600_005.0), 5.0)[0] == 2
