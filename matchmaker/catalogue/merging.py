"""Joining two organisations that are one, keeping what is known of either and every partnership."""

from dataclasses import fields, replace

from matchmaker.catalogue.organisation import Kind, Organisation, Platform
from matchmaker.catalogue.partnership import Membership
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
    if values.get("parent", kept.parent) in (kept.id, dropped.id):
        values["parent"] = ""
    values["extra"] = {**dropped.extra, **kept.extra}
    values["aliases"] = tuple(dict.fromkeys((*kept.aliases, dropped.id, *dropped.aliases)))
    return replace(kept, **values)  # type: ignore[arg-type]


def merge_records(records: list[Record], kept_id: str, dropped_id: str) -> list[Record]:
    """Return the records of a catalogue with two organisations merged and memberships and parents renamed."""
    organisations = {record.id: record for record in records if isinstance(record, Organisation)}
    merged = merge_organisations(organisations[kept_id], organisations[dropped_id])
    result: list[Record] = []
    seen: set[tuple[str, str]] = set()
    for record in records:
        if isinstance(record, Membership):
            renamed = replace(record, organisation_id=kept_id) if record.organisation_id == dropped_id else record
            key = (renamed.acronym, renamed.organisation_id)
            if key not in seen:
                seen.add(key)
                result.append(renamed)
        elif not isinstance(record, Organisation):
            result.append(record)
        elif record.id == kept_id:
            result.append(merged)
        elif record.id != dropped_id:
            result.append(replace(record, parent=kept_id) if record.parent == dropped_id else record)
    return result
