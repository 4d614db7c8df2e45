"""The filter for the search agrees with the rule functions that explain: one is the slow twin of the other."""

from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from matchmaker.calls.application import Application
from matchmaker.calls.check import Checker
from matchmaker.calls.filter import eligibility_filter
from matchmaker.calls.finding import Outcome
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.errors import BadInput
from tests.calls.random_catalogue import catalogues
from tests.calls.world import EUROCLUSTERS, GO_INTERNATIONAL, HORIZON, call, catalogue

COUNTABLE = {"entities", "countries", "member-states", "participating", "kind", "platform", "not-funded-before"}
UNDER = (
    (GO_INTERNATIONAL, None),
    (GO_INTERNATIONAL, date(2020, 1, 15)),
    (EUROCLUSTERS, None),
    (HORIZON, date(2022, 6, 1)),
    (HORIZON, date(2024, 6, 1)),
)


def _agree_on_all(catalogue: Catalogue, groups: np.ndarray, name: str, day: date | None) -> np.ndarray:
    checker = Checker(call(name), catalogue, day)
    allowed = eligibility_filter(catalogue, call(name), day).allows(groups)
    for group, answer in zip(groups, allowed, strict=True):
        assessment = checker.check(Application.of(*(catalogue.organisations[at].id for at in group)))
        failed = {each.rule for each in assessment.findings if each.outcome is Outcome.FAIL} & COUNTABLE
        assert answer == (not failed), (group, failed)
    return np.asarray(allowed)


@pytest.mark.parametrize(("name", "day"), UNDER)
@given(drawn=catalogues())
def test_filter_agrees_with_the_rules_on_every_triple(name: str, day: date | None, drawn: Catalogue) -> None:
    _agree_on_all(drawn, np.array(list(combinations(range(len(drawn)), 3)), dtype=np.intp), name, day)


@pytest.mark.parametrize(("name", "day"), UNDER)
@pytest.mark.parametrize("size", [1, 2, 4, 5])
@settings(max_examples=25)
@given(drawn=catalogues(smallest=5, largest=6))
def test_filter_agrees_with_the_rules_on_groups_of_other_sizes(
    size: int, name: str, day: date | None, drawn: Catalogue
) -> None:
    _agree_on_all(drawn, np.array(list(combinations(range(len(drawn)), size)), dtype=np.intp), name, day)


@given(drawn=catalogues(smallest=4, largest=4))
def test_filter_agrees_with_the_rules_where_a_member_is_given_twice(drawn: Catalogue) -> None:
    _agree_on_all(drawn, np.array([[0, 0, 1], [2, 1, 2], [3, 3, 3]], dtype=np.intp), GO_INTERNATIONAL, None)


def test_filter_agrees_with_the_rules_on_triples_of_the_small_world() -> None:
    world = catalogue()
    positions = range(0, len(world), 2)
    groups = np.array(list(combinations(positions, 3)), dtype=np.intp)
    allowed = _agree_on_all(world, groups, GO_INTERNATIONAL, None)
    assert 0 < allowed.sum() < len(groups)


def test_filter_agrees_with_the_rules_on_triples_of_shipped_organisations(shipped_catalogue: Catalogue) -> None:
    # Every member of the smallest funded consortia, so that the rule on funding before decides some triples.
    chosen = {member for members in shipped_catalogue.members.values() if len(members) == 3 for member in members}
    positions = sorted(shipped_catalogue.positions[member] for member in chosen)
    groups = np.array(list(combinations(positions, 3)), dtype=np.intp)
    allowed = _agree_on_all(shipped_catalogue, groups, GO_INTERNATIONAL, None)
    assert 0 < allowed.sum() < len(groups)


def test_a_filter_needs_a_day_where_the_call_has_no_deadline() -> None:
    with pytest.raises(BadInput, match="as of which day"):
        eligibility_filter(catalogue(), call(HORIZON))
