import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.spreadsheets import csv_cell, from_csv_cell, looks_like_formula

FORMULAS = ("=1+1", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\uff1d1")


@pytest.mark.parametrize("text", FORMULAS)
def test_what_spreadsheets_run_is_written_as_text(text: str) -> None:
    assert csv_cell(text) == f"'{text}"
    assert not looks_like_formula(csv_cell(text))


@pytest.mark.parametrize("text", ["", "Basque Energy Cluster", "a=b", "-2.93", "+34", "12", "it's"])
def test_harmless_text_and_numbers_stay_as_they_are(text: str) -> None:
    assert csv_cell(text) == text


@given(st.one_of(st.text(), st.text(alphabet="'=+-@ \t\r1a")))
def test_every_text_comes_back(text: str) -> None:
    assert from_csv_cell(csv_cell(text)) == text
    assert not looks_like_formula(csv_cell(text)) or csv_cell(text).lstrip("+-")[:1].isdigit()


def test_a_cell_is_text_in_csv_too() -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([csv_cell("=HYPERLINK(1)")])
    assert out.getvalue().startswith("'=")
