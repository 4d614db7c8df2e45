"""Proposals: what stays of an application when its members change, and what the rules say of it then."""

import numpy as np

from matchmaker.calls.application import Member, Role
from matchmaker.calls.check import Checker
from matchmaker.calls.finding import Outcome, Verdict
from matchmaker.consortia.fixes import Fixer
from matchmaker.consortia.repair import mean_affinity
from tests.calls.world import application, call, catalogue

WORLD = catalogue()
FIXER = Fixer(Checker(call(), WORLD), mean_affinity(np.eye(len(WORLD))))


def test_a_fix_is_assessed_as_the_changed_application() -> None:
    (fix,) = FIXER.fixes(application("es-a de-a it-a no-a"))
    assert (fix.removed, fix.added, fix.members) == (("no-a",), (), ("es-a", "de-a", "it-a"))
    assert fix.assessment.verdict is Verdict.ELIGIBLE


def test_what_is_not_about_members_still_fails_after_a_fix() -> None:
    (fix,) = FIXER.fixes(application("es-a de-a it-a no-a", duration=24))
    assert [each.rule for each in fix.assessment.findings if each.outcome is Outcome.FAIL] == ["duration"]


def test_members_that_stay_keep_their_evidence_and_newcomers_have_none() -> None:
    fix, *_ = FIXER.fixes(application("es-a de-a"))
    services = next(each for each in fix.assessment.findings if each.rule == "services")
    assert services.members == fix.added
    assert len(services.evidence) == 2


def test_associated_partners_stay_and_are_not_counted() -> None:
    given = application("es-a de-a it-a no-a")
    partner = Member(organisation="ch-a", role=Role.ASSOCIATED)
    (fix,) = FIXER.fixes(given.model_copy(update={"members": (*given.members, partner)}))
    assert fix.members == ("es-a", "de-a", "it-a")
    assert fix.assessment.verdict is Verdict.ELIGIBLE


def test_an_eligible_consortium_has_no_fix() -> None:
    assert FIXER.fixes(application("es-a de-a it-a")) == ()


def test_a_member_given_by_an_alias_is_the_one_that_stays() -> None:
    (fix,) = FIXER.fixes(application("es-before de-a it-a no-a"))
    assert fix.members[0] in {"es-merged", "de-a", "it-a"}
    assert set(fix.members) == {"es-merged", "de-a", "it-a"}
