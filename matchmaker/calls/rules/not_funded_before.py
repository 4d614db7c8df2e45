"""Not the consortium, nor an enlargement of one, that an earlier call funded."""

from collections.abc import Iterable, Mapping

from matchmaker.calls.case import Case
from matchmaker.calls.finding import Question
from matchmaker.calls.funded import FundedConsortium
from matchmaker.calls.parameters import FundedRule
from matchmaker.calls.rules.answer import Answer, asks, fails, passes


def not_funded_before(case: Case, rule: FundedRule) -> Answer:
    """Fail with the same members as a funded consortium or all of its members; ask where many are shared."""
    ids = {case.independence.entity(each): each.id for each in case.applicants}
    again = [funded for funded in case.funded if funded.entities <= ids.keys() and is_whole(funded, rule)]
    if again:
        return fails(
            f"{'; '.join(_again(ids, funded) for funded in again)}.",
            f"Replace at least one of the members of {' and one of '.join(_acronyms(again))}.",
            _shared(ids, again),
        )
    overlapping = [funded for funded in case.funded if _is_large_overlap(ids, funded, rule)]
    if not overlapping:
        return passes("It shares no more than a small part with any consortium that was funded before.")
    return asks(
        [Question(_overlap(ids, each), _look(each), shared_by=_shared(ids, [each])) for each in overlapping],
    )


def is_whole(funded: FundedConsortium, rule: FundedRule) -> bool:
    """Return whether a consortium certainly was funded, and enough of its members are known to compare with it."""
    return funded.certain and len(funded.entities) >= rule.smallest


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
    return f"It holds all known members of {where}, which was funded: {', '.join(_shared(ids, [funded]))}"


def _overlap(ids: Mapping[str, str], funded: FundedConsortium) -> str:
    partnership, shared = funded.partnership, _shared(ids, [funded])
    where = f"{partnership.acronym} ({partnership.call_id or 'call unknown'}, {partnership.start_year})"
    doubt = "which was funded" if funded.certain else "which may have been funded"
    rest = " and of which no other members are known" if len(shared) == len(funded.entities) else ""
    return f"{len(shared)} of {len(ids)} members were in {where}, {doubt}{rest}: {', '.join(shared)}"


def _look(funded: FundedConsortium) -> str:
    return f"Show how the consortium differs from {funded.partnership.acronym}, or replace a shared member."
