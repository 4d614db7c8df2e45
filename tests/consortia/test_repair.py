"""Repairs are the smallest changes there are, proved against looking at every consortium of a small catalogue."""

from dataclasses import replace
from datetime import date
from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.calls.filter import EligibilityFilter, eligibility_filter
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.consortia.affinities import MatrixAffinities
from matchmaker.consortia.query import Field
from matchmaker.consortia.repair import MOST_MEMBERS, Repairer
from matchmaker.consortia.score import scores
from matchmaker.consortia.terms import Terms
from matchmaker.errors import NoResult
from tests.calls.random_catalogue import catalogues
from tests.calls.world import EUROCLUSTERS, GO_INTERNATIONAL, HORIZON, call, catalogue, organisation

UNDER = ((GO_INTERNATIONAL, None), (EUROCLUSTERS, None), (HORIZON, date(2023, 6, 1)))


def _field(drawn: Catalogue, rules: EligibilityFilter, seed: int) -> Field:
    affinity = np.random.default_rng(seed).normal(size=(len(drawn), len(drawn)))
    return Field(MatrixAffinities(affinity + affinity.T), rules, tuple(each.id for each in drawn))


def _terms(count: int, seed: int) -> Terms:
    """What knowing two markets might add."""
    rng = np.random.default_rng(seed)
    return Terms(rng.normal(size=count), rng.random((count, 2)) < 0.4, np.array([0.5, 0.25]))


def _by_brute_force(field: Field, own: frozenset[int], terms: Terms | None) -> tuple[int, dict[frozenset[int], float]]:
    """Return the fewest changes that lead to an allowed consortium, and each that is so near, with its score."""
    count = len(field.ids)
    everyone = chain.from_iterable(combinations(range(count), size) for size in range(1, count + 1))
    allowed = {
        frozenset(group): float(scores(field.affinity, np.array([group], dtype=np.intp), terms)[0])
        for group in everyone
        if field.rules.allows(np.array([group], dtype=np.intp))[0]
    }
    fewest = min((len(group ^ own) for group in allowed), default=0)
    return fewest, {group: fit for group, fit in allowed.items() if len(group ^ own) == fewest}


@pytest.mark.parametrize(("name", "day"), UNDER)
@given(drawn=catalogues(smallest=3, largest=7), data=st.data())
def test_repairs_are_all_of_the_smallest_changes_best_first(
    name: str, day: date | None, drawn: Catalogue, data: st.DataObject
) -> None:
    members = data.draw(st.lists(st.integers(0, len(drawn) - 1), min_size=1, max_size=5, unique=True))
    field = _field(drawn, eligibility_filter(drawn, call(name), day), data.draw(st.integers(0, 9)))
    terms = data.draw(st.sampled_from((None, _terms(len(drawn), 1))))
    fewest, nearest = _by_brute_force(field, frozenset(members), terms)
    found = Repairer(field, terms).repairs(members, top=1_000)
    if frozenset(members) in nearest:
        assert found == ()
        return
    assert {frozenset(each.members) for each in found} == nearest.keys()
    assert all(each.changes == fewest for each in found)
    assert [each.score for each in found] == pytest.approx(sorted(nearest.values(), reverse=True))


@given(drawn=catalogues(), data=st.data())
def test_a_repair_says_who_comes_and_who_goes(drawn: Catalogue, data: st.DataObject) -> None:
    members = data.draw(st.lists(st.integers(0, len(drawn) - 1), min_size=1, max_size=5, unique=True))
    field = _field(drawn, eligibility_filter(drawn, call()), 0)
    for repair in Repairer(field).repairs(members):
        assert set(repair.members) == (set(members) | set(repair.added)) - set(repair.removed)
        assert set(repair.removed) <= set(members)
        assert not set(repair.added) & set(members)


@given(drawn=catalogues(), data=st.data())
def test_only_the_best_are_returned(drawn: Catalogue, data: st.DataObject) -> None:
    members = data.draw(st.lists(st.integers(0, len(drawn) - 1), min_size=1, max_size=4, unique=True))
    repairer = Repairer(_field(drawn, eligibility_filter(drawn, call()), 1))
    assert repairer.repairs(members, top=2) == repairer.repairs(members, top=1_000)[:2]


WORLD = catalogue()
_MANY_COUNTRIES = ("es", "de", "fr", "it", "pl", "be", "dk", "fi", "at", "cz", "hu", "ie", "pt")
REPAIRER = Repairer(_field(WORLD, eligibility_filter(WORLD, call()), 3))


def _repairs(members: str, top: int = 1_000) -> list[tuple[set[str], set[str]]]:
    """Return who goes and who comes, by id."""
    ids = [each.id for each in WORLD]
    found = REPAIRER.repairs([WORLD.positions[each] for each in members.split()], top)
    return [({ids[at] for at in each.removed}, {ids[at] for at in each.added}) for each in found]


