"""What a person asks on the page of portfolios, and the address that holds it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from matchmaker.calls.call import Call
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.consortia.query import LARGEST, SMALLEST
from matchmaker.consortia.selection import Aim
from matchmaker.consortia.wishes import Wishes
from matchmaker.matchmaker import DEFAULT_CALL, Asked
from matchmaker.ui import texts
from matchmaker.ui.address import Address, Reader

RANGES: Mapping[str, tuple[int, int]] = {
    "count": (1, 200),
    "size": (SMALLEST, LARGEST),
    "ecosystems": (0, len(ECOSYSTEMS)),
    "countries": (0, 60),
    "budget": (1, 10_000_000_000),
    "seconds": (1, 600),
}
"""The least and the most of each number that is asked for."""


@dataclass(frozen=True)
class Aimed:
    """How many consortia of which size, what they must have together, and how long an answer may take.

    `ecosystems` and `countries` are the least that all cover together, `budget` is in EUR, `markets` are alpha-2 codes
    that each consortium is to target, `once` says that no organisation is in two.
    """

    count: int = 12
    size: int = 3
    ecosystems: int = 0
    countries: int = 0
    budget: int | None = None
    seconds: int = 30
    once: bool = True
    markets: tuple[str, ...] = ()
    call: str = DEFAULT_CALL

    def address(self) -> dict[str, list[str]]:
        """Return the parameters of the address; of what is as usual, only the count is in it."""
        usual = Aimed()
        changed = [name for name in RANGES if name == "count" or getattr(self, name) != getattr(usual, name)]
        return {
            **{name: [str(getattr(self, name))] for name in changed},
            **({} if self.once else {"once": ["no"]}),
            **({"market": list(self.markets)} if self.markets else {}),
            **({"call": [self.call]} if self.call != DEFAULT_CALL else {}),
        }

    @property
    def aim(self) -> Aim:
        """What the consortia must be together."""
        budget = None if self.budget is None else float(self.budget)
        return Aim(self.count, self.once, self.ecosystems, self.countries, budget)

    @property
    def asked(self) -> Asked:
        """What each consortium must be."""
        return Asked(size=self.size, markets=self.markets, wishes=Wishes(seconds=float(self.seconds)))


def read_aimed(address: Address, catalogue: Catalogue, calls: Mapping[str, Call]) -> tuple[Aimed, tuple[str, ...]]:
    """Return what an address asks for, and a sentence for each part of it that cannot be used."""
    reader = Reader(address, catalogue)
    usual = {each.name: each.default for each in fields(Aimed)}
    numbers = {}
    for name, (least, most) in RANGES.items():
        for given in reader.values(name, 1):
            number = _number(given)
            if number is not None and least <= number <= most:
                numbers[name] = number
            else:
                reader.problems.append(texts.number_out_of_range(name, given, least, most, usual[name]))
    call, markets = reader.call("call", calls), reader.markets("market")
    once = reader.values("once", 1) != ("no",)
    return Aimed(**numbers, once=once, markets=markets, call=call), tuple(reader.problems)


def _number(given: str) -> int | None:
    stripped = given.strip()
    return int(stripped) if stripped.isascii() and stripped.isdigit() else None
