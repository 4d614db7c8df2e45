"""A chosen set of consortia as an XLSX workbook: what was chosen and proven, the consortia, their members."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from matchmaker.consortia.consortium import ChosenSet
from matchmaker.countries import country_name
from matchmaker.reports.portfolio_table import MEMBER_COLUMNS, consortium_names, fit, member_rows, open_rules
from matchmaker.reports.text import cell_text

_CONSORTIA = (("Consortium", 28), ("Members", 60), ("Countries", 36), ("Fit", 8), ("Verdict", 18), ("Open rules", 50))
_WIDTHS = (28, 28, 48, 20, 20, 20, 50, 8, 18)


def write_portfolio(path: Path, chosen: ChosenSet, facts: Sequence[tuple[str, str]]) -> None:
    """Write a set of consortia into a workbook; a file that stands at `path` is replaced.

    Args:
        path: where.
        chosen: the set.
        facts: what was asked and what is proven, as names and values, for the first sheet.

    Raises:
        OSError: the file cannot be written.
    """
    with path.open("wb") as file:
        book = Workbook(file)
        # Text stays text, even when somebody edits the cell.
        cell = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        bold = book.add_format({"bold": True, "valign": "top"})
        _write(book.add_worksheet("Set"), (("", 32), ("", 90)), facts, cell, bold)
        consortia = (
            (
                name,
                "\n".join(f"{member.name} ({member.country})" for member in each.members),
                ", ".join(country_name(code) for code in dict.fromkeys(each.countries)),
                fit(each),
                each.assessment.verdict.value,
                open_rules(each),
            )
            for name, each in zip(consortium_names(chosen), chosen.consortia, strict=True)
        )
        _write(book.add_worksheet("Consortia"), _CONSORTIA, consortia, cell, bold)
        members = tuple(zip(MEMBER_COLUMNS, _WIDTHS, strict=True))
        _write(book.add_worksheet("Members"), members, member_rows(chosen), cell, bold)
        if chosen.left_out:
            _write(book.add_worksheet("Left out"), (("Application", 40), ("Why", 90)), chosen.left_out, cell, bold)
        book.close()


def _write(
    sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]], cell: Format, bold: Format
) -> None:
    titled = any(title for title, _ in columns)
    for at, (title, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        if titled:
            sheet.write_string(0, at, title, bold)
    if titled:
        sheet.freeze_panes(1, 1)
    for number, row in enumerate(rows, start=int(titled)):
        for at, value in enumerate(row):
            # Never a formula or a link, whatever a stranger's text begins with.
            sheet.write_string(number, at, cell_text(value), cell if titled or at else bold)
