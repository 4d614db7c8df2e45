"""Checking consortia against a call: every rule's finding, with its clause, and the verdict of all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter

from matchmaker.calls.application import Application
from matchmaker.calls.call import Call
from matchmaker.calls.case import Case
from matchmaker.calls.finding import Finding, Outcome, Question, Verdict, verdict_of
from matchmaker.calls.funded import FundedConsortium, funded_consortia
from matchmaker.calls.independence import Independence, read_independence
from matchmaker.calls.parameters import Rule
from matchmaker.calls.rules.answer import Answer, asks
from matchmaker.calls.rules.registry import FUNCTIONS
from matchmaker.calls.status import Period
from matchmaker.catalogue.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdict on one consortium as of a day, and the findings that it is the worst of."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    call: str
    as_of: date


@dataclass(frozen=True)
class Checker:
    """Checks any number of consortia of one catalogue against one call as of one day (by default its deadline)."""

    call: Call
    catalogue: Catalogue
    as_of: date | None = None

    @cached_property
    def day(self) -> date:
        """The day of the verdicts.

        Raises:
            BadInput: the call has no deadline and no day was given.
        """
        return self.call.day(self.as_of)

    def check(self, application: Application) -> Assessment:
        """Return the findings of every rule of the call, in the call's order, and their verdict.

        Raises:
            BadInput: a member is not in the catalogue, or the call has no deadline and no day was given.
        """
        notes = self._notes(application)
        case = self._case(application, notes)
        findings = tuple(self._finding(name, case, notes.get(name, {})) for name in self._clauses)
        return Assessment(verdict_of(findings), findings, self.call.id, self.day)

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        return self.call.rules.given()

    @cached_property
    def _statuses(self) -> Mapping[str, Period]:
        return self.call.statuses(self.day)

    @cached_property
    def _independence(self) -> Independence:
        return read_independence(self.catalogue)

    @cached_property
    def _clauses(self) -> Mapping[str, str]:
        unstated = f"Not stated here: the text of {self.call.id} has to be read."
        return {
            name: self.call.clause(self._rules[name]) if name in self._rules else unstated
            for name in self.call.rule_ids
        }

    @cached_property
    def _funded(self) -> tuple[FundedConsortium, ...]:
        rule = self.call.rules.not_funded_before
        return funded_consortia(self.catalogue, rule, self._independence) if rule else ()

    @cached_property
    def _funded_with(self) -> Mapping[str, tuple[int, ...]]:
        """Which of the funded consortia each legal entity was in: a consortium is compared with those alone."""
        places: dict[str, list[int]] = {}
        for at, funded in enumerate(self._funded):
            for entity in funded.entities:
                places.setdefault(entity, []).append(at)
        return {entity: tuple(each) for entity, each in places.items()}

    def _case(self, application: Application, notes: Mapping[str, Mapping[str, str]]) -> Case:
        applicants = [self.catalogue.find(member.organisation) for member in application.applicants]
        # What is said of a consortium does not depend on the order in which its members are named.
        applicants.sort(key=attrgetter("id"))
        places = {at for each in applicants for at in self._funded_with.get(self._independence.entity(each), ())}
        funded = tuple(self._funded[at] for at in sorted(places))
        return Case(application, tuple(applicants), self._statuses, self.day, self._independence, funded, notes)

    def _notes(self, application: Application) -> Mapping[str, Mapping[str, str]]:
        """Return the evidence on each rule by the id of the applicant that it is about, empty for the consortium.

        Where an applicant is given twice, the notes of both entries are joined.
        """
        notes: dict[str, dict[str, set[str]]] = {rule: {"": {note}} for rule, note in application.evidence.items()}
        for member in application.applicants:
            for rule, note in member.evidence.items():
                about = self.catalogue.find(member.organisation).id
                notes.setdefault(rule, {}).setdefault(about, set()).add(note)
        return {
            rule: {about: "; ".join(sorted(each)) for about, each in by_member.items()}
            for rule, by_member in notes.items()
        }

    def _finding(self, name: str, case: Case, notes: Mapping[str, str]) -> Finding:
        rule = self._rules.get(name)
        answer = FUNCTIONS[name](case, rule) if rule else _left_out(self.call.left_out[name])
        # What the text of a call says, nobody can show by a note on a member.
        answering: Mapping[str, str] = notes if rule else {about: notes[about] for about in notes if not about}
        closed = _closed(answer, answering) if answering else answer
        return Finding(
            rule=name,
            outcome=closed.outcome,
            clause=self._clauses[name],
            reason=closed.reason,
            members=closed.members,
            remedy=closed.remedy,
            questions=closed.questions,
            evidence=tuple(f"{member}: {note}" if member else note for member, note in sorted(notes.items())),
            on_evidence=closed.outcome is not answer.outcome,
        )


def _closed(answer: Answer, notes: Mapping[str, str]) -> Answer:
    """Close the questions that evidence answers."""
    if answer.outcome is not Outcome.EVIDENCE:
        return answer
    remaining = [each for each in answer.questions if not each.answered_by(notes)]
    if remaining:
        return asks(remaining)
    return Answer(Outcome.PASS, f"{answer.reason} Evidence was attached.", answer.members)


def _left_out(why: str) -> Answer:
    return asks([Question(why.rstrip("."), "Read the call's own text, and attach where it answers this.")])


def check(application: Application, call: Call, catalogue: Catalogue, as_of: date | None = None) -> Assessment:
    """Check one consortium against a call as of a day, by default the call's deadline.

    Raises:
        BadInput: a member is not in the catalogue, or the call has no deadline and no day was given.
    """
    return Checker(call, catalogue, as_of).check(application)
