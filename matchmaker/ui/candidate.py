"""The consortium that is to be checked, as the address of the page holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from matchmaker.calls.call import Call, find_call
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.countries import country_code
from matchmaker.errors import BadInput
from matchmaker.matchmaker import DEFAULT_CALL
from matchmaker.ui import texts

Address = Mapping[str, Sequence[str]]

_MOST = 40  # organisations or markets that are read from an address
_LONGEST = 200  # letters; the rest of a longer value is not looked at


@dataclass(frozen=True)
class Candidate:
    """Ids of applicants and associated partners, the markets' alpha-2 codes, the call, and the day of the verdict.

    Without a day, the call's deadline is meant.
    """

    members: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    call: str = DEFAULT_CALL
    day: date | None = None

    def address(self) -> dict[str, list[str]]:
        """Return the parameters of the address; what is as usual is left out."""
        return {
            **({"member": list(self.members)} if self.members else {}),
            **({"partner": list(self.partners)} if self.partners else {}),
            **({"market": list(self.markets)} if self.markets else {}),
            **({"call": [self.call]} if self.call != DEFAULT_CALL else {}),
            **({"day": [self.day.isoformat()]} if self.day else {}),
        }


def read_candidate(
    address: Address, catalogue: Catalogue, calls: Mapping[str, Call]
) -> tuple[Candidate, tuple[str, ...]]:
    """Return the candidate that an address holds, and a sentence for each part of it that cannot be used."""
    problems: list[str] = []
    members = _organisations(address.get("member", ()), catalogue, problems)
    partners = _organisations(address.get("partner", ()), catalogue, problems)
    markets = []
    for given in address.get("market", ())[:_MOST]:
        code = country_code(given[:_LONGEST])
        if code:
            markets.append(code)
        else:
            problems.append(texts.unknown_country(given))
    call, day = DEFAULT_CALL, None
    for given in address.get("call", ())[:1]:
        try:
            call = find_call(calls, given[:_LONGEST]).id
        except BadInput as error:
            problems.append(str(error))
    for given in address.get("day", ())[:1]:
        try:
            day = date.fromisoformat(given[:_LONGEST])
        except ValueError:
            problems.append(texts.unknown_day(given))
    unique = tuple(dict.fromkeys(markets))
    return (
        Candidate(members, tuple(each for each in partners if each not in members), unique, call, day),
        tuple(problems),
    )


def _organisations(given: Sequence[str], catalogue: Catalogue, problems: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for each in given[:_MOST]:
        try:
            found.append(catalogue.find(each[:_LONGEST]).id)
        except BadInput as error:
            problems.append(str(error))
    return tuple(dict.fromkeys(found))
