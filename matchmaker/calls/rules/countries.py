"""Enough different participating countries, and enough Member States among them."""

from matchmaker.calls.case import Case
from matchmaker.calls.parameters import Minimum
from matchmaker.calls.rules.answer import Answer, asks, fails, named_countries, passes, unknown_country
from matchmaker.calls.status import Status
from matchmaker.countries import in_words
from matchmaker.wording import capitalised

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def countries(case: Case, rule: Minimum) -> Answer:
    """Fail where the applicants are from fewer participating countries than the minimum; ask where some are unknown."""
    found = case.countries()
    if len(found) >= rule.minimum:
        return passes(f"{len(found)} participating countries: {named_countries(found)}.")
    unknown = case.from_unknown()
    if len({*found, *(each.country for each in unknown)}) >= rule.minimum:
        return asks([unknown_country(case.statuses, each) for each in unknown])
    return fails(
        f"{len(found)} of at least {rule.minimum} participating countries: {named_countries(found)}.",
        _add(len(found), rule.minimum, "participating country", "participating countries"),
    )


def member_states(case: Case, rule: Minimum) -> Answer:
    """Fail where fewer of the applicants' countries are Member States, or treated as one, than the minimum."""
    found = tuple(code for code in case.countries() if case.status(code).counts_as_member_state)
    treated = [code for code in found if case.status(code) is Status.TREATED_AS_MEMBER_STATE]
    note = "".join(
        f" {capitalised(in_words(code))} is treated as a Member State ({case.statuses[code].basis})."
        for code in treated
    )
    if len(found) >= rule.minimum:
        return passes(f"{len(found)} Member States: {named_countries(found)}.{note}")
    return fails(
        f"{len(found)} of at least {rule.minimum} Member States: {named_countries(found)}.{note}",
        _add(len(found), rule.minimum, "Member State", "Member States"),
    )


def _add(count: int, minimum: int, one: str, several: str) -> str:
    if minimum - count > 1:
        return f"Add organisations from {minimum - count} other {several}."
    ordinal = _ORDINALS[count] if count < len(_ORDINALS) else f"{count + 1}th"
    return f"Add an organisation from a {ordinal} {one}."
