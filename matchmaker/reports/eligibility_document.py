"""Verdicts on consortia as a DOCX document that call staff can sign and file."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from matchmaker.affinity.affinity import shown
from matchmaker.calls.checked_file import Checked
from matchmaker.calls.finding import Finding, Outcome, Verdict
from matchmaker.consortia.fixes import Fix
from matchmaker.countries import country_name
from matchmaker.reports.eligibility_report import (
    EligibilityReport,
    change_of,
    missing,
    remedy_of,
    rules_with,
    still_failing,
)
from matchmaker.reports.outcome_colour import outcome_colour
from matchmaker.reports.text import plain

MOST_CONSORTIA = 200
"""A longer document helps nobody: those beyond are counted, and the workbook has them all."""
_MOST_PROBLEMS = 200
_HEADER_COLOUR = "D9E2F3"
_SMALL = Pt(9)


def write_document(path: Path, report: EligibilityReport) -> None:
    """Write the verdicts into a document; a file that stands at `path` is replaced.

    Raises:
        OSError: the file cannot be written.
    """
    document = Document()
    _set_up(document, report)
    document.add_heading("Eligibility of consortia", level=0)
    _table(document, ("", ""), report.facts, (6.5, 19.5), header=False)
    document.add_heading("Verdicts", level=1)
    counts = _table(document, ("Verdict", "Consortia"), [(each, str(count)) for each, count in report.counts], (5, 3))
    for row, verdict in zip(counts.rows[1:], Verdict, strict=False):
        _shade(row.cells[0], outcome_colour(verdict))
    _overview(document, report)
    _problems(document, report)
    _signature(document)
    for at, each in enumerate(report.checked.checked[:MOST_CONSORTIA]):
        _consortium(document, report, at, each)
    document.save(str(path))


def _set_up(document: DocxDocument, report: EligibilityReport) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(1.8))
    properties = document.core_properties
    properties.title = f"Eligibility under {report.checked.call.id}"
    properties.author, properties.comments = "matchmaker", ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    day = report.checked.as_of.isoformat()
    footer = section.footer.paragraphs[0]
    footer.add_run(f"Eligibility under {plain(report.checked.call.id)} as of {day}. Page ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")
    # What a field shows has the size of the style, whatever its run says.
    footer.style.font.size = _SMALL


def _overview(document: DocxDocument, report: EligibilityReport) -> None:
    checked = report.checked.checked
    rows = [
        (
            report.name_of(at),
            each.assessment.verdict.value,
            rules_with(each, Outcome.FAIL),
            rules_with(each, Outcome.EVIDENCE),
        )
        for at, each in enumerate(checked[:MOST_CONSORTIA])
    ]
    table = _table(document, ("Consortium", "Verdict", "Fails", "Evidence needed"), rows, (8, 3.5, 5.5, 9))
    for row, each in zip(table.rows[1:], checked, strict=False):
        _shade(row.cells[1], outcome_colour(each.assessment.verdict))
    beyond = len(checked) - MOST_CONSORTIA
    if beyond > 0:
        document.add_paragraph(f"{beyond} more consortia are not shown here. The workbook (.xlsx) has all of them.")
    if report.checked.unknown_columns:
        document.add_paragraph(plain(f"Columns that were not read: {', '.join(report.checked.unknown_columns)}."))


def _problems(document: DocxDocument, report: EligibilityReport) -> None:
    problems = report.checked.problems
    if not problems:
        return
    document.add_heading("Not read, and not checked", level=1)
    document.add_paragraph(plain(f"Consortia: {', '.join(report.checked.refused)}."))
    for problem in problems[:_MOST_PROBLEMS]:
        document.add_paragraph(plain(str(problem)), style="List Bullet")
    beyond = len(problems) - _MOST_PROBLEMS
    if beyond > 0:
        document.add_paragraph(f"{beyond} more problems are not shown here. The workbook (.xlsx) has all of them.")


def _signature(document: DocxDocument) -> None:
    document.add_heading("Signed", level=1)
    table = _table(document, ("Name", "Date", "Signature"), [("", "", "")], (10, 5, 11))
    table.rows[1].height = Cm(1.5)


def _consortium(document: DocxDocument, report: EligibilityReport, at: int, checked: Checked) -> None:
    assessment = checked.assessment
    heading = document.add_heading(plain(f"{report.name_of(at)}: {assessment.verdict.value}"), level=1)
    heading.paragraph_format.page_break_before = True
    members = report.members(checked.application)
    _table(
        document,
        ("Member", "Id", "Country", "Role"),
        [(each.name, each.id, country_name(each.country), role) for each, role in members],
        (12, 6, 4, 4),
    )
    document.add_heading("Findings", level=2)
    table = _table(
        document,
        ("Rule", "Outcome", "Reason", "What would change it", "Clause and document"),
        [_finding(report, each) for each in assessment.findings],
        (2.7, 2.3, 8.5, 5.5, 7),
    )
    for row, finding in zip(table.rows[1:], assessment.findings, strict=True):
        _shade(row.cells[1], outcome_colour(finding.outcome))
    if questions := missing(checked):
        document.add_heading("Missing evidence", level=2)
        _table(document, ("Rule", "Members", "Question", "What answers it"), _grouped(questions), (2.7, 7.3, 8, 8))
    if at in report.unfixed:
        document.add_heading("Proposed changes", level=2)
        document.add_paragraph(plain(report.unfixed[at]))
    if report.fixes is not None and report.fixes[at]:
        document.add_heading("Proposed changes", level=2)
        rows = [_change(fix) for fix in report.fixes[at]]
        _table(document, ("Change", "Verdict then", "Still to mend", "Fit"), rows, (14, 4, 6, 2))


def _finding(report: EligibilityReport, finding: Finding) -> tuple[str, ...]:
    evidence = "".join(f"\nEvidence: {each}" for each in finding.evidence)
    clause, document = report.clause(finding)
    return (finding.rule, finding.label, f"{finding.reason}{evidence}", remedy_of(finding), f"{clause} [{document}]")


def _grouped(questions: Sequence[tuple[str, str, str, str]]) -> list[tuple[str, str, str, str]]:
    """Name the members of whom the same is asked in one row."""
    members: dict[tuple[str, str, str], list[str]] = {}
    for rule, member, question, remedy in questions:
        members.setdefault((rule, question, remedy), []).append(member)
    return [(rule, ", ".join(each), question, remedy) for (rule, question, remedy), each in members.items()]


def _change(fix: Fix) -> tuple[str, ...]:
    return (change_of(fix), fix.assessment.verdict.value, still_failing(fix), f"{shown(fix.score):.2f}")


def _table(
    document: DocxDocument,
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    header: bool = True,
) -> Table:
    """Add a table with widths in centimetres; its header is repeated on every page and no row breaks over two."""
    lines = [titles, *rows] if header else list(rows)
    table: Table = document.add_table(rows=len(lines), cols=len(titles), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for at, (row, texts) in enumerate(zip(table.rows, lines, strict=True)):
        _property(row._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001
        for column, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
            cell.width = Cm(width)
            _fill(cell.paragraphs[0], text, bold=at == 0 if header else column == 0)
    if header:
        for cell in table.rows[0].cells:
            _shade(cell, _HEADER_COLOUR)
        _property(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001
    spacer = document.add_paragraph().paragraph_format
    spacer.line_spacing, spacer.space_after = Pt(4), Pt(0)
    return table


def _fill(paragraph: Paragraph, text: str, *, bold: bool) -> None:
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(plain(text))
    run.font.size, run.bold = _SMALL, bold or None


def _property(properties: object, name: str) -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    properties.append(element)  # type: ignore[attr-defined]


def _field(paragraph: Paragraph, code: str) -> None:
    """Add a field that the word processor fills in, such as the number of the page."""
    run = paragraph.add_run()._r  # noqa: SLF001
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        run.append(element)


def _shade(cell: _Cell, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shading.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001
