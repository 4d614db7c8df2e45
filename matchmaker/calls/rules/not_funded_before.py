"""Not the consortium, nor an enlargement of one, that an earlier call funded."""

from collections.abc import Iterable, Mapping, Sequence
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
        Completeness.UNKNOWN: " with no other members that are known",
    }
)
_AS_FAR_AS_KNOWN = (
    "It shares no more than a small part with the known members of any consortium that was funded before."
)


def not_funded_before(case: Case, rule: FundedRule) -> Answer:
    """Fail with the same members as a funded consortium or all of its members; ask where many are shared.

    The known members of a funded consortium count as all of them unless the catalogue says that it had others: then it
    is asked. A consortium that was funded must not come again because nobody wrote down that its list is whole.
    """
    ids = {case.independence.entity(each): each.id for each in case.applicants}
    again = [funded for funded in case.funded if funded.entities <= ids.keys() and is_whole(funded)]
    if again:
        return fails(f"{'; '.join(_again(ids, funded) for funded in again)}.", _replace(again), _shared(ids, again))
    overlapping = [funded for funded in case.funded if _is_large_overlap(ids, funded, rule)]
    if not overlapping:
        return passes(_AS_FAR_AS_KNOWN)
    return asks([_question(ids, funded) for funded in overlapping])


def is_whole(funded: FundedConsortium) -> bool:
    """Return whether a consortium certainly was funded, and with no members beside those known, as far as is known."""
    return funded.certain and funded.complete is not Completeness.NO


def _is_large_overlap(ids: Mapping[str, str], funded: FundedConsortium, rule: FundedRule) -> bool:
    """Return whether so many members are shared that a person has to compare the two consortia."""
    shared = len(ids.keys() & funded.entities)
    return shared >= rule.shared_members or shared >= rule.shared_part * len(ids) or shared == len(funded.entities)


def _shared(ids: Mapping[str, str], among: Iterable[FundedConsortium]) -> tuple[str, ...]:
    return tuple(sorted({ids[entity] for funded in among for entity in funded.entities & ids.keys()}))


def _replace(again: Sequence[FundedConsortium]) -> str:
    """Say what mends it: another member, or that the funded consortium was a larger one."""
    remedy = f"Replace at least one of the members of {' and one of '.join(_acronyms(again))}."
    unsure = [funded for funded in again if funded.complete is Completeness.UNKNOWN]
    if len(unsure) < len(again):
        return remedy
    return f"{remedy} If {' and '.join(_acronyms(unsure))} had more, write members_complete: no in the catalogue."


def _acronyms(among: Iterable[FundedConsortium]) -> list[str]:
    return [funded.partnership.acronym for funded in among]


def _again(ids: Mapping[str, str], funded: FundedConsortium) -> str:
    partnership = funded.partnership
    where = f"{partnership.acronym} ({partnership.call_id}, {partnership.start_year})"
    known = " known" if funded.complete is Completeness.UNKNOWN else ""
    if ids.keys() == funded.entities:
        return f"The same{known} members were funded as {where}"
    return f"It holds all{known} members of {where}, which was funded: {', '.join(_shared(ids, [funded]))}"


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
    doubtful = len(shared) == len(funded.entities) and funded.complete is Completeness.NO
    look = f"Look up who else was in {acronym}. " if doubtful else ""
    remedy = f"{look}Show how the consortium differs from {acronym}, or replace a shared member."
    return Question(_overlap(ids, funded), remedy, shared_by=shared)
