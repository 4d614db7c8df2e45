"""Who wants to go abroad and where, as the address of the page holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.countries import country_code
from matchmaker.errors import BadInput
from matchmaker.ui import texts

_LONGEST = 200  # letters; the rest of a longer value is not looked at


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


def read_going(address: Mapping[str, Sequence[str]], catalogue: Catalogue) -> tuple[Going, tuple[str, ...]]:
    """Return who an address says goes where, and a sentence for each part of it that cannot be used.

    `organisation`, as other pages call the one who asks, is understood too.
    """
    problems: list[str] = []
    members: list[str] = []
    for given in (*address.get("member", ()), *address.get("organisation", ()))[: Going.MOST]:
        try:
            members.append(catalogue.find(given[:_LONGEST]).id)
        except BadInput as error:
            problems.append(str(error))
    known = {each.country for each in catalogue.markets}
    markets: list[str] = []
    for given in address.get("market", ())[: len(known)]:
        code = country_code(given[:_LONGEST])
        if code in known:
            markets.append(code)
        else:
            problems.append(texts.unknown_market(given))
    return Going(tuple(dict.fromkeys(members)), tuple(dict.fromkeys(markets))), tuple(problems)
