"""Verdicts on consortia as a DOCX document that call staff can file: findings and missing evidence of each."""

from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell

from matchmaker.calls.checked_file import Checked, CheckedFile
from matchmaker.calls.finding import Finding, Outcome
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.countries import country_name
from matchmaker.reports.outcome_colour import outcome_colour
from matchmaker.reports.text import plain

MOST_CONSORTIA = 200
"""A longer document helps nobody: those beyond are counted, and the workbook has them all."""
_MOST_PROBLEMS = 200
_HEADER_COLOUR = "D9E2F3"
_SMALL = Pt(9)


def write_document(path: Path, checked: CheckedFile, catalogue: Catalogue) -> None:
    """Write the verdicts into a document; a file that stands at `path` is replaced.

    Raises:
        OSError: the file cannot be written.
    """
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(1.8))
    document.core_properties.title = f"Eligibility under {checked.call}"
    document.add_heading(f"Eligibility under {plain(checked.call)}", level=0)
    document.add_paragraph(f"Verdicts as of {checked.as_of.isoformat()}. Source: {plain(checked.source)}.")
    _counts(document, checked)
    for each in checked.checked[:MOST_CONSORTIA]:
        _consortium(document, each, catalogue)
    beyond = len(checked.checked) - MOST_CONSORTIA
    if beyond > 0:
        document.add_paragraph(f"{beyond} more consortia are not shown here. The workbook (.xlsx) has all of them.")
    _problems(document, checked)
    document.save(str(path))


def _counts(document: DocxDocument, checked: CheckedFile) -> None:
    rows = [(verdict.value, str(count)) for verdict, count in checked.counts.items()]
    rows.append(("not read", str(len(checked.refused))))
    _table(document, ("Verdict", "Consortia"), rows, (6, 3))


def _consortium(document: DocxDocument, checked: Checked, catalogue: Catalogue) -> None:
    assessment = checked.assessment
    document.add_heading(plain(f"{checked.application.name or 'Consortium'}: {assessment.verdict.value}"), level=1)
    members = [(catalogue.find(member.organisation), member.role) for member in checked.application.members]
    _table(
        document,
        ("Member", "Id", "Country", "Role"),
        [(each.name, each.id, country_name(each.country), role.value) for each, role in members],
        (12, 6, 4, 4),
    )
    document.add_heading("Findings", level=2)
    table = _table(
        document,
        ("Rule", "Outcome", "Reason, and what would change it", "Clause"),
        [(each.rule, each.outcome.value, _reason(each), each.clause) for each in assessment.findings],
        (3.2, 2.6, 11.2, 9),
    )
    for row, finding in zip(table.rows[1:], assessment.findings, strict=True):
        _shade(row.cells[1], outcome_colour(finding.outcome))
    missing = [
        (each.rule, question.member or "(the consortium)", question.text, question.remedy)
        for each in assessment.findings
        for question in each.questions
    ]
    if missing:
        document.add_heading("Missing evidence", level=2)
        _table(document, ("Rule", "Member", "Question", "What answers it"), missing, (3.2, 6, 7.8, 9))


def _reason(finding: Finding) -> str:
    evidence = f"\nEvidence: {'; '.join(finding.evidence)}" if finding.evidence and finding.questions else ""
    remedy = f"\n→ {finding.remedy}" if finding.remedy and finding.outcome is not Outcome.EVIDENCE else ""
    return f"{finding.reason}{evidence}{remedy}"


def _problems(document: DocxDocument, checked: CheckedFile) -> None:
    if not checked.problems:
        return
    document.add_heading("Not read", level=1)
    for problem in checked.problems[:_MOST_PROBLEMS]:
        document.add_paragraph(plain(str(problem)), style="List Bullet")
    beyond = len(checked.problems) - _MOST_PROBLEMS
    if beyond > 0:
        document.add_paragraph(f"{beyond} more problems are not shown here. The workbook (.xlsx) has all of them.")


def _table(
    document: DocxDocument, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> Table:
    """Add a table with widths in centimetres; its header is repeated on every page and no row breaks over two."""
    table: Table = document.add_table(rows=1 + len(rows), cols=len(header), style="Table Grid")
    table.autofit = False
    for row, texts in zip(table.rows, (header, *rows), strict=True):
        _property(row._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            run = paragraph.add_run(plain(text))
            run.font.size = _SMALL
            run.bold = row is table.rows[0] or None
    for cell in table.rows[0].cells:
        _shade(cell, _HEADER_COLOUR)
        cell.paragraphs[0].runs[0].bold = True
    _property(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001
    document.add_paragraph().paragraph_format.space_after = Pt(2)
    return table


def _property(properties: object, name: str) -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    properties.append(element)  # type: ignore[attr-defined]


def _shade(cell: _Cell, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shading.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001
