"""What a person asks of consortia beyond the call's rules: what they must cover, and what counts besides affinity."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matchmaker.calls.filter import Flags, Positions
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.consortia.known_markets import KnownMarkets, known_matrix
from matchmaker.consortia.market_fit import market_contributions, market_terms
from matchmaker.consortia.terms import Scores, Terms, together
from matchmaker.errors import BadInput

LARGEST_WEIGHT = 1_000.0
"""Log-odds; affinities lie within some tens, so that no weight above this chooses otherwise."""
ECOSYSTEM_SPREAD = "ecosystem spread"
NEWCOMERS = "newcomers"


@dataclass(frozen=True)
class Wishes:
    """What a person asks for; by default nothing.

    Some member must work in each of the `ecosystems`, and some member must know each of the `markets` (alpha-2): it
    worked there, was in a partnership that targeted it, or names it as a target.

    `market_fit` is how much the members' knowledge of the target markets counts: 1 is as usual, 0 not at all. The other
    weights are in log-odds, and none is negative: `ecosystem_spread` is what a consortium gains that works in all
    ecosystems together, in proportion; `newcomers` what one gains whose members all were in no partnership before.

    `difference` is the least number of members that two consortia that are shown may not have in common; the usual 1
    shows the very best. `seconds` is the most that an answer takes; None for no limit. Suggestions of up to four
    members are always searched to the end.
    """

    ecosystems: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    market_fit: float = 1.0
    ecosystem_spread: float = 0.0
    newcomers: float = 0.0
    difference: int = 1
    seconds: float | None = None

    def check(self) -> None:
        """Check that they can be granted.

        Raises:
            BadInput: an ecosystem is unknown, or a weight, the difference or the time is out of range.
        """
        unknown = [each for each in self.ecosystems if each not in ECOSYSTEMS]
        if unknown:
            raise BadInput(f"{unknown[0]!r} is no ecosystem. They are: {', '.join(ECOSYSTEMS)}.")
        for name, weight in {"market fit": self.market_fit, **self.weights}.items():
            if not 0 <= weight <= LARGEST_WEIGHT:
                raise BadInput(f"The weight of {name} cannot be {weight}. Give 0 to {LARGEST_WEIGHT:g}.")
        if self.difference < 1:
            raise BadInput(f"Consortia cannot differ by {self.difference} members. Ask for at least 1.")
        if self.seconds is not None and not self.seconds > 0:  # nor is what is no number
            raise BadInput(f"An answer cannot take {self.seconds} seconds. Give it more than 0, or no limit.")

    @property
    def weights(self) -> Mapping[str, float]:
        """What the wishes that concern organisations alone weigh, by their names."""
        return {ECOSYSTEM_SPREAD: self.ecosystem_spread, NEWCOMERS: self.newcomers}


@dataclass(frozen=True)
class Weighed:
    """What a person's wishes mean for the organisations of a catalogue, whose target `markets` (alpha-2) are these.

    `known` returns which markets they know; it is asked only where markets matter.
    """

    catalogue: Catalogue
    wishes: Wishes
    markets: tuple[str, ...]
    known: Callable[[], KnownMarkets]

    @cached_property
    def required(self) -> Flags | None:
        """Which organisation covers which ecosystem and market that is required, of shape (n, r); None without any."""
        wishes = self.wishes
        if not wishes.ecosystems and not wishes.markets:
            return None
        covers = self._ecosystems[:, [ECOSYSTEMS.index(each) for each in wishes.ecosystems]]
        if not wishes.markets:
            return covers
        return np.hstack([covers, known_matrix(self.catalogue, self.known(), wishes.markets)])

    def lacking(self, members: Positions) -> tuple[str, ...]:
        """Return which required ecosystems and markets none of some members, of shape (m,), covers."""
        if self.required is None:
            return ()
        covered = np.any(self.required[members], axis=0).tolist()
        names = (*self.wishes.ecosystems, *self.wishes.markets)
        return tuple(name for name, met in zip(names, covered, strict=True) if not met)

    @property
    def terms(self) -> Terms | None:
        """What is added to the mean affinity; None without any weight."""
        return together(self._market_terms, self._own_terms)

    @property
    def _market_terms(self) -> Terms | None:
        if self._known is None:
            return None
        usual, weight = market_terms(self._known), self.wishes.market_fit
        return Terms(weight * usual.own, usual.attributes, weight * usual.weights)

    @property
    def _own_terms(self) -> Terms | None:
        wishes = self.wishes
        if not any(wishes.weights.values()):
            return None
        each = wishes.ecosystem_spread / len(ECOSYSTEMS)
        return Terms(wishes.newcomers * self._newcomers, self._ecosystems, np.full(len(ECOSYSTEMS), each))

    @cached_property
    def _known(self) -> Flags | None:
        """Which target markets each organisation knows; None where they do not count."""
        if not self.markets or not self.wishes.market_fit:
            return None
        return known_matrix(self.catalogue, self.known(), self.markets)

    def contributions(self, members: Positions) -> Mapping[str, float]:
        """Return what each wish that has a weight adds to the score of a consortium, of shape (size,)."""
        of_markets = {} if self._known is None else market_contributions(self._known, members)
        shares = {
            ECOSYSTEM_SPREAD: float(self._ecosystems[members].any(axis=0).mean()),
            NEWCOMERS: float(self._newcomers[members].mean()),
        }
        return {
            **{name: self.wishes.market_fit * value for name, value in of_markets.items()},
            **{name: weight * shares[name] for name, weight in self.wishes.weights.items() if weight},
        }

    @cached_property
    def _newcomers(self) -> Scores:
        return np.array([not self.catalogue.partnerships_of[each.id] for each in self.catalogue], dtype=np.float64)

    @cached_property
    def _ecosystems(self) -> Flags:
        return ecosystem_matrix(self.catalogue)


def ecosystem_matrix(catalogue: Catalogue) -> Flags:
    """Return in which ecosystems each organisation works, of shape (n, 14)."""
    rows = [[name in each.ecosystems for name in ECOSYSTEMS] for each in catalogue]
    return np.array(rows, dtype=np.bool_).reshape(len(rows), len(ECOSYSTEMS))
