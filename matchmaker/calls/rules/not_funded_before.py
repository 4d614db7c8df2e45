"""Not the consortium, nor an enlargement of one, that an earlier call funded."""

from matchmaker.calls.case import Case
from matchmaker.calls.finding import Question
from matchmaker.calls.funded import FundedConsortium
from matchmaker.calls.parameters import FundedRule
from matchmaker.calls.rules.answer import Answer, asks, fails, passes


def not_funded_before(case: Case, rule: FundedRule) -> Answer:
    """Fail with the same members as a funded consortium or all of its members; ask where many are shared."""
    own = frozenset(each.id for each in case.applicants)
    for funded in case.funded:
        if funded.members <= own and is_whole(funded, rule):
            return fails(f"{_again(own, funded)}.", _change(funded), sorted(funded.members))
    questions = [
        Question(_overlap(own, funded), _look(funded)) for funded in case.funded if is_large_overlap(own, funded, rule)
    ]
    if not questions:
        return passes("It shares no more than a small part with any consortium that was funded before.")
    answer = asks(questions)
    shared = [member for funded in case.funded if is_large_overlap(own, funded, rule) for member in funded.members]
    return Answer(
        answer.outcome, answer.reason, tuple(sorted(own.intersection(shared))), answer.remedy, answer.questions
    )


def is_whole(funded: FundedConsortium, rule: FundedRule) -> bool:
    """Return whether a consortium certainly was funded, and enough of its members are known to compare with it."""
    return funded.certain and len(funded.members) >= rule.smallest


def is_large_overlap(own: frozenset[str], funded: FundedConsortium, rule: FundedRule) -> bool:
    """Return whether so many members are shared that a person has to compare the two consortia."""
    shared = len(own & funded.members)
    if not shared:
        return False
    return shared >= rule.shared_members or shared >= rule.shared_part * len(own) or funded.members <= own


def _again(own: frozenset[str], funded: FundedConsortium) -> str:
    partnership = funded.partnership
    where = f"{partnership.acronym} ({partnership.call_id}, {partnership.start_year})"
    if own == funded.members:
        return f"The same members were funded as {where}"
    return f"It holds all known members of {where}: {', '.join(sorted(funded.members))}"


def _change(funded: FundedConsortium) -> str:
    return f"Replace at least one of the members of {funded.partnership.acronym}."


def _overlap(own: frozenset[str], funded: FundedConsortium) -> str:
    partnership, shared = funded.partnership, sorted(own & funded.members)
    where = f"{partnership.acronym} ({partnership.call_id or 'call unknown'}, {partnership.start_year})"
    doubt = "" if funded.certain else ", which may have been funded"
    return f"{len(shared)} of {len(own)} members were in {where}{doubt}: {', '.join(shared)}"


def _look(funded: FundedConsortium) -> str:
    return f"Show how the consortium differs from {funded.partnership.acronym}, or replace a shared member."
