"""Enough legal entities that are independent: none controls another, and no body controls two of them."""

from itertools import combinations

from matchmaker.calls.case import Case
from matchmaker.calls.finding import Question
from matchmaker.calls.parameters import EntitiesRule
from matchmaker.calls.rules.answer import Answer, asks, fails, passes, unknown_country
from matchmaker.calls.status import Status
from matchmaker.catalogue.organisation import Organisation


def entities(case: Case, rule: EntitiesRule) -> Answer:
    """Fail with too few independent members; ask where legal id or ownership is unknown.

    Two members that are dependent fail the consortium, or are not counted together, as the rule says.
    """
    if rule.dependent_members == "fail":
        return _all_independent(case, rule)
    return _enough_counted(case, rule)


def _all_independent(case: Case, rule: EntitiesRule) -> Answer:
    reasons, remedies, members = [], [], []
    for one, other in combinations(case.applicants, 2):
        if shared := case.independence.shared(one, other):
            reasons.append(_dependence(case, one, other, shared))
            remedies.append(_apart(one, other))
            members += [one.id, other.id]
    # An organisation that is given twice is one.
    count = len({case.independence.entity(each) for each in case.applicants})
    if count < rule.minimum:
        missing = rule.minimum - count
        reasons.append(f"There {'is' if count == 1 else 'are'} {count} of at least {rule.minimum} legal entities.")
        remedies.append(f"Add {missing} independent organisation{'s' if missing > 1 else ''}.")
    if reasons:
        return fails(" ".join(dict.fromkeys(reasons)), " ".join(dict.fromkeys(remedies)), members)
    questions = _questions(case, case.applicants)
    return asks(questions) if questions else passes(f"{count} legal entities; none of them controls another.")


def _enough_counted(case: Case, rule: EntitiesRule) -> Answer:
    possible = [some for some in combinations(case.applicants, rule.minimum) if _counts(case, rule, some)]
    what = f"{rule.minimum} legal entities that are independent of each other"
    if rule.different_countries:
        what += " and from different participating countries"
    if rule.member_states:
        what += f" ({rule.member_states} of them from a Member State)"
    if not possible:
        another = " from another participating country" if rule.different_countries else ""
        state = f", {rule.member_states} from a Member State" if rule.member_states else ""
        remedy = f"Add independent organisations{another} until there are {rule.minimum}{state}."
        return fails(f"Among {len(case.applicants)} applicants there are not {what}.", remedy)
    notes = case.notes.get("entities", {})

    def still_open(some: tuple[Organisation, ...]) -> tuple[int, int]:
        questions = _open(case, rule, some)
        return sum(not each.answered_by(notes) for each in questions), len(questions)

    best = min(possible, key=still_open)
    questions = _open(case, rule, best)
    return asks(questions) if questions else passes(f"{', '.join(each.id for each in best)} are {what}.")


def _counts(case: Case, rule: EntitiesRule, some: tuple[Organisation, ...]) -> bool:
    if any(case.independence.shared(one, other) for one, other in combinations(some, 2)):
        return False
    different = len({case.seat(each) for each in some}) == len(some)
    if rule.different_countries and not (different and all(case.status(each.country).may_participate for each in some)):
        return False
    states = [each for each in some if case.status(each.country).counts_as_member_state]
    return len(states) >= rule.member_states


def _open(case: Case, rule: EntitiesRule, some: tuple[Organisation, ...]) -> list[Question]:
    unknown = [each for each in some if rule.different_countries and case.status(each.country) is Status.UNKNOWN]
    return [*_questions(case, some), *(unknown_country(case.statuses, each) for each in unknown)]


def _dependence(case: Case, one: Organisation, other: Organisation, shared: tuple[str, ...]) -> str:
    if one.id == other.id:
        return f"{one.id} is given twice (an organisation keeps its earlier ids as aliases)."
    own, others = case.independence.entity(one), case.independence.entity(other)
    if own == others:
        return f"{one.id} and {other.id} are one legal entity ({own})."
    if others in shared:
        return f"{other.id} controls {one.id}."
    if own in shared:
        return f"{one.id} controls {other.id}."
    return f"{one.id} and {other.id} are controlled by the same body ({case.independence.names[shared[0]]})."


def _apart(one: Organisation, other: Organisation) -> str:
    if one.id == other.id:
        return f"Give {one.id} once."
    return f"Replace {one.id} or {other.id} by an independent organisation, or list one as an associated partner."


def _questions(case: Case, applicants: tuple[Organisation, ...]) -> list[Question]:
    remedy = "Fill in legal_id and parent (none where nobody controls it), or attach a declaration of independence."
    unknown = [
        Question(case.independence.unknown[each.id], remedy, each.id)
        for each in applicants
        if case.independence.unknown[each.id]
    ]
    pairs = combinations(applicants, 2)
    return unknown + [_same_number(one, other) for one, other in pairs if case.independence.same_number(one, other)]


def _same_number(one: Organisation, other: Organisation) -> Question:
    return Question(
        f"{one.id} and {other.id} have one registration number ({one.legal_id}) in two countries and may "
        f"be one legal entity",
        f"Show that {one.id} and {other.id} are two legal entities, or correct legal_id.",
        shared_by=(one.id, other.id),
    )
