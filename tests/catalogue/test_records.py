from pathlib import Path

import pytest

from matchmaker.catalogue.organisation import Kind, Organisation, Platform
from matchmaker.catalogue.records import nearest_names, read_records, recognise
from matchmaker.catalogue.schema import ORGANISATIONS, TABLES
from matchmaker.catalogue.sheet import read_sheet
from matchmaker.errors import BadInput
from tests.catalogue.files import Rows, write_csv


def table_of(path: Path) -> str:
    return recognise(read_sheet(path)).name


@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_recognised_by_its_required_columns_alone(tmp_path: Path, name: str) -> None:
    row = dict.fromkeys(column.name for column in TABLES[name].columns)
    assert table_of(write_csv(tmp_path / "mine.csv", [row])) == name


def test_a_list_of_names_and_countries_is_read_as_organisations(tmp_path: Path) -> None:
    assert table_of(write_csv(tmp_path / "mine.csv", [{"country": "ES", "name": "A"}])) == "organisations"


def test_the_name_of_a_file_decides_where_columns_fit_several(tmp_path: Path) -> None:
    rows = [{"country": "JP", "name": "Japan"}]
    assert table_of(write_csv(tmp_path / "markets.csv", rows)) == "markets"
    assert table_of(write_csv(tmp_path / "Third-Country Organisations.csv", rows)) == "third_country_organisations"


def test_a_table_that_lacks_a_column_is_told_which_and_what_to_rename(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        table_of(write_csv(tmp_path / "mine.csv", [{"name": "A", "countri": "ES", "keywords": "wind"}]))
    (problem,) = caught.value.problems
    assert (problem.row, problem.column) == (1, "country")
    assert "Rename 'countri' to 'country'?" in problem.remedy


def test_a_file_named_as_a_table_is_judged_as_that_table(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="acronym, start_year"):
        table_of(write_csv(tmp_path / "partnerships.csv", [{"name": "A", "country": "ES"}]))


def test_the_nearest_names_come_first_and_distant_ones_not_at_all() -> None:
    assert nearest_names("es-bek", {"es-bec", "es-bet-2", "dk-ecd"}, 2) == ["es-bec", "es-bet-2"]
    assert nearest_names("zzz", {"es-bec"}, 2) == []


def organisations(tmp_path: Path, rows: Rows) -> list[Organisation]:
    reading = read_records(read_sheet(write_csv(tmp_path / "mine.csv", rows)), ORGANISATIONS)
    assert reading.problems == ()
    return [item.record for item in reading.located if isinstance(item.record, Organisation)]


def test_every_column_of_an_organisation_is_read(tmp_path: Path) -> None:
    row = {
        "id": "es-new", "name": "New Cluster", "country": "Spain", "short_name": "NC", "kind": "Cluster organisation",
        "city": "Bilbao", "region": "País Vasco", "nuts_code": "ES21", "latitude": "43.26", "longitude": "-2.93",
        "position_basis": "city", "ecosystems": "digital; Health", "keywords": "robots;sensors",
        "description": "It helps.", "website": "www.new.es", "legal_id": "B-95", "parent": "none", "members": "120",
        "smes": "90", "founding_year": "2001", "target_markets": "JP;Canada", "services": "training; matchmaking",
        "platform": "Registered", "contact": "info@new.es", "aliases": "es-old", "source": "ours", "budget": "much",
    }  # fmt: skip
    (read,) = organisations(tmp_path, [row])
    assert read == Organisation(
        id="es-new", name="New Cluster", country="ES", short_name="NC", kind=Kind.CLUSTER, city="Bilbao",
        region="País Vasco", nuts_code="ES21", latitude=43.26, longitude=-2.93, position_basis="city",
        ecosystems=("Digital", "Health"), keywords=("robots", "sensors"), description="It helps.",
        website="www.new.es", legal_id="B-95", parent="none", members=120, smes=90, founding_year=2001,
        target_markets=("JP", "CA"), services=("training", "matchmaking"), platform=Platform.REGISTERED,
        contact="info@new.es", aliases=("es-old",), source="ours", extra=read.extra,
    )  # fmt: skip
    assert dict(read.extra) == {"budget": "much"}


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    row = {"website": "a.org", "country": "FR", "id": "fr-a", "members": "3", "name": "A"}
    assert organisations(tmp_path, [row]) == organisations(tmp_path, [dict(reversed(row.items()))])


def test_an_id_is_made_from_country_and_name_where_none_is_given(tmp_path: Path) -> None:
    rows = [
        {"name": "Clúster de la Energía", "short_name": "", "country": "ES"},
        {"name": "A long name", "short_name": "ALN+", "country": "UK"},
        {"name": "東京クラスター", "short_name": "", "country": "JP"},
    ]
    assert [each.id for each in organisations(tmp_path, rows)][:2] == ["es-cluster-de-la-energia", "gb-aln"]
    assert organisations(tmp_path, rows)[2].id.startswith("jp-")


def test_unknown_columns_are_named_and_columns_of_refused_rows_are_not(tmp_path: Path) -> None:
    row = {"refused_row": "7", "refused_because": "name: is empty", "name": "A", "country": "ES", "Budget": "1"}
    reading = read_records(read_sheet(write_csv(tmp_path / "mine.csv", [row])), ORGANISATIONS)
    assert reading.unknown_columns == ("budget",)
    assert dict(reading.located[0].record.extra) == {"budget": "1"}


def test_a_bad_cell_in_an_unknown_column_is_a_problem_too(tmp_path: Path) -> None:
    row = {"name": "A", "country": "ES", "notes": "=cmd()"}
    (problem,) = read_records(read_sheet(write_csv(tmp_path / "mine.csv", [row])), ORGANISATIONS).problems
    assert (problem.row, problem.column, problem.value, problem.reason) == (2, "notes", "=cmd()", "is a formula")


def test_every_bad_cell_of_a_row_is_named(tmp_path: Path) -> None:
    row = {"name": "", "country": "Atlantis", "members": "many"}
    reading = read_records(read_sheet(write_csv(tmp_path / "mine.csv", [row])), ORGANISATIONS)
    assert [problem.column for problem in reading.problems] == ["name", "country", "members"]
    assert reading.located == ()
