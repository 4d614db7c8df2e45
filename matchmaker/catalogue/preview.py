"""What a change would make of a catalogue, before anything is changed."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from matchmaker.catalogue.cells import write
from matchmaker.catalogue.folder import located_in, write_folder
from matchmaker.catalogue.importing import import_files
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.schema import ORGANISATIONS, TABLES, Record, Table
from matchmaker.errors import Problem

_TABLE_OF: Mapping[type[Record], Table] = {table.record: table for table in TABLES.values()}


@dataclass(frozen=True)
class CellChange:
    """One cell that would change, as files write it; empty where it says nothing."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """One row that would change: its record as it is now, and each of its cells that would be another."""

    record: Record
    cells: tuple[CellChange, ...]


@dataclass(frozen=True)
class Changes:
    """What is in one list of records and not, or not so, in another."""

    added: tuple[Record, ...]
    changed: tuple[RowChange, ...]
    removed: tuple[Record, ...]


@dataclass(frozen=True)
class Preview:
    """What an import would do: the records afterwards, what changes, and the rows that would be refused.

    `unchanged` is how many rows of the files say what is known already. `refused` holds, by name, the files of the rows
    with a problem, as they were read and with the reasons.
    """

    records: tuple[Record, ...]
    changes: Changes
    unchanged: int
    problems: tuple[Problem, ...] = ()
    refused: Mapping[str, bytes] | None = None
    unknown_columns: Mapping[str, tuple[str, ...]] | None = None


def preview_import(files: Sequence[Path], standing: Sequence[Record]) -> Preview:
    """Return what importing the good rows of files into a catalogue would do. It is done on a copy that is thrown away.

    Args:
        files: CSV or XLSX files, in a folder that may be written to.
        standing: all records of the catalogue.

    Raises:
        BadInput: a file is not a table at all, or standing rows would no longer fit.
    """
    with TemporaryDirectory() as folder:
        write_folder(Path(folder), standing)
        imported = import_files(files, Path(folder), skip_bad=True)
        records = tuple(item.record for item in located_in(Path(folder)))
    found = changes(standing, records)
    return Preview(
        records=records,
        changes=found,
        unchanged=sum(imported.replaced.values()) - len(found.changed),
        problems=imported.refused,
        refused={path.name: path.read_bytes() for path in imported.refused_files},
        unknown_columns={Path(file).name: columns for file, columns in imported.unknown_columns.items()},
    )


def preview_edit(organisation: Organisation, cells: Mapping[str, str], standing: Sequence[Record]) -> Preview:
    """Return what new cells of one organisation would do; they are checked as those of a file are.

    Args:
        organisation: as it stands in the catalogue.
        cells: texts by column name; columns that are not named stay as they are.
        standing: all records of the catalogue.

    Raises:
        BadInput: other rows would no longer fit.
    """
    kept = {column.name: write(getattr(organisation, column.target)) for column in ORGANISATIONS.columns}
    row = {**kept, **organisation.extra, **cells}
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{ORGANISATIONS.name}.csv"
        with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([list(row), list(row.values())])
        return preview_import([path], standing)


def changes(before: Sequence[Record], after: Sequence[Record]) -> Changes:
    """Return what is added, changed cell by cell, and removed."""
    old, new = _by_identity(before), _by_identity(after)
    both = [(old[each], new[each]) for each in new if each in old]
    return Changes(
        added=tuple(record for each, record in new.items() if each not in old),
        changed=tuple(RowChange(one, cells) for one, other in both if (cells := _cells(one, other))),
        removed=tuple(record for each, record in old.items() if each not in new),
    )


def _by_identity(records: Sequence[Record]) -> dict[tuple[object, ...], Record]:
    found: dict[tuple[object, ...], Record] = {}
    for record in records:
        table = _TABLE_OF[type(record)]
        columns = table.key or tuple(column.target for column in table.columns)
        found[table.name, *(getattr(record, column) for column in columns)] = record
    return found


def _cells(before: Record, after: Record) -> tuple[CellChange, ...]:
    names = [(column.name, column.target) for column in _TABLE_OF[type(before)].columns]
    pairs = {name: (write(getattr(before, target)), write(getattr(after, target))) for name, target in names}
    for name in (*before.extra, *after.extra):
        pairs[name] = (before.extra.get(name, ""), after.extra.get(name, ""))
    return tuple(CellChange(name, one, other) for name, (one, other) in pairs.items() if one != other)
