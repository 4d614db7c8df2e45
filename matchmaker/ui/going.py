"""Who wants to go abroad and where, as the address of the page holds it."""

from dataclasses import dataclass
from typing import ClassVar

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.ui.address import Address, Reader


@dataclass(frozen=True)
class Going:
    """Ids of one organisation or of the members of a consortium, and the markets' alpha-2 codes; all without any."""

    MOST: ClassVar[int] = 8

    members: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()

    def address(self) -> dict[str, list[str]]:
        """Return the parameters of the address."""
        given = {"member": list(self.members), "market": list(self.markets)}
        return {name: values for name, values in given.items() if values}


def read_going(address: Address, catalogue: Catalogue) -> tuple[Going, tuple[str, ...]]:
    """Return who an address says goes where, and a sentence for each part of it that cannot be used.

    `organisation`, as other pages call the one who asks, is understood too.
    """
    reader = Reader(address, catalogue)
    members = reader.organisations("member", "organisation", most=Going.MOST)
    markets = reader.markets("market", most=len(catalogue.markets))
    return Going(members, markets), tuple(reader.problems)
