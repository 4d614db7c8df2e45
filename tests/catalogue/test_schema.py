from dataclasses import MISSING, fields

import pytest

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.schema import TABLES, Table

tables = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())


@tables
def test_the_columns_of_a_table_are_the_fields_of_its_record(table: Table) -> None:
    assert {column.target for column in table.columns} == {field.name for field in fields(table.record)} - {"extra"}


@tables
def test_a_required_column_is_a_field_without_default(table: Table) -> None:
    required = {column.target for column in table.columns if column.required}
    without_default = {
        field.name for field in fields(table.record) if field.default is MISSING and field.default_factory is MISSING
    }
    # An id may be left out of a file: it is made from country and name.
    assert without_default - required <= {"id"}


@tables
def test_the_key_of_a_table_is_among_its_columns(table: Table) -> None:
    assert set(table.key) <= table.names


def test_a_catalogue_has_a_place_for_each_table() -> None:
    assert len(fields(Catalogue)) == len(TABLES)
