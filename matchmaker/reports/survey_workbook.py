"""What may be told of a survey as an XLSX workbook: interest by market, by organisation, and needs by theme."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from matchmaker.abroad.survey.disclosure import SMALLEST
from matchmaker.abroad.survey.interest import Interest, MarketInterest
from matchmaker.abroad.survey.report import SurveyReport, withheld_words
from matchmaker.countries import country_name
from matchmaker.reports.text import cell_text
from matchmaker.spreadsheets import looks_like_formula

_NUMBERS = (
    ("SMEs", 8),
    ("Interested (4 or 5): at least", 28),
    ("at most", 10),
    ("95 % of the share from (Wilson)", 30),
    ("to", 10),
    ("Mean of 5: at least", 20),
    ("at most", 10),
)
_BOLD = Font(bold=True)
Value = str | int | float


def write_survey(path: Path, report: SurveyReport, labels: Mapping[str, str]) -> None:
    """Write a survey's report into a workbook; a file that stands at `path` is replaced.

    Args:
        path: where.
        report: what may be told.
        labels: what organisations are called, by id.

    Raises:
        OSError: the file cannot be written.
    """
    book = Workbook(write_only=True)
    _write(book, "Notes", (("", 110),), ([note] for note in _notes(report)))
    _write(
        book,
        "Markets",
        (("Market", 24), ("Includes", 36), *_NUMBERS),
        ([country_name(each.market), _whom(each), *_numbers(each.everyone)] for each in report.markets),
    )
    _write(
        book,
        "Organisations",
        (("Market", 24), ("Organisation", 36), *_NUMBERS),
        (
            [country_name(each.market), organisation, *_numbers(interest)]
            for each in report.markets
            for organisation, interest in _groups(each, labels)
        ),
    )
    _write(book, "Needs", (("Typical words", 60), ("SMEs", 8)), ([each.name, each.smes] for each in report.themes))
    book.save(path)


def _notes(report: SurveyReport) -> Iterable[str]:
    yield f"Nothing is told of groups of fewer than {SMALLEST} SMEs. {withheld_words(report)}"
    yield "Where nearly all or nearly none are interested, a span is told, so that nobody's answer can be worked out."
    yield "Intervals are 95 % score intervals (Wilson) of the share of those who answered 4 or 5."
    yield "Needs are clustered by meaning; words are told that at least five SMEs use, never an answer."
    if report.repeated:
        yield f"Rows of SMEs that stand under another organisation too, not counted again: {report.repeated}."
    if report.dropped:
        yield "Answers without consent were left out before anything was counted."


def _whom(market: MarketInterest) -> str:
    return "all organisations" if market.complete else "organisations that may be told of"


def _groups(market: MarketInterest, labels: Mapping[str, str]) -> Iterable[tuple[str, Interest]]:
    yield from ((labels[organisation], interest) for organisation, interest in market.by_organisation.items())
    if market.others:
        yield "smaller groups together", market.others


def _numbers(interest: Interest) -> tuple[Value, ...]:
    low, high = interest.interval
    return (
        interest.answers,
        interest.interested.lowest,
        interest.interested.highest,
        round(low, 3),
        round(high, 3),
        *(round(each, 2) for each in interest.mean_span),
    )


def _write(book: Workbook, title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Value]]) -> None:
    sheet = book.create_sheet(title)
    for at, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    titles = [title for title, _ in columns]
    if any(titles):
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, title, font=_BOLD) for title in titles])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Value, font: Font | None = None) -> Any:
    written = WriteOnlyCell(sheet, cell_text(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        # Nothing of a stranger's is a formula, neither now nor when somebody edits the cell.
        written.data_type = "s"
        written.quotePrefix = looks_like_formula(value)
    if font:
        written.font = font
    return written
