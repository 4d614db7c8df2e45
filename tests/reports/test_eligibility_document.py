"""The document is read back with python-docx: what it says, and that every page can be read alone."""

from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from matchmaker.reports.eligibility_document import MOST_CONSORTIA, write_document
from matchmaker.reports.eligibility_report import EligibilityReport
from tests.reports.checked import BAD, GOOD, OPEN, PROBLEM, report


def _written(path: Path, of: EligibilityReport) -> DocxDocument:
    write_document(path / "report.docx", of)
    return Document(str(path / "report.docx"))


def _table(document: DocxDocument, first: str) -> list[list[str]]:
    """Return the rows of the first table whose header begins with a word."""
    table = next(each for each in document.tables if each.cell(0, 0).text == first)
    return [[cell.text for cell in row.cells] for row in table.rows]


def _headings(document: DocxDocument) -> list[str]:
    return [each.text for each in document.paragraphs if each.style and (each.style.name or "").startswith("Heading")]


def test_the_first_page_names_call_documents_day_and_source(tmp_path: Path) -> None:
    facts = dict(_table(_written(tmp_path, report(GOOD)), "Call"))
    assert facts["Call"] == "Clusters Go International (GRO/SME/20/C/02, also COS-CLUSINT-2020-3-01)"
    assert facts["Document: call"] == "Call for proposals COS-CLUSINT-2020-3-01, version 1.0 of 30 September 2020"
    assert facts["Verdicts as of"] == "2020-12-02, the deadline of the call"
    assert facts["Consortia from"] == "many.csv"


def test_verdicts_are_counted(tmp_path: Path) -> None:
    counts = _table(_written(tmp_path, report(GOOD, OPEN, BAD, problems=(PROBLEM,))), "Verdict")
    assert counts[1:] == [["eligible", "1"], ["evidence needed", "1"], ["not eligible", "1"], ["not read", "1"]]


def test_there_is_a_place_to_sign(tmp_path: Path) -> None:
    assert _table(_written(tmp_path, report(GOOD)), "Name")[0] == ["Name", "Date", "Signature"]


def test_each_consortium_begins_a_page_with_its_verdict(tmp_path: Path) -> None:
    document = _written(tmp_path, report(GOOD, BAD))
    beginning = [each.text for each in document.paragraphs if each.paragraph_format.page_break_before]
    assert beginning == ["Good: eligible", "Bad: not eligible"]


def test_every_finding_has_reason_remedy_clause_and_document(tmp_path: Path) -> None:
    rows = {row[0]: row for row in _table(_written(tmp_path, report(BAD)), "Rule")}
    assert len(rows) == 14
    assert rows["participating"][1] == "fail"
    assert "no-a is in Norway" in rows["participating"][2]
    assert rows["participating"][3] == "Replace no-a (Norway does not participate) or list it as an associated partner."
    assert rows["participating"][4].endswith("[work programme]")
    assert rows["platform"][4].endswith("[call]")


def test_evidence_stands_beside_the_finding_that_rests_on_it(tmp_path: Path) -> None:
    rows = {row[0]: row for row in _table(_written(tmp_path, report(GOOD)), "Rule")}
    assert rows["services"][1] == "pass, on evidence"
    assert "Evidence: es-a: annual report" in rows["services"][2]


def test_missing_evidence_is_listed_where_there_is_any(tmp_path: Path) -> None:
    assert "Missing evidence" not in _headings(_written(tmp_path, report(GOOD)))
    document = _written(tmp_path, report(OPEN))
    assert "Missing evidence" in _headings(document)
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert [row[:3] for row in rows[1:]] == [
        ["entities", "de-owner-unknown", "ownership unknown"],
        ["not-defence", "(the consortium)", "whether it applies under the defence call is not stated"],
    ]


def test_proposed_changes_are_shown_where_they_were_asked_for(tmp_path: Path) -> None:
    assert "Proposed changes" not in _headings(_written(tmp_path, report(BAD)))
    row = _table(_written(tmp_path, report(BAD, with_fixes=True)), "Change")[1]
    assert row[:3] == ["take out no-a (or list as associated partner)", "not eligible", "money"]


def test_what_was_not_read_is_said(tmp_path: Path) -> None:
    document = _written(tmp_path, report(GOOD, problems=(PROBLEM,)))
    text = "\n".join(each.text for each in document.paragraphs)
    assert "Consortia: Lost." in text
    assert str(PROBLEM) in text
    assert "Columns that were not read: remark." in text


def test_headers_of_tables_are_repeated_and_rows_hold_together(tmp_path: Path) -> None:
    for table in _written(tmp_path, report(BAD)).tables[1:]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_pages_are_numbered(tmp_path: Path) -> None:
    footer = _written(tmp_path, report(GOOD)).sections[0].footer.paragraphs[0]._p.xml
    assert "NUMPAGES" in footer
    assert "GRO/SME/20/C/02 as of 2020-12-02" in footer


def test_a_long_list_is_cut_and_the_rest_counted(tmp_path: Path) -> None:
    document = _written(tmp_path, report(*[GOOD] * (MOST_CONSORTIA + 3)))
    assert "3 more consortia are not shown here" in "\n".join(each.text for each in document.paragraphs)
    assert len([each for each in _headings(document) if each == "Good: eligible"]) == MOST_CONSORTIA


def test_control_characters_are_left_out(tmp_path: Path) -> None:
    assert "AB: eligible" in _headings(_written(tmp_path, report(GOOD.model_copy(update={"name": "A\x00\x0b\u202eB"}))))
