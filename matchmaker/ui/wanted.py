"""What a person asks on the page of partners, and the address that holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.countries import country_code
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Among
from matchmaker.ui import texts

Address = Mapping[str, Sequence[str]]

_LONGEST = 200  # letters; the rest of a longer value is not looked at
_MOST = 60  # values of one kind that are read from an address


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
    problems: list[str] = []
    organisation = None
    for given in address.get("organisation", ())[:1]:
        try:
            organisation = catalogue.find(given[:_LONGEST]).id
        except BadInput as error:
            problems.append(str(error))
    countries = {each.country for each in catalogue}
    markets = {each.country for each in catalogue.markets}
    return (
        Wanted(
            organisation=organisation,
            countries=_codes(address, "country", countries, problems),
            ecosystems=_ecosystems(address, problems),
            markets=_codes(address, "market", markets, problems),
            newcomers=address.get("newcomers", ("",))[0] == "yes",
        ),
        tuple(problems),
    )


def _codes(address: Address, name: str, offered: set[str], problems: list[str]) -> tuple[str, ...]:
    found = []
    for given in address.get(name, ())[:_MOST]:
        code = country_code(given[:_LONGEST])
        if code in offered:
            found.append(code)
        else:
            problems.append(texts.not_offered(name, given))
    return tuple(dict.fromkeys(found))


def _ecosystems(address: Address, problems: list[str]) -> tuple[str, ...]:
    given = address.get("ecosystem", ())[:_MOST]
    problems += [texts.not_offered("ecosystem", each) for each in given if each not in ECOSYSTEMS]
    return tuple(dict.fromkeys(each for each in given if each in ECOSYSTEMS))
