"""From rows of text to records: which table a sheet is, and what each of its cells means."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

from slugify import slugify

from matchmaker.catalogue.cells import CellError
from matchmaker.catalogue.organisation import NO_PARENT
from matchmaker.catalogue.schema import MEMBERSHIPS, ORGANISATIONS, PARTNERSHIPS, TABLES, Column, Record, Table
from matchmaker.catalogue.sheet import Row, Sheet
from matchmaker.errors import BadInput, Problem


@dataclass(frozen=True)
class Located:
    """A record and the place it was read from, so that a later check can still name the row."""

    record: Record
    table: Table
    file: Path
    row: Row

    def problem(self, column: str, reason: str, remedy: str) -> Problem:
        """Return a problem of this row."""
        return Problem(str(self.file), self.row.number, column, self.row.cells.get(column, ""), reason, remedy)


@dataclass(frozen=True)
class Reading:
    """What was read from one sheet: the good rows, every problem, and the columns that the program does not know."""

    sheet: Sheet
    table: Table
    located: tuple[Located, ...]
    problems: tuple[Problem, ...]
    unknown_columns: tuple[str, ...]


def recognise(sheet: Sheet) -> Table:
    """Return the table that a sheet is: by its file's name, or else by its columns.

    Raises:
        BadInput: the sheet lacks required columns of every table; the nearest table and what it lacks are named.
    """
    stem = slugify(sheet.file.stem, separator="_")
    columns = frozenset(sheet.columns)
    by_name = [table for table in TABLES.values() if stem == table.name]
    fitting = [table for table in by_name or TABLES.values() if table.required <= columns]
    if fitting:
        # Organisations come first, so a list of names and countries is read as organisations.
        return max(fitting, key=lambda table: len(table.names & columns) / len(table.names | columns))
    nearest = max(by_name or TABLES.values(), key=lambda table: len(table.names & columns))
    lacking = sorted(nearest.required - columns)
    close = {name: match[0] for name in lacking if (match := get_close_matches(name, columns, 1, 0.6))}
    hint = "".join(f" Rename {found!r} to {name!r}?" for name, found in close.items())
    problem = Problem(
        str(sheet.file),
        1,
        lacking[0],
        "",
        f"is missing (a table of {nearest.name.replace('_', ' ')} has at least {', '.join(sorted(nearest.required))})",
        f"Add the column {' and '.join(lacking)}.{hint}",
    )
    raise BadInput(f"{sheet.file} is not a table that the catalogue knows.", [problem])


def read_records(sheet: Sheet, table: Table) -> Reading:
    """Read every row of a sheet; rows with a problem are left out of `located` and all their problems are named."""
    located, problems = [], list(sheet.problems)
    for row in sheet.rows:
        record, wrong = _read_row(sheet, table, row)
        problems += wrong
        if record is not None:
            located.append(Located(record, table, sheet.file, row))
    unknown = tuple(name for name in sheet.columns if name not in table.names)
    return Reading(sheet, table, tuple(located), tuple(problems), unknown)


def _read_row(sheet: Sheet, table: Table, row: Row) -> tuple[Record | None, list[Problem]]:
    values: dict[str, object] = {}
    problems = []
    for column in table.columns:
        cell = row.cells.get(column.name, "")
        if not cell:
            if column.required:
                problems.append(_problem(sheet, row, column, "is empty", "Fill it in; every row needs it."))
            continue
        try:
            values[column.target] = column.parse(cell)
        except CellError as error:
            problems.append(_problem(sheet, row, column, error.reason, error.remedy))
    if problems:
        return None, problems
    if "id" in table.names and "id" not in values:
        values["id"] = _made_id(str(values["country"]), str(values.get("short_name") or values["name"]))
    extra = {
        name: "".join(letter for letter in cell if unicodedata.category(letter) != "Cc")
        for name, cell in row.cells.items()
        if name not in table.names and cell
    }
    # The columns of a table are the fields of its record, which a test checks; the type checker cannot see it.
    return table.record(**values, extra=MappingProxyType(extra)), []  # type: ignore[arg-type]


def _problem(sheet: Sheet, row: Row, column: Column, reason: str, remedy: str) -> Problem:
    return Problem(str(sheet.file), row.number, column.name, row.cells.get(column.name, ""), reason, remedy)


def _made_id(country: str, name: str) -> str:
    return f"{country.lower()}-{slugify(name, max_length=40) or 'organisation'}"


def contradictions(located: Sequence[Located]) -> list[tuple[Located, Problem]]:
    """Return what is wrong between rows, or between cells of a row, with the row at fault."""
    found: list[tuple[Located, Problem]] = []
    for table in TABLES.values():
        if table.key:
            found += _doubled([item for item in located if item.table is table], table)
    organisations = [item for item in located if item.table is ORGANISATIONS]
    ids = {record_id for item in organisations for record_id in _ids(item.record)}
    acronyms = {getattr(item.record, "acronym", "") for item in located if item.table is PARTNERSHIPS}
    for item in located:
        if item.table is MEMBERSHIPS:
            found += _dangling(item, "organisation_id", ids, "organisation")
            found += _dangling(item, "acronym", acronyms, "partnership")
    for item in organisations:
        found += [(item, problem) for check in _ORGANISATION_CHECKS for problem in check(item)]
    return found


def _ids(record: Record) -> tuple[str, ...]:
    return (getattr(record, "id", ""), *getattr(record, "aliases", ()))


def _doubled(located: Iterable[Located], table: Table) -> Iterable[tuple[Located, Problem]]:
    first: dict[tuple[str, ...], Located] = {}
    for item in located:
        key = tuple(str(getattr(item.record, column)) for column in table.key)
        if key in first:
            earlier = first[key]
            shown = " in ".join(reversed(key))
            remedy = f"Remove one of the two rows, or give this one another {' and '.join(table.key)}."
            yield (
                item,
                item.problem(
                    table.key[-1], f"{shown} stands already in {earlier.file}, row {earlier.row.number}", remedy
                ),
            )
        else:
            first[key] = item


def _dangling(item: Located, column: str, known: set[str], what: str) -> Iterable[tuple[Located, Problem]]:
    value = getattr(item.record, column)
    if value not in known:
        close = get_close_matches(value, sorted(known), 2, 0.6)
        hint = (
            f"Did you mean {' or '.join(close)}?" if close else f"Import the {what} first, or together with this file."
        )
        yield item, item.problem(column, f"is not {'an' if what[0] == 'o' else 'a'} {what} of the catalogue", hint)


def _too_many_smes(item: Located) -> Iterable[Problem]:
    members, smes = getattr(item.record, "members", None), getattr(item.record, "smes", None)
    if members is not None and smes is not None and smes > members:
        yield item.problem("smes", f"is more than the {members} members", "Correct one of the two numbers.")


def _own_parent(item: Located) -> Iterable[Problem]:
    if getattr(item.record, "parent", "") in _ids(item.record)[:1]:
        yield item.problem(
            "parent", "is the organisation itself", f"Name the body that controls it, or write {NO_PARENT}."
        )


def _nuts_of_another_country(item: Located) -> Iterable[Problem]:
    nuts, country = getattr(item.record, "nuts_code", ""), getattr(item.record, "country", "")
    of_country = {"GR": "EL", "GB": "UK"}.get(country, country)
    if nuts and not nuts.startswith(of_country):
        yield item.problem(
            "nuts_code", f"is not in {country}", f"Use a code that begins with {of_country}, or correct the country."
        )


def _half_a_position(item: Located) -> Iterable[Problem]:
    latitude, longitude = getattr(item.record, "latitude", None), getattr(item.record, "longitude", None)
    if (latitude is None) != (longitude is None):
        empty = "latitude" if latitude is None else "longitude"
        yield item.problem(empty, "is empty while the other coordinate is given", "Give both or neither.")


_ORGANISATION_CHECKS: tuple[Callable[[Located], Iterable[Problem]], ...] = (
    _too_many_smes,
    _own_parent,
    _nuts_of_another_country,
    _half_a_position,
)


def counted(located: Iterable[Located]) -> Mapping[str, int]:
    """Return the number of records per table name."""
    return Counter(item.table.name for item in located)
