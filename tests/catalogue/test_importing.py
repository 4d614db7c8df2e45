import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from matchmaker.catalogue.folder import read_folder
from matchmaker.catalogue.importing import Imported, import_files
from matchmaker.errors import BadInput, Problem
from tests.catalogue.files import Rows, contents, write_csv, write_xlsx

A = {"id": "es-a", "name": "A", "country": "ES"}
B = {"id": "fr-b", "name": "B", "country": "FR"}
PARTNERSHIP = {"acronym": "P", "start_year": "2018"}


def bring(tmp_path: Path, *, skip_bad: bool = False, **tables: Rows) -> Imported:
    files = [write_csv(tmp_path / f"{name}.csv", rows) for name, rows in tables.items()]
    return import_files(files, tmp_path / "catalogue", skip_bad=skip_bad)


def refusal(tmp_path: Path, *, skip_bad: bool = False, **tables: Rows) -> list[Problem]:
    """Import what must be refused; the folder must not change by a byte."""
    folder = tmp_path / "catalogue"
    before = contents(folder)
    with pytest.raises(BadInput) as caught:
        bring(tmp_path, skip_bad=skip_bad, **tables)
    assert contents(folder) == before
    assert "othing was" in caught.value.summary
    return list(caught.value.problems)


def refused_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_new_folder_is_made_and_each_table_counted(tmp_path: Path) -> None:
    imported = bring(
        tmp_path,
        organisations=[A, B],
        partnerships=[PARTNERSHIP],
        partnership_members=[{"acronym": "P", "organisation_id": "es-a"}],
    )
    assert imported.added == {"organisations": 2, "partnerships": 1, "partnership_members": 1}
    assert imported.replaced == {}
    catalogue = read_folder(tmp_path / "catalogue")
    assert catalogue.members["P"] == ("es-a",)


def test_workbooks_and_text_files_go_together(tmp_path: Path) -> None:
    files = [
        write_xlsx(tmp_path / "organisations.xlsx", [A | {"members": 12}]),
        write_csv(tmp_path / "more.csv", [B | {"members": "13"}], delimiter=";", encoding="utf-8-sig"),
    ]
    import_files(files, tmp_path / "catalogue")
    assert [each.members for each in read_folder(tmp_path / "catalogue")] == [12, 13]


def test_a_row_with_a_known_key_replaces_the_one_that_stands(tmp_path: Path) -> None:
    bring(tmp_path, organisations=[A, B])
    imported = bring(tmp_path, organisations=[A | {"city": "Bilbao"}])
    assert (imported.added, imported.replaced) == ({"organisations": 0}, {"organisations": 1})
    assert {each.id: each.city for each in read_folder(tmp_path / "catalogue")} == {"es-a": "Bilbao", "fr-b": ""}


def test_importing_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    row = {"name": "A", "country": "ES", "budget": "9"}
    priority = {"nuts_code": "ES21", "priority": "wind", "ecosystem": "Energy-Renewables"}
    bring(tmp_path, organisations=[row], s3_priorities=[priority])
    before = contents(tmp_path / "catalogue")
    bring(tmp_path, organisations=[row], s3_priorities=[priority])
    assert contents(tmp_path / "catalogue") == before


def test_unknown_columns_are_kept_and_reported(tmp_path: Path) -> None:
    imported = bring(tmp_path, organisations=[A | {"Budget": "9", "Notes": "two\nlines"}])
    assert imported.unknown_columns == {str(tmp_path / "organisations.csv"): ("budget", "notes")}
    assert dict(read_folder(tmp_path / "catalogue")["es-a"].extra) == {"budget": "9", "notes": "two\nlines"}


def test_an_unknown_column_that_resembles_a_known_one_is_told_which(tmp_path: Path) -> None:
    imported = bring(tmp_path, organisations=[A | {"Web site": "a.org", "keyword": "wind", "city": "x", "citty": "y"}])
    assert imported.likely_meant == {
        str(tmp_path / "organisations.csv"): {"web_site": "website", "keyword": "keywords"}
    }


