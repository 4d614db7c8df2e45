"""The tables of a catalogue: their columns, and how each cell is read. A table is data, not a branch."""

from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from matchmaker.catalogue import cells
from matchmaker.catalogue.cells import Parser
from matchmaker.catalogue.organisation import Kind, Organisation, Platform
from matchmaker.catalogue.partnership import Completeness, Membership, Partnership
from matchmaker.catalogue.region import Priority
from matchmaker.catalogue.third_country import Collaboration, Market, ThirdCountryOrganisation

EARLIEST_YEAR, LATEST_YEAR = 1850, 2035

Record = Organisation | Partnership | Membership | Priority | ThirdCountryOrganisation | Market | Collaboration


@dataclass(frozen=True)
class Column:
    """One column: its name in files, how its cells are read, and the field of the record that takes the value."""

    name: str
    parse: Parser = cells.text
    required: bool = False
    field: str = ""

    @property
    def target(self) -> str:
        """The field of the record: the column's own name unless another is given."""
        return self.field or self.name


@dataclass(frozen=True)
class Table:
    """One file of a catalogue: `key` are the columns that together identify a row (none where rows may repeat)."""

    name: str
    record: type[Record]
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def required(self) -> frozenset[str]:
        """Names of the columns without which a file is not such a table."""
        return frozenset(column.name for column in self.columns if column.required)

    @property
    def names(self) -> frozenset[str]:
        """Names of all columns that the program knows."""
        return frozenset(column.name for column in self.columns)


_COUNT = cells.integer(0, 1_000_000)
_YEAR = cells.integer(EARLIEST_YEAR, LATEST_YEAR)


def _founded(cell: str) -> int:
    """Read the year in which an organisation was founded, which is not to come."""
    return int(cells.integer(EARLIEST_YEAR, datetime.now(UTC).year)(cell))


_LATITUDE = cells.decimal(-90, 90)
_LONGITUDE = cells.decimal(-180, 180)
_TEXTS = cells.listed(cells.text)
_COUNTRIES = cells.listed(cells.country)
_ECOSYSTEMS = cells.listed(cells.ecosystem)

ORGANISATIONS = Table(
    name="organisations",
    record=Organisation,
    key=("id",),
    columns=(
        Column("id", cells.identifier),
        Column("name", required=True),
        Column("short_name"),
        Column("kind", cells.choice(Kind)),
        Column("country", cells.country, required=True),
        Column("city"),
        Column("region"),
        Column("nuts_code", cells.nuts),
        Column("latitude", _LATITUDE),
        Column("longitude", _LONGITUDE),
        Column("position_basis"),
        Column("ecosystems", _ECOSYSTEMS),
        Column("keywords", _TEXTS),
        Column("description"),
        Column("website", cells.website),
        Column("legal_id"),
        Column("parent"),
        Column("members", _COUNT),
        Column("smes", _COUNT),
        Column("founding_year", _founded),
        Column("target_markets", _COUNTRIES),
        Column("services", _TEXTS),
        Column("offers", _TEXTS),
        Column("requests", _TEXTS),
        Column("platform", cells.choice(Platform)),
        Column("contact"),
        Column("aliases", cells.listed(cells.identifier)),
        Column("source"),
    ),
)
PARTNERSHIPS = Table(
    name="partnerships",
    record=Partnership,
    key=("acronym",),
    columns=(
        Column("acronym", required=True),
        Column("title"),
        Column("programme"),
        Column("call_id"),
        Column("start_year", _YEAR, required=True),
        Column("funding"),
        Column("target_third_countries", _COUNTRIES),
        Column("members_complete", cells.choice(Completeness)),
        Column("source"),
    ),
)
MEMBERSHIPS = Table(
    name="partnership_members",
    record=Membership,
    key=("acronym", "organisation_id"),
    columns=(
        Column("acronym", required=True),
        Column("organisation_id", cells.identifier, required=True),
        Column("role"),
        Column("source"),
    ),
)
PRIORITIES = Table(
    name="s3_priorities",
    record=Priority,
    key=(),
    columns=(
        Column("nuts_code", cells.nuts, required=True),
        Column("region_name"),
        Column("country_iso2", cells.country, field="country"),
        Column("priority", required=True),
        Column("ecosystem", cells.ecosystem, required=True),
        Column("source_url"),
    ),
)
THIRD_COUNTRY_ORGANISATIONS = Table(
    name="third_country_organisations",
    record=ThirdCountryOrganisation,
    key=("id",),
    columns=(
        Column("id", cells.identifier),
        Column("name", required=True),
        Column("short_name"),
        Column("kind"),
        Column("country", cells.country, required=True),
        Column("city"),
        Column("latitude", _LATITUDE),
        Column("longitude", _LONGITUDE),
        Column("ecosystems", _ECOSYSTEMS),
        Column("keywords", _TEXTS),
        Column("offers", _TEXTS),
        Column("requests", _TEXTS),
        Column("website", cells.website),
        Column("source_url"),
    ),
)
MARKETS = Table(
    name="markets",
    record=Market,
    key=("country",),
    columns=(
        Column("country", cells.country, required=True),
        Column("name", required=True),
        Column("capital_latitude", _LATITUDE),
        Column("capital_longitude", _LONGITUDE),
        Column("timezone"),
        Column("main_language"),
        Column("trade_promotion_agency"),
    ),
)
COLLABORATIONS = Table(
    name="collaborations",
    record=Collaboration,
    key=(),
    columns=(
        Column("european_name", required=True),
        Column("third_country_organisation_id", cells.identifier, required=True),
        Column("kind"),
        Column("year", _YEAR),
        Column("source_url"),
    ),
)
TABLES = MappingProxyType(
    {
        table.name: table
        for table in (
            ORGANISATIONS,
            PARTNERSHIPS,
            MEMBERSHIPS,
            PRIORITIES,
            THIRD_COUNTRY_ORGANISATIONS,
            MARKETS,
            COLLABORATIONS,
        )
    }
)
