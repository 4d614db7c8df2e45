"""What a person asks on the page of consortia, and the address that holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.consortia.finder import Asked
from matchmaker.consortia.query import LARGEST, SMALLEST
from matchmaker.consortia.wishes import Wishes
from matchmaker.ui.address import Address, Reader

SIZES = tuple(range(SMALLEST, LARGEST + 1))
TOPS = (3, 5, 10, 20)
SECONDS = (5, 10, 30, 60)
MARKET_FITS = (0.0, 0.5, 1.0, 2.0)
"""How much it may count that members know the markets: not at all, less, as usual, more."""
WEIGHTS = (0.0, 0.5, 1.0, 2.0)
"""How much else may count, in log-odds: not at all, a little, clearly, a lot."""
DIFFERENCES = (1, 2, 3)


@dataclass(frozen=True)
class Question:
    """What is asked: ids of organisations, alpha-2 codes of markets, names of ecosystems, and weights.

    `organisation` looks for partners; with it, all of `lock` are in, and none of `exclude`. The `ecosystems` and the
    `required` markets must be covered. `seconds` is the most that the search of a large consortium takes.
    """

    organisation: str | None = None
    size: int = SMALLEST
    markets: tuple[str, ...] = ()
    top: int = TOPS[1]
    lock: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    ecosystems: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    market_fit: float = 1.0
    spread: float = 0.0
    newcomers: float = 0.0
    difference: int = 1
    seconds: int = SECONDS[1]

    @property
    def asks(self) -> bool:
        """Whether anything is asked that tells some consortia from others."""
        return bool(self.organisation or self.lock or self.ecosystems or self.required)

    @property
    def locked(self) -> tuple[str, ...]:
        """Those who are in each consortium, the one who looks for partners first."""
        return tuple(dict.fromkeys((*((self.organisation,) if self.organisation else ()), *self.lock)))

    @property
    def asked(self) -> Asked:
        """The question as it is put to the search."""
        wishes = Wishes(
            ecosystems=self.ecosystems,
            markets=self.required,
            market_fit=self.market_fit,
            ecosystem_spread=self.spread,
            newcomers=self.newcomers,
            difference=self.difference,
            seconds=self.seconds,
        )
        return Asked(self.locked, self.exclude, self.size, self.top, self.markets, wishes)

    def address(self) -> dict[str, list[str]]:
        """Return the parameters of the address; what is as usual is left out."""
        usual = Question()
        lists: Mapping[str, Sequence[str]] = {
            "organisation": [self.organisation] if self.organisation else [],
            "market": self.markets,
            "lock": self.lock,
            "exclude": self.exclude,
            "ecosystem": self.ecosystems,
            "require": self.required,
        }
        numbers = {
            "size": (self.size, usual.size),
            "top": (self.top, usual.top),
            "market-fit": (self.market_fit, usual.market_fit),
            "spread": (self.spread, usual.spread),
            "newcomers": (self.newcomers, usual.newcomers),
            "difference": (self.difference, usual.difference),
            "seconds": (self.seconds, usual.seconds),
        }
        return {
            **{name: list(values) for name, values in lists.items() if values},
            **{name: [f"{value:g}"] for name, (value, as_usual) in numbers.items() if value != as_usual},
        }


def read_question(address: Address, catalogue: Catalogue) -> tuple[Question, tuple[str, ...]]:
    """Return the question that an address holds, and a sentence for each part of it that cannot be used."""
    reader = Reader(address, catalogue)
    organisation = next(iter(reader.organisations("organisation", most=1)), None)
    size = int(reader.number("size", SIZES, Question.size))
    lock = tuple(each for each in reader.organisations("lock") if each != organisation)
    question = Question(
        organisation=organisation,
        size=size,
        markets=reader.markets("market"),
        top=int(reader.number("top", TOPS, Question.top)),
        lock=lock,
        exclude=tuple(each for each in reader.organisations("exclude") if each not in (organisation, *lock)),
        ecosystems=reader.ecosystems("ecosystem"),
        required=reader.markets("require"),
        market_fit=reader.number("market-fit", MARKET_FITS, Question.market_fit),
        spread=reader.number("spread", WEIGHTS, Question.spread),
        newcomers=reader.number("newcomers", WEIGHTS, Question.newcomers),
        difference=int(reader.number("difference", DIFFERENCES, Question.difference)),
        seconds=int(reader.number("seconds", SECONDS, Question.seconds)),
    )
    return question, tuple(reader.problems)
