"""Reading CSV and XLSX files into rows of text, before anything is known about their meaning."""

import csv
import io
import re
import unicodedata
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from matchmaker.errors import BadInput, Problem
from matchmaker.spreadsheets import from_csv_cell

# More than these is a mistake or a zip bomb: the largest catalogue of Europe's clusters has a few thousand rows.
LARGEST_FILE = 100_000_000  # bytes, unpacked
MOST_ROWS = 200_000  # that are not empty
MOST_COLUMNS = 500
_DELIMITERS = (",", ";", "\t")
_LAST_ROW_OF_A_WORKBOOK = 1_048_576

_LITERAL = re.compile(r'"[^"]*"|\\.')  # parts of a number format that stand for themselves

Lines = Iterable[Sequence[str]]


class Cells(dict[str, str]):
    """The filled cells of a row by column name; every other cell is empty text."""

    def __missing__(self, column: str) -> str:
        """Return the text of a cell that is not filled."""
        return ""


@dataclass(frozen=True)
class Row:
    """One row of text: its number as a spreadsheet counts (the header is 1), and its filled cells by column name.

    `surplus` are cells right of the last column.
    """

    number: int
    cells: Cells
    surplus: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A table of text. `problems` name rows that could not be laid under the header; those rows are `misfits`."""

    file: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    misfits: tuple[Row, ...] = ()


def read_sheet(path: Path, also: Sequence[str] = ()) -> Sheet:
    """Read a CSV file or the first sheet of an XLSX file.

    CSV is UTF-8 with or without BOM, or UTF-16 with one, separated by commas, semicolons or tabs. An apostrophe that
    keeps a spreadsheet from running a cell, as `csv_cell` puts it, is no part of the text.

    Args:
        path: the file.
        also: kinds of file that the caller reads by other means, to be named where this one cannot be read.

    Raises:
        BadInput: the file is missing, of another kind, too large, empty, or not readable text.
    """
    *others, last = ("CSV", "XLSX", *also)
    kinds = f"{', '.join(others)} or {last}"
    if not path.is_file():
        reason = "is not a file" if path.exists() else "does not exist"
        raise _bad(path, reason, f"Give the path of a {kinds} file.")
    readers = {".csv": _csv_lines, ".tsv": _csv_lines, ".txt": _csv_lines, ".xlsx": _xlsx_lines}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise _bad(path, f"has the ending {path.suffix!r}", f"Save it as a {kinds} file, with that ending.")
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _bad(path, f"is larger than {LARGEST_FILE // 1_000_000} MB", "Split it into smaller files.")
        return _lay_out(path, reader(path))
    except OSError as error:
        raise _bad(path, f"cannot be opened ({error.strerror or error})", "Check that you may read it.") from error


def _bad(path: Path, reason: str, remedy: str) -> BadInput:
    problem = Problem(str(path), 0, "", "", reason, remedy)
    return BadInput(f"{path} cannot be read.", [problem])


def _csv_lines(path: Path) -> Iterator[Sequence[str]]:
    raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        content = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _bad(path, f"is not UTF-8 (line {line})", "In the spreadsheet choose 'CSV UTF-8' when saving.") from error
    if "\x00" in content:
        raise _bad(path, "contains zero bytes, so it is not a text file", "Save it as CSV UTF-8 or XLSX.")
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=_delimiter(content), strict=True)
    try:
        yield from (list(map(from_csv_cell, line)) for line in reader)
    except csv.Error as error:
        raise _bad(
            path,
            f"is not well-formed CSV ({error}, line {reader.line_num})",
            "Check that every quotation mark is closed, and shorten cells of more than 100,000 characters.",
        ) from error


def _delimiter(content: str) -> str:
    """Return the mark that cuts the first line into most cells."""
    header = content[:100_000].splitlines()[:1]
    return max(_DELIMITERS, key=lambda mark: len(next(csv.reader(header, delimiter=mark), [])))


def _xlsx_lines(path: Path) -> Lines:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        # openpyxl warns of what it leaves out of a workbook, such as styles: none of it is a cell's text.
        with warnings.catch_warnings(action="ignore"):
            lines = _first_sheet(path) if unpacked <= LARGEST_FILE else None
    except (BadInput, OSError):
        raise
    except Exception as error:  # openpyxl and zipfile fail on damaged workbooks in ways that they do not list
        raise _bad(path, "is not an XLSX workbook, or is damaged", "Save it again as .xlsx or as CSV UTF-8.") from error
    if lines is None:
        raise _bad(path, f"unpacks to {unpacked // 1_000_000} MB", "Save a workbook with only the table in it.")
    return lines


def _first_sheet(path: Path) -> Lines:
    lines, formulas = _workbook_lines(path, results=False)
    if formulas:
        results, _ = _workbook_lines(path, results=True)
        for row, column in formulas:
            # A formula that was never computed stays, and is reported like one in a CSV file.
            lines[row][column] = next(iter(results[row][column : column + 1]), "") or lines[row][column]
    return lines


def _workbook_lines(path: Path, *, results: bool) -> tuple[list[list[str]], list[tuple[int, int]]]:
    """Return the first sheet's cells without empty ones at the end of a row, and where formulas stand."""
    # openpyxl takes 0.3 s to import and only spreadsheets need it.
    import openpyxl

    lines: list[list[str]] = []
    formulas: list[tuple[int, int]] = []
    filled = 0
    # Opened here, because openpyxl leaves the file of a damaged workbook open.
    with path.open("rb") as file, closing(openpyxl.load_workbook(file, read_only=True, data_only=results)) as book:
        sheet = book.worksheets[0]
        # What a workbook says of its size is often wrong: a format down to the last row makes a million.
        sheet.reset_dimensions()
        for row, stored in enumerate(islice(sheet.iter_rows(), _LAST_ROW_OF_A_WORKBOOK)):
            line = [_cell_text(cell.value, cell.number_format) for cell in stored] if stored else []
            while line and not line[-1]:
                line.pop()
            lines.append(line)
            if line:
                formulas += [(row, column) for column, cell in enumerate(stored) if cell.data_type == "f"]
                filled += 1
            if filled > MOST_ROWS + 1:
                raise _too_many_rows(path)
    return lines, formulas


