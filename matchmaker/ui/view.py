"""What of an answer a person looks at more closely, and the part of the address that holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.ui.address import Address, Reader
from matchmaker.ui.question import TOPS


@dataclass(frozen=True)
class View:
    """The rank of the consortium that is looked at closer, who would go and who would come, and what is compared.

    `why` are those of whom it is asked why they are not suggested. Organisations are given by their ids, the
    consortia that are compared by their ranks.
    """

    closer: int | None = None
    goes: str | None = None
    comes: str | None = None
    compare: tuple[int, ...] = ()
    why: tuple[str, ...] = ()

    def address(self) -> dict[str, list[str]]:
        """Return the parameters of the address; what nobody looks at is left out."""
        values: Mapping[str, Sequence[str]] = {
            "closer": [str(self.closer)] if self.closer else [],
            "goes": [self.goes] if self.closer and self.goes else [],
            "comes": [self.comes] if self.closer and self.goes and self.comes else [],
            "compare": [str(each) for each in self.compare],
            "why": self.why,
        }
        return {name: list(each) for name, each in values.items() if each}


def read_view(address: Address, catalogue: Catalogue) -> tuple[View, tuple[str, ...]]:
    """Return the view that an address holds, and a sentence for each part of it that cannot be used."""
    reader = Reader(address, catalogue)
    ranks = range(1, max(TOPS) + 1)
    view = View(
        closer=next(iter(reader.numbers("closer", ranks, most=1)), None),
        goes=next(iter(reader.organisations("goes", most=1)), None),
        comes=next(iter(reader.organisations("comes", most=1)), None),
        compare=reader.numbers("compare", ranks, most=2),
        why=reader.organisations("why", most=8),
    )
    return view, tuple(reader.problems)