# One row for each kind of bad cell: column, value, and what the message must say.
BAD_ORGANISATIONS = [
    ({"name": ""}, "name", "is empty"),
    ({"country": ""}, "country", "is empty"),
    ({"country": "Atlantis"}, "country", "is not a country"),
    ({"id": "ES BAD"}, "id", "is not an id"),
    ({"kind": "club"}, "kind", "is not one of the choices"),
    ({"nuts_code": "Bilbao"}, "nuts_code", "is not a NUTS code"),
    ({"nuts_code": "FR10"}, "nuts_code", "is not in ES"),
    ({"latitude": "95", "longitude": "0"}, "latitude", "is out of range"),
    ({"latitude": "0", "longitude": "2,93"}, "longitude", "is not a number"),
    ({"latitude": "43"}, "longitude", "is empty while the other coordinate is given"),
    ({"ecosystems": "Wind"}, "ecosystems", "is not an EU industrial ecosystem"),
    ({"ecosystems": "Digital;Wind"}, "ecosystems", "holds 'Wind', which is not an EU industrial ecosystem"),
    ({"website": "none yet"}, "website", "is not a web address"),
    ({"parent": "es-bad-13"}, "parent", "is the organisation itself"),
    ({"members": "many"}, "members", "is not a whole number"),
    ({"members": "-3"}, "members", "is out of range"),
    ({"members": "3", "smes": "4"}, "smes", "is more than the 3 members"),
    ({"founding_year": "1066"}, "founding_year", "is out of range"),
    ({"target_markets": "JP;Atlantis"}, "target_markets", "holds 'Atlantis', which is not a country"),
    ({"target_markets": "JP, US"}, "target_markets", "is not a country"),
    ({"platform": "soon"}, "platform", "is not one of the choices"),
    ({"aliases": "Old Name"}, "aliases", "is not an id"),
    ({"description": "bell\x07"}, "description", "contains control characters"),
    ({"description": "=1+1"}, "description", "is a formula"),
    ({"description": "#REF!"}, "description", "is the error of a formula"),
    ({"description": "x" * 20_001}, "description", "has 20,001 characters"),
    ({"id": "es-good"}, "id", "stands already in"),
]
GOOD = {"id": "es-good", "name": "Good", "country": "ES"}
BAD_ROWS = [{"id": f"es-bad-{at}", "name": f"Bad {at}", "country": "ES"} | row for at, (row, _, _) in
            enumerate(BAD_ORGANISATIONS)]  # fmt: skip
BAD_PARTNERSHIPS = [
    ({"start_year": "soon"}, "start_year", "is not a whole number"),
    ({"start_year": "1492"}, "start_year", "is out of range"),
    ({"start_year": ""}, "start_year", "is empty"),
    ({"target_third_countries": "Atlantis"}, "target_third_countries", "is not a country"),
]
BAD_MEMBERS = [
    ({"organisation_id": "es-nobody"}, "organisation_id", "is not an organisation of the catalogue"),
    ({"acronym": "NONE"}, "acronym", "is not a partnership of the catalogue"),
    ({"acronym": ""}, "acronym", "is empty"),
]


def bad_tables() -> dict[str, Rows]:
    return {
        "organisations": [GOOD, *BAD_ROWS],
        "partnerships": [
            PARTNERSHIP, *({"acronym": f"P{at}", "start_year": "2018"} | row for at, (row, _, _) in
                           enumerate(BAD_PARTNERSHIPS)),
        ],
        "partnership_members": [
            {"acronym": "P", "organisation_id": "es-good"},
            *({"acronym": "P", "organisation_id": "es-good"} | row for row, _, _ in BAD_MEMBERS),
        ],
    }  # fmt: skip


EXPECTED = [
    (f"{table}.csv", number, column, reason)
    for table, cases in [
        ("organisations", BAD_ORGANISATIONS),
        ("partnership_members", BAD_MEMBERS),
        ("partnerships", BAD_PARTNERSHIPS),
    ]
    for number, (_, column, reason) in enumerate(cases, start=3)
]


def test_every_kind_of_bad_cell_is_named_at_once_and_nothing_is_imported(tmp_path: Path) -> None:
    bring(tmp_path, organisations=[A])
    problems = refusal(tmp_path, **bad_tables())
    found = [(Path(each.file).name, each.row, each.column) for each in problems]
    assert found == [expected[:3] for expected in EXPECTED]
    for problem, (_, _, _, reason) in zip(problems, EXPECTED, strict=True):
        assert reason in problem.reason
        assert problem.remedy
    assert len({reason for _, _, _, reason in EXPECTED}) >= 20
    tables = bad_tables()
    for problem in problems:
        row = tables[Path(problem.file).stem][problem.row - 2]
        assert problem.value == row.get(problem.column, "")


