"""What a rule's function answers, before the clause is put beside it and evidence is looked up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.calls.finding import Outcome, Question
from matchmaker.calls.status import Period
from matchmaker.catalogue.organisation import Organisation
from matchmaker.countries import country_name, in_words


@dataclass(frozen=True, slots=True)
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
        "; ".join(_grouped(questions)) + ".",
        tuple(dict.fromkeys(member for question in questions for member in question.concerned)),
        " ".join(dict.fromkeys(question.remedy for question in questions)),
        tuple(questions),
    )


def _grouped(questions: Sequence[Question]) -> list[str]:
    about: dict[str, list[str]] = {}
    for question in questions:
        about.setdefault(question.text, []).append(question.member)
    return [f"{', '.join(filter(None, members))}: {text}".removeprefix(": ") for text, members in about.items()]


def named(organisations: Iterable[Organisation]) -> str:
    """List organisations by id."""
    return ", ".join(dict.fromkeys(organisation.id for organisation in organisations))


def named_countries(codes: Iterable[str]) -> str:
    """List countries by name."""
    return ", ".join(country_name(code) for code in codes) or "none"


def unknown_country(statuses: Mapping[str, Period], organisation: Organisation) -> Question:
    """Ask whether the country of an applicant participates."""
    name = in_words(organisation.country)
    basis = statuses[organisation.country].basis
    return Question(
        f"whether {name} participates is unknown ({basis})",
        f"Look up whether {name} participates, and attach where it says so.",
        organisation.id,
    )
