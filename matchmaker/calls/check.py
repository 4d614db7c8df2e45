"""Checking consortia against a call: every rule's finding, with its clause, and the verdict of all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from matchmaker.calls.application import Application, Evidence, Role
from matchmaker.calls.call import Call
from matchmaker.calls.case import Case
from matchmaker.calls.finding import Finding, Outcome, Verdict, verdict_of
from matchmaker.calls.funded import FundedConsortium, funded_consortia
from matchmaker.calls.independence import Independence, read_independence
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
    def _day(self) -> date:
        return self.call.day(self.as_of)

    @cached_property
    def _independence(self) -> Independence:
        return read_independence(self.catalogue)

    @cached_property
    def _funded(self) -> tuple[FundedConsortium, ...]:
        rule = self.call.rules.not_funded_before
        return funded_consortia(self.catalogue, rule) if rule else ()

    @cached_property
    def _statuses(self) -> Mapping[str, Period]:
        return self.call.statuses(self._day)

    def case(self, application: Application) -> Case:
        """Return everything that the rules look at for one application.

        Raises:
            BadInput: a member is not in the catalogue, or the call has no deadline and no day was given.
        """
        applicants = tuple(
            self.catalogue.find(member.organisation)
            for member in application.members
            if member.role is not Role.ASSOCIATED
        )
        return Case(application, applicants, self._statuses, self._day, self._independence, self._funded)

    def check(self, application: Application) -> Assessment:
        """Return the findings of every rule of the call, in the call's order, and their verdict."""
        case = self.case(application)
        findings = []
        for name, rule in self.call.rules.given().items():
            answer = FUNCTIONS[name](case, rule)
            evidence = [each for each in application.evidence if each.rule == name]
            if evidence and answer.outcome is Outcome.EVIDENCE:
                answer = self._with_evidence(answer, evidence)
            findings.append(
                Finding(name, answer.outcome, self.call.clause(rule), answer.reason, answer.members, answer.remedy)
            )
        return Assessment(verdict_of(findings), tuple(findings), self.call.id, self._day)

    def _with_evidence(self, answer: Answer, evidence: list[Evidence]) -> Answer:
        """Close the questions that evidence answers: one about a member only by evidence on that member."""
        about = {self.catalogue.find(each.member).id if each.member else "" for each in evidence}
        remaining = [each for each in answer.questions if each.member not in about and (each.member or not about)]
        shown = "; ".join(f"{each.member}: {each.note}" if each.member else each.note for each in evidence)
        if remaining:
            still = asks(remaining)
            return replace(still, reason=f"{still.reason} On evidence otherwise: {shown}")
        return Answer(Outcome.PASS, f"Pass, on evidence: {shown}", answer.members)


def check(application: Application, call: Call, catalogue: Catalogue, as_of: date | None = None) -> Assessment:
    """Check one consortium against a call as of a day, by default the call's deadline.

    Raises:
        BadInput: a member is not in the catalogue, or the call has no deadline and no day was given.
    """
    return Checker(call, catalogue, as_of).check(application)
