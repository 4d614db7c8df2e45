import csv
import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matchmaker.catalogue import sheet as module
from matchmaker.catalogue.sheet import read_sheet
from matchmaker.errors import BadInput, Problem
from tests.catalogue.files import write_csv, write_xlsx

ROWS = [
    {"name": "Clúster A", "country": "ES", "keywords": "wind;sun"},
    {"name": "B, C and D", "country": "FR", "keywords": ""},
    {"name": "two\nlines", "country": "DE", "keywords": 'a "quoted" word'},
]


def cells_of(path: Path) -> list[dict[str, str]]:
    return [dict(row.cells) for row in read_sheet(path).rows]


def refusal(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        read_sheet(path)
    (problem,) = caught.value.problems
    assert problem.file == str(path)
    assert problem.remedy
    return problem.reason


EXPECTED = [{name: cell for name, cell in row.items() if cell} for row in ROWS]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_whatever_its_separator_and_byte_order_mark(tmp_path: Path, delimiter: str, encoding: str) -> None:
    assert cells_of(write_csv(tmp_path / "a.csv", ROWS, delimiter=delimiter, encoding=encoding)) == EXPECTED


def test_xlsx_is_read_as_csv_is(tmp_path: Path) -> None:
    assert cells_of(write_xlsx(tmp_path / "a.xlsx", ROWS)) == EXPECTED


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('name,country\n"two\nlines",ES\n\n,\nB,FR\n', encoding="utf-8")
    assert [row.number for row in read_sheet(path).rows] == [2, 5]


def test_rows_of_a_workbook_are_numbered_past_empty_ones(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for at, value in [("A1", "name"), ("A2", "first"), ("A9", "second")]:
        book.worksheets[0][at] = value
    book.save(tmp_path / "a.xlsx")
    assert [(row.number, row.cells["name"]) for row in read_sheet(tmp_path / "a.xlsx").rows] == [
        (2, "first"),
        (9, "second"),
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(ending.join(["name;country", "A;ES", "B;FR", ""]).encode())
    assert [dict(row.cells) for row in read_sheet(path).rows] == [
        {"name": "A", "country": "ES"},
        {"name": "B", "country": "FR"},
    ]


def test_column_names_are_read_whatever_their_case_and_spaces(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(" Name ,FOUNDING  Year,NUTS-code,\nA,1999,ES21,\n", encoding="utf-8")
    assert read_sheet(path).columns == ("name", "founding_year", "nuts_code")


def test_a_cell_that_is_not_filled_is_empty_text(tmp_path: Path) -> None:
    (row,) = read_sheet(write_csv(tmp_path / "a.csv", [{"name": " A ", "city": "  "}])).rows
    assert (row.cells["name"], row.cells["city"]) == ("A", "")


def test_numbers_and_dates_of_a_workbook_are_written_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["whole", "decimal", "day", "truth"])
    book.worksheets[0].append([1999.0, 43.26, module.date(2020, 12, 2), True])
    book.save(tmp_path / "a.xlsx")
    (row,) = read_sheet(tmp_path / "a.xlsx").rows
    assert dict(row.cells) == {"whole": "1999", "decimal": "43.26", "day": "2020-12-02T00:00:00", "truth": "True"}


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("299999.99700000003", "299999.997"),
        ("0.10000000000000001", "0.1"),
        ("90.000000000000014", "90"),
        ("1.2345678901234567E+16", "12345678901234600"),
        ("4.5E-5", "0.000045"),
        ("-0", "0"),
        ("20201202", "20201202"),
    ],
)
def test_a_number_of_a_workbook_has_the_15_digits_that_a_spreadsheet_shows(
    tmp_path: Path, stored: str, text: str
) -> None:
    xml = (
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="2"><c r="A2"><v>{stored}</v></c></row>'
    )
    path = with_sheet(tmp_path / "table.xlsx", _WORKSHEET.format(xml))
    assert cells_of(path) == [{"a": text}]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.95, "0%", "95 %"),
        (0.95, "0.00%;[Red]-0.00%", "95 %"),
        (1, "0%", "100 %"),
        (0.333333333333333, "0.0%", "33.3333333333333 %"),
        (85, '0"%"', "85 %"),
        (85, "0\\%", "85 %"),
        (0.95, "0.00", "0.95"),
        ("0.95", "0%", "0.95"),
    ],
)
def test_a_percentage_of_a_workbook_is_read_as_it_is_shown(
    tmp_path: Path, value: float | str, number_format: str, text: str
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.active.append([value])
    book.active["A2"].number_format = number_format
    book.save(tmp_path / "table.xlsx")
    assert cells_of(tmp_path / "table.xlsx") == [{"a": text}]


def test_a_row_with_too_many_cells_is_a_misfit_with_its_surplus(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,country\nA,ES\nB, Inc.,FR\n", encoding="utf-8")
    sheet = read_sheet(path)
    assert [row.number for row in sheet.rows] == [2]
    assert [(row.number, dict(row.cells), row.surplus) for row in sheet.misfits] == [
        (3, {"name": "B", "country": "Inc."}, ("FR",))
    ]
    assert "3 cells under 2 columns" in sheet.problems[0].reason


def text_file(content: bytes, ending: str = "csv") -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / f"hostile.{ending}"
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (text_file(b""), "has no header"),
        (text_file(b"\xef\xbb\xbf"), "has no header"),
        (text_file(b"\n\nname,country\n"), "has no header"),
        (text_file("name,city\nA,Málaga\n".encode("latin-1")), "is not UTF-8 (line 2)"),
        (text_file(b"\xff\xfen\x00a"), "is not UTF-8"),
        (text_file("name\nA\n".encode("utf-16-le")), "contains zero bytes"),
        (text_file(b"name,city\nA,\x00\n"), "contains zero bytes"),
        (text_file(b'name,city\nA,"Bil\n'), "line"),
        (text_file(b"name,city\nA," + b"x" * 10_000_000), "field larger than field limit"),
        (text_file(b"x" * 10_000_000), "field larger than field limit"),
        (text_file(b"name,name\nA,B\n"), "has a column twice or without a name: name"),
        (text_file(b"name,,city\nA,B,C\n"), "has a column twice or without a name: (empty)"),
        (text_file(b"na\x07me,city\nA,B\n"), "has control characters in a column's name"),
        (text_file(",".join(f"c{at}" for at in range(100_000)).encode()), "has 100,000 columns"),
        (text_file(b"name\nA\n", "ods"), "has the ending '.ods'"),
        (text_file(b"name\nA\n", "xlsx"), "is not an XLSX workbook"),
        (text_file(b"PK\x03\x04 damaged", "xlsx"), "is not an XLSX workbook"),
        (text_file(b"", "xlsx"), "is not an XLSX workbook"),
    ],
)
def test_a_hostile_file_is_named_with_what_is_wrong(tmp_path: Path, make: Callable[[Path], Path], reason: str) -> None:
    assert reason in refusal(make(tmp_path))


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == "does not exist"
    assert refusal(tmp_path) == "is not a file"


