from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from matchmaker.consortia.consortium import ChosenSet
from matchmaker.consortia.selection import Aim
from matchmaker.matchmaker import Asked, Matchmaker
from matchmaker.reports.portfolio_table import MEMBER_COLUMNS, portfolio_csv
from matchmaker.reports.portfolio_workbook import write_portfolio

FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture(scope="module")
def chosen(matchmaker: Matchmaker) -> ChosenSet:
    found = matchmaker.portfolio(Asked(), Aim(2))
    assert found is not None
    return replace(found, names=(FORMULA, ""), left_out=((FORMULA, "It is not eligible: markets."),))


def test_the_table_can_be_checked_as_a_file(chosen: ChosenSet, matchmaker: Matchmaker, tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text(portfolio_csv(chosen), encoding="utf-8", newline="")
    checked = matchmaker.check_file(path)
    assert not checked.problems
    assert [each.application.name for each in checked.checked] == [FORMULA, "Consortium 2"]
    for each, consortium in zip(checked.checked, chosen.consortia, strict=True):
        assert {it.organisation for it in each.application.members} == {member.id for member in consortium.members}


def test_no_cell_of_the_table_is_a_formula(chosen: ChosenSet) -> None:
    lines = portfolio_csv(chosen).splitlines()
    assert lines[0] == ",".join(MEMBER_COLUMNS)
    assert lines[1].startswith(f"'{FORMULA}")


def test_no_cell_of_the_workbook_is_a_formula(chosen: ChosenSet, tmp_path: Path) -> None:
    path = tmp_path / "set.xlsx"
    write_portfolio(path, chosen, (("Call", FORMULA),))
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert sum(cell.value == FORMULA for cell in cells) >= 4
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_workbook_has_a_row_for_each_consortium_and_each_member(chosen: ChosenSet, tmp_path: Path) -> None:
    path = tmp_path / "set.xlsx"
    write_portfolio(path, chosen, ())
    book = openpyxl.load_workbook(path)
    assert book["Consortia"].max_row == 1 + len(chosen.consortia)
    assert book["Members"].max_row == 1 + sum(len(each.members) for each in chosen.consortia)
