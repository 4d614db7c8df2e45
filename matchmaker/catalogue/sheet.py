"""Reading CSV and XLSX files into rows of text, before anything is known about their meaning."""

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from matchmaker.errors import BadInput, Problem

LARGEST_FILE = 200_000_000  # bytes, unpacked: about a million organisations; more is a mistake or a zip bomb
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class Row:
    """One row of text: its number as a spreadsheet counts (the header is 1) and its cells by column name."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """A table of text. `problems` name rows that could not be laid under the header; those rows are `misfits`."""

    file: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    misfits: tuple[Row, ...] = ()


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file or the first sheet of an XLSX file.

    CSV is UTF-8 with or without BOM, or UTF-16 with one, separated by commas, semicolons or tabs.

    Raises:
        BadInput: the file is missing, of another kind, too large, empty, or not readable text.
    """
    if not path.is_file():
        raise _bad(
            path, "does not exist" if not path.exists() else "is not a file", "Give the path of a CSV or XLSX file."
        )
    readers = {".csv": _csv_lines, ".tsv": _csv_lines, ".txt": _csv_lines, ".xlsx": _xlsx_lines}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise _bad(path, f"has the ending {path.suffix!r}", "Save it as .csv (UTF-8) or .xlsx.")
    if path.stat().st_size > LARGEST_FILE:
        raise _bad(path, f"is larger than {LARGEST_FILE // 1_000_000} MB", "Split it into smaller files.")
    return _lay_out(path, reader(path))


def _bad(path: Path, reason: str, remedy: str) -> BadInput:
    problem = Problem(str(path), 0, "", "", reason, remedy)
    return BadInput(f"{path} cannot be read.", [problem])


def _csv_lines(path: Path) -> list[list[str]]:
    raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        content = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _bad(path, f"is not UTF-8 (line {line})", "In the spreadsheet choose 'CSV UTF-8' when saving.") from error
    if "\x00" in content:
        raise _bad(path, "contains zero bytes, so it is not a text file", "Save it as CSV UTF-8 or XLSX.")
    header = content.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=lambda mark: len(next(csv.reader([header], delimiter=mark), [])))
    try:
        return list(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise _bad(path, f"is not well-formed CSV ({error})", "Check that every quotation mark is closed.") from error


def _xlsx_lines(path: Path) -> list[list[str]]:
    # openpyxl takes 0.3 s to import and only spreadsheets need it.
    import openpyxl

    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > LARGEST_FILE:
            raise _bad(path, f"unpacks to {unpacked // 1_000_000} MB", "Save a workbook with only the table in it.")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise _bad(path, "is not an XLSX workbook", "Save it again as .xlsx or as CSV UTF-8.") from error
    try:
        sheet = book.worksheets[0]
        return [[_cell_text(value) for value in line] for line in sheet.iter_rows(values_only=True)]
    finally:
        book.close()


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def _lay_out(path: Path, lines: list[list[str]]) -> Sheet:
    if not lines or not any(cell.strip() for cell in lines[0]):
        raise _bad(path, "has no header in its first row", "Put the column names into the first row.")
    columns = [_column_name(cell) for cell in lines[0]]
    while columns and not columns[-1]:
        columns.pop()
    faulty = sorted({name for name in columns if columns.count(name) > 1 or not name})
    if faulty:
        named = ", ".join(name or "(empty)" for name in faulty)
        raise _bad(path, f"has a column twice or without a name: {named}", "Give each column one name.")
    rows, misfits, problems = [], [], []
    for number, line in enumerate(lines[1:], start=2):
        stripped = [cell.strip() for cell in line]
        surplus = [cell for cell in stripped[len(columns) :] if cell]
        row = Row(number, {**dict.fromkeys(columns, ""), **dict(zip(columns, stripped, strict=False))})
        if surplus:
            reason = f"stands right of the last column ({len(stripped)} cells under {len(columns)} columns)"
            remedy = "Put cells that contain the separator in quotation marks."
            problems.append(Problem(str(path), number, "", surplus[0], reason, remedy))
            misfits.append(row)
        elif any(stripped):
            rows.append(row)
    return Sheet(path, tuple(columns), tuple(rows), tuple(problems), tuple(misfits))


def _column_name(cell: str) -> str:
    return "_".join(cell.strip().lower().replace("-", " ").split())
