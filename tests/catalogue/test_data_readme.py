"""data/README.md says where each column of each shipped file comes from."""

import re

import pytest

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.schema import TABLES, Table
from matchmaker.shipped import shipped
from tests.readme import first_cells, section

TEXT = (shipped("data") / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_every_column_of_a_table_is_described(table: Table) -> None:
    described = re.findall(r"`(\w+)`", " ".join(first_cells(section(TEXT, f"{table.name}.csv"))))
    assert described == [column.name for column in table.columns], f"Bring data/README.md, {table.name}.csv, up to date"


def test_every_shipped_file_is_described() -> None:
    shipped_files = {path.name for path in shipped("data").glob("*.csv")}
    assert set(re.findall(r"^## (\w+\.csv)$", TEXT, re.MULTILINE)) == shipped_files


def test_the_numbers_of_rows_are_those_that_are_shipped(shipped_catalogue: Catalogue) -> None:
    assert f"{len(shipped_catalogue)} cluster organisations" in TEXT
    assert f"{len(shipped_catalogue.partnerships)} partnerships" in TEXT
    assert f"{len(shipped_catalogue.memberships)} memberships" in TEXT
    assert f"{len(shipped_catalogue.priorities)} smart-specialisation priorities" in TEXT
    assert f"{len(shipped_catalogue.third_country_organisations)} clusters, agencies" in TEXT
    assert f"The {len(shipped_catalogue.markets)} third countries" in TEXT
    assert f"{len(shipped_catalogue.collaborations)} reports of cooperation" in TEXT
