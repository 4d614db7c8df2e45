"""Consortia that earlier calls funded, as the catalogue knows them."""

from dataclasses import dataclass

from matchmaker.calls.independence import Independence
from matchmaker.calls.parameters import FundedRule
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.partnership import Completeness, Partnership

_FUNDED = "funded"
_NOT_FUNDED = ("voluntary", "not funded")


@dataclass(frozen=True)
class FundedConsortium:
    """Known members of a partnership by their legal entities; `certain` unless its call or funding is unknown.

    `complete` says whether these are all: a consortium that holds them all is the same one, or an enlargement,
    unless it had others.

    An organisation that stands in the catalogue twice with one legal id is the same member both times.
    """

    partnership: Partnership
    entities: frozenset[str]
    certain: bool
    complete: Completeness


def funded_consortia(
    catalogue: Catalogue, rule: FundedRule, independence: Independence
) -> tuple[FundedConsortium, ...]:
    """Return the partnerships that the calls of a rule funded, or may have funded, with at least one known member."""
    calls = {name.casefold() for names in rule.calls for name in names}
    programmes = {name.casefold() for name in rule.programmes}
    found = []
    for partnership in catalogue.partnerships:
        entities = frozenset(independence.entity(catalogue[each]) for each in catalogue.members[partnership.acronym])
        call, programme = partnership.call_id.casefold(), partnership.programme.casefold()
        funding = partnership.funding.casefold()
        listed = call in calls
        possible = listed or (not call and (not programme or not programmes or programme in programmes))
        if entities and possible and funding not in _NOT_FUNDED:
            certain = listed and funding == _FUNDED
            complete = Completeness.NO if len(entities) < rule.smallest else partnership.members_complete
            found.append(FundedConsortium(partnership, entities, certain, complete))
    return tuple(found)