def test_the_rest_is_imported_where_bad_rows_are_skipped(tmp_path: Path) -> None:
    imported = bring(tmp_path, skip_bad=True, **bad_tables())
    catalogue = read_folder(tmp_path / "catalogue")
    assert [each.id for each in catalogue] == ["es-good"]
    assert catalogue.members == {"P": ("es-good",)}
    assert len(imported.refused) == len(EXPECTED)


def test_refused_rows_lie_beside_the_input_with_reasons(tmp_path: Path) -> None:
    imported = bring(tmp_path, skip_bad=True, **bad_tables())
    assert [path.name for path in imported.refused_files] == [
        "organisations.csv.refused.csv",
        "partnerships.csv.refused.csv",
        "partnership_members.csv.refused.csv",
    ]
    rows = refused_rows(tmp_path / "organisations.csv.refused.csv")
    assert [row["name"] for row in rows] == [row["name"] for row in BAD_ROWS]
    for row, (_, column, reason) in zip(rows, BAD_ORGANISATIONS, strict=True):
        assert row["refused_because"].startswith(f"{column}: ")
        assert reason in row["refused_because"]


def test_refused_rows_once_mended_are_imported_without_the_reasons(tmp_path: Path) -> None:
    bring(tmp_path, skip_bad=True, organisations=[A, B | {"country": "Atlantis", "budget": "7"}])
    refused = tmp_path / "organisations.csv.refused.csv"
    refused.write_text(refused.read_text(encoding="utf-8").replace("Atlantis", "FR"), encoding="utf-8")
    imported = import_files([refused], tmp_path / "catalogue")
    assert imported.added == {"organisations": 1}
    assert imported.unknown_columns == {str(refused): ("budget",)}
    assert dict(read_folder(tmp_path / "catalogue")["fr-b"].extra) == {"budget": "7"}


def test_refused_rows_that_are_still_bad_keep_one_set_of_reasons(tmp_path: Path) -> None:
    bring(tmp_path, skip_bad=True, organisations=[A, B | {"country": "Atlantis"}])
    again = import_files([tmp_path / "organisations.csv.refused.csv"], tmp_path / "catalogue", skip_bad=True)
    (row,) = refused_rows(again.refused_files[0])
    assert (row["refused_row"], row["name"]) == ("2", "B")


def test_a_row_with_too_many_cells_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,country\nA,ES\nB, Inc.,FR\n", encoding="utf-8")
    imported = import_files([path], tmp_path / "catalogue", skip_bad=True)
    assert imported.added == {"organisations": 1}
    refused = imported.refused_files[0].read_text(encoding="utf-8").splitlines()[1]
    assert refused.startswith("3,")
    assert refused.endswith(",B,Inc.,FR")


def test_a_refused_organisation_refuses_its_memberships_too(tmp_path: Path) -> None:
    imported = bring(
        tmp_path,
        skip_bad=True,
        organisations=[A, B | {"members": "1", "smes": "2"}],
        partnerships=[PARTNERSHIP],
        partnership_members=[{"acronym": "P", "organisation_id": each} for each in ("es-a", "fr-b")],
    )
    assert [problem.column for problem in imported.refused] == ["smes", "organisation_id"]
    assert imported.refused[1].reason == "is an organisation whose own row is refused"
    assert read_folder(tmp_path / "catalogue").members == {"P": ("es-a",)}


def test_a_member_whose_own_row_cannot_be_read_is_not_taken_for_a_mistyped_other(tmp_path: Path) -> None:
    _, problem = refusal(
        tmp_path,
        organisations=[A | {"id": "es-e"}, A | {"id": "es-b", "country": "Atlantis"}],
        partnerships=[PARTNERSHIP],
        partnership_members=[{"acronym": "P", "organisation_id": "es-b"}],
    )
    assert (problem.value, problem.reason) == ("es-b", "is an organisation whose own row is refused")
    assert "es-e" not in problem.remedy


def test_a_refused_row_does_not_take_away_the_one_it_would_replace(tmp_path: Path) -> None:
    bring(
        tmp_path,
        organisations=[A | {"city": "Bilbao"}],
        partnerships=[PARTNERSHIP],
        partnership_members=[{"acronym": "P", "organisation_id": "es-a"}],
    )
    imported = bring(tmp_path, skip_bad=True, organisations=[A | {"parent": "es-a"}, B])
    catalogue = read_folder(tmp_path / "catalogue")
    assert {each.id: each.city for each in catalogue} == {"es-a": "Bilbao", "fr-b": ""}
    assert imported.replaced == {}
    assert catalogue.members == {"P": ("es-a",)}


