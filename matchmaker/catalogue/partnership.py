"""Partnerships that existed, and who was in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

COORDINATOR = "coordinator"


class Completeness(StrEnum):
    """Whether all members of a partnership are known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Partnership:
    """A consortium that existed. `acronym` identifies it; `target_third_countries` are ISO 3166 alpha-2 codes.

    `members_complete` says whether all its members are known.
    """

    acronym: str
    start_year: int
    title: str = ""
    programme: str = ""
    call_id: str = ""
    funding: str = ""
    target_third_countries: tuple[str, ...] = ()
    members_complete: Completeness = Completeness.UNKNOWN
    source: str = ""
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Membership:
    """One organisation's place in one partnership."""

    acronym: str
    organisation_id: str
    role: str = "member"
    source: str = ""
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
