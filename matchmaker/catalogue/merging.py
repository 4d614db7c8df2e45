"""Joining two organisations that are one, keeping what is known of either and every partnership."""

from collections.abc import Sequence
from dataclasses import fields, replace

from matchmaker.catalogue.organisation import Kind, Organisation, Platform
from matchmaker.catalogue.partnership import COORDINATOR, Membership
from matchmaker.catalogue.schema import Record
from matchmaker.errors import BadInput

_UNKNOWN = (None, "", (), Kind.UNKNOWN, Platform.UNKNOWN)


def merge_organisations(kept: Organisation, dropped: Organisation) -> Organisation:
    """Return one organisation: what `kept` does not say is taken from `dropped`, lists are joined, ids become aliases.

    Raises:
        BadInput: they are the same organisation, or of different countries.
    """
    if kept.id == dropped.id:
        raise BadInput(f"{kept.id} cannot be merged with itself. Name two organisations.")
    if kept.country != dropped.country:
        raise BadInput(
            f"{kept.id} is in {kept.country} and {dropped.id} in {dropped.country}: they are not one organisation. "
            f"Correct the country of one of them first if they are."
        )
    values: dict[str, object] = {}
    for name in (field.name for field in fields(Organisation)):
        own, other = getattr(kept, name), getattr(dropped, name)
        if isinstance(own, tuple):
            values[name] = tuple(dict.fromkeys(own + other))
        elif own in _UNKNOWN:
            values[name] = other
    if kept.latitude is not None:
        values["position_basis"] = kept.position_basis  # it says how the kept position was found
    ids = {kept.id, dropped.id, *kept.aliases, *dropped.aliases}
    values["parent"] = next((each for each in (kept.parent, dropped.parent) if each and each not in ids), "")
    values["extra"] = {**dropped.extra, **kept.extra}
    values["aliases"] = tuple(dict.fromkeys((*kept.aliases, dropped.id, *dropped.aliases)))
    merged = replace(kept, **values)  # type: ignore[arg-type]
    if merged.members is not None and merged.smes is not None and merged.smes > merged.members:
        # The two counted differently: what the kept one says stays alone.
        return replace(merged, members=kept.members, smes=kept.smes)
    return merged


def merge_records(records: Sequence[Record], kept_id: str, dropped_id: str) -> list[Record]:
    """Return the records of a catalogue with two organisations merged and memberships and parents renamed.

    Raises:
        BadInput: as `merge_organisations` does.
    """
    organisations = {record.id: record for record in records if isinstance(record, Organisation)}
    merged = merge_organisations(organisations[kept_id], organisations[dropped_id])
    result: list[Record] = []
    memberships: dict[tuple[str, str], int] = {}
    for record in records:
        if isinstance(record, Membership):
            renamed = replace(record, organisation_id=kept_id) if record.organisation_id in merged.aliases else record
            at = memberships.setdefault((renamed.acronym, renamed.organisation_id), len(result))
            if at == len(result):
                result.append(renamed)
            elif renamed.role == COORDINATOR:
                result[at] = renamed
        elif not isinstance(record, Organisation):
            result.append(record)
        elif record.id == kept_id:
            result.append(merged)
        elif record.id != dropped_id:
            result.append(replace(record, parent=kept_id) if record.parent in merged.aliases else record)
    return result
