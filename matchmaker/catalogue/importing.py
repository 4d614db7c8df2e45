"""Bringing files into a catalogue: all of them or nothing, unless a person asks to leave the bad rows out."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from slugify import slugify

from matchmaker.catalogue.contradictions import contradictions
from matchmaker.catalogue.folder import located_in, read_common, write_folder
from matchmaker.catalogue.records import (
    REFUSAL_COLUMNS,
    Located,
    Reading,
    counted,
    nearest_names,
    read_records,
    recognise,
)
from matchmaker.catalogue.schema import Record
from matchmaker.catalogue.sheet import Sheet, read_sheet
from matchmaker.errors import BadInput, Problem
from matchmaker.spreadsheets import csv_cell
from matchmaker.wording import counted as in_number


@dataclass(frozen=True)
class Imported:
    """What an import did: rows added and replaced per table, columns kept unread, and rows refused with why.

    `likely_meant` says, of each file's unknown columns that a known one resembles, which one.
    """

    folder: Path
    added: Mapping[str, int]
    replaced: Mapping[str, int]
    unknown_columns: Mapping[str, tuple[str, ...]]
    likely_meant: Mapping[str, Mapping[str, str]]
    refused: tuple[Problem, ...] = ()
    refused_files: tuple[Path, ...] = ()


def import_files(files: Sequence[Path], folder: Path, *, skip_bad: bool = False) -> Imported:
    """Read files and add their rows to the catalogue in `folder`; a row whose key is there already replaces it.

    Args:
        files: CSV or XLSX files, each one table of a catalogue.
        folder: a catalogue's folder; made where it does not exist.
        skip_bad: import the good rows and write the others, with reasons, to `FILE.refused.csv` beside each file.

    Raises:
        BadInput: anything is wrong (without `skip_bad`), or a file is not a table at all. Nothing was written then.
    """
    readings = _read_all(files)
    standing = located_in(folder)
    incoming = [item for reading in readings for item in reading.located]
    problems = [problem for reading in readings for problem in reading.problems]
    incoming, taken = without_taken_ids(standing, incoming)
    fit = _fit(standing, incoming, skip_bad=skip_bad)
    problems = sorted({*problems, *taken, *fit.problems})
    if problems and not skip_bad:
        advice = "Nothing was imported. Mend them, or use --skip-bad to import the other rows."
        raise BadInput(_counted(problems, advice), problems)
    if fit.unmended:
        advice = f"Nothing was imported: these rows of {folder} would no longer fit. Mend them first."
        raise BadInput(_counted(fit.unmended, advice), fit.unmended)
    refused_files = _write_refused([reading.sheet for reading in readings], problems)
    write_folder(folder, [item.record for item in (*fit.kept, *fit.incoming)])
    replaced = counted(fit.replaced)
    return Imported(
        folder=folder,
        added={name: count - replaced.get(name, 0) for name, count in counted(fit.incoming).items()},
        replaced=replaced,
        unknown_columns={str(each.sheet.file): each.unknown_columns for each in readings if each.unknown_columns},
        likely_meant={str(each.sheet.file): _likely_meant(each) for each in readings if each.unknown_columns},
        refused=tuple(problems),
        refused_files=refused_files,
    )


def _likely_meant(reading: Reading) -> Mapping[str, str]:
    unused = reading.table.names - set(reading.sheet.columns)
    return {name: meant for name in reading.unknown_columns for meant in nearest_names(name, unused, 1)}


def _counted(problems: Sequence[Problem], advice: str) -> str:
    files = {problem.file for problem in problems}
    return f"{in_number(len(problems), 'problem')} in {in_number(len(files), 'file')}. {advice}"


def _read_all(files: Sequence[Path]) -> list[Reading]:
    readings, failures = [], []
    for path in files:
        try:
            sheet = read_sheet(path)
            readings.append(read_records(sheet, recognise(sheet)))
        except BadInput as error:
            failures.append(error)
    if failures:
        # A file that is no table hides nothing about the others: report theirs in the same go.
        problems = [problem for error in failures for problem in error.problems]
        problems += [problem for reading in readings for problem in reading.problems]
        message = f"{len(failures)} of {len(files)} files cannot be used. Nothing was imported."
        raise BadInput(message, sorted(problems))
    return readings


@dataclass(frozen=True)
class _Fit:
    """What of an import goes together; `unmended` are problems of standing rows, which no refusal takes away."""

    kept: Sequence[Located]
    replaced: Sequence[Located]
    incoming: Sequence[Located]
    problems: Sequence[Problem]
    unmended: Sequence[Problem]


def _fit(standing: Sequence[Located], incoming: Sequence[Located], *, skip_bad: bool) -> _Fit:
    """Leave out contradicting rows until none is left: a refused organisation also refuses its memberships."""
    tables = {item.table.name for item in (*standing, *incoming)}
    common = [item for reading in read_common(tables) for item in reading.located]
    problems: list[Problem] = []
    while True:
        # A standing row is replaced only by one that is not refused.
        arriving = {_identity(item) for item in incoming}
        kept = [item for item in standing if _identity(item) not in arriving]
        replaced = [item for item in standing if _identity(item) in arriving]
        found = contradictions([*common, *kept, *incoming])
        problems += [problem for _, problem in found]
        faulty = {id(item) for item, _ in found}
        remaining = [item for item in incoming if id(item) not in faulty]
        if not found or not skip_bad or len(remaining) == len(incoming):
            return _Fit(kept, replaced, incoming, problems, [problem for _, problem in found])
        incoming = remaining


def _identity(item: Located) -> tuple[object, ...]:
    columns = item.table.key or tuple(column.target for column in item.table.columns)
    return (item.table.name, *(getattr(item.record, column) for column in columns))


def without_taken_ids(standing: Sequence[Located], incoming: Sequence[Located]) -> tuple[list[Located], list[Problem]]:
    """Leave out rows without an id whose made one is that of another organisation, which they must not replace."""
    names = {_identity(item): getattr(item.record, "name", "") for item in standing}
    good, problems = [], []
    for item in incoming:
        holder = names.get(_identity(item), "")
        if "id" in item.table.names and not item.row.cells["id"] and holder and not _same(holder, item.record):
            reason = f"is empty, and the id made from the name ({_identity(item)[1]}) is that of {holder}"
            problems.append(item.problem("id", reason, "Give this row an id of its own, or that one to replace it."))
        else:
            good.append(item)
    return good, problems


def _same(name: str, record: Record) -> bool:
    return slugify(name) == slugify(getattr(record, "name", ""))


def _write_refused(sheets: Sequence[Sheet], refused: Sequence[Problem]) -> tuple[Path, ...]:
    """Write the rows that have problems, as they were read, beside each sheet; nothing of them is lost."""
    written = []
    for sheet in sheets:
        reasons: dict[int, list[str]] = {}
        for problem in refused:
            if problem.file == str(sheet.file):
                place = f"{problem.column}: " if problem.column else ""
                reasons.setdefault(problem.row, []).append(f"{place}{problem.reason}. {problem.remedy}")
        if reasons:
            written.append(sheet.file.with_name(f"{sheet.file.name}.refused.csv"))
            _write_refused_rows(written[-1], sheet, reasons)
    return tuple(written)


def _write_refused_rows(path: Path, sheet: Sheet, reasons: Mapping[int, Sequence[str]]) -> None:
    columns = [name for name in sheet.columns if name not in REFUSAL_COLUMNS]
    rows = {row.number: row for row in (*sheet.rows, *sheet.misfits)}
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([*REFUSAL_COLUMNS, *map(csv_cell, columns)])
            for number, why in sorted(reasons.items()):
                row = rows[number]
                cells = (*(row.cells[name] for name in columns), *row.surplus)
                writer.writerow([number, " | ".join(why), *map(csv_cell, cells)])
    except OSError as error:
        raise BadInput(
            f"The refused rows cannot be written to {path} ({error.strerror}). Nothing was imported; "
            f"copy {sheet.file.name} to a folder that you may write to."
        ) from error
