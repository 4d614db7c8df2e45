"""What a consortium applies with: its members, markets, length, money, and the evidence that people attached."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from matchmaker.calls.status import Country


class Role(StrEnum):
    """A member's place in the consortium; an associated partner is no applicant and is not counted."""

    COORDINATOR = "coordinator"
    MEMBER = "member"
    ASSOCIATED = "associated partner"


class Member(BaseModel):
    """One member: `organisation` is an id, an alias, or a name of the catalogue."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    organisation: Annotated[str, Field(min_length=1)]
    role: Role = Role.MEMBER


class Evidence(BaseModel):
    """A note or link with which a person answers an open question of a rule.

    `member` is an id; it is empty where the evidence is about the consortium as a whole.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    note: Annotated[str, Field(min_length=1)]
    member: str = ""


class Application(BaseModel):
    """A consortium as it applies; what is not stated is None or empty.

    `duration` is in months, `total_cost` and `share_asked` are in EUR, `markets` are ISO 3166 alpha-2 codes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    members: Annotated[tuple[Member, ...], Field(min_length=1)]
    name: str = ""
    markets: tuple[Country, ...] = ()
    duration: Annotated[int, Field(ge=1, le=600)] | None = None
    duration_justification: str = ""
    total_cost: Annotated[Decimal, Field(gt=0)] | None = None
    share_asked: Annotated[Decimal, Field(ge=0)] | None = None
    defence: bool | None = None
    smes_involved: bool | None = None
    evidence: tuple[Evidence, ...] = ()

    @classmethod
    def of(cls, *organisations: str, markets: tuple[str, ...] = ()) -> "Application":
        """Return an application that states members and markets alone."""
        members = tuple(Member(organisation=organisation) for organisation in organisations)
        return cls(members=members, markets=markets)