def test_an_eligible_consortium_needs_no_repair() -> None:
    assert _repairs("es-a de-a it-a") == []


def test_a_member_too_many_goes_and_nobody_comes() -> None:
    assert _repairs("es-a de-a fr-a no-a") == [({"no-a"}, set())]


def test_a_missing_country_comes_and_nobody_goes() -> None:
    found = _repairs("es-a es-b de-a")
    assert found
    assert all(removed == set() and len(added) == 1 for removed, added in found)
    assert not {"es-c", "de-b", "no-a", "de-other", "de-platform-no"} & set().union(*(added for _, added in found))


def test_one_that_cannot_apply_is_replaced_where_three_are_needed() -> None:
    found = _repairs("es-a de-a no-a")
    assert found
    assert all(removed == {"no-a"} and len(added) == 1 for removed, added in found)


def test_one_that_is_given_twice_is_named_once() -> None:
    assert _repairs("es-a es-a de-a it-a") == [(set(), set())]


def test_either_of_two_dependent_members_may_go() -> None:
    assert {frozenset(removed) for removed, _ in _repairs("es-a de-child-of-es-a it-a pl-a be-a")} == {
        frozenset({"es-a"}), frozenset({"de-child-of-es-a"}),
    }  # fmt: skip


def test_one_of_a_funded_consortium_that_was_enlarged_goes() -> None:
    assert {frozenset(removed) for removed, _ in _repairs("be-a nl-a se-a fr-a")} == {
        frozenset({"be-a"}), frozenset({"nl-a"}), frozenset({"se-a"}),
    }  # fmt: skip


def test_members_of_one_country_are_joined_by_two_others() -> None:
    found = _repairs("es-a es-b es-c", top=5)
    assert len(found) == 5
    assert all(removed == set() and len(added) == 2 for removed, added in found)


def test_three_newcomers_are_the_best_of_all_triples() -> None:
    ids = REPAIRER.field.ids
    everybody = [at for at, each in enumerate(WORLD) if each.id not in ("no-a", "ch-a", "us-a")]
    triples = np.array(list(combinations(everybody, 3)), dtype=np.intp)
    allowed = triples[REPAIRER.field.rules.allows(triples)]
    best = float(scores(REPAIRER.field.affinity, allowed).max())
    (found,) = REPAIRER.repairs([WORLD.positions[each] for each in ("no-a", "ch-a", "us-a")], top=1)
    assert {ids[at] for at in found.removed} == {"no-a", "ch-a", "us-a"}
    assert found.score == best


def test_many_who_may_not_apply_all_go_at_once() -> None:
    unfit = [organisation(f"no-{at}") for at in range(13)]
    fit = [organisation(f"{code}-x") for code in _MANY_COUNTRIES]
    world = Catalogue((*unfit, *fit))
    repairer = Repairer(_field(world, eligibility_filter(world, call()), 3))
    (found,) = repairer.repairs(range(26))
    assert (found.removed, found.added) == (tuple(range(13)), ())


def test_of_many_who_depend_on_each_other_all_but_one_go() -> None:
    under_one = [organisation(f"{code}-x", parent="Holding") for code in 8 * ("es", "de", "fr")]
    under_one = [replace(each, id=f"{each.id}-{at}", legal_id=f"number {at}") for at, each in enumerate(under_one)]
    world = Catalogue((*under_one, organisation("it-x"), organisation("pl-x")))
    repairer = Repairer(_field(world, eligibility_filter(world, call()), 3))
    found = repairer.repairs(range(26), top=100)
    assert len(found) == 24
    assert all((len(each.removed), each.added) == (23, ()) for each in found)


def test_a_consortium_too_large_to_compare_all_changes_is_said_and_not_half_searched() -> None:
    world = Catalogue(tuple(organisation(f"no-{at}") for at in range(MOST_MEMBERS + 1)))
    repairer = Repairer(_field(world, eligibility_filter(world, call()), 3))
    with pytest.raises(NoResult, match="61 members are more than the 60"):
        repairer.repairs(range(MOST_MEMBERS + 1))


def test_more_ways_to_mend_than_can_be_compared_are_said() -> None:
    # Pairs that depend on each other: one of each has to go, whichever.
    pairs = [organisation(f"es-{at}", parent=f"Holding {at // 2}") for at in range(40)]
    world = Catalogue((*pairs, organisation("it-x"), organisation("pl-x")))
    repairer = Repairer(_field(world, eligibility_filter(world, call()), 3))
    with pytest.raises(NoResult, match="more ways than can be compared"):
        repairer.repairs(range(42))


def test_a_consortium_larger_than_any_that_is_suggested_is_mended_too() -> None:
    found = _repairs("es-a es-b es-c de-a de-b de-network de-planned nl-a nl-twin", top=3)
    assert {frozenset(removed) for removed, added in found if not added} == {
        frozenset({"nl-a"}),
        frozenset({"nl-twin"}),
    }
