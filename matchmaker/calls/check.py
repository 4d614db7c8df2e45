"""Checking consortia against a call: every rule's finding, with its clause, and the verdict of all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from matchmaker.calls.application import Application, Role
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


@dataclass(frozen=True)
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
        case = self._case(application)
        findings = tuple(self._finding(name, case) for name in self.call.rule_ids)
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
    def _funded(self) -> tuple[FundedConsortium, ...]:
        rule = self.call.rules.not_funded_before
        return funded_consortia(self.catalogue, rule) if rule else ()

    def _case(self, application: Application) -> Case:
        applicants = tuple(
            self.catalogue.find(member.organisation)
            for member in application.members
            if member.role is not Role.ASSOCIATED
        )
        return Case(application, applicants, self._statuses, self.day, self._independence, self._funded)

    def _finding(self, name: str, case: Case) -> Finding:
        rule = self._rules.get(name)
        if rule:
            answer, clause = FUNCTIONS[name](case, rule), self.call.clause(rule)
        else:
            answer, clause = _left_out(self.call.left_out[name]), f"Not among the stated rules of {self.call.id}."
        evidence: tuple[str, ...] = ()
        if answer.outcome is Outcome.EVIDENCE and (notes := case.application.notes(name)):
            answer, evidence = self._with_evidence(answer, notes)
        return Finding(
            rule=name,
            outcome=answer.outcome,
            clause=clause,
            reason=answer.reason,
            members=answer.members,
            remedy=answer.remedy,
            questions=answer.questions,
            evidence=evidence,
        )

    def _with_evidence(self, answer: Answer, notes: Sequence[tuple[str, str]]) -> tuple[Answer, tuple[str, ...]]:
        """Close the questions that evidence answers: one about a member only by evidence on that very member."""
        about = {self.catalogue.find(member).id if member else "": note for member, note in notes}
        remaining = [each for each in answer.questions if each.member and each.member not in about]
        shown = tuple(f"{member}: {note}" if member else note for member, note in about.items())
        if remaining:
            return asks(remaining), shown
        return Answer(Outcome.PASS, f"Pass, on evidence: {'; '.join(shown)}", answer.members), shown


def _left_out(why: str) -> Answer:
    return asks([Question(why.rstrip("."), "Read the call's own text, and attach where it answers this.")])


def check(application: Application, call: Call, catalogue: Catalogue, as_of: date | None = None) -> Assessment:
    """Check one consortium against a call as of a day, by default the call's deadline.

    Raises:
        BadInput: a member is not in the catalogue, or the call has no deadline and no day was given.
    """
    return Checker(call, catalogue, as_of).check(application)
