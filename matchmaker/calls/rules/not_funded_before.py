"""Not the consortium, nor an enlargement of one, that an earlier call funded."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from matchmaker.calls.case import Case
from matchmaker.calls.finding import Question
from matchmaker.calls.funded import FundedConsortium
from matchmaker.calls.parameters import FundedRule
from matchmaker.calls.rules.answer import Answer, asks, fails, passes
from matchmaker.catalogue.partnership import Completeness

# What is said of a funded consortium of which all known members take part again.
_OTHERS: Mapping[Completeness, str] = MappingProxyType(
    {
        Completeness.YES: " with no other members",
        Completeness.NO: " with other members, who are not known",
        Completeness.UNKNOWN: " and of which it is unknown whether it had other members",
    }
)
_AS_FAR_AS_KNOWN = (
    "It shares no more than a small part with the known members of any consortium that was funded before."
)


def not_funded_before(case: Case, rule: FundedRule) -> Answer:
    """Fail with the same members as a funded consortium or all of its members; ask where many are shared.

    Ask as well where all members of one that are known are shared and others may not be known.
    """
    ids = {case.independence.entity(each): each.id for each in case.applicants}
    again = [funded for funded in case.funded if funded.entities <= ids.keys() and is_whole(funded)]
    if again:
        return fails(
            f"{'; '.join(_again(ids, funded) for funded in again)}.",
            f"Replace at least one of the members of {' and one of '.join(_acronyms(again))}.",
            _shared(ids, again),
        )
    overlapping = [funded for funded in case.funded if _is_large_overlap(ids, funded, rule)]
    if not overlapping:
        return passes(_AS_FAR_AS_KNOWN)
    return asks([_question(ids, funded) for funded in overlapping])


def is_whole(funded: FundedConsortium) -> bool:
    """Return whether a consortium certainly was funded, and certainly with the members that are known alone."""
    return funded.certain and funded.complete is Completeness.YES


def _is_large_overlap(ids: Mapping[str, str], funded: FundedConsortium, rule: FundedRule) -> bool:
    """Return whether so many members are shared that a person has to compare the two consortia."""
    shared = len(ids.keys() & funded.entities)
    return shared >= rule.shared_members or shared >= rule.shared_part * len(ids) or shared == len(funded.entities)


def _shared(ids: Mapping[str, str], among: Iterable[FundedConsortium]) -> tuple[str, ...]:
    return tuple(sorted({ids[entity] for funded in among for entity in funded.entities & ids.keys()}))


def _acronyms(among: Iterable[FundedConsortium]) -> list[str]:
    return [funded.partnership.acronym for funded in among]


def _again(ids: Mapping[str, str], funded: FundedConsortium) -> str:
    partnership = funded.partnership
    where = f"{partnership.acronym} ({partnership.call_id}, {partnership.start_year})"
    if ids.keys() == funded.entities:
        return f"The same members were funded as {where}"
    return f"It holds all members of {where}, which was funded: {', '.join(_shared(ids, [funded]))}"


def _overlap(ids: Mapping[str, str], funded: FundedConsortium) -> str:
    partnership, shared = funded.partnership, _shared(ids, [funded])
    where = f"{partnership.acronym} ({partnership.call_id or 'call unknown'}, {partnership.start_year})"
    doubt = "which was funded" if funded.certain else "which may have been funded"
    return f"{len(shared)} of {len(ids)} members were in {where}, {doubt}{_rest(shared, funded)}: {', '.join(shared)}"


def _rest(shared: tuple[str, ...], funded: FundedConsortium) -> str:
    if len(shared) < len(funded.entities):
        return ""
    return _OTHERS[funded.complete]


def _question(ids: Mapping[str, str], funded: FundedConsortium) -> Question:
    acronym, shared = funded.partnership.acronym, _shared(ids, [funded])
    doubtful = len(shared) == len(funded.entities) and funded.complete is not Completeness.YES
    look = f"Look up who else was in {acronym}. " if doubtful else ""
    remedy = f"{look}Show how the consortium differs from {acronym}, or replace a shared member."
    return Question(_overlap(ids, funded), remedy, shared_by=shared)
