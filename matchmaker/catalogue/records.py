"""From rows of text to records: which table a sheet is, and what each of its cells means."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rapidfuzz import fuzz, process
from slugify import slugify

from matchmaker.catalogue.cells import CellError
from matchmaker.catalogue.schema import TABLES, Column, Record, Table
from matchmaker.catalogue.sheet import Row, Sheet
from matchmaker.errors import BadInput, Problem

# Columns of the files that refused rows are written to; read again once the rows are mended, they say nothing.
REFUSAL_COLUMNS = ("refused_row", "refused_because")
_ALIKE = 70.0  # of 100 by rapidfuzz: names below it are no help to somebody who mistyped one


@dataclass(frozen=True)
class Located:
    """A record and the place it was read from, so that a later check can still name the row."""

    record: Record
    table: Table
    file: Path
    row: Row

    def problem(self, column: str, reason: str, remedy: str) -> Problem:
        """Return a problem of this row."""
        return Problem(str(self.file), self.row.number, column, self.row.cells[column], reason, remedy)


@dataclass(frozen=True)
class Reading:
    """What was read from one sheet: the good rows, every problem, and the columns that the program does not know."""

    sheet: Sheet
    table: Table
    located: tuple[Located, ...]
    problems: tuple[Problem, ...]
    unknown_columns: tuple[str, ...]

    @property
    def refused(self) -> tuple[tuple[Table, Row], ...]:
        """The rows that something is wrong in, each with the table."""
        good = {item.row.number for item in self.located}
        rows = (*self.sheet.rows, *self.sheet.misfits)
        return tuple((self.table, row) for row in rows if row.number not in good)


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
        # Of equals the first counts: organisations, so that a list of names and countries is read as such.
        return max(fitting, key=lambda table: len(table.names & columns))
    nearest = max(by_name or TABLES.values(), key=lambda table: len(table.names & columns))
    lacking = sorted(nearest.required - columns)
    close = {name: found for name in lacking for found in nearest_names(name, columns - nearest.names, 1)}
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


def nearest_names(name: str, known: Collection[str], most: int) -> list[str]:
    """Return those of the known names that somebody who wrote `name` may have meant, nearest first."""
    found = process.extract(name, sorted(known), scorer=fuzz.ratio, limit=most, score_cutoff=_ALIKE)
    return [nearest for nearest, _, _ in found]


def read_records(sheet: Sheet, table: Table) -> Reading:
    """Read every row of a sheet; rows with a problem are left out of `located` and all their problems are named."""
    located, problems = [], list(sheet.problems)
    known = table.names.union(REFUSAL_COLUMNS)
    unknown = tuple(Column(name) for name in sheet.columns if name not in known)
    for row in sheet.rows:
        values, wrong = _read_cells(sheet, table.columns, row)
        extra, wrong_extra = _read_cells(sheet, unknown, row)
        if wrong or wrong_extra:
            problems += wrong + wrong_extra
            continue
        if "id" in table.names and "id" not in values:
            values["id"] = _made_id(str(values["country"]), str(values.get("short_name") or values["name"]))
        # The columns of a table are the fields of its record, which a test checks; the type checker cannot see it.
        record = table.record(**values, extra=MappingProxyType(extra))  # type: ignore[arg-type]
        located.append(Located(record, table, sheet.file, row))
    return Reading(sheet, table, tuple(located), tuple(problems), tuple(column.name for column in unknown))


def _read_cells(sheet: Sheet, columns: Iterable[Column], row: Row) -> tuple[dict[str, object], list[Problem]]:
    values: dict[str, object] = {}
    problems = []
    for column in columns:
        cell = row.cells[column.name]
        if not cell:
            if column.required:
                problems.append(_problem(sheet, row, column, "is empty", "Fill it in; every row needs it."))
            continue
        try:
            values[column.target] = column.parse(cell)
        except CellError as error:
            problems.append(_problem(sheet, row, column, error.reason, error.remedy))
    return values, problems


def _problem(sheet: Sheet, row: Row, column: Column, reason: str, remedy: str) -> Problem:
    return Problem(str(sheet.file), row.number, column.name, row.cells[column.name], reason, remedy)


def _made_id(country: str, name: str) -> str:
    return f"{country.lower()}-{slugify(name, max_length=40) or 'organisation'}"


def count_by_table(located: Iterable[Located]) -> Mapping[str, int]:
    """Return the number of records per table name."""
    return Counter(item.table.name for item in located)