def test_a_header_alone_is_a_sheet_without_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,country\n", encoding="utf-8")
    assert read_sheet(path).rows == ()


def test_a_file_with_too_many_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 2)
    rows = [{"name": str(at)} for at in range(3)]
    assert "has more than 2 rows" in refusal(write_csv(tmp_path / "a.csv", rows))
    assert "has more than 2 rows" in refusal(write_xlsx(tmp_path / "a.xlsx", [*rows, *rows]))
    assert len(read_sheet(write_csv(tmp_path / "b.csv", rows[:2])).rows) == 2


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(module.LARGEST_FILE + 1)
    assert refusal(path) == "is larger than 100 MB"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (module.LARGEST_FILE + 1))
    assert path.stat().st_size < 1_000_000
    assert refusal(path) == "unpacks to 100 MB"


_WORKSHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def with_sheet(path: Path, xml: str) -> Path:
    """Write a workbook whose first sheet is this XML."""
    source = io.BytesIO()
    openpyxl.Workbook().save(source)
    with zipfile.ZipFile(source) as original, zipfile.ZipFile(path, "w") as archive:
        for entry in original.infolist():
            is_sheet = entry.filename == "xl/worksheets/sheet1.xml"
            archive.writestr(entry.filename, xml if is_sheet else original.read(entry))
    return path


NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_entities_that_multiply_are_refused(tmp_path: Path) -> None:
    layers = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 12))
    xml = (
        f'<!DOCTYPE w [<!ENTITY e0 "ha">{layers}]><worksheet {NAMESPACE}><sheetData><row r="1">'
        f'<c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row></sheetData></worksheet>'
    )
    assert "is not an XLSX workbook" in refusal(with_sheet(tmp_path / "a.xlsx", xml))


def test_a_format_down_to_the_last_row_costs_nothing(tmp_path: Path) -> None:
    xml = (
        f'<worksheet {NAMESPACE}><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is>'
        '<t>name</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData></worksheet>'
    )
    assert cells_of(with_sheet(tmp_path / "a.xlsx", xml)) == [{"name": "A"}]


def test_a_row_beyond_the_last_of_a_spreadsheet_is_not_waited_for(tmp_path: Path) -> None:
    xml = (
        f'<worksheet {NAMESPACE}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
        '<row r="9999999999"><c r="A9999999999" t="inlineStr"><is><t>A</t></is></c></row></sheetData></worksheet>'
    )
    assert cells_of(with_sheet(tmp_path / "a.xlsx", xml)) == []


def test_a_formula_gives_its_stored_result_and_else_itself(tmp_path: Path) -> None:
    xml = (
        f'<worksheet {NAMESPACE}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>members</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><f>"Clu"&amp;"ster"</f><v>Cluster</v></c><c r="B2"><f>1+1</f></c></row>'
        "</sheetData></worksheet>"
    )
    assert cells_of(with_sheet(tmp_path / "a.xlsx", xml)) == [{"name": "Cluster", "members": "=1+1"}]


def test_a_workbook_without_a_sheet_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_chartsheet()
    book.remove(book.worksheets[0])
    book.save(tmp_path / "a.xlsx")
    assert "is not an XLSX workbook" in refusal(tmp_path / "a.xlsx")


def problems_of(path: Path) -> tuple[Problem, ...]:
    try:
        return read_sheet(path).problems
    except BadInput as error:
        return error.problems


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    source = random.Random(seed)  # noqa: S311  damage, not secrets
    with zipfile.ZipFile(path) as archive:
        entries = {entry.filename: bytearray(archive.read(entry)) for entry in archive.infolist()}
    damaged = entries[source.choice(sorted(entries))]
    for _ in range(4):
        damaged[source.randrange(len(damaged))] = source.randrange(256)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, bytes(content))
    assert all(problem.file and problem.remedy for problem in problems_of(path))


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    assert all(problem.file and problem.remedy for problem in problems_of(path))


# What a spreadsheet may hold in a cell, except what reading strips or takes for a line's end.
cell = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)


@given(st.lists(st.tuples(cell, cell, cell), max_size=5), st.sampled_from(",;\t"))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_written_is_read(tmp_path: Path, rows: list[tuple[str, str, str]], delimiter: str) -> None:
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(["a", "b", "c", "last"])
        writer.writerows([[*row, "filled"] for row in rows])
    read = read_sheet(path).rows
    assert [(row.cells["a"], row.cells["b"], row.cells["c"]) for row in read] == rows
