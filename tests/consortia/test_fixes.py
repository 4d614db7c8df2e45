"""Proposals: what stays of an application when its members change, and what the rules say of it then."""

import numpy as np

from matchmaker.calls.application import Application, Member, Role
from matchmaker.calls.check import Checker
from matchmaker.calls.finding import Outcome, Verdict
from matchmaker.consortia.affinities import MatrixAffinities
from matchmaker.consortia.fixes import Fixer
from matchmaker.consortia.known_markets import known_markets
from matchmaker.matchmaker import Matchmaker
from tests.calls.world import application, call, catalogue

WORLD = catalogue()
FIXER = Fixer(Checker(call(), WORLD), MatrixAffinities(np.eye(len(WORLD))), lambda: known_markets(WORLD))


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


def test_an_associated_partner_who_is_to_apply_keeps_the_notes_and_is_no_partner_any_more() -> None:
    # Nobody fits es-a as nl-a does.
    fits = np.zeros((len(WORLD), len(WORLD)))
    one, other = WORLD.positions["nl-a"], WORLD.positions["es-a"]
    fits[one, other] = fits[other, one] = 1.0
    fixer = Fixer(Checker(call(), WORLD), MatrixAffinities(fits), lambda: known_markets(WORLD))
    partner = Member(organisation="nl-a", role=Role.ASSOCIATED, evidence={"services": "annual report"})
    given = application("es-a de-a")
    fix, *_ = fixer.fixes(given.model_copy(update={"members": (*given.members, partner)}))
    assert (fix.added, fix.members) == (("nl-a",), ("es-a", "de-a", "nl-a"))
    assert fix.assessment.verdict is Verdict.ELIGIBLE


def test_the_fit_of_a_fix_is_that_of_the_same_members_as_a_suggestion(matchmaker: Matchmaker) -> None:
    markets = ("JP", "US")
    fix, *_ = matchmaker.fixes(Application.of("es-bec", "dk-ecd", markets=markets))
    found = matchmaker.consortia("es-bec", lock=["dk-ecd"], markets=markets, top=1).consortia[0]
    assert (set(fix.members), fix.score) == ({member.id for member in found.members}, found.score)
