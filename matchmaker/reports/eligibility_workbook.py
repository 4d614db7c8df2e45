"""Verdicts on consortia as an XLSX workbook: counts, consortia, findings, missing evidence, and what was not read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from matchmaker.affinity.affinity import shown
from matchmaker.calls.checked_file import Checked
from matchmaker.calls.finding import Outcome, Verdict
from matchmaker.reports.eligibility_report import (
    EligibilityReport,
    change_of,
    missing,
    remedy_of,
    rules_with,
    still_failing,
)
from matchmaker.reports.outcome_colour import outcome_colour
from matchmaker.reports.text import cell_text, looks_like_formula

Value = str | int
Row = Sequence[Value]

_HEADER_FILL = PatternFill("solid", fgColor="1F3864")
_HEADER_FONT = Font(bold=True, color="FFFFFF")
_TITLE = Font(bold=True, size=14)
_WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left")
_FILLS: Mapping[Value, PatternFill] = {
    each: PatternFill("solid", fgColor=outcome_colour(each)) for each in (*Outcome, *Verdict)
}
_FILLED = ("Outcome", "Verdict")
# A3: nine columns of sentences are too small to read on A4.
_PAGE = {"orientation": "landscape", "paperSize": 8, "fitToWidth": 1, "fitToHeight": 0}
_LINE = 15.0  # points
_TALLEST_ROW = 400.0  # points; Excel refuses more than 409


@dataclass(frozen=True)
class _Table:
    """One sheet: its title, its columns with their widths in characters, and its rows."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Row]


def write_workbook(path: Path, report: EligibilityReport) -> None:
    """Write the verdicts into a workbook; a file that stands at `path` is replaced.

    Raises:
        OSError: the file cannot be written.
    """
    book = Workbook(write_only=True)
    book.properties.title = f"Eligibility under {report.checked.call.id}"
    book.properties.creator = "matchmaker"
    _write_summary(book.create_sheet("Summary"), report)
    for table in _tables(report):
        _write(book.create_sheet(table.title), table)
    book.save(path)


def _tables(report: EligibilityReport) -> Iterable[_Table]:
    numbered = list(enumerate(report.checked.checked))
    yield _Table(
        "Consortia",
        (("Consortium", 24), ("Verdict", 16), ("Members", 60), ("Fails", 26), ("Evidence needed", 40), ("Advice", 14)),
        (_consortium(report, at, each) for at, each in numbered),
    )
    yield _Table(
        "Findings",
        (
            ("Consortium", 20),
            ("Rule", 17),
            ("Outcome", 15),
            ("Reason", 48),
            ("What would change it", 38),
            ("Evidence attached", 32),
            ("Members", 20),
            ("Clause", 44),
            ("Document", 16),
        ),
        (row for at, each in numbered for row in _findings(report, at, each)),
    )
    yield _Table(
        "Missing evidence",
        (("Consortium", 24), ("Rule", 18), ("Member", 28), ("Question", 60), ("What answers it", 60)),
        ((report.name_of(at), *row) for at, each in numbered for row in missing(each)),
    )
    if report.fixes is not None:
        yield _Table(
            "Proposed changes",
            (("Consortium", 24), ("Change", 70), ("Verdict", 16), ("Still to mend", 24), ("Fit", 8)),
            _changes(report),
        )
    if report.checked.problems:
        yield _Table(
            "Not read",
            (("File", 40), ("Row", 8), ("Column", 18), ("Value", 30), ("Problem", 60), ("Remedy", 60)),
            (
                (each.file, each.row or "", each.column, each.value, each.reason, each.remedy)
                for each in report.checked.problems
            ),
        )


def _consortium(report: EligibilityReport, at: int, checked: Checked) -> Row:
    members = report.members(checked.application)
    return (
        report.name_of(at),
        checked.assessment.verdict,
        "\n".join(f"{each.name} ({each.country}, {each.id}), {role}" for each, role in members),
        rules_with(checked, Outcome.FAIL),
        rules_with(checked, Outcome.EVIDENCE),
        rules_with(checked, Outcome.ADVICE),
    )


