"""What is wrong between rows of a catalogue, or between cells of one row, though each cell alone can be read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from matchmaker.catalogue.organisation import NO_PARENT
from matchmaker.catalogue.records import Located, nearest_names
from matchmaker.catalogue.schema import (
    COLLABORATIONS,
    MEMBERSHIPS,
    ORGANISATIONS,
    PARTNERSHIPS,
    TABLES,
    THIRD_COUNTRY_ORGANISATIONS,
    Record,
    Table,
)
from matchmaker.catalogue.sheet import Row
from matchmaker.errors import Problem


def contradictions(
    located: Sequence[Located], refused: Iterable[tuple[Table, Row]] = ()
) -> list[tuple[Located, Problem]]:
    """Return what is wrong between rows, or between cells of a row, with the row at fault: the later one of two.

    Args:
        located: all records.
        refused: rows that are no record because something is wrong in them, and of which table. Others may name them.
    """
    found: list[tuple[Located, Problem]] = []
    for table in TABLES.values():
        if table.key:
            found += _doubled([item for item in located if item.table is table], table)
    organisations = [item for item in located if item.table is ORGANISATIONS]
    found += _merged_ids(organisations)
    known = {
        "organisation_id": {record_id for item in organisations for record_id in _ids(item.record)},
        "acronym": {getattr(item.record, "acronym", "") for item in located if item.table is PARTNERSHIPS},
        "third_country_organisation_id": {
            getattr(item.record, "id", "") for item in located if item.table is THIRD_COUNTRY_ORGANISATIONS
        },
    }
    unread = {(table.name, row.cells[table.key[-1]]) for table, row in refused if table.key}
    for item in located:
        for reference in _REFERENCES.get(item.table.name, ()):
            found += _dangling(item, reference, known[reference.column], unread)
        found += [(item, problem) for check in _ROW_CHECKS for problem in check(item)]
    return found


@dataclass(frozen=True)
class _Reference:
    """A column that names a row of a table, which people call `what`."""

    column: str
    table: Table
    what: str


_REFERENCES: Mapping[str, tuple[_Reference, ...]] = MappingProxyType(
    {
        MEMBERSHIPS.name: (
            _Reference("organisation_id", ORGANISATIONS, "an organisation"),
            _Reference("acronym", PARTNERSHIPS, "a partnership"),
        ),
        COLLABORATIONS.name: (
            _Reference("third_country_organisation_id", THIRD_COUNTRY_ORGANISATIONS, "a third-country organisation"),
        ),
    }
)


def _ids(record: Record) -> tuple[str, ...]:
    return (getattr(record, "id", ""), *getattr(record, "aliases", ()))


def _doubled(located: Iterable[Located], table: Table) -> Iterable[tuple[Located, Problem]]:
    first: dict[tuple[str, ...], Located] = {}
    for item in located:
        key = tuple(str(getattr(item.record, column)) for column in table.key)
        if key in first:
            earlier = first[key]
            # The last column of a key is its row's own; the others say in what it is.
            within = "".join(f" in {value}" for value in key[:-1])
            reason = f"stands already{within} in {earlier.file}, row {earlier.row.number}"
            remedy = f"Remove one of the two rows, or give this one another {' and '.join(table.key)}."
            yield item, item.problem(table.key[-1], reason, remedy)
        else:
            first[key] = item


def _merged_ids(organisations: Sequence[Located]) -> Iterable[tuple[Located, Problem]]:
    """Find rows whose id or alias is an alias of another one: the file of before a merge is imported again."""
    holders: dict[str, Located] = {}
    for item in organisations:
        for alias in _ids(item.record)[1:]:
            if alias in holders and holders[alias] is not item:
                yield item, item.problem("aliases", f"holds {alias}, {_alias_of(holders[alias])}", "Leave it out here.")
            holders.setdefault(alias, item)
    for item in organisations:
        own = _ids(item.record)[0]
        if own in holders and holders[own] is not item:
            remedy = "Leave this row out, or take the alias away from the other."
            yield item, item.problem("id", f"({own}) is {_alias_of(holders[own])}", remedy)


def _alias_of(holder: Located) -> str:
    return f"an alias of {_ids(holder.record)[0]}, which it was merged into"


def _dangling(
    item: Located, reference: _Reference, known: set[str], unread: set[tuple[str, str]]
) -> Iterable[tuple[Located, Problem]]:
    value = getattr(item.record, reference.column)
    if value in known:
        return
    if (reference.table.name, value) in unread:
        reason, remedy = f"is {reference.what} whose own row is refused", "Mend that row; then this one is right."
    else:
        close = nearest_names(value, known, 2)
        bare = reference.what.partition(" ")[2]
        reason = f"is not {reference.what} of the catalogue"
        remedy = (
            f"Did you mean {' or '.join(close)}?" if close else f"Import the {bare} first, or together with this file."
        )
    yield item, item.problem(reference.column, reason, remedy)


def _too_many_smes(item: Located) -> Iterable[Problem]:
    members, smes = getattr(item.record, "members", None), getattr(item.record, "smes", None)
    if members is not None and smes is not None and smes > members:
        yield item.problem("smes", f"is more than the {members} members", "Correct one of the two numbers.")


def _own_parent(item: Located) -> Iterable[Problem]:
    parent = getattr(item.record, "parent", "")
    if parent and parent in _ids(item.record):
        yield item.problem(
            "parent", "is the organisation itself", f"Name the body that controls it, or write {NO_PARENT}."
        )


def _nuts_of_another_country(item: Located) -> Iterable[Problem]:
    nuts, country = getattr(item.record, "nuts_code", ""), getattr(item.record, "country", "")
    of_country = {"GR": "EL", "GB": "UK"}.get(country, country)
    if nuts and country and not nuts.startswith(of_country):
        yield item.problem(
            "nuts_code", f"is not in {country}", f"Use a code that begins with {of_country}, or correct the country."
        )


def _half_a_position(item: Located) -> Iterable[Problem]:
    latitude, longitude = getattr(item.record, "latitude", None), getattr(item.record, "longitude", None)
    if (latitude is None) != (longitude is None):
        empty = "latitude" if latitude is None else "longitude"
        yield item.problem(empty, "is empty while the other coordinate is given", "Give both or neither.")


_ROW_CHECKS: tuple[Callable[[Located], Iterable[Problem]], ...] = (
    _too_many_smes,
    _own_parent,
    _nuts_of_another_country,
    _half_a_position,
)
