"""The outcome of a rule on a consortium, and of all of them together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What one rule says. Advice never changes a verdict."""

    PASS = "pass"  # noqa: S105
    ADVICE = "advice"
    EVIDENCE = "evidence needed"
    FAIL = "fail"


class Verdict(StrEnum):
    """What all findings say together."""

    ELIGIBLE = "eligible"
    EVIDENCE = "evidence needed"
    NOT_ELIGIBLE = "not eligible"


@dataclass(frozen=True, slots=True)
class Question:
    """What a person has to look at: about one member (its id), or about the consortium where `member` is empty.

    One about the consortium may be `shared_by` some members, such as those who were partners before: evidence on
    anybody else says nothing of it.

    `unstated` questions ask for what the application itself must say, such as its markets or its cost: no note or link
    stands in for it.
    """

    text: str
    remedy: str
    member: str = ""
    shared_by: tuple[str, ...] = ()
    unstated: bool = False

    @property
    def concerned(self) -> tuple[str, ...]:
        """The ids of the members whom it is about; none where it is about the application as a whole."""
        return (self.member,) if self.member else self.shared_by

    def answered_by(self, noted: Collection[str]) -> bool:
        """Return whether it is answered by notes on some members, by their ids, or on the consortium, the empty id."""
        if self.unstated:
            return False
        if self.member:
            return self.member in noted
        # A table has a cell for each member alone: what is about the consortium may be answered there.
        return "" in noted or any(each in noted for each in self.shared_by or noted)


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one rule on one consortium.

    `rule` is the rule's id, `clause` the rule in our own words, `reason` why the outcome is what it is, `members` the
    ids of the organisations concerned, and `remedy` what would change the outcome (empty for a pass). `questions` are
    open where the outcome is evidence needed. `evidence` is what people attached to the rule, whatever the outcome: it
    answers questions and mends no fail. `on_evidence` says that without it the outcome would be evidence needed.
    """

    rule: str
    outcome: Outcome
    clause: str
    reason: str
    members: tuple[str, ...] = ()
    remedy: str = ""
    questions: tuple[Question, ...] = ()
    evidence: tuple[str, ...] = ()
    on_evidence: bool = False

    @property
    def label(self) -> str:
        """The outcome as people read it: a pass that rests on evidence says so."""
        return f"{self.outcome}, on evidence" if self.on_evidence else self.outcome.value


def verdict_of(findings: Sequence[Finding]) -> Verdict:
    """Return the worst that the findings say: one fail makes it not eligible, else one open question needs evidence."""
    outcomes = {finding.outcome for finding in findings}
    if Outcome.FAIL in outcomes:
        return Verdict.NOT_ELIGIBLE
    if Outcome.EVIDENCE in outcomes:
        return Verdict.EVIDENCE
    return Verdict.ELIGIBLE
