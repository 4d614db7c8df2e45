"""What a person asks on the page of partners, and the address that holds it."""

from dataclasses import dataclass
from functools import partial

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.matchmaker import Among
from matchmaker.ui import texts
from matchmaker.ui.address import Address, Reader


@dataclass(frozen=True)
class Wanted:
    """Who asks (an id), and which partners: countries and markets as alpha-2 codes, ecosystems, only newcomers."""

    organisation: str | None = None
    countries: tuple[str, ...] = ()
    ecosystems: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    newcomers: bool = False

    def address(self) -> dict[str, list[str]]:
        """Return the parameters of the address; what is as usual is left out."""
        given = {
            "organisation": [self.organisation] if self.organisation else [],
            "country": list(self.countries),
            "ecosystem": list(self.ecosystems),
            "market": list(self.markets),
            "newcomers": ["yes"] if self.newcomers else [],
        }
        return {name: values for name, values in given.items() if values}

    def among(self, exclude: tuple[str, ...] = ()) -> Among:
        """Return which partners are wanted, without those whom the person does not want to see."""
        return Among(self.countries, self.ecosystems, self.markets, self.newcomers, exclude)


def read_wanted(address: Address, catalogue: Catalogue) -> tuple[Wanted, tuple[str, ...]]:
    """Return what an address asks for, and a sentence for each part of it that cannot be used."""
    reader = Reader(address, catalogue)
    countries = {each.country for each in catalogue}
    markets = {each.country for each in catalogue.markets}
    wanted = Wanted(
        organisation=next(iter(reader.organisations("organisation", most=1)), None),
        countries=reader.countries("country", countries, partial(texts.not_offered, "country")),
        ecosystems=reader.ecosystems("ecosystem"),
        markets=reader.countries("market", markets, partial(texts.not_offered, "market")),
        newcomers=reader.values("newcomers", 1) == ("yes",),
    )
    return wanted, tuple(reader.problems)
