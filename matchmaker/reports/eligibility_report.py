"""What a report on eligibility says, whatever the kind of document: the verdicts, and the changes proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from matchmaker.calls.application import Application
from matchmaker.calls.checked_file import Checked, CheckedFile
from matchmaker.calls.finding import Finding, Outcome
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.third_country import ThirdCountryOrganisation
from matchmaker.consortia.fixes import Fix


@dataclass(frozen=True)
class EligibilityReport:
    """Verdicts on the consortia of one source; `fixes` are in their order, and None where nobody asked for any.

    `unfixed` says why no fixes were looked for, by the place of a consortium that is too large for it.
    """

    checked: CheckedFile
    catalogue: Catalogue
    written: date
    fixes: Sequence[Sequence[Fix]] | None = None
    unfixed: Mapping[int, str] = field(default_factory=dict)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is checked, against what, and as of when: pairs of a heading and a text."""
        checked, call = self.checked, self.checked.call
        is_deadline = checked.as_of == call.deadline
        return [
            ("Call", f"{call.title} ({', also '.join((call.id, *call.aliases))})"),
            *((f"Document: {name}", text) for name, text in call.documents.items()),
            ("Verdicts as of", f"{checked.as_of.isoformat()}{', the deadline of the call' if is_deadline else ''}"),
            ("Consortia from", checked.source),
            ("Written on", self.written.isoformat()),
        ]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many consortia have each verdict, and how many could not be read."""
        return [
            *((verdict.value, count) for verdict, count in self.checked.counts.items()),
            ("not read", len(self.checked.refused)),
        ]

    def members(self, application: Application) -> list[tuple[Organisation | ThirdCountryOrganisation, str]]:
        """Return the organisations of an application, each with its role."""
        return [(self.catalogue.find_partner(member.organisation), member.role.value) for member in application.members]

    def name_of(self, at: int) -> str:
        """Return what the consortium at a position is called."""
        return self.checked.checked[at].application.name or f"Consortium {at + 1}"

    def clause(self, finding: Finding) -> tuple[str, str]:
        """Return the clause of a finding, and the short name of the document that it is from."""
        rule = self.checked.call.rules.given().get(finding.rule)
        return (rule.clause, rule.source) if rule else (finding.clause, "not stated")


def remedy_of(finding: Finding) -> str:
    """Return what would change the outcome; where a question is open, whatever answers it."""
    return "" if finding.outcome is Outcome.PASS else finding.remedy


def missing(checked: Checked) -> list[tuple[str, str, str, str]]:
    """Return the open questions of a consortium: rule, member, question, and what answers it."""
    return [
        (finding.rule, question.member or "(the consortium)", question.text, question.remedy)
        for finding in checked.assessment.findings
        for question in finding.questions
    ]


def rules_with(checked: Checked, outcome: Outcome) -> str:
    """Return the rules that have an outcome for a consortium."""
    return ", ".join(each.rule for each in checked.assessment.findings if each.outcome is outcome)


def change_of(fix: Fix) -> str:
    """Return in words what a proposed change does."""
    parts = []
    if fix.removed:
        parts.append(f"take out {', '.join(fix.removed)} (or list as associated partner)")
    if fix.promoted:
        parts.append(f"let {', '.join(fix.promoted)} apply instead of being an associated partner")
    if new := [each for each in fix.added if each not in fix.promoted]:
        parts.append(f"add {', '.join(new)}")
    if fix.doubled:
        parts.append(f"name {', '.join(fix.doubled)} once")
    return " and ".join(parts)


def still_failing(fix: Fix) -> str:
    """Return the rules that fail even after a proposed change, because they are not about who is in."""
    return ", ".join(each.rule for each in fix.assessment.findings if each.outcome is Outcome.FAIL)
