"""The rules a call may have, and the parameters of each: what `data/calls/*.yaml` may say under `rules`."""

from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from matchmaker.calls.misfit import MisplacedError
from matchmaker.catalogue.organisation import Kind

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _number(given: Any) -> Any:
    if isinstance(given, bool):
        # True is a number to Python, and no number to anybody else.
        raise ValueError("it is not a number. Write a number in digits, such as 36.")  # noqa: TRY004
    return given


NoTruth = BeforeValidator(_number)
"""Before a number: true and false are refused."""
Count = Annotated[int, NoTruth, Field(ge=1, le=100)]


class Rule(BaseModel):
    """A rule without parameters. `clause` is the rule in our own words, `source` the key of the call's document."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clause: Text
    source: Text


class Minimum(Rule):
    """A rule that asks for at least `minimum` of something."""

    minimum: Count


class EntitiesRule(Minimum):
    """What becomes of members that depend on each other: they `fail` the consortium or `are not counted` twice.

    Where they are not counted, the counted ones must also, with `different_countries`, be from that many different
    participating countries, `member_states` of them at least from a Member State.
    """

    dependent_members: Literal["fail", "are not counted"]
    different_countries: bool = False
    member_states: Annotated[int, NoTruth, Field(ge=0, le=100)] = 0

    @model_validator(mode="after")
    def _countries_of_counted_members(self) -> Self:
        if self.dependent_members == "fail" and (self.different_countries or self.member_states):
            raise MisplacedError(
                "different_countries and member_states are about members that are counted. "
                "Remove them, or let dependent_members be: are not counted.",
                "different_countries" if self.different_countries else "member_states",
            )
        return self


class KindRule(Rule):
    """`kinds` are what an applicant may be."""

    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]


class FundedRule(Rule):
    """Calls whose funded consortia may not come again; each is a list of the names that one call goes by.

    `programmes` are those that the calls belong to: a partnership of another programme is not meant even where its
    call is unknown. `shared_members` members, or `shared_part` (0 to 1) of the consortium's own, in common with a
    funded consortium are for a person to look at. The calls funded no consortium of fewer than `smallest` members: one
    of which fewer are known is not completely known, whatever is said of it.
    """

    calls: Annotated[tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...], Field(min_length=1)]
    programmes: tuple[Text, ...] = ()
    smallest: Count
    shared_members: Count
    shared_part: Annotated[Decimal, NoTruth, Field(gt=0, le=1)]


class MarketsRule(Minimum):
    """`encouraged` is the number of target third countries above which advice is given."""

    encouraged: Count


class DurationRule(Rule):
    """`months` is the length of the action; a longer one needs a justification."""

    months: Count


class MoneyRule(Rule):
    """`highest_percentage` of the cost may be asked; `budget` (EUR) is for about `grants` grants."""

    highest_percentage: Annotated[Decimal, NoTruth, Field(gt=0, le=100)]
    budget: Annotated[Decimal, NoTruth, Field(gt=0)] | None = None
    grants: Count | None = None


class Rules(BaseModel):
    """The rules of one call, in the order in which they are checked; what is left out is not asked."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-"))

    entities: EntitiesRule | None = None
    countries: Minimum | None = None
    member_states: Minimum | None = None
    participating: Rule | None = None
    kind: KindRule | None = None
    services: Rule | None = None
    platform: Rule | None = None
    not_funded_before: FundedRule | None = None
    not_defence: Rule | None = None
    markets: MarketsRule | None = None
    smes: Rule | None = None
    duration: DurationRule | None = None
    money: MoneyRule | None = None

    @classmethod
    def ids(cls) -> tuple[str, ...]:
        """Return the ids of all rules that a call may have."""
        return tuple(name.replace("_", "-") for name in cls.model_fields)

    def given(self) -> dict[str, Rule]:
        """Return the rules that the call has, by rule id."""
        rules = {name: getattr(self, name.replace("-", "_")) for name in self.ids()}
        return {name: rule for name, rule in rules.items() if rule is not None}


def _known(name: str) -> str:
    if name not in Rules.ids():
        raise ValueError(f"not the id of a rule. The rules are: {', '.join(Rules.ids())}.")
    return name


RuleId = Annotated[str, AfterValidator(_known)]
