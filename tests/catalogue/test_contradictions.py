from pathlib import Path

import pytest

from matchmaker.catalogue.contradictions import contradictions
from matchmaker.catalogue.records import read_records, recognise
from matchmaker.catalogue.sheet import read_sheet
from matchmaker.errors import Problem
from tests.catalogue.files import Rows, write_csv


def problems(folder: Path, **tables: Rows) -> list[Problem]:
    located = []
    for name, rows in tables.items():
        sheet = read_sheet(write_csv(folder / f"{name}.csv", rows))
        reading = read_records(sheet, recognise(sheet))
        assert not reading.problems
        located += reading.located
    return [problem for _, problem in contradictions(located)]


GOOD = {"id": "es-a", "name": "A", "country": "ES"}


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"members": "10", "smes": "11"}, "smes", "is more than the 10 members"),
        ({"parent": "es-a"}, "parent", "is the organisation itself"),
        ({"parent": "es-old", "aliases": "es-old"}, "parent", "is the organisation itself"),
        ({"nuts_code": "FR10"}, "nuts_code", "is not in ES"),
        ({"latitude": "43"}, "longitude", "is empty while the other coordinate is given"),
        ({"longitude": "0"}, "latitude", "is empty while the other coordinate is given"),
    ],
)
def test_cells_of_one_organisation_must_go_together(
    tmp_path: Path, cells: dict[str, str], column: str, reason: str
) -> None:
    (problem,) = problems(tmp_path, organisations=[GOOD | cells])
    assert (problem.row, problem.column, problem.reason) == (2, column, reason)
    assert problem.remedy


@pytest.mark.parametrize(
    "cells",
    [
        {"members": "10", "smes": "10"},
        {"parent": "none"},
        {"country": "GR", "nuts_code": "EL30"},
        {"country": "GB", "nuts_code": "UKM5"},
        {"latitude": "0", "longitude": "0"},
    ],
)
def test_cells_that_go_together_are_no_problem(tmp_path: Path, cells: dict[str, str]) -> None:
    assert problems(tmp_path, organisations=[GOOD | cells]) == []


def test_the_later_of_two_rows_with_one_id_is_at_fault(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, organisations=[GOOD, GOOD | {"name": "B"}])
    assert (problem.row, problem.column, problem.value) == (3, "id", "es-a")
    assert problem.reason.endswith("organisations.csv, row 2")


def test_an_organisation_is_once_in_a_partnership(tmp_path: Path) -> None:
    membership = {"acronym": "P", "organisation_id": "es-a"}
    (problem,) = problems(
        tmp_path,
        organisations=[GOOD],
        partnerships=[{"acronym": "P", "start_year": "2018"}],
        partnership_members=[membership, membership],
    )
    assert "stands already" in problem.reason


def test_a_member_and_its_partnership_must_be_in_the_catalogue(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        organisations=[GOOD | {"id": "es-basque"}],
        partnerships=[{"acronym": "ELBE", "start_year": "2018"}],
        partnership_members=[{"acronym": "ELB", "organisation_id": "es-basqe"}],
    )
    assert [(problem.column, problem.reason, problem.remedy) for problem in found] == [
        ("organisation_id", "is not an organisation of the catalogue", "Did you mean es-basque?"),
        ("acronym", "is not a partnership of the catalogue", "Did you mean ELBE?"),
    ]


def test_a_member_may_be_named_by_an_alias(tmp_path: Path) -> None:
    assert not problems(
        tmp_path,
        organisations=[GOOD | {"aliases": "es-old"}],
        partnerships=[{"acronym": "P", "start_year": "2018"}],
        partnership_members=[{"acronym": "P", "organisation_id": "es-old"}],
    )


def test_cooperation_is_with_a_known_third_country_organisation(tmp_path: Path) -> None:
    (problem,) = problems(
        tmp_path,
        third_country_organisations=[{"id": "jp-a", "name": "A", "country": "JP"}],
        collaborations=[{"european_name": "ELBE", "third_country_organisation_id": "us-unknown-body"}],
    )
    assert problem.reason == "is not a third-country organisation of the catalogue"
    assert problem.remedy == "Import the third-country organisation first, or together with this file."


def test_an_id_that_was_merged_away_is_not_brought_back(tmp_path: Path) -> None:
    merged = GOOD | {"aliases": "es-old"}
    (problem,) = problems(tmp_path, organisations=[merged, {"id": "es-old", "name": "Old", "country": "ES"}])
    assert (problem.row, problem.column) == (3, "id")
    assert "alias of es-a" in problem.reason


def test_two_organisations_do_not_share_an_alias(tmp_path: Path) -> None:
    other = {"id": "es-b", "name": "B", "country": "ES", "aliases": "es-old"}
    (problem,) = problems(tmp_path, organisations=[GOOD | {"aliases": "es-old"}, other])
    assert (problem.row, problem.column) == (3, "aliases")
