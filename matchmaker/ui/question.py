"""What a person asks on the page of consortia, and the address that holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.countries import country_code
from matchmaker.errors import BadInput
from matchmaker.ui import texts

SIZES = (3, 4)
TOPS = (3, 5, 10, 20)

_LONGEST_NAME = 200  # letters; the rest of a longer one is not looked at

Address = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Question:
    """The organisation's id, the size of the consortia, the markets' alpha-2 codes, and how many to show."""

    organisation: str | None = None
    size: int = SIZES[0]
    markets: tuple[str, ...] = ()
    top: int = TOPS[1]

    def address(self) -> dict[str, list[str]]:
        """Return the parameters of the address; what is as usual is left out."""
        usual = Question()
        return {
            **({"organisation": [self.organisation]} if self.organisation else {}),
            **({"size": [str(self.size)]} if self.size != usual.size else {}),
            **({"market": list(self.markets)} if self.markets else {}),
            **({"top": [str(self.top)]} if self.top != usual.top else {}),
        }


def read_question(address: Address, catalogue: Catalogue) -> tuple[Question, tuple[str, ...]]:
    """Return the question that an address holds, and a sentence for each part of it that cannot be used."""
    problems: list[str] = []
    organisation = None
    for given in address.get("organisation", ())[:1]:
        try:
            organisation = catalogue.find(given[:_LONGEST_NAME]).id
        except BadInput as error:
            problems.append(str(error))
    return (
        Question(
            organisation=organisation,
            size=_number(address, "size", SIZES, Question.size, problems),
            markets=_markets(address, catalogue, problems),
            top=_number(address, "top", TOPS, Question.top, problems),
        ),
        tuple(problems),
    )


def _number(address: Address, name: str, offered: Sequence[int], usual: int, problems: list[str]) -> int:
    for given in address.get(name, ())[:1]:
        for number in offered:
            if given.strip() == str(number):
                return number
        problems.append(texts.unknown_number(name, given, offered, usual))
    return usual


def _markets(address: Address, catalogue: Catalogue, problems: list[str]) -> tuple[str, ...]:
    known = {market.country for market in catalogue.markets}
    found: list[str] = []
    for given in address.get("market", ()):
        code = country_code(given)
        if code in known:
            found.append(code)
        else:
            problems.append(texts.unknown_market(given))
    return tuple(dict.fromkeys(found))
