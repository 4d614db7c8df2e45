"""What a rule's function answers, before the clause is put beside it and evidence is looked up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matchmaker.calls.finding import Outcome
from matchmaker.catalogue.organisation import Organisation
from matchmaker.countries import country_name


@dataclass(frozen=True)
class Question:
    """What a person has to look at: about one member (its id), or about the consortium where `member` is empty."""

    text: str
    remedy: str
    member: str = ""


@dataclass(frozen=True)
class Answer:
    """The outcome of one rule on one case; `questions` are open only where the outcome is evidence needed."""

    outcome: Outcome
    reason: str
    members: tuple[str, ...] = ()
    remedy: str = ""
    questions: tuple[Question, ...] = ()


def passes(reason: str) -> Answer:
    """Answer that the rule is met."""
    return Answer(Outcome.PASS, reason)


def fails(reason: str, remedy: str, members: Iterable[str] = ()) -> Answer:
    """Answer that the rule is broken, by which members, and what would mend it."""
    return Answer(Outcome.FAIL, reason, tuple(dict.fromkeys(members)), remedy)


def advises(reason: str, remedy: str, members: Iterable[str] = ()) -> Answer:
    """Answer that the rule is met but could be met better."""
    return Answer(Outcome.ADVICE, reason, tuple(dict.fromkeys(members)), remedy)


def asks(questions: Sequence[Question]) -> Answer:
    """Answer that a person has to look at something."""
    return Answer(
        Outcome.EVIDENCE,
        "; ".join(dict.fromkeys(question.text for question in questions)) + ".",
        tuple(dict.fromkeys(question.member for question in questions if question.member)),
        " ".join(dict.fromkeys(question.remedy for question in questions)),
        tuple(questions),
    )


def named(organisations: Iterable[Organisation]) -> str:
    """List organisations by id."""
    return ", ".join(dict.fromkeys(organisation.id for organisation in organisations))


def named_countries(codes: Iterable[str]) -> str:
    """List countries by name."""
    return ", ".join(country_name(code) for code in codes) or "none"