def _cell_text(value: Any, number_format: str | None) -> str:
    """Return a cell's text as the person who filled it in reads it."""
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number_text(value, number_format or "")
    if isinstance(value, datetime | date):
        return value.isoformat()
    # Formulas for several cells are objects; their text is the formula.
    return str(getattr(value, "text", value))


def _number_text(value: float, number_format: str) -> str:
    # A spreadsheet shows 15 digits at most: those beyond are noise of the binary number that it stores.
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value + 0.0:.15g}")
    if "%" in number_format:
        # In quotation marks the sign is a text that is put behind the number.
        scaled = "%" in _LITERAL.sub("", number_format)
        return f"{_plain(number * 100 if scaled else number)} %"
    return _plain(number)


def _plain(number: Decimal) -> str:
    """Return a number without exponent, and without zeros at the end of a fraction."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _too_many_rows(path: Path) -> BadInput:
    return _bad(path, f"has more than {MOST_ROWS:,} rows", "Split it into smaller files.")


def _lay_out(path: Path, lines: Lines) -> Sheet:
    numbered = enumerate(lines, start=1)
    _, header = next(numbered, (1, ()))
    columns = _columns(path, header)
    rows, misfits, problems = [], [], []
    for number, line in numbered:
        stripped = [cell.strip() for cell in line]
        cells = Cells((name, cell) for name, cell in zip(columns, stripped, strict=False) if cell)
        surplus = tuple(cell for cell in stripped[len(columns) :] if cell)
        if surplus:
            reason = f"stands right of the last column ({len(stripped)} cells under {len(columns)} columns)"
            remedy = "Put cells that contain the separator in quotation marks."
            problems.append(Problem(str(path), number, "", surplus[0], reason, remedy))
            misfits.append(Row(number, cells, surplus))
        elif cells:
            rows.append(Row(number, cells))
        if len(rows) + len(misfits) > MOST_ROWS:
            raise _too_many_rows(path)
    return Sheet(path, columns, tuple(rows), tuple(problems), tuple(misfits))


def _columns(path: Path, header: Sequence[str]) -> tuple[str, ...]:
    columns = [_column_name(cell) for cell in header]
    while columns and not columns[-1]:
        columns.pop()
    if not columns:
        raise _bad(path, "has no header in its first row", "Put the column names into the first row.")
    if len(columns) > MOST_COLUMNS:
        raise _bad(path, f"has {len(columns):,} columns", f"Leave {MOST_COLUMNS} at most.")
    faulty = sorted(name for name, count in Counter(columns).items() if count > 1 or not name)
    if faulty:
        named = ", ".join(name or "(empty)" for name in faulty)
        raise _bad(path, f"has a column twice or without a name: {named}", "Give each column one name.")
    unreadable = sorted(name for name in columns if any(unicodedata.category(each) in ("Cc", "Cs") for each in name))
    if unreadable:
        raise _bad(path, f"has control characters in a column's name: {unreadable[0]!r}", "Write the name anew.")
    return tuple(columns)


def _column_name(cell: str) -> str:
    return "_".join(cell.strip().lower().replace("-", " ").split())
