"""Enough legal entities, none of which controls another or is controlled by the same body."""

from itertools import combinations

from matchmaker.calls.case import Case
from matchmaker.calls.parameters import Minimum
from matchmaker.calls.rules.answer import Answer, Question, asks, fails, passes
from matchmaker.catalogue.organisation import Organisation


def entities(case: Case, rule: Minimum) -> Answer:
    """Fail below the minimum or where two members are dependent; ask where legal id or ownership is unknown."""
    for one, other in combinations(case.applicants, 2):
        if shared := case.independence.shared(one, other):
            return fails(_dependence(case, one, other, shared), _apart(one, other), (one.id, other.id))
    count = len(case.applicants)
    if count < rule.minimum:
        missing = rule.minimum - count
        return fails(
            f"There {'is' if count == 1 else 'are'} {count} of at least {rule.minimum} legal entities.",
            f"Add {missing} independent organisation{'s' if missing > 1 else ''}.",
        )
    questions = [_question(case, each) for each in case.applicants if case.independence.unknown[each.id]]
    return asks(questions) if questions else passes(f"{count} legal entities; none of them controls another.")


def _dependence(case: Case, one: Organisation, other: Organisation, shared: frozenset[str]) -> str:
    if one.id == other.id:
        return f"{one.id} is given twice (an organisation keeps its earlier ids as aliases)."
    own, others = case.independence.entity[one.id], case.independence.entity[other.id]
    if own == others:
        return f"{one.id} and {other.id} are one legal entity ({own})."
    if others in shared:
        return f"{other.id} controls {one.id}."
    if own in shared:
        return f"{one.id} controls {other.id}."
    return f"{one.id} and {other.id} are controlled by the same body ({min(shared)})."


def _apart(one: Organisation, other: Organisation) -> str:
    if one.id == other.id:
        return f"Give {one.id} once."
    return f"Replace {one.id} or {other.id} by an independent organisation, or list one as an associated partner."


def _question(case: Case, organisation: Organisation) -> Question:
    return Question(
        f"{organisation.id}: {case.independence.unknown[organisation.id]}",
        "Fill in legal_id and parent (none where nobody controls it), or attach a declaration of independence.",
        organisation.id,
    )