def _findings(report: EligibilityReport, at: int, checked: Checked) -> Iterable[Row]:
    for finding in checked.assessment.findings:
        clause, document = report.clause(finding)
        yield (
            report.name_of(at),
            finding.rule,
            finding.outcome if finding.label == finding.outcome else finding.label,
            finding.reason,
            remedy_of(finding),
            "\n".join(finding.evidence),
            ", ".join(finding.members),
            clause,
            document,
        )


def _changes(report: EligibilityReport) -> Iterable[Row]:
    for at, fixes in enumerate(report.fixes or ()):
        for fix in fixes:
            fit = f"{shown(fix.score):.2f}"
            yield (report.name_of(at), change_of(fix), fix.assessment.verdict, still_failing(fix), fit)


def _write_summary(sheet: Any, report: EligibilityReport) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 80
    _set_up_page(sheet)
    sheet.append([_cell(sheet, "Eligibility of consortia", font=_TITLE)])
    sheet.append([])
    for heading, text in report.facts:
        sheet.append([_cell(sheet, heading, font=Font(bold=True)), _cell(sheet, text)])
    sheet.append([])
    sheet.append([_cell(sheet, each, font=_HEADER_FONT, fill=_HEADER_FILL) for each in ("Verdict", "Consortia")])
    for verdict, count in report.counts:
        sheet.append([_cell(sheet, verdict, fill=_FILLS.get(verdict)), _cell(sheet, count)])
    if report.checked.unknown_columns:
        sheet.append([])
        unread = ", ".join(report.checked.unknown_columns)
        sheet.append([_cell(sheet, "Columns not read", font=Font(bold=True)), _cell(sheet, unread)])


def _write(sheet: Any, table: _Table) -> None:
    """Write a table whose header stays in view, on the screen and on every printed page."""
    for at, (_, width) in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    _set_up_page(sheet)
    sheet.print_title_rows = "1:1"
    sheet.freeze_panes = "B2"
    titles = [title for title, _ in table.columns]
    sheet.append([_cell(sheet, title, font=_HEADER_FONT, fill=_HEADER_FILL) for title in titles])
    filled = [title in _FILLED for title in titles]
    widths = [width for _, width in table.columns]
    count = 1
    for row in table.rows:
        count += 1
        sheet.row_dimensions[count].height = _height(row, widths)
        sheet.append(
            [_cell(sheet, value, fill=_fill(value) if fill else None) for value, fill in zip(row, filled, strict=True)]
        )
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(titles))}{count}"


def _height(row: Row, widths: Sequence[int]) -> float:
    """Return a height in which the longest cell can be read; not every spreadsheet fits rows to wrapped text."""
    lines = (
        sum(1 + int(1.1 * len(line)) // width for line in str(value).split("\n"))
        for value, width in zip(row, widths, strict=True)
    )
    return min(_LINE * max(lines), _TALLEST_ROW)


def _fill(value: Value) -> PatternFill | None:
    return _FILLS.get(value) or _FILLS[Outcome.PASS]


def _set_up_page(sheet: Any) -> None:
    for name, value in _PAGE.items():
        setattr(sheet.page_setup, name, value)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "Page &P of &N"


def _cell(sheet: Any, value: Value, font: Font | None = None, fill: PatternFill | None = None) -> Any:
    written = WriteOnlyCell(sheet, value if isinstance(value, int) else cell_text(value))
    if isinstance(value, str):
        # Nothing of a stranger's is a formula, neither now nor when somebody edits the cell.
        written.data_type = "s"
        written.quotePrefix = looks_like_formula(value)
    written.alignment = _WRAPPED
    if font:
        written.font = font
    if fill:
        written.fill = fill
    return written
