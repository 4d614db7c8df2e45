"""Enough different participating countries, and enough Member States among them."""

from dataclasses import replace

from matchmaker.calls.case import Case
from matchmaker.calls.finding import Question
from matchmaker.calls.parameters import Minimum
from matchmaker.calls.rules.answer import Answer, asks, fails, named_countries, passes, unknown_country
from matchmaker.calls.status import Status
from matchmaker.catalogue.organisation import Organisation
from matchmaker.countries import in_words
from matchmaker.wording import capitalised, counted

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def countries(case: Case, rule: Minimum) -> Answer:
    """Fail where the applicants are from fewer participating countries than the minimum; ask where some are unknown."""
    found = case.countries()
    if len(found) >= rule.minimum:
        number = counted(len(found), "participating country", "participating countries")
        return passes(f"{number}: {named_countries(found)}.")
    missing = rule.minimum - len(found)
    if len({each.country for each in case.from_unknown()}) >= missing:
        return asks(_questions(case, missing))
    return fails(
        f"{len(found)} of at least {counted(rule.minimum, 'participating country', 'participating countries')}: "
        f"{named_countries(found)}.",
        _add(len(found), rule.minimum, "participating country", "participating countries"),
    )


def _questions(case: Case, missing: int) -> list[Question]:
    """Ask about as many countries as are missing, each through whichever applicants are from there.

    Where more come into question, evidence decides which; without enough of it, all are asked about.
    """
    applicants: dict[str, list[Organisation]] = {}
    for each in case.from_unknown():
        applicants.setdefault(each.country, []).append(each)
    questions = [
        replace(
            unknown_country(case.statuses, from_there[0]), member="", shared_by=tuple(each.id for each in from_there)
        )
        for _, from_there in sorted(applicants.items())
    ]
    notes = case.notes.get("countries", {})
    answered = [each for each in questions if each.answered_by(notes)]
    return answered[:missing] if len(answered) >= missing else questions


def member_states(case: Case, rule: Minimum) -> Answer:
    """Fail where fewer of the applicants' countries are Member States, or treated as one, than the minimum."""
    found = tuple(code for code in case.countries() if case.status(code).counts_as_member_state)
    treated = [code for code in found if case.status(code) is Status.TREATED_AS_MEMBER_STATE]
    note = "".join(
        f" {capitalised(in_words(code))} is treated as a Member State ({case.statuses[code].basis})."
        for code in treated
    )
    if len(found) >= rule.minimum:
        return passes(f"{counted(len(found), 'Member State')}: {named_countries(found)}.{note}")
    return fails(
        f"{len(found)} of at least {counted(rule.minimum, 'Member State')}: {named_countries(found)}.{note}",
        _add(len(found), rule.minimum, "Member State", "Member States"),
    )


def _add(count: int, minimum: int, one: str, several: str) -> str:
    if minimum - count > 1:
        return f"Add organisations from {minimum - count} other {several}."
    ordinal = _ORDINALS[count] if count < len(_ORDINALS) else f"{count + 1}th"
    return f"Add an organisation from a {ordinal} {one}."
