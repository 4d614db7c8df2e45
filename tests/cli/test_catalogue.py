"""The commands that change a catalogue: import, duplicates, merge."""

import shutil
from pathlib import Path

import pytest

from matchmaker.catalogue.folder import read_folder
from matchmaker.catalogue.schema import TABLES
from matchmaker.shipped import shipped
from tests.catalogue.files import contents, write_csv, write_xlsx
from tests.catalogue.test_importing import EXPECTED, bad_tables
from tests.cli.conftest import Command

MINE = {"name": "Moon Energy Cluster", "country": "Spain", "ecosystems": "Energy-Renewables", "keywords": "tides",
        "budget": "9"}  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A catalogue folder of one's own: a copy of the shipped tables that may be changed."""
    folder = tmp_path / "own"
    folder.mkdir()
    for name in TABLES:
        shutil.copy(shipped("data") / f"{name}.csv", folder)
    return folder


def test_a_newcomer_is_imported_and_gets_partners_at_once(command: Command, own: Path, tmp_path: Path) -> None:
    mine = write_xlsx(tmp_path / "mine.xlsx", [MINE])
    answer = command("import", str(mine), "--into", str(own), "--json")
    assert answer.status == 0
    assert answer.json["added"] == {"organisations": 1}
    assert answer.json["unknown_columns"] == {str(mine): ["budget"]}
    partners = command("partners", "Moon Energy Cluster", "--top", "3", "--catalogue", str(own), "--json")
    assert len(partners.json["partners"]) == 3


def test_a_person_reads_what_an_import_did(command: Command, tmp_path: Path) -> None:
    mine = write_csv(tmp_path / "mine.csv", [MINE | {"web_site": "x.org"}, MINE | {"country": "Atlantis"}])
    answer = command("import", str(mine), "--into", str(tmp_path / "new"), "--skip-bad")
    assert answer.status == 0
    assert "organisations: 1 added, 0 replaced" in answer.out
    assert "kept columns that the program does not use: budget, web_site" in answer.out
    assert "Rename web_site to website" in answer.out
    assert "'Atlantis' is not a country" in answer.out
    assert f"{mine}.refused.csv" in answer.out


def test_bad_cells_are_listed_for_a_person_and_change_nothing(command: Command, own: Path, tmp_path: Path) -> None:
    files = [str(write_csv(tmp_path / f"{name}.csv", rows)) for name, rows in bad_tables().items()]
    before = contents(tmp_path)
    answer = command("import", *files, "--into", str(own))
    assert answer.status == 2
    assert answer.out == ""
    assert "Traceback" not in answer.err
    first, *lines = answer.err.splitlines()
    assert first.startswith(f"{len(EXPECTED)} problems in 3 files. Nothing was imported.")
    assert len(lines) == len(EXPECTED)
    for line, (file, row, column, reason) in zip(lines, EXPECTED, strict=True):
        assert f"{file}, row {row}, column {column}:" in line
        assert reason in line
    assert contents(tmp_path) == before


