"""One call for proposals, read from a file: its dates, the countries that may take part, and its rules."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationInfo, field_validator, model_validator

from matchmaker.calls.misfit import MisplacedError
from matchmaker.calls.parameters import Rule, RuleId, Rules, Text
from matchmaker.calls.status import Period
from matchmaker.calls.structured_file import read_structured
from matchmaker.errors import BadInput

_COUNTRIES = "countries"


class Call(BaseModel):
    """The rules of one call for proposals, as data.

    `documents` are what clauses are taken from, by a short name; `countries` are the status periods of all countries;
    one that no period holds for is a third country. `left_out` are rules that the call has and that could not be
    stated with certainty, each with why: they always need evidence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Text
    aliases: tuple[Text, ...] = ()
    title: Text
    opened: date | None = None
    deadline: date | None = None
    documents: Annotated[Mapping[str, Text], Field(min_length=1)]
    countries: Annotated[tuple[Period, ...], Field(min_length=1)]
    rules: Rules
    left_out: Mapping[RuleId, Text] = Field(default_factory=dict)

    @field_validator("countries", mode="before")
    @classmethod
    def _named_lists(cls, value: Any, info: ValidationInfo) -> Any:
        lists = info.context or {}
        if not isinstance(value, list):
            return value
        unknown = [name for name in value if isinstance(name, str) and name not in lists]
        if unknown:
            known = ", ".join(sorted(lists)) or "none"
            raise ValueError(f"{unknown[0]!r} is not a list of countries. The lists are: {known}.")
        return [period for item in value for period in (lists[item] if isinstance(item, str) else [item])]

    @field_validator("countries")
    @classmethod
    def _one_status_a_day(cls, periods: tuple[Period, ...]) -> tuple[Period, ...]:
        ordered = sorted(periods, key=lambda period: (period.country, period.start))
        for earlier, later in pairwise(ordered):
            if earlier.country == later.country and earlier.holds(later.start):
                raise ValueError(f"{later.country} has two statuses on {later.start}. Let one end before the other.")
        return periods

    @model_validator(mode="after")
    def _holds_together(self) -> "Call":
        if self.opened and self.deadline and self.deadline < self.opened:
            raise MisplacedError(
                "the deadline is before the day on which the call opened. Correct one of them.", "deadline"
            )
        if not self.rule_ids:
            raise MisplacedError("the call has no rule. State its rules, or say under left_out which it has.", "rules")
        for name, rule in self.rules.given().items():
            if rule.source not in self.documents:
                known = ", ".join(self.documents)
                reason = f"the source of {name} is not a document of the call. The documents are: {known}."
                raise MisplacedError(reason, "rules", name, "source")
            if name in self.left_out:
                raise MisplacedError(f"{name} is both a rule and left out. Remove one of them.", "left_out", name)
        return self

    def clause(self, rule: Rule) -> str:
        """Return the clause of a rule with the document that it is from."""
        return f"{rule.clause} ({self.documents[rule.source]})"

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """The ids of the rules that a finding may be about, in the order in which they are checked."""
        given = self.rules.given()
        return tuple(name for name in Rules.ids() if name in given or name in self.left_out)

    def statuses(self, day: date) -> Mapping[str, Period]:
        """Return the period that holds on a day for each country that has one."""
        return MappingProxyType({period.country: period for period in self.countries if period.holds(day)})

    def day(self, as_of: date | None) -> date:
        """Return the day of a verdict: the one given, or else the deadline.

        Raises:
            BadInput: neither is known.
        """
        day = as_of or self.deadline
        if day is None:
            raise BadInput(f"{self.id} has no deadline. Say as of which day the consortium is to be checked.")
        return day


def load_calls(folder: Path) -> Mapping[str, Call]:
    """Read all calls of a folder (`*.yaml`; lists of countries in `countries/*.yaml`), by id.

    Raises:
        BadInput: a file does not fit, or two calls have a name in common.
    """
    periods = TypeAdapter(tuple[Period, ...])
    lists = {
        path.stem: read_structured(path).validated(periods) for path in sorted((folder / _COUNTRIES).glob("*.yaml"))
    }
    calls: dict[str, Call] = {}
    taken: set[str] = set()
    for path in sorted(folder.glob("*.yaml")):
        call = read_structured(path).validated(TypeAdapter(Call), lists)
        names = {name.casefold() for name in (call.id, *call.aliases)}
        if names & taken:
            raise BadInput(f"{path}: a call named {call.id} or with its alias exists already. Rename one of them.")
        taken |= names
        calls[call.id] = call
    return MappingProxyType(calls)


def load_call(folder: Path, name: str) -> Call:
    """Return the call with this id or alias; case does not count.

    Raises:
        BadInput: there is none; the error lists the known ids.
    """
    return find_call(load_calls(folder), name)


def find_call(calls: Mapping[str, Call], name: str) -> Call:
    """Return the one of several calls with this id or alias; case does not count.

    Raises:
        BadInput: there is none; the error lists the known ids.
    """
    for call in calls.values():
        if name.casefold() in (known.casefold() for known in (call.id, *call.aliases)):
            return call
    known = ", ".join(" = ".join((call.id, *call.aliases)) for call in calls.values()) or "none"
    raise BadInput(f"No call is named {name!r}. Known calls: {known}.")
