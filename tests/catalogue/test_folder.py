import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matchmaker.catalogue import folder as module
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.folder import located_in, read_common, read_folder, write_folder
from matchmaker.catalogue.organisation import Kind, Organisation, Platform
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.catalogue.schema import TABLES, Record
from matchmaker.catalogue.third_country import ThirdCountryOrganisation
from matchmaker.errors import BadInput
from matchmaker.shipped import shipped
from tests.catalogue.files import contents, write_csv

ONE = Organisation(id="es-a", name="A", country="ES")


def records_of(catalogue: Catalogue) -> list[Record]:
    return [
        *catalogue.organisations, *catalogue.partnerships, *catalogue.memberships, *catalogue.priorities,
        *catalogue.third_country_organisations, *catalogue.markets, *catalogue.collaborations,
    ]  # fmt: skip


def test_the_shipped_catalogue_is_written_and_read_again_unchanged(
    shipped_catalogue: Catalogue, tmp_path: Path
) -> None:
    write_folder(tmp_path, records_of(shipped_catalogue))
    assert read_folder(tmp_path) == shipped_catalogue
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}.csv" for name in TABLES)


def test_writing_what_was_read_changes_no_byte(shipped_catalogue: Catalogue, tmp_path: Path) -> None:
    write_folder(tmp_path, records_of(shipped_catalogue))
    before = contents(tmp_path)
    write_folder(tmp_path, [item.record for item in located_in(tmp_path)])
    assert contents(tmp_path) == before


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)
safe = texts.filter(lambda cell: not cell.startswith(("=", "@", "+", "-", "#")))
named = safe.filter(bool)
items = named.filter(lambda cell: ";" not in cell and "\u037e" not in cell)
lists = st.lists(items, max_size=3, unique=True).map(tuple)


def composed(cell: str) -> bool:
    return unicodedata.is_normalized("NFC", cell)


organisations = st.builds(
    Organisation,
    id=st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True),
    name=named.filter(composed),
    country=st.just("ES"),
    short_name=safe.filter(composed),
    kind=st.sampled_from(Kind),
    city=safe.filter(composed),
    nuts_code=st.sampled_from(["", "ES", "ES21"]),
    ecosystems=st.lists(st.sampled_from(ECOSYSTEMS), unique=True, max_size=3).map(tuple),
    keywords=lists.filter(lambda words: all(map(composed, words))),
    description=safe.filter(composed),
    members=st.none() | st.integers(10, 1000),
    smes=st.none() | st.integers(0, 10),
    founding_year=st.none() | st.integers(1850, datetime.now(UTC).year),
    target_markets=st.lists(st.sampled_from(["JP", "US", "CA"]), unique=True).map(tuple),
    platform=st.sampled_from(Platform),
    extra=st.dictionaries(st.sampled_from(["budget", "notes", "größe"]), named.filter(composed), max_size=2),
)


@given(st.lists(organisations, min_size=1, max_size=4, unique_by=lambda each: each.id))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_organisations_are_written_and_read_again_unchanged(
    tmp_path_factory: pytest.TempPathFactory, records: list[Organisation]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    write_folder(folder, records)
    read = [item.record for item in located_in(folder)]
    assert read == records


@given(st.floats(-90, 90), st.floats(-180, 180))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_position_is_written_and_read_again_unchanged(tmp_path: Path, latitude: float, longitude: float) -> None:
    record = Organisation(id="es-a", name="A", country="ES", latitude=latitude, longitude=longitude)
    write_folder(tmp_path, [record])
    assert [item.record for item in located_in(tmp_path)] == [record]


def test_facts_that_a_folder_lacks_are_those_of_the_program(shipped_catalogue: Catalogue, tmp_path: Path) -> None:
    write_folder(tmp_path, [ONE])
    catalogue = read_folder(tmp_path)
    assert catalogue.organisations == (ONE,)
    assert catalogue.partnerships == ()
    assert catalogue.priorities == shipped_catalogue.priorities
    assert catalogue.collaborations == shipped_catalogue.collaborations


def test_own_third_country_organisations_leave_out_the_programs_cooperation(tmp_path: Path) -> None:
    write_folder(tmp_path, [ONE, ThirdCountryOrganisation(id="jp-a", name="A", country="JP")])
    catalogue = read_folder(tmp_path)
    assert [each.id for each in catalogue.third_country_organisations] == ["jp-a"]
    assert catalogue.collaborations == ()
    assert catalogue.markets


def test_cooperation_of_ones_own_is_with_the_programs_organisations(tmp_path: Path) -> None:
    write_folder(tmp_path, [ONE])
    write_csv(
        tmp_path / "collaborations.csv", [{"european_name": "A", "third_country_organisation_id": "no-such-body"}]
    )
    with pytest.raises(BadInput, match="no-such-body"):
        read_folder(tmp_path)


def test_a_folder_without_organisations_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"has no organisations\.csv"):
        read_folder(tmp_path)


def test_reading_names_the_problems_of_all_files_at_once(tmp_path: Path) -> None:
    write_csv(tmp_path / "organisations.csv", [{"id": "es-a", "name": "A", "country": "Atlantis"}])
    write_csv(tmp_path / "partnerships.csv", [{"acronym": "P", "start_year": "soon"}])
    with pytest.raises(BadInput) as caught:
        read_folder(tmp_path)
    assert [problem.value for problem in caught.value.problems] == ["Atlantis", "soon"]


def test_a_file_named_as_a_table_must_be_that_table(tmp_path: Path) -> None:
    write_folder(tmp_path, [ONE])
    write_csv(tmp_path / "partnerships.csv", [{"name": "A", "country": "ES"}])
    with pytest.raises(BadInput, match="acronym"):
        located_in(tmp_path)


def test_nothing_is_replaced_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path, [ONE, Partnership(acronym="P", start_year=2018)])
    before = contents(tmp_path)
    write_table = module._write_table

    def full_disk(path: Path, *rest: object) -> None:
        if path.name == "partnerships.csv":
            raise OSError(28, "No space left on device")
        write_table(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_write_table", full_disk)
    with pytest.raises(BadInput, match="No space left on device"):
        write_folder(tmp_path, [ONE, Organisation(id="es-b", name="B", country="ES"), *[Partnership("Q", 2019)]])
    assert contents(tmp_path) == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BadInput, match="cannot be written to"):
        write_folder(tmp_path / "file" / "inside", [ONE])


def test_roles_and_aliases_survive(tmp_path: Path) -> None:
    records: list[Record] = [
        Organisation(id="es-a", name="A", country="ES", aliases=("es-old",)),
        Partnership(acronym="P", start_year=2018, target_third_countries=("JP", "US")),
        Membership(acronym="P", organisation_id="es-old", role="coordinator"),
    ]
    write_folder(tmp_path, records)
    assert [item.record for item in located_in(tmp_path)] == records


def test_the_common_facts_are_read_without_a_problem() -> None:
    assert [problem for reading in read_common(()) for problem in reading.problems] == []


def test_the_shipped_data_have_no_unknown_column() -> None:
    assert all(not item.record.extra for item in located_in(shipped("data")))
