import sys
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.catalogue import cells
from matchmaker.catalogue.cells import CellError
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.organisation import Kind, Platform


def refusal(read: Callable[[str], Any], cell: str) -> CellError:
    with pytest.raises(CellError) as caught:
        read(cell)
    return caught.value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Clúster de Energía", "Clúster de Energía"),
        ("Cluster", "Cluster"),
        ("Clu\u0301ster", "Clúster"),
        ("一般社団法人", "一般社団法人"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("+34 (0) 944 040 211", "+34 (0) 944 040 211"),
        ("- wind (offshore)", "- wind (offshore)"),
        ("@cluster", "@cluster"),
    ],
)
def test_text_of_any_language_is_kept(cell: str, value: str) -> None:
    assert cells.text(cell) == value


@pytest.mark.parametrize("cell", ["a\x00b", "bell\x07", "\x1b[31mred", "a\x85b", "half \ud800 pair"])
def test_control_characters_are_refused(cell: str) -> None:
    assert refusal(cells.text, cell).reason == "contains control characters"


def test_the_control_characters_are_those_of_unicode_but_tabs_and_line_breaks() -> None:
    letters = {chr(code) for code in range(sys.maxunicode + 1)}
    controls = {letter for letter in letters if unicodedata.category(letter) in ("Cc", "Cs")} - set("\t\n\r")
    assert {letter for letter in letters if cells._CONTROL.match(letter)} == controls


@pytest.mark.parametrize("cell", ["=1+1", "=HYPERLINK('x')", "@SUM(A1)", "+cmd|' /C calc'!A0", "-cmd|x", "@ cmd|x"])
def test_formulas_are_refused(cell: str) -> None:
    assert refusal(cells.text, cell).reason == "is a formula"


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "#NAME?"])
def test_errors_of_a_spreadsheet_are_refused(cell: str) -> None:
    assert refusal(cells.text, cell).reason == "is the error of a formula"


def test_text_has_a_longest_length() -> None:
    assert cells.text("a" * cells.LONGEST_CELL)
    assert refusal(cells.text, "a" * (cells.LONGEST_CELL + 1)).reason == "has 20,001 characters"


@pytest.mark.parametrize("cell", ["ES-BEC", "es bec", "es--bec", "-es", "es_bec", "és", ""])
def test_ids_are_lower_case_words_joined_by_hyphens(cell: str) -> None:
    assert cells.identifier("es-bec-2") == "es-bec-2"
    assert "is not an id" in refusal(cells.identifier, cell).reason


def test_countries_are_read_by_code_or_name_and_others_refused() -> None:
    assert [cells.country(cell) for cell in ("ES", "es", "Spain", "EL", "UK", "Kosovo")] == [
        "ES", "ES", "ES", "GR", "GB", "XK",
    ]  # fmt: skip
    assert "is not a country" in refusal(cells.country, "Espagne").reason


@pytest.mark.parametrize("cell", ["ES21", "EL", "UKM50", "XK"])
def test_nuts_codes_of_every_level_are_read(cell: str) -> None:
    assert cells.nuts(cell) == cell


@pytest.mark.parametrize("cell", ["es21", "E", "ES2111", "ES-21", "21"])
def test_what_is_no_nuts_code_is_refused(cell: str) -> None:
    assert "is not a NUTS code" in refusal(cells.nuts, cell).reason


@pytest.mark.parametrize(
    "cell", ["example.org", "https://www.example.org/a?b=c#d", "http://clúster.es:8080", "www.a-b.co.uk/"]
)
def test_web_addresses_are_read_with_and_without_scheme(cell: str) -> None:
    assert cells.website(cell) == cell


@pytest.mark.parametrize("cell", ["javascript:alert(1)", "none", "a b.org", "ftp://a.org", "a.org/\x07", "info@a.org"])
def test_what_is_no_web_address_is_refused(cell: str) -> None:
    refusal(cells.website, cell)


def test_ecosystems_are_read_whatever_their_case() -> None:
    assert [cells.ecosystem(name.upper()) for name in ECOSYSTEMS] == list(ECOSYSTEMS)
    assert "Energy-Renewables" in refusal(cells.ecosystem, "Wind").remedy


@pytest.mark.parametrize(("cell", "value"), [("0", 0), ("12", 12), ("12.0", 12), ("+7", 7)])
def test_whole_numbers_are_read(cell: str, value: int) -> None:
    assert cells.integer(0, 100)(cell) == value


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("101", "is out of range"), ("-1", "is out of range"), ("1,000", "is not a whole number"),
     ("12.5", "is not a whole number"), ("about 20", "is not a whole number"), ("٣", "is not a whole number"),
     ("9" * 400, "is not a whole number")],
)  # fmt: skip
def test_what_is_no_whole_number_in_range_is_refused(cell: str, reason: str) -> None:
    assert refusal(cells.integer(0, 100), cell).reason == reason


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("43,26", "is not a number"), ("90.1", "is out of range"), ("nan", "is not a number"), ("1e1", "is not a number")],
)
def test_what_is_no_decimal_in_range_is_refused(cell: str, reason: str) -> None:
    assert refusal(cells.decimal(-90, 90), cell).reason == reason


@pytest.mark.parametrize("options", [Kind, Platform])
def test_choices_are_read_whatever_their_case(options: type[StrEnum]) -> None:
    read = cells.choice(options)
    assert [read(option.value.title()) for option in options] == list(options)
    assert all(option.value in refusal(read, "anything").remedy for option in options)


def test_lists_drop_empty_items_and_repetitions() -> None:
    assert cells.listed(cells.country)("JP; us ;;JP") == ("JP", "US")


def test_a_list_names_the_item_that_is_wrong() -> None:
    error = refusal(cells.listed(cells.country), "JP;Atlantis;US")
    assert error.reason == "holds 'Atlantis', which is not a country"


def test_a_list_with_commas_is_told_the_separator() -> None:
    assert "semicolons" in refusal(cells.listed(cells.country), "JP, US").remedy


readable = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(readable)
def test_text_that_was_read_is_read_again_unchanged(cell: str) -> None:
    try:
        value = cells.text(cell)
    except CellError:
        return
    assert cells.text(cells.write(value)) == value


@given(readable)
def test_lists_that_were_read_are_read_again_unchanged(cell: str) -> None:
    read = cells.listed(cells.text)
    try:
        value = read(cell)
    except CellError:
        return
    assert read(cells.write(value)) == value


@given(st.floats(-180, 180))
def test_decimals_are_read_again_unchanged(value: float) -> None:
    assert cells.decimal(-180, 180)(cells.write(value)) == value


@given(st.integers(-1000, 1000))
def test_whole_numbers_are_read_again_unchanged(value: int) -> None:
    assert cells.integer(-1000, 1000)(cells.write(value)) == value


def test_what_is_unknown_is_written_as_an_empty_cell() -> None:
    assert cells.write(None) == cells.write(()) == ""
