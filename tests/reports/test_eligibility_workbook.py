"""The workbook is read back with openpyxl: what it says, and that nothing in it is ever run."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.calls.application import Application
from matchmaker.reports.eligibility_report import EligibilityReport
from matchmaker.reports.eligibility_workbook import write_workbook
from tests.calls.world import application
from tests.reports.checked import BAD, GOOD, OPEN, PROBLEM, report

Rows = list[dict[str, str]]


def _written(path: Path, of: EligibilityReport) -> Workbook:
    write_workbook(path / "report.xlsx", of)
    return load_workbook(path / "report.xlsx")


def _rows(sheet: Worksheet) -> Rows:
    header, *rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    return [dict(zip(map(str, header), map(str, row), strict=True)) for row in rows]


def test_the_summary_names_call_documents_day_and_counts(tmp_path: Path) -> None:
    book = _written(tmp_path, report(GOOD, OPEN, BAD, BAD, problems=(PROBLEM,)))
    said = {str(row[0].value): row[1].value for row in book["Summary"].iter_rows(min_row=2) if row[0].value}
    assert said["Call"] == "Clusters Go International (GRO/SME/20/C/02, also COS-CLUSINT-2020-3-01)"
    assert said["Document: work programme"] == "COSME work programme 2020, action GRO/SME/20/C/02"
    assert said["Verdicts as of"] == "2020-12-02, the deadline of the call"
    assert said["Written on"] == "2020-12-03"
    assert [said[each] for each in ("eligible", "evidence needed", "not eligible", "not read")] == [1, 1, 2, 1]
    assert said["Columns not read"] == "remark"


def test_every_consortium_has_a_row_with_members_and_rules(tmp_path: Path) -> None:
    rows = _rows(_written(tmp_path, report(GOOD, OPEN, BAD))["Consortia"])
    assert [(row["Consortium"], row["Verdict"]) for row in rows] == [
        ("Good", "eligible"), ("Open", "evidence needed"), ("Bad", "not eligible"),
    ]  # fmt: skip
    assert "Cluster no-a (NO, no-a), member" in rows[2]["Members"]
    assert (rows[2]["Fails"], rows[1]["Evidence needed"]) == ("participating, money", "entities, not-defence")


def test_every_finding_has_a_row_with_clause_and_document(tmp_path: Path) -> None:
    rows = _rows(_written(tmp_path, report(GOOD, BAD))["Findings"])
    assert len(rows) == 2 * 13
    money = next(row for row in rows if (row["Consortium"], row["Rule"]) == ("Bad", "money"))
    assert money["Outcome"] == "fail"
    assert money["What would change it"] == "Ask for EUR 540,000.00 at most (90 %)."
    assert money["Clause"].startswith("The European Union pays at most 90 %")
    assert money["Document"] == "work programme"
    assert {row["Document"] for row in rows if row["Rule"] in ("markets", "platform")} == {"call"}


def test_evidence_and_what_rests_on_it_are_shown(tmp_path: Path) -> None:
    rows = _rows(_written(tmp_path, report(GOOD))["Findings"])
    services = next(row for row in rows if row["Rule"] == "services")
    assert services["Outcome"] == "pass, on evidence"
    assert services["Evidence attached"] == "de-a: annual report\nes-a: annual report\nit-a: annual report"


def test_every_open_question_has_a_row(tmp_path: Path) -> None:
    rows = _rows(_written(tmp_path, report(GOOD, OPEN))["Missing evidence"])
    assert [(row["Consortium"], row["Rule"], row["Member"], row["Question"]) for row in rows] == [
        ("Open", "entities", "de-owner-unknown", "ownership unknown"),
        ("Open", "not-defence", "(the consortium)", "whether it applies under the defence call is not stated"),
    ]
    assert all(row["What answers it"] for row in rows)


def test_proposed_changes_have_a_sheet_where_they_were_asked_for(tmp_path: Path) -> None:
    assert "Proposed changes" not in _written(tmp_path, report(BAD)).sheetnames
    (row,) = _rows(_written(tmp_path, report(GOOD, BAD, with_fixes=True))["Proposed changes"])
    assert (row["Consortium"], row["Change"]) == ("Bad", "take out no-a (or list as associated partner)")
    assert (row["Verdict"], row["Still to mend"]) == ("not eligible", "money")


def test_what_was_not_read_has_a_sheet(tmp_path: Path) -> None:
    assert "Not read" not in _written(tmp_path, report(GOOD)).sheetnames
    (row,) = _rows(_written(tmp_path, report(GOOD, problems=(PROBLEM,)))["Not read"])
    assert tuple(row.values()) == (
        "many.csv", "7", "organisation", "nobody", "is not in the catalogue", "Import it first.",
    )  # fmt: skip


def test_headers_stay_in_view_and_are_printed_on_every_page(tmp_path: Path) -> None:
    book = _written(tmp_path, report(GOOD))
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_outcomes_and_verdicts_have_colours_and_names_have_none(tmp_path: Path) -> None:
    book = _written(tmp_path, report(GOOD.model_copy(update={"name": "fail"})))
    cells = {cell.column_letter: cell for cell in next(book["Findings"].iter_rows(min_row=2, max_row=2))}
    assert cells["A"].fill.fill_type is None
    assert cells["C"].fill.fgColor.rgb.endswith("E2EFDA")


@pytest.mark.parametrize(
    "name", ["=cmd|'/c calc'!A0", "+1+1", "-2+3", "@SUM(A1)", " =1+1", "\t=1+1", '=HYPERLINK("http://x","y")']
)
def test_a_name_that_looks_like_a_formula_is_text(tmp_path: Path, name: str) -> None:
    noted = application("es-a de-a it-a").model_copy(update={"name": name, "evidence": {"money": name}})
    book = _written(tmp_path, report(noted))
    for sheet in book.worksheets:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    cell = book["Findings"]["A2"]
    assert (cell.value, cell.quotePrefix) == (name, True)
    with ZipFile(tmp_path / "report.xlsx") as archive:
        assert not any(b"<f>" in archive.read(each) for each in archive.namelist())


def test_control_characters_and_marks_that_turn_text_are_left_out(tmp_path: Path) -> None:
    named = GOOD.model_copy(update={"name": "A\x00\x07\x1b\u202eB\ud800"})
    assert _rows(_written(tmp_path, report(named))["Consortia"])[0]["Consortium"] == "AB"


def test_a_very_long_note_is_cut_to_what_a_cell_can_hold(tmp_path: Path) -> None:
    noted = GOOD.model_copy(update={"evidence": {"money": "x" * 100_000}})
    rows = _rows(_written(tmp_path, report(noted))["Findings"])
    assert len(next(row for row in rows if row["Rule"] == "money")["Evidence attached"]) == 32_767


def test_an_unnamed_consortium_has_its_number(tmp_path: Path) -> None:
    unnamed = Application.of("es-a", "de-a", "it-a")
    rows = _rows(_written(tmp_path, report(GOOD, unnamed))["Consortia"])
    assert rows[1]["Consortium"] == "Consortium 2"


def test_a_file_that_cannot_be_written_raises(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="report"):
        write_workbook(tmp_path / "none" / "report.xlsx", report(GOOD))
