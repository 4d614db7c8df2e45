"""Proposals: what stays of an application when its members change, and what the rules say of it then."""

from dataclasses import replace

import numpy as np

from matchmaker.calls.application import Application, Member, Role
from matchmaker.calls.check import Checker
from matchmaker.calls.finding import Outcome, Verdict
from matchmaker.catalogue.third_country import ThirdCountryOrganisation
from matchmaker.consortia.affinities import MatrixAffinities
from matchmaker.consortia.fixes import Fix, Fixer
from matchmaker.consortia.known_markets import known_markets
from matchmaker.matchmaker import Matchmaker
from matchmaker.reports.eligibility_report import change_of
from tests.calls.world import application, call, catalogue

WORLD = catalogue()
FIXER = Fixer(
    Checker(call(), WORLD), MatrixAffinities(np.zeros((len(WORLD), len(WORLD)))), lambda: known_markets(WORLD)
)


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


def test_an_associated_partner_of_a_third_country_stays() -> None:
    world = replace(WORLD, third_country_organisations=(ThirdCountryOrganisation("us-x", "Cluster X", "US"),))
    affinity = MatrixAffinities(np.zeros((len(world), len(world))))
    fixer = Fixer(Checker(call(), world), affinity, lambda: known_markets(world))
    (fix,) = fixer.fixes(application("es-a de-a it-a no-a (us-x)"))
    assert (fix.members, fix.assessment.verdict) == (("es-a", "de-a", "it-a"), Verdict.ELIGIBLE)


def test_an_eligible_consortium_has_no_fix() -> None:
    assert FIXER.fixes(application("es-a de-a it-a")) == ()


def test_a_member_given_by_an_alias_is_the_one_that_stays() -> None:
    (fix,) = FIXER.fixes(application("es-before de-a it-a no-a"))
    assert fix.members[0] in {"es-merged", "de-a", "it-a"}
    assert set(fix.members) == {"es-merged", "de-a", "it-a"}


def _fixes_where_all_prefer(newcomer: str, given: Application) -> Fix:
    affinity = np.zeros((len(WORLD), len(WORLD)))
    affinity[WORLD.positions[newcomer]] = affinity[:, WORLD.positions[newcomer]] = 1
    fixer = Fixer(Checker(call(), WORLD), MatrixAffinities(affinity), lambda: known_markets(WORLD))
    fix, *_ = fixer.fixes(given)
    return fix


def test_an_associated_partner_that_is_to_apply_is_listed_once_and_keeps_its_notes() -> None:
    fix = _fixes_where_all_prefer("it-a", application("es-a de-a (it-a)"))
    assert (fix.added, fix.promoted) == (("it-a",), ("it-a",))
    assert set(fix.members) == {"es-a", "de-a", "it-a"}
    services = next(each for each in fix.assessment.findings if each.rule == "services")
    assert services.label == "pass, on evidence"
    assert fix.assessment.verdict is Verdict.ELIGIBLE


def test_a_member_that_is_an_associated_partner_too_stays_a_member() -> None:
    (fix,) = FIXER.fixes(application("(es-a) es-a de-a it-a no-a"))
    assert fix.members == ("es-a", "de-a", "it-a")
    assert fix.assessment.verdict is Verdict.ELIGIBLE


def test_a_fix_says_both_who_goes_and_who_is_to_be_named_once() -> None:
    (fix,) = FIXER.fixes(application("es-a es-a de-a it-a no-a"))
    assert (fix.removed, fix.doubled) == (("no-a",), ("es-a",))
    assert change_of(fix) == "take out no-a (or list as associated partner) and name es-a once"


def test_notes_on_a_member_that_is_given_twice_are_all_kept() -> None:
    given = application("es-a de-a it-a")
    again = Member(organisation="es-a", evidence={"services": "statutes", "platform": "page"})
    (fix,) = FIXER.fixes(given.model_copy(update={"members": (*given.members, again)}))
    evidence = [each for finding in fix.assessment.findings for each in finding.evidence if each.startswith("es-a")]
    assert evidence == ["es-a: annual report; statutes", "es-a: page"]


def test_the_fit_of_a_fix_is_that_of_the_same_members_as_a_suggestion(matchmaker: Matchmaker) -> None:
    markets = ("JP", "US")
    fix, *_ = matchmaker.fixes(Application.of("es-bec", "dk-ecd", markets=markets))
    found = matchmaker.consortia("es-bec", lock=["dk-ecd"], markets=markets, top=1).consortia[0]
    assert (set(fix.members), fix.score) == ({member.id for member in found.members}, found.score)
