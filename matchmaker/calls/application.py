"""What a consortium applies with: its members, markets, length, money, and the evidence that people attached."""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from matchmaker.calls.parameters import NoTruth, RuleId, Text
from matchmaker.countries import country_code


class Role(StrEnum):
    """A member's place in the consortium; an associated partner is no applicant and is not counted."""

    COORDINATOR = "coordinator"
    MEMBER = "member"
    ASSOCIATED = "associated partner"

    @classmethod
    def _missing_(cls, value: object) -> "Role | None":
        """Return the role that is written with capitals or other spaces, as people do."""
        given = " ".join(value.casefold().split()) if isinstance(value, str) else ""
        return next((role for role in cls if role.value == given), None)


_NO_SHARE = "not a share. Write EUR as a plain number, or per cent such as 85 %."
# As many as a spreadsheet keeps.
_MOST_DIGITS_OF_A_PERCENTAGE = 15


def _market(given: Any) -> Any:
    code = country_code(given) if isinstance(given, str) else None
    if code is None:
        raise ValueError("not a country. Write its ISO 3166 code with two letters, such as JP, or its English name.")
    return code


def _amount(given: Any) -> Any:
    try:
        # True is a number to Python, and no amount to anybody else.
        return Decimal("" if isinstance(given, bool) else str(given).strip())
    except ArithmeticError as error:
        raise ValueError("not an amount. Write EUR as a plain number, such as 550000.") from error


def _percentage(given: str) -> Decimal:
    try:
        percentage = Decimal(given.strip().removesuffix("%").strip())
    except ArithmeticError as error:
        raise ValueError(_NO_SHARE) from error
    if not percentage.is_finite():
        raise ValueError(_NO_SHARE)
    if percentage < 0:
        raise ValueError("it is too small. Write 0 % or more.")
    if percentage.adjusted() > _MOST_DIGITS_OF_A_PERCENTAGE:
        raise ValueError("it is too large. Write 100 % or less.")
    _, digits, exponent = percentage.as_tuple()
    if len(digits) > _MOST_DIGITS_OF_A_PERCENTAGE or -int(exponent) > _MOST_DIGITS_OF_A_PERCENTAGE:
        raise ValueError(f"it has too many digits. Write {_MOST_DIGITS_OF_A_PERCENTAGE} digits at most.")
    return percentage


Months = Annotated[int, NoTruth, Field(ge=1, le=600)]
Amount = Annotated[Decimal, BeforeValidator(_amount), Field(gt=0, max_digits=15, decimal_places=2)]
# A share in per cent of the cost may be a fraction of a cent: rounded, it could break or keep the limit as it does not.
Share = Annotated[Decimal, BeforeValidator(_amount), Field(ge=0, max_digits=40)]
Notes = Mapping[RuleId, Text]


class Member(BaseModel):
    """One member: `organisation` is an id, an alias, or a name of the catalogue.

    `evidence` holds notes or links with which people answer open questions about it, by rule id.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    organisation: Text
    role: Role = Role.MEMBER
    evidence: Notes = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _by_id_alone(cls, given: Any) -> Any:
        return {"organisation": given} if isinstance(given, str) else given


class Application(BaseModel):
    """A consortium as it applies; what is not stated is None or empty.

    `duration` is in months; `total_cost` and `share_asked` (which may be given as a text in per cent of the cost) are
    in EUR; `markets` are ISO 3166 alpha-2 codes. `evidence` answers open questions about the consortium as a whole.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    name: str = ""
    members: tuple[Member, ...]
    markets: tuple[Annotated[str, BeforeValidator(_market)], ...] = ()
    duration: Months | None = None
    duration_justification: str = ""
    total_cost: Amount | None = None
    share_asked: Share | None = None
    defence: bool | None = None
    smes_involved: bool | None = None
    evidence: Notes = Field(default_factory=dict)

    @field_validator("share_asked", mode="before")
    @classmethod
    def _of_the_cost(cls, given: Any, info: ValidationInfo) -> Any:
        if not (isinstance(given, str) and given.strip().endswith("%")):
            return given
        percentage = _percentage(given)
        if "total_cost" not in info.data:
            # A cost is stated and refused: that the share is a part of it is no second fault.
            return None
        cost = info.data["total_cost"]
        if cost is None:
            raise ValueError("a share in per cent needs the total cost. Give total_cost, or the share in EUR.")
        with localcontext(prec=40):
            return percentage * cost / 100

    @field_validator("members")
    @classmethod
    def _somebody_applies(cls, members: tuple[Member, ...]) -> tuple[Member, ...]:
        if not members:
            raise ValueError("no member is named. Name at least one.")
        if all(member.role is Role.ASSOCIATED for member in members):
            raise ValueError("every member is an associated partner. Let at least one be a member or the coordinator.")
        return members

    @property
    def applicants(self) -> tuple[Member, ...]:
        """The members that are counted: associated partners are not."""
        return tuple(member for member in self.members if member.role is not Role.ASSOCIATED)

    @classmethod
    def of(cls, *organisations: str, markets: tuple[str, ...] = ()) -> Self:
        """Return an application that states members and markets alone."""
        members = tuple(Member(organisation=organisation) for organisation in organisations)
        return cls(members=members, markets=markets)
