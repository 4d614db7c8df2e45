from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.catalogue.folder import read_folder, records_of, write_folder
from matchmaker.catalogue.importing import import_files
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.catalogue.preview import CellChange, changes, preview_edit, preview_import
from matchmaker.catalogue.schema import Record
from matchmaker.errors import BadInput
from tests.catalogue.files import write_csv

A = Organisation(id="es-a", name="Alpha", country="ES", city="Bilbao", extra={"budget": "1"})
B = Organisation(id="fr-b", name="Beta", country="FR")
STANDING: tuple[Record, ...] = (A, B, Partnership(acronym="P", start_year=2018), Membership("P", "es-a"))


def test_what_is_added_changed_and_known_already_is_told_apart(tmp_path: Path) -> None:
    rows = [
        {"id": "es-a", "name": "Alpha", "country": "Spain", "city": "Vitoria", "budget": "1"},
        {"id": "fr-b", "name": "Beta", "country": "FR"},
        {"id": "pt-c", "name": "Gamma", "country": "PT"},
    ]
    preview = preview_import([write_csv(tmp_path / "organisations.csv", rows)], STANDING)
    assert [getattr(each, "id", "") for each in preview.changes.added] == ["pt-c"]
    (changed,) = preview.changes.changed
    assert (changed.record, changed.cells) == (A, (CellChange("city", "Bilbao", "Vitoria"),))
    assert preview.unchanged == 1
    assert not preview.problems


def test_a_bad_row_is_named_and_kept_while_the_others_would_be_imported(tmp_path: Path) -> None:
    rows = [{"name": "Gamma", "country": "Atlantis"}, {"name": "Delta", "country": "PT"}]
    preview = preview_import([write_csv(tmp_path / "mine.csv", rows)], STANDING)
    assert [(each.row, each.column, each.value) for each in preview.problems] == [(2, "country", "Atlantis")]
    assert [getattr(each, "name", "") for each in preview.changes.added] == ["Delta"]
    assert preview.refused
    assert b"Atlantis" in preview.refused["mine.csv.refused.csv"]


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(BadInput):
        preview_import([tmp_path / "x.csv"], STANDING)


def test_the_preview_is_what_the_import_does(tmp_path: Path) -> None:
    rows = [{"name": "Delta", "country": "PT", "members": "12"}, {"id": "fr-b", "name": "Bêta", "country": "FR"}]
    path = write_csv(tmp_path / "mine.csv", rows)
    write_folder(tmp_path / "catalogue", STANDING)
    before = read_folder(tmp_path / "catalogue")
    preview = preview_import([path], records_of(before))
    import_files([path], tmp_path / "catalogue")
    assert set(map(str, preview.records)) == set(map(str, records_of(read_folder(tmp_path / "catalogue"))))


def test_an_edit_changes_the_cells_that_are_named_and_no_other() -> None:
    preview = preview_edit(A, {"website": "www.alpha.example", "members": "7"}, STANDING)
    assert replace(A, website="www.alpha.example", members=7) in preview.records
    assert [cell.column for row in preview.changes.changed for cell in row.cells] == ["website", "members"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("website", "javascript:alert(1)"),
        ("members", "many"),
        ("name", ""),
        ("founding_year", "1066"),
        ("description", "\x07"),
        ("contact", '=cmd|"/C calc"!A0'),
        ("nuts_code", "FR1"),
        ("parent", "es-a"),
    ],
)
def test_an_edit_that_cannot_be_used_names_its_column_and_changes_nothing(column: str, value: str) -> None:
    preview = preview_edit(A, {column: value}, STANDING)
    assert [each.column for each in preview.problems] == [column]
    assert not preview.changes.changed
    assert A in preview.records


@given(st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")))
def test_nothing_is_both_added_and_removed(before: set[str], after: set[str]) -> None:
    def organisations(ids: set[str]) -> list[Record]:
        return [Organisation(id=each, name=each, country="ES") for each in sorted(ids)]

    found = changes(organisations(before), organisations(after))
    assert {getattr(each, "id", "") for each in found.added} == after - before
    assert {getattr(each, "id", "") for each in found.removed} == before - after
    assert not found.changed
