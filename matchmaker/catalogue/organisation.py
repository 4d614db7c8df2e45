"""One cluster organisation, business network organisation, or other body."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

NO_PARENT = "none"


class Kind(StrEnum):
    """What an organisation is, as far as the call's rules ask."""

    CLUSTER = "cluster organisation"
    NETWORK = "business network organisation"
    OTHER = "other"
    UNKNOWN = "unknown"


class Platform(StrEnum):
    """Registration on the European Cluster Collaboration Platform."""

    REGISTERED = "registered"
    PLANNED = "planned"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Organisation:
    """An organisation as the catalogue states it; what is unknown is empty or None.

    `country` and `target_markets` are ISO 3166 alpha-2 codes; `nuts_code` is NUTS 2021 (`EL`, `UK`); `latitude` and
    `longitude` are degrees. `parent` is the id or name of the body that controls it, `none` where it is stated that
    there is none, and empty where nobody knows. `offers` and `requests` are what it says that it gives to
    partners abroad and looks for there. `aliases` are ids under which it was known before a merge. `extra` holds
    columns that the program does not know, as they were read.
    """

    id: str
    name: str
    country: str
    short_name: str = ""
    kind: Kind = Kind.UNKNOWN
    city: str = ""
    region: str = ""
    nuts_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    position_basis: str = ""
    ecosystems: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    description: str = ""
    website: str = ""
    legal_id: str = ""
    parent: str = ""
    members: int | None = None
    smes: int | None = None
    founding_year: int | None = None
    target_markets: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    platform: Platform = Platform.UNKNOWN
    contact: str = ""
    aliases: tuple[str, ...] = ()
    source: str = ""
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def label(self) -> str:
        """The short name, or the full one where there is no short one."""
        return self.short_name or self.name
