"""What a person looks at in the catalogue, and the address that holds it."""

from dataclasses import dataclass

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.ui.address import Address
from matchmaker.ui.wanted import read_wanted

LONGEST = 300  # letters of a search


@dataclass(frozen=True)
class Browsed:
    """The organisation that is open (an id), or what is listed: like a text, of countries and ecosystems."""

    organisation: str | None = None
    like: str = ""
    countries: tuple[str, ...] = ()
    ecosystems: tuple[str, ...] = ()

    def address(self) -> dict[str, list[str]]:
        """Return the parameters of the address; what is as usual is left out."""
        given = {
            "organisation": [self.organisation] if self.organisation else [],
            "like": [self.like] if self.like else [],
            "country": list(self.countries),
            "ecosystem": list(self.ecosystems),
        }
        return {name: values for name, values in given.items() if values}


def read_browsed(address: Address, catalogue: Catalogue) -> tuple[Browsed, tuple[str, ...]]:
    """Return what an address asks for, and a sentence for each part of it that cannot be used."""
    wanted, problems = read_wanted(address, catalogue)
    like = "".join(letter for letter in address.get("like", ("",))[0][:LONGEST] if letter.isprintable())
    return Browsed(wanted.organisation, like.strip(), wanted.countries, wanted.ecosystems), problems
