"""Bringing files into a catalogue: all of them or nothing, unless a person asks to leave the bad rows out."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matchmaker.catalogue.folder import located_in, write_folder
from matchmaker.catalogue.records import Located, Reading, contradictions, counted, read_records, recognise
from matchmaker.catalogue.sheet import Sheet, read_sheet
from matchmaker.errors import BadInput, Problem


@dataclass(frozen=True)
class Imported:
    """What an import did: rows added and replaced per table, columns kept unread, and rows refused with why."""

    folder: Path
    added: Mapping[str, int]
    replaced: Mapping[str, int]
    unknown_columns: Mapping[str, tuple[str, ...]]
    refused: tuple[Problem, ...] = ()
    refused_files: tuple[Path, ...] = field(default=())


def import_files(files: Sequence[Path], folder: Path, *, skip_bad: bool = False) -> Imported:
    """Read files and add their rows to the catalogue in `folder`; a row whose key is there already replaces it.

    Args:
        files: CSV or XLSX files, each one table of a catalogue.
        folder: a catalogue's folder; made where it does not exist.
        skip_bad: import the good rows and write the others, with reasons, to `NAME.refused.csv` beside each file.

    Raises:
        BadInput: anything is wrong (without `skip_bad`), or a file is not a table at all. Nothing was written then.
    """
    readings = _read_all(files)
    standing = located_in(folder)
    incoming = [item for reading in readings for item in reading.located]
    problems = [problem for reading in readings for problem in reading.problems]
    kept, replaced = _without_replaced(standing, incoming)
    incoming, contradicting = _consistent(kept, incoming, skip_bad=skip_bad)
    problems = sorted(problems + contradicting)
    if problems and not skip_bad:
        advice = "Nothing was imported. Mend them, or use --skip-bad to import the other rows."
        raise BadInput(
            f"{len(problems)} problems in {len({problem.file for problem in problems})} files. {advice}", problems
        )
    write_folder(folder, [item.record for item in (*kept, *incoming)])
    in_files = {str(reading.sheet.file) for reading in readings}
    refused = tuple(problem for problem in problems if problem.file in in_files)
    return Imported(
        folder=folder,
        added={name: count - replaced.get(name, 0) for name, count in counted(incoming).items()},
        replaced=replaced,
        unknown_columns={str(each.sheet.file): each.unknown_columns for each in readings if each.unknown_columns},
        refused=refused,
        refused_files=_write_refused([reading.sheet for reading in readings], refused),
    )


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


def _without_replaced(standing: list[Located], incoming: Sequence[Located]) -> tuple[list[Located], dict[str, int]]:
    """Return the standing rows that stay, and how many are replaced per table; without a key, equal rows replace."""
    arriving = {_identity(item) for item in incoming}
    kept = [item for item in standing if _identity(item) not in arriving]
    replaced = counted([item for item in standing if _identity(item) in arriving])
    return kept, dict(replaced)


def _identity(item: Located) -> tuple[object, ...]:
    columns = item.table.key or tuple(column.target for column in item.table.columns)
    return (item.table.name, *(getattr(item.record, column) for column in columns))


def _consistent(
    kept: Sequence[Located], incoming: list[Located], *, skip_bad: bool
) -> tuple[list[Located], list[Problem]]:
    """Leave out contradicting rows until none is left: a refused organisation also refuses its memberships."""
    problems: list[Problem] = []
    while found := contradictions([*kept, *incoming]):
        problems += [problem for _, problem in found]
        faulty = {id(item) for item, _ in found}
        remaining = [item for item in incoming if id(item) not in faulty]
        if not skip_bad or len(remaining) == len(incoming):
            break
        incoming = remaining
    return incoming, problems


def _write_refused(sheets: Sequence[Sheet], refused: Sequence[Problem]) -> tuple[Path, ...]:
    written = []
    for sheet in sheets:
        reasons: dict[int, list[str]] = {}
        for problem in refused:
            if problem.file == str(sheet.file):
                reasons.setdefault(problem.row, []).append(f"{problem.column}: {problem.reason}. {problem.remedy}")
        if not reasons:
            continue
        path = sheet.file.with_name(f"{sheet.file.stem}.refused.csv")
        cells = {row.number: row.cells for row in (*sheet.rows, *sheet.misfits)}
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([*sheet.columns, "row", "reasons"])
            for number, why in sorted(reasons.items()):
                row = cells[number]
                writer.writerow([*(row[name] for name in sheet.columns), number, " | ".join(why)])
        written.append(path)
    return tuple(written)
