"""The filter for the search agrees with the rule functions that explain."""

from itertools import combinations
from pathlib import Path

import numpy as np

from matchmaker.calls.application import Application
from matchmaker.calls.call import load_call
from matchmaker.calls.check import Checker
from matchmaker.calls.filter import eligibility_filter
from matchmaker.calls.finding import Outcome
from matchmaker.catalogue.folder import read_folder
from matchmaker.shipped import shipped

COUNTABLE = {"entities", "countries", "member-states", "participating", "kind", "not-funded-before"}
SHIPPED: Path = shipped("data")


def test_filter_agrees_with_the_rules_on_triples_of_shipped_organisations() -> None:
    catalogue = read_folder(SHIPPED)
    call = load_call(SHIPPED / "calls", "COS-CLUSINT-2020-3-01")
    checker = Checker(call, catalogue)
    # Every member of the smallest funded consortia, so that the rule on funding before decides some triples.
    chosen = {member for members in catalogue.members.values() if len(members) == 3 for member in members}
    positions = sorted(catalogue.positions[member] for member in chosen)
    groups = np.array(list(combinations(positions, 3)), dtype=np.intp)
    allowed = eligibility_filter(catalogue, call).allows(groups)
    for group, answer in zip(groups, allowed, strict=True):
        assessment = checker.check(Application.of(*(catalogue.organisations[at].id for at in group)))
        failed = {each.rule for each in assessment.findings if each.outcome is Outcome.FAIL} & COUNTABLE
        assert answer == (not failed), (group, failed)
    assert 0 < allowed.sum() < len(groups)
