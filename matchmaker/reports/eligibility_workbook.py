"""Verdicts on consortia as an XLSX workbook: counts, consortia, findings, missing evidence, and what was not read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.calls.checked_file import Checked, CheckedFile
from matchmaker.calls.finding import Outcome
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.reports.outcome_colour import outcome_colour
from matchmaker.reports.text import cell

_HEADER_FILL = PatternFill("solid", fgColor="1F3864")
_HEADER_FONT = Font(bold=True, color="FFFFFF")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class _Table:
    """One sheet: its title, its columns with their widths in characters, and its rows."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[str | int]]


def write_workbook(path: Path, checked: CheckedFile, catalogue: Catalogue) -> None:
    """Write the verdicts into a workbook; a file that stands at `path` is replaced.

    Raises:
        OSError: the file cannot be written.
    """
    book = Workbook(write_only=True)
    fills = {outcome.value: PatternFill("solid", fgColor=outcome_colour(outcome)) for outcome in Outcome}
    for table in _tables(checked, catalogue):
        _write(book.create_sheet(table.title), table, fills)
    book.save(path)


def _tables(checked: CheckedFile, catalogue: Catalogue) -> Iterable[_Table]:
    yield _Table("Summary", (("", 30), ("", 50)), _summary(checked))
    yield _Table(
        "Consortia",
        (("Consortium", 24), ("Verdict", 16), ("Members", 60), ("Fails", 30), ("Needs evidence", 40), ("Advice", 20)),
        (_consortium(each, catalogue) for each in checked.checked),
    )
    yield _Table(
        "Findings",
        (
            ("Consortium", 24),
            ("Rule", 18),
            ("Outcome", 16),
            ("Reason", 70),
            ("What would change it", 50),
            ("Members", 30),
            ("Evidence", 40),
            ("Clause", 70),
        ),
        (row for each in checked.checked for row in _findings(each)),
    )
    yield _Table(
        "Missing evidence",
        (("Consortium", 24), ("Rule", 18), ("Member", 30), ("Question", 60), ("What answers it", 60)),
        (row for each in checked.checked for row in _missing(each)),
    )
    if checked.problems:
        yield _Table(
            "Not read",
            (("File", 40), ("Row", 8), ("Column", 18), ("Value", 30), ("Problem", 60), ("Remedy", 60)),
            (
                (each.file, each.row or "", each.column, each.value, each.reason, each.remedy)
                for each in checked.problems
            ),
        )


def _summary(checked: CheckedFile) -> list[tuple[str, str | int]]:
    return [
        ("Call", checked.call),
        ("Verdicts as of", checked.as_of.isoformat()),
        ("Source", checked.source),
        ("Consortia checked", len(checked.checked)),
        *((verdict.value, count) for verdict, count in checked.counts.items()),
        ("Consortia not read", len(checked.refused)),
    ]


def _consortium(checked: Checked, catalogue: Catalogue) -> tuple[str, ...]:
    by_outcome = {
        outcome: ", ".join(each.rule for each in checked.assessment.findings if each.outcome is outcome)
        for outcome in Outcome
    }
    members = (catalogue.find(member.organisation) for member in checked.application.members)
    return (
        checked.application.name,
        checked.assessment.verdict.value,
        "\n".join(f"{each.name} ({each.country}, {each.id})" for each in members),
        by_outcome[Outcome.FAIL],
        by_outcome[Outcome.EVIDENCE],
        by_outcome[Outcome.ADVICE],
    )


def _findings(checked: Checked) -> Iterable[tuple[str, ...]]:
    for finding in checked.assessment.findings:
        yield (
            checked.application.name,
            finding.rule,
            finding.outcome.value,
            finding.reason,
            finding.remedy,
            ", ".join(finding.members),
            "\n".join(finding.evidence),
            finding.clause,
        )


def _missing(checked: Checked) -> Iterable[tuple[str, ...]]:
    for finding in checked.assessment.findings:
        for question in finding.questions:
            member = question.member or "(the consortium)"
            yield (checked.application.name, finding.rule, member, question.text, question.remedy)


def _write(sheet: Worksheet, table: _Table, fills: dict[str, PatternFill]) -> None:
    for at, (_, width) in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    titles = [title for title, _ in table.columns]
    if any(titles):
        sheet.freeze_panes = "A2"
        sheet.append([_styled(sheet, title, font=_HEADER_FONT, fill=_HEADER_FILL) for title in titles])
    count = 1
    for count, row in enumerate(table.rows, start=2):  # noqa: B007
        sheet.append([_styled(sheet, value, fill=fills.get(str(value))) for value in row])
    if any(titles):
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(titles))}{count}"


def _styled(sheet: Worksheet, value: str | int, font: Font | None = None, fill: PatternFill | None = None) -> object:
    styled = WriteOnlyCell(sheet, value if isinstance(value, int) else cell(value))
    styled.alignment = _WRAPPED
    if font:
        styled.font = font
    if fill:
        styled.fill = fill
    return styled
