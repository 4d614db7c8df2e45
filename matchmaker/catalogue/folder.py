"""A catalogue as a folder of files: reading it whole, and writing it whole or not at all."""

import csv
import shutil
import tempfile
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.cells import write
from matchmaker.catalogue.contradictions import contradictions
from matchmaker.catalogue.records import Located, Reading, read_records, recognise
from matchmaker.catalogue.schema import (
    COLLABORATIONS,
    MARKETS,
    ORGANISATIONS,
    PRIORITIES,
    TABLES,
    THIRD_COUNTRY_ORGANISATIONS,
    Record,
    Table,
)
from matchmaker.catalogue.sheet import read_sheet
from matchmaker.errors import BadInput
from matchmaker.shipped import shipped
from matchmaker.spreadsheets import csv_cell
from matchmaker.wording import counted

# Facts about regions and markets hold for any catalogue: a folder without them uses those that come with the program.
_COMMON = (PRIORITIES, THIRD_COUNTRY_ORGANISATIONS, MARKETS, COLLABORATIONS)
_FIELDS = {
    "organisations": "organisations",
    "partnerships": "partnerships",
    "partnership_members": "memberships",
    "s3_priorities": "priorities",
    "third_country_organisations": "third_country_organisations",
    "markets": "markets",
    "collaborations": "collaborations",
}


def read_folder(folder: Path) -> Catalogue:
    """Read the catalogue in a folder.

    Raises:
        BadInput: there is no organisations file, or anything in the files is wrong; all problems are named.
    """
    if not table_path(folder, ORGANISATIONS).is_file():
        raise BadInput(
            f"{folder} is not a catalogue: it has no organisations.csv. "
            f"Make one with: matchmaker import FILE... --into {folder}"
        )
    readings = read_tables(folder)
    problems = [problem for reading in readings for problem in reading.problems]
    located = [item for reading in readings for item in reading.located]
    problems += [problem for _, problem in contradictions(located)]
    if problems:
        raise BadInput(f"The catalogue in {folder} has {counted(len(problems), 'problem')}.", sorted(problems))
    return catalogue_of(item.record for item in located)


def read_tables(folder: Path) -> list[Reading]:
    """Read each table file that a folder has, and the program's own for facts about regions and markets it lacks."""
    own = [table for table in TABLES.values() if table_path(folder, table).is_file()]
    return [*(_read_table(folder, table) for table in own), *read_common({table.name for table in own})]


def read_common(own: Collection[str]) -> list[Reading]:
    """Read the facts that a catalogue which has the tables named in `own` takes from the program."""
    lacking = [table for table in _COMMON if table.name not in own]
    if THIRD_COUNTRY_ORGANISATIONS.name in own and COLLABORATIONS in lacking:
        # Reported cooperation names third-country organisations by id, and those are the program's own.
        lacking.remove(COLLABORATIONS)
    return [_read_table(shipped("data"), table) for table in lacking]


def _read_table(folder: Path, table: Table) -> Reading:
    sheet = read_sheet(table_path(folder, table))
    recognise(sheet)
    return read_records(sheet, table)


def table_path(folder: Path, table: Table) -> Path:
    """Return where a table lies in a catalogue's folder."""
    return folder / f"{table.name}.csv"


def catalogue_of(records: Iterable[Record]) -> Catalogue:
    """Return the catalogue of checked records, each in the order given."""
    kinds = {table.record: _FIELDS[name] for name, table in TABLES.items()}
    fields: dict[str, list[Record]] = {field: [] for field in kinds.values()}
    for record in records:
        fields[kinds[type(record)]].append(record)
    return Catalogue(**{field: tuple(found) for field, found in fields.items()})  # type: ignore[arg-type]


def records_of(catalogue: Catalogue) -> tuple[Record, ...]:
    """Return all records of a catalogue, table by table."""
    return tuple(record for field in _FIELDS.values() for record in getattr(catalogue, field))


def write_folder(folder: Path, records: Sequence[Record]) -> None:
    """Write each table that has records into a folder; every file is complete before the first one is replaced.

    Raises:
        BadInput: the folder cannot be made or written to.
    """
    try:
        _write_tables(folder, records)
    except OSError as error:
        raise BadInput(f"{folder} cannot be written to ({error.strerror}). Name another folder.") from error


def _write_tables(folder: Path, records: Sequence[Record]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as temporary:
        written = []
        for table in TABLES.values():
            of_table = [record for record in records if type(record) is table.record]
            if of_table:
                written.append(table_path(Path(temporary), table))
                _write_table(written[-1], table, of_table)
        for path in written:
            shutil.move(path, folder / path.name)


def _write_table(path: Path, table: Table, records: Sequence[Record]) -> None:
    extra = dict.fromkeys(name for record in records for name in record.extra)
    used = [
        column
        for column in table.columns
        if column.required or any(write(getattr(record, column.target)) for record in records)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(map(csv_cell, [*(column.name for column in used), *extra]))
        for record in records:
            known = [write(getattr(record, column.target)) for column in used]
            cells = [*known, *(record.extra.get(name, "") for name in extra)]
            writer.writerow(map(csv_cell, cells))


def located_in(folder: Path) -> list[Located]:
    """Return the located records of the table files that a folder itself has (none where it is new).

    Raises:
        BadInput: a file cannot be read, or a cell in it is wrong.
    """
    readings = [_read_table(folder, table) for table in TABLES.values() if table_path(folder, table).is_file()]
    problems = [problem for reading in readings for problem in reading.problems]
    if problems:
        raise BadInput(
            f"The catalogue in {folder} has {counted(len(problems), 'problem')}; nothing was changed.", sorted(problems)
        )
    return [item for reading in readings for item in reading.located]
