"""Markets outside Europe: the countries, the organisations to meet there, and who has worked with whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Market:
    """A third country. Latitude and longitude are those of its capital, in degrees; `timezone` is an IANA name."""

    country: str
    name: str
    capital_latitude: float | None = None
    capital_longitude: float | None = None
    timezone: str = ""
    main_language: str = ""
    trade_promotion_agency: str = ""
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class ThirdCountryOrganisation:
    """A cluster, association, agency, park, chamber or institute in a third country.

    `offers` and `requests` are what it says that it gives to partners and looks for, where that is known.
    """

    id: str
    name: str
    country: str
    short_name: str = ""
    kind: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None
    ecosystems: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    website: str = ""
    source_url: str = ""
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def label(self) -> str:
        """The short name, or the full one where there is no short one."""
        return self.short_name or self.name


@dataclass(frozen=True)
class Collaboration:
    """Reported cooperation of a European cluster or partnership, named as on the page, with a third-country one."""

    european_name: str
    third_country_organisation_id: str
    kind: str = ""
    year: int | None = None
    source_url: str = ""
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
