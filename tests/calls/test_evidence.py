"""Evidence answers questions; it mends nothing, and nobody's question is answered by somebody else's note."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from matchmaker.calls.application import Application, Member, Role
from matchmaker.calls.check import Checker
from matchmaker.calls.finding import Finding, Outcome, Verdict
from matchmaker.catalogue.catalogue import Catalogue
from tests.calls.world import COMPLETE, EUROCLUSTERS, HORIZON, application, call, catalogue, organisation

CHECKER = Checker(call(), catalogue())


def _finding(of: Application, rule: str) -> Finding:
    return next(each for each in CHECKER.check(of).findings if each.rule == rule)


def _with(rule: str, notes: dict[str, str], members: str = "es-a de-a it-a", **facts: Any) -> Application:
    """A complete application with notes on one rule by member; the empty one is about the consortium."""
    given = [
        Member(organisation=each, evidence={rule: notes[each]} if each in notes else {}) for each in members.split()
    ]
    of_consortium = {rule: notes[""]} if "" in notes else {}
    return Application.model_validate({**COMPLETE, **facts, "members": given, "evidence": of_consortium})


def test_services_are_asked_of_every_applicant() -> None:
    finding = _finding(_with("services", {}), "services")
    assert finding.outcome is Outcome.EVIDENCE
    assert [question.member for question in finding.questions] == ["de-a", "es-a", "it-a"]


def test_a_note_on_every_member_is_a_pass_on_evidence() -> None:
    finding = _finding(_with("services", {"es-a": "statutes", "de-a": "report", "it-a": "www.example.org"}), "services")
    assert (finding.outcome, finding.label, finding.on_evidence) == (Outcome.PASS, "pass, on evidence", True)
    assert finding.evidence == ("de-a: report", "es-a: statutes", "it-a: www.example.org")


def test_a_pass_on_evidence_still_says_what_was_asked() -> None:
    finding = _finding(_with("services", dict.fromkeys(("es-a", "de-a", "it-a"), "seen")), "services")
    assert finding.reason == "de-a, es-a, it-a: no services stated. Evidence was attached."


def test_a_note_on_two_of_three_leaves_the_third_question_open() -> None:
    finding = _finding(_with("services", {"es-a": "statutes", "de-a": "report"}), "services")
    assert (finding.outcome, finding.on_evidence) == (Outcome.EVIDENCE, False)
    assert finding.members == ("it-a",)
    assert finding.evidence == ("de-a: report", "es-a: statutes")


def test_a_note_on_the_consortium_answers_nothing_about_a_member() -> None:
    finding = _finding(_with("services", {"": "we are all clusters"}), "services")
    assert [question.member for question in finding.questions] == ["de-a", "es-a", "it-a"]


def test_a_note_on_another_rule_answers_nothing() -> None:
    assert _finding(_with("platform", {"es-a": "seen"}), "services").outcome is Outcome.EVIDENCE


def test_a_question_about_the_consortium_is_answered_by_a_note_on_it() -> None:
    finding = _finding(_with("duration", {"": "annex 2"}, duration=40), "duration")
    assert finding.label == "pass, on evidence"


def test_a_question_about_the_consortium_is_answered_by_a_note_on_an_applicant() -> None:
    # In a table, a note stands in the row of a member.
    assert _finding(_with("duration", {"de-a": "annex 2"}, duration=40), "duration").label == "pass, on evidence"


@pytest.mark.parametrize("noted", ["", "be-a", "nl-a"])
def test_what_members_shared_before_is_answered_by_a_note_on_one_of_them_or_on_the_consortium(noted: str) -> None:
    given = _with("not-funded-before", {noted: "another field, annex 3"}, "be-a nl-a fr-a")
    assert _finding(given, "not-funded-before").label == "pass, on evidence"


def test_what_members_shared_before_is_not_answered_by_a_note_on_another() -> None:
    finding = _finding(_with("not-funded-before", {"fr-a": "another field"}, "be-a nl-a fr-a"), "not-funded-before")
    assert (finding.outcome, finding.members) == (Outcome.EVIDENCE, ("be-a", "nl-a"))


def test_a_note_on_one_overlap_leaves_the_other_open() -> None:
    members = "be-a nl-a cz-a hu-a"
    finding = _finding(_with("not-funded-before", {"be-a": "another field"}, members), "not-funded-before")
    assert (finding.outcome, finding.members) == (Outcome.EVIDENCE, ("cz-a", "hu-a"))


def test_a_note_on_an_associated_partner_answers_nothing() -> None:
    partner = Member(organisation="fr-a", role=Role.ASSOCIATED, evidence={"duration": "annex 2"})
    plain = application("es-a de-a it-a", duration=40)
    joined = plain.model_copy(update={"members": (*plain.members, partner)})
    assert _finding(joined, "duration").outcome is Outcome.EVIDENCE


@pytest.mark.parametrize(
    ("rule", "members", "facts"),
    [
        ("participating", "es-a de-a it-a no-a", {}),
        ("kind", "es-a de-other it-a", {}),
        ("platform", "es-a de-platform-no it-a", {}),
        ("entities", "es-a de-child-of-es-a it-a", {}),
        ("countries", "es-a es-b de-a", {}),
        ("member-states", "es-a rs-a tr-a", {}),
        ("not-funded-before", "be-a nl-a se-a", {}),
        ("not-defence", "es-a de-a it-a", {"defence": True}),
        ("markets", "es-a de-a it-a", {"markets": ["JP"]}),
        ("duration", "es-a de-a it-a", {"duration": 35}),
        ("money", "es-a de-a it-a", {"share_asked": 600_000}),
    ],
)
def test_evidence_never_mends_a_fail_but_is_shown(rule: str, members: str, facts: dict[str, Any]) -> None:
    notes = dict.fromkeys(("", *members.split()), "the ministry says it is fine")
    finding = _finding(_with(rule, notes, members, **facts), rule)
    assert (finding.outcome, finding.on_evidence) == (Outcome.FAIL, False)
    assert len(finding.evidence) == len(notes)


def test_a_very_small_share_passes_on_a_note_that_it_is_meant() -> None:
    assert _finding(_with("money", {"": "a symbolic part"}, share_asked=5), "money").label == "pass, on evidence"


def test_evidence_on_a_pass_is_shown_and_changes_nothing() -> None:
    finding = _finding(_with("kind", {"es-a": "a cluster since 1996"}), "kind")
    assert (finding.label, finding.evidence) == ("pass", ("es-a: a cluster since 1996",))


def test_evidence_is_not_needed_for_advice_and_leaves_it() -> None:
    finding = _finding(_with("smes", {"": "ask them"}, smes_involved=None), "smes")
    assert finding.outcome is Outcome.ADVICE


def test_unknown_ownership_passes_on_a_declaration() -> None:
    given = application("es-a de-owner-unknown it-a")
    declared = [
        each.model_copy(update={"evidence": {**each.evidence, "entities": "declaration"}})
        if each.organisation == "de-owner-unknown"
        else each
        for each in given.members
    ]
    assessment = CHECKER.check(given.model_copy(update={"members": tuple(declared)}))
    assert assessment.verdict is Verdict.ELIGIBLE


@pytest.mark.parametrize("noted", ["", "es-a", "de-same-id"])
def test_one_registration_number_in_two_countries_passes_on_a_note_on_either_or_on_the_consortium(noted: str) -> None:
    finding = _finding(_with("entities", {noted: "extract of both registers"}, "es-a de-same-id it-a"), "entities")
    assert finding.label == "pass, on evidence"


def _under_horizon(given: Application, day: date, rule: str) -> Finding:
    checker = Checker(call(HORIZON), catalogue(), day)
    return next(each for each in checker.check(given).findings if each.rule == rule)


@pytest.mark.parametrize("noted", ["no-owner-unknown", "tr-owner-unknown"])
def test_where_some_members_suffice_those_with_evidence_are_looked_at(noted: str) -> None:
    given = _with("entities", {noted: "declaration"}, "es-a de-a no-owner-unknown tr-owner-unknown es-b")
    without = _with("entities", {}, "es-a de-a no-owner-unknown tr-owner-unknown es-b")
    assert _under_horizon(without, date(2022, 6, 1), "entities").outcome is Outcome.EVIDENCE
    assert _under_horizon(given, date(2022, 6, 1), "entities").label == "pass, on evidence"


def test_where_some_members_suffice_without_evidence_none_is_needed() -> None:
    given = _with("entities", {"no-owner-unknown": "declaration"}, "es-a de-a no-owner-unknown it-a")
    assert _under_horizon(given, date(2022, 6, 1), "entities").label == "pass"


@pytest.mark.parametrize(
    ("notes", "label"),
    [
        ((), "evidence needed"),
        (("gb-a",), "pass, on evidence"),
        (("gb-b",), "pass, on evidence"),
        (("ma-a",), "pass, on evidence"),
        (("es-a",), "evidence needed"),
    ],
)
def test_one_applicant_of_one_country_suffices_to_show_that_it_participates(notes: tuple[str, ...], label: str) -> None:
    world = Catalogue(tuple(organisation(each) for each in ("es-a", "no-a", "gb-a", "gb-b", "ma-a")))
    given = _with("countries", dict.fromkeys(notes, "list of countries"), "es-a no-a gb-a gb-b ma-a")
    findings = Checker(call(HORIZON), world, date(2022, 6, 1)).check(given).findings
    assert next(each.label for each in findings if each.rule == "countries") == label


def test_notes_of_both_entries_of_a_member_are_kept_whatever_their_order() -> None:
    entries = [Member(organisation=each, evidence={"services": note}) for each, note in (("es-a", "b"), ("es-a", "a"))]
    for order in (entries, entries[::-1]):
        given = Application.model_validate({**COMPLETE, "members": order})
        assert _finding(given, "services").evidence == ("es-a: a; b",)


@pytest.mark.parametrize("note", ["", "   ", "\n\t"])
def test_blanks_are_no_evidence(note: str) -> None:
    with pytest.raises(ValidationError, match="at least 1 character"):
        _with("services", {"es-a": note})


def test_evidence_on_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ValidationError, match="The rules are: entities"):
        _with("service", {"es-a": "statutes"})


def test_evidence_on_a_member_given_by_an_alias_is_about_that_member() -> None:
    finding = _finding(_with("services", {"es-before": "statutes"}, "es-before de-a it-a"), "services")
    assert finding.members == ("de-a", "it-a")


@pytest.mark.parametrize(
    ("about", "outcome"), [("es-a", Outcome.EVIDENCE), ("", Outcome.PASS)], ids=["a member", "the consortium"]
)
def test_what_the_text_of_a_call_says_is_no_matter_of_a_member(about: str, outcome: Outcome) -> None:
    checker = Checker(call(EUROCLUSTERS), catalogue())
    given = _with("kind", {about: "a cluster since 1996"})
    assert next(each for each in checker.check(given).findings if each.rule == "kind").outcome is outcome
