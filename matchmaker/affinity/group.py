"""Some organisations of a catalogue whose fit is put into words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from matchmaker.affinity.features import PairFeatures
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.wording import listed


@dataclass(frozen=True)
class Group:
    """Some organisations of a catalogue, as positions, and what is known of all pairs."""

    catalogue: Catalogue
    features: PairFeatures
    positions: tuple[int, ...]

    @property
    def members(self) -> tuple[Organisation, ...]:
        """The organisations, in the order given."""
        return tuple(self.catalogue.organisations[at] for at in self.positions)

    @property
    def pairs(self) -> Iterator[tuple[int, int]]:
        """All pairs of positions."""
        return combinations(self.positions, 2)

    def both(self, one: int, other: int) -> str:
        """Return how a pair is called: "Both" where there are no others, else by their names."""
        return "Both" if len(self.positions) == 2 else f"{self.label(one)} and {self.label(other)}"

    def they(self, one: int, other: int) -> str:
        """Return how a pair is called where "Both" would be wrong."""
        return "They" if len(self.positions) == 2 else f"{self.label(one)} and {self.label(other)}"

    def label(self, position: int) -> str:
        """Return the short name of an organisation."""
        return self.catalogue.organisations[position].label

    def named(self, who: Sequence[str]) -> str:
        """Return how some of the organisations, two at least and given by their labels, are called."""
        if len(who) < len(self.positions):
            return listed(who)
        return "Both" if len(self.positions) == 2 else f"All {len(self.positions)}"