def test_standing_rows_that_would_no_longer_fit_stop_even_a_skipping_import(tmp_path: Path) -> None:
    bring(
        tmp_path,
        organisations=[A | {"aliases": "es-old"}],
        partnerships=[PARTNERSHIP],
        partnership_members=[{"acronym": "P", "organisation_id": "es-old"}],
    )
    (problem,) = refusal(tmp_path, skip_bad=True, organisations=[A])
    assert Path(problem.file) == tmp_path / "catalogue" / "partnership_members.csv"


def test_an_organisation_merged_away_does_not_come_back(tmp_path: Path) -> None:
    bring(tmp_path, organisations=[A | {"aliases": "es-old"}])
    (problem,) = refusal(tmp_path, organisations=[{"id": "es-old", "name": "Old", "country": "ES"}])
    assert "alias of es-a" in problem.reason


def test_a_made_id_does_not_replace_another_organisation(tmp_path: Path) -> None:
    bring(tmp_path, organisations=[{"name": "Digital Cluster of the North", "short_name": "DC", "country": "ES"}])
    (problem,) = refusal(tmp_path, mine=[{"name": "Dairy Cluster", "short_name": "DC", "country": "ES"}])
    assert problem.column == "id"
    assert "(es-dc) is that of Digital Cluster of the North" in problem.reason


def test_cooperation_with_the_programs_own_third_country_organisations_is_known(tmp_path: Path) -> None:
    rows = [{"european_name": "A", "third_country_organisation_id": "us-massbio"}]
    assert bring(tmp_path, organisations=[A], collaborations=rows).added["collaborations"] == 1
    rows = [{"european_name": "A", "third_country_organisation_id": "us-masbio"}]
    (problem,) = refusal(tmp_path, collaborations=rows)
    assert "us-massbio" in problem.remedy


def test_a_file_that_is_no_table_hides_no_problem_of_the_others(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    bad = write_csv(tmp_path / "bad.csv", [A | {"country": "Atlantis"}])
    with pytest.raises(BadInput) as caught:
        import_files([broken, bad], tmp_path / "catalogue", skip_bad=True)
    assert [Path(problem.file).name for problem in caught.value.problems] == ["bad.csv", "broken.xlsx"]
    assert not (tmp_path / "catalogue").exists()


def test_a_catalogue_with_a_bad_cell_of_its_own_is_not_written_to(tmp_path: Path) -> None:
    bring(tmp_path, organisations=[A])
    write_csv(tmp_path / "catalogue" / "organisations.csv", [A | {"country": "Atlantis"}])
    (problem,) = refusal(tmp_path, organisations=[B])
    assert problem.value == "Atlantis"


def test_nothing_is_imported_where_refused_rows_cannot_be_written(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "mine.csv", [A, B | {"country": "Atlantis"}])
    (tmp_path / "mine.csv.refused.csv").mkdir()
    with pytest.raises(BadInput, match="Nothing was imported"):
        import_files([path], tmp_path / "catalogue", skip_bad=True)
    assert not (tmp_path / "catalogue").exists()


def test_a_header_alone_is_nothing_to_import(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,country\n", encoding="utf-8")
    with pytest.raises(BadInput, match="there is no row below the column names"):
        import_files([path], tmp_path / "catalogue")
    assert not (tmp_path / "catalogue").exists()


def test_nobody_is_founded_in_years_to_come(tmp_path: Path) -> None:
    (problem,) = refusal(tmp_path, organisations=[A | {"founding_year": str(datetime.now(UTC).year + 1)}])
    assert (problem.column, problem.reason) == ("founding_year", "is out of range")


def test_no_folder_is_made_where_every_row_is_refused(tmp_path: Path) -> None:
    imported = bring(tmp_path, skip_bad=True, organisations=[A | {"country": "Atlantis"}])
    assert len(imported.refused) == 1
    assert not (tmp_path / "catalogue").exists()


def test_commas_between_what_looks_like_several_items_are_noticed_and_imported(tmp_path: Path) -> None:
    rows = [A | {"keywords": "wind, ports"}, B | {"keywords": "wind, tides; ports"}, B | {"id": "fr-c"}]
    imported = bring(tmp_path, organisations=rows)
    (notice,) = imported.notices
    assert notice.endswith(
        "column keywords: commas in 1 cell, such as 'wind, ports' in row 2, each taken for one item. "
        "Write ; between items if it is several."
    )
    assert read_folder(tmp_path / "catalogue")["es-a"].keywords == ("wind, ports",)
