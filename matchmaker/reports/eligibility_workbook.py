"""Verdicts on consortia as an XLSX workbook: counts, consortia, findings, missing evidence, and what was not read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

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
from matchmaker.reports.text import cell_text

Value = str | int
Row = Sequence[Value]

_A3 = 8  # nine columns of sentences are too small to read on A4
_LINE = 15.0  # points
_TALLEST_ROW = 400.0  # points; Excel refuses more than 409
_FILLED = ("Outcome", "Verdict")


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
    # Opened first, so that nothing is left behind where it cannot be. Rows are written out as they come, so that
    # thousands of consortia fit into memory.
    with path.open("wb") as file:
        book = Workbook(file, {"constant_memory": True})
        book.set_properties({"title": f"Eligibility under {report.checked.call.id}", "author": "matchmaker"})
        formats = _Formats(book)
        _write_summary(book.add_worksheet("Summary"), report, formats)
        for table in _tables(report):
            _write(book.add_worksheet(table.title), table, formats)
        book.close()


class _Formats:
    """The formats of a workbook's cells; text in all of them stays text when somebody edits the cell."""

    def __init__(self, book: Workbook) -> None:
        wrapped = {"text_wrap": True, "valign": "top", "align": "left", "quote_prefix": True, "bottom": 7}
        self.plain: Format = book.add_format(wrapped)
        self.number: Format = book.add_format({"valign": "top", "align": "left"})
        self.bold: Format = book.add_format({**wrapped, "bold": True})
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.header: Format = book.add_format({**wrapped, "bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3864"})
        self._filled: Mapping[Value, Format] = {
            each: book.add_format({**wrapped, "bg_color": f"#{outcome_colour(each)}"}) for each in (*Outcome, *Verdict)
        }

    def of(self, value: Value, *, filled: bool = False) -> Format:
        """Return the format of a value; an outcome or a verdict (a pass on evidence, too) is filled with its colour."""
        if isinstance(value, int):
            return self.number
        return self._filled.get(value.partition(",")[0], self.plain) if filled else self.plain


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
            finding.label,
            finding.reason,
            remedy_of(finding),
            "\n".join(finding.evidence),
            ", ".join(finding.members),
            clause,
            document,
        )


def _changes(report: EligibilityReport) -> Iterable[Row]:
    for at, fixes in enumerate(report.fixes or ()):
        if at in report.unfixed:
            yield (report.name_of(at), report.unfixed[at], "", "", "")
        for fix in fixes:
            fit = f"{shown(fix.score):.2f}"
            yield (report.name_of(at), change_of(fix), fix.assessment.verdict, still_failing(fix), fit)


def _write_summary(sheet: Worksheet, report: EligibilityReport, formats: _Formats) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 80)
    _set_up_page(sheet)
    rows: list[tuple[Row, Format]] = [(("Eligibility of consortia",), formats.title), ((), formats.plain)]
    rows += [(fact, formats.bold) for fact in report.facts]
    rows += [((), formats.plain), (("Verdict", "Consortia"), formats.header)]
    rows += [(each, formats.of(each[0], filled=True)) for each in report.counts]
    if report.checked.unknown_columns:
        rows += [((), formats.plain), (("Columns not read", ", ".join(report.checked.unknown_columns)), formats.bold)]
    for at, (row, first) in enumerate(rows):
        for column, value in enumerate(row):
            _write_cell(
                sheet, at, column, value, first if column == 0 or first is formats.header else formats.of(value)
            )


def _write(sheet: Worksheet, table: _Table, formats: _Formats) -> None:
    """Write a table whose header stays in view, on the screen and on every printed page."""
    titles, widths = [title for title, _ in table.columns], [width for _, width in table.columns]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    _set_up_page(sheet)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 1)
    for column, title in enumerate(titles):
        _write_cell(sheet, 0, column, title, formats.header)
    count = 0
    for count, row in enumerate(table.rows, start=1):
        sheet.set_row(count, _height(row, widths))
        for column, value in enumerate(row):
            _write_cell(sheet, count, column, value, formats.of(value, filled=titles[column] in _FILLED))
    sheet.autofilter(0, 0, count, len(titles) - 1)


def _height(row: Row, widths: Sequence[int]) -> float:
    """Return a height in which the longest cell can be read; not every spreadsheet fits rows to wrapped text."""
    lines = (
        sum(1 + int(1.1 * len(line)) // width for line in str(value).split("\n"))
        for value, width in zip(row, widths, strict=True)
    )
    return min(_LINE * max(lines), _TALLEST_ROW)


def _set_up_page(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&CPage &P of &N")


def _write_cell(sheet: Worksheet, row: int, column: int, value: Value, format_: Format) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value, format_)
    else:
        # Never a formula or a link, whatever a stranger's text begins with.
        sheet.write_string(row, column, cell_text(value), format_)
