"""The consortium that is to be checked, as the address of the page holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matchmaker.calls.call import Call
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.countries import country_codes
from matchmaker.matchmaker import DEFAULT_CALL
from matchmaker.ui import texts
from matchmaker.ui.address import Address, Reader

_MOST = 40  # organisations or markets that are read from an address


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
    reader = Reader(address, catalogue)
    members = reader.organisations("member", most=_MOST)
    partners = reader.organisations("partner", most=_MOST)
    markets = reader.countries("market", country_codes(), texts.unknown_country, most=_MOST)
    call, day = reader.call("call", calls), None
    for given in reader.values("day", 1):
        try:
            day = date.fromisoformat(given)
        except ValueError:
            reader.problems.append(texts.unknown_day(given))
    others = tuple(each for each in partners if each not in members)
    return Candidate(members, others, markets, call, day), tuple(reader.problems)
