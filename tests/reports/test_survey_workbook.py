from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from matchmaker.abroad.survey.interest import MarketInterest, interest_of
from matchmaker.abroad.survey.report import SurveyReport
from matchmaker.abroad.survey.themes import Theme
from matchmaker.reports.survey_workbook import write_survey

OWN, OTHERS = interest_of([5, 5, 5, 5, 1, 1, 1, 1, 3]), interest_of([5] * 6)
MARKET = MarketInterest("JP", OWN + OTHERS, {"alba": OWN}, OTHERS, complete=True)
REPORT = SurveyReport(dropped=True, withheld=3, repeated=2, markets=(MARKET,), themes=(Theme(("distributor",), 7),))
LABELS = {"alba": "=HYPERLINK(Alba)"}


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    write_survey(tmp_path / "survey.xlsx", REPORT, LABELS)
    return openpyxl.load_workbook(tmp_path / "survey.xlsx")


def rows(book: openpyxl.Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


def test_every_number_of_the_report_is_in_its_sheet(book: openpyxl.Workbook) -> None:
    low, high = (round(each, 3) for each in MARKET.everyone.interval)
    assert rows(book, "Markets")[1] == ("Japan", "all organisations", 15, 8, 10, low, high, 3.33, 3.8)
    organisations = rows(book, "Organisations")
    assert [row[:5] for row in organisations[1:]] == [
        ("Japan", "=HYPERLINK(Alba)", 9, 4, 4),
        ("Japan", "smaller groups together", 6, 4, 6),
    ]
    assert rows(book, "Needs")[1:] == [("distributor", 7)]


def test_the_notes_say_what_is_withheld_and_which_interval_it_is(book: openpyxl.Workbook) -> None:
    notes = " ".join(str(row[0]) for row in rows(book, "Notes"))
    assert "fewer than 5 SMEs" in notes
    assert "Wilson" in notes
    assert "without consent" in notes
    assert "3 groups of fewer than 5 SMEs withheld" in notes
    assert "not counted again: 2" in notes


def test_a_name_that_looks_like_a_formula_is_text(tmp_path: Path, book: openpyxl.Workbook) -> None:
    (cell,) = [each for row in book["Organisations"].iter_rows() for each in row if each.value == LABELS["alba"]]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    with ZipFile(tmp_path / "survey.xlsx") as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())
