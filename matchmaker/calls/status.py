"""What a country is to a programme on a day: a Member State, treated as one, participating, or a third country."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from matchmaker.calls.misfit import MisplacedError
from matchmaker.countries import country_code


class Status(StrEnum):
    """What a country is to a programme. Unknown is for countries of which we could not make sure: a person must."""

    MEMBER_STATE = "member state"
    TREATED_AS_MEMBER_STATE = "treated as member state"
    PARTICIPATING = "participating"
    THIRD = "third"
    UNKNOWN = "unknown"

    @property
    def counts_as_member_state(self) -> bool:
        """Whether rules that ask for Member States count it."""
        return self in (Status.MEMBER_STATE, Status.TREATED_AS_MEMBER_STATE)

    @property
    def participates(self) -> bool:
        """Whether it is certain that an applicant may be established there."""
        return self not in (Status.THIRD, Status.UNKNOWN)

    @property
    def may_participate(self) -> bool:
        """Whether it is not certain that no applicant may be established there."""
        return self is not Status.THIRD


def _country(code: str) -> str:
    if country_code(code) != code:
        raise ValueError("not an ISO 3166 code of a country. Write its two letters, such as ES (GR, GB, XK).")
    return code


Country = Annotated[str, AfterValidator(_country)]


class Period(BaseModel):
    """The status of a country from one day to another, both included, and the law that it rests on.

    A territory with a code of its own is `part_of` the state that it counts for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    country: Country
    status: Status
    start: date = Field(alias="from")
    until: date | None = None
    part_of: Country | None = None
    basis: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> "Period":
        if self.until is not None and self.until < self.start:
            raise MisplacedError("the period ends before it begins. Correct from or until.", "until")
        return self

    def holds(self, day: date) -> bool:
        """Return whether the period includes a day."""
        return self.start <= day and (self.until is None or day <= self.until)