def test_bad_rows_are_skipped_on_demand_and_written_beside_the_input(
    command: Command, own: Path, tmp_path: Path
) -> None:
    files = [str(write_csv(tmp_path / f"{name}.csv", rows)) for name, rows in bad_tables().items()]
    answer = command("import", *files, "--into", str(own), "--skip-bad", "--json")
    assert answer.status == 0
    assert answer.json["added"] == {"organisations": 1, "partnerships": 1, "partnership_members": 1}
    assert len(answer.json["refused"]) == len(EXPECTED)
    assert [Path(file).name for file in answer.json["refused_files"]] == [
        f"{name}.csv.refused.csv" for name in bad_tables()
    ]
    assert "es-good" in read_folder(own).positions


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.csv", b"", "has no header"),
        ("latin.csv", "name,country\nMálaga,ES\n".encode("latin-1"), "is not UTF-8 (line 2)"),
        ("huge.csv", b"name,country\n" + b"x" * 10_000_000 + b",ES\n", "field larger than field limit"),
        ("bell.csv", b"name,country\na\x07b,ES\n", "contains control characters"),
        ("formula.csv", b"name,country\n=cmd|x,ES\n", "is a formula"),
        ("fake.xlsx", b"name,country\n", "is not an XLSX workbook"),
        ("slides.pptx", b"PK", "has the ending '.pptx'"),
        ("other.csv", b"film,director\nA,B\n", "is missing (a table of organisations has at least country, name)"),
    ],
)
def test_hostile_files_are_refused_with_a_remedy(
    command: Command, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    answer = command("import", str(tmp_path / name), "--into", str(tmp_path / "new"))
    assert answer.status == 2
    assert message in answer.err
    assert "Traceback" not in answer.err
    assert not (tmp_path / "new").exists()


def test_a_missing_file_is_named(command: Command, tmp_path: Path) -> None:
    answer = command("import", str(tmp_path / "none.csv"), "--into", str(tmp_path / "new"))
    assert answer.status == 2
    assert "none.csv: does not exist" in answer.err


def test_likely_duplicates_are_reported_on_import_with_the_way_to_join_them(
    command: Command, own: Path, tmp_path: Path
) -> None:
    mine = write_csv(tmp_path / "mine.csv", [MINE | {"name": "Basque Energy Clusters"}])
    answer = command("import", str(mine), "--into", str(own))
    assert "Probably one organisation: es-bec and es-basque-energy-clusters" in " ".join(answer.out.split())
    assert f"matchmaker merge KEPT DROPPED --catalogue {own}" in answer.out


def test_merging_keeps_the_partnerships_and_the_dropped_id(command: Command, own: Path) -> None:
    before = read_folder(own)
    partnerships = {each.acronym for name in ("es-bec", "es-aclima") for each in before.partnerships_of[name]}
    answer = command("merge", "Basque Energy Cluster", "es-aclima", "--catalogue", str(own), "--json")
    assert answer.status == 0
    assert set(answer.json["partnerships"]) == partnerships
    after = read_folder(own)
    assert len(after) == len(before) - 1
    assert {each.acronym for each in after.partnerships_of["es-bec"]} == partnerships
    assert command("profile", "es-aclima", "--catalogue", str(own), "--json").json["id"] == "es-bec"


def test_a_person_reads_what_a_merge_did(command: Command, own: Path) -> None:
    answer = command("merge", "es-bec", "es-aclima", "--catalogue", str(own))
    assert answer.status == 0
    assert "es-aclima is now part of es-bec. Its partnerships:" in answer.out


@pytest.mark.parametrize(
    ("kept", "dropped", "message"),
    [("es-bec", "es-bec", "cannot be merged with itself"), ("es-bec", "fr-pmba", "es-bec is in ES and fr-pmba in FR"),
     ("es-bec", "nobody at all", "No organisation is called")],
)  # fmt: skip
def test_a_merge_that_cannot_be_changes_nothing(
    command: Command, own: Path, kept: str, dropped: str, message: str
) -> None:
    before = contents(own)
    answer = command("merge", kept, dropped, "--catalogue", str(own))
    assert answer.status == 2
    assert message in answer.err
    assert contents(own) == before


def test_the_catalogue_of_the_program_is_not_changed(command: Command, tmp_path: Path) -> None:
    data = shipped("data")
    before = contents(data)
    mine = write_csv(tmp_path / "mine.csv", [MINE])
    for arguments in (["import", str(mine), "--into", str(data)], ["merge", "es-bec", "es-aclima"]):
        answer = command(*arguments)
        assert answer.status == 2
        assert "comes with the program and is not changed" in answer.err
    assert contents(data) == before


def test_duplicates_are_listed_with_their_reason(command: Command, tmp_path: Path) -> None:
    rows = [
        {"name": "Wind", "country": "ES", "website": "w.org"},
        {"name": "Sun", "country": "FR", "website": "www.w.org"},
    ]
    write_csv(tmp_path / "a" / "organisations.csv", rows)
    answer = command("duplicates", "--catalogue", str(tmp_path / "a"), "--json")
    assert answer.json == {
        "duplicates": [{"organisations": ["es-wind", "fr-sun"], "reason": "both have the website w.org"}]
    }
    assert "es-wind (Wind) and fr-sun (Sun)" in command("duplicates", "--catalogue", str(tmp_path / "a")).out


def test_a_catalogue_without_duplicates_says_so(command: Command, tmp_path: Path) -> None:
    write_csv(tmp_path / "organisations.csv", [{"name": "Wind", "country": "ES"}])
    answer = command("duplicates", "--catalogue", str(tmp_path))
    assert (answer.status, answer.out.strip()) == (0, "No two organisations look like one.")


def test_catalogue_is_another_name_of_into(command: Command, tmp_path: Path) -> None:
    mine, folder = write_csv(tmp_path / "mine.csv", [MINE]), tmp_path / "new"
    answer = command("import", str(mine), "--catalogue", str(folder), "--into", f"{folder}/../new", "--json")
    assert answer.status == 0
    assert [each.name for each in read_folder(folder)] == [MINE["name"]]


@pytest.mark.parametrize(
    ("folders", "said"),
    [
        (["--into", "one", "--catalogue", "other"], "are different folders. Give one of them."),
        ([], "Name one with --into DIR."),
    ],
)
def test_an_import_needs_one_folder(command: Command, tmp_path: Path, folders: list[str], said: str) -> None:
    answer = command("import", str(write_csv(tmp_path / "mine.csv", [MINE])), *folders)
    assert answer.status == 2
    assert said in answer.err
