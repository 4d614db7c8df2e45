"""What a person asks of consortia beyond the call's rules: what they must cover, and what counts besides affinity."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from matchmaker.calls.filter import Flags, Positions
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.consortia.terms import Scores, Terms
from matchmaker.errors import BadInput

MARKET_FIT = "market fit"
ECOSYSTEM_SPREAD = "ecosystem spread"
NEWCOMERS = "newcomers"


@dataclass(frozen=True)
class Wishes:
    """What a person asks for; by default nothing.

    Some member must work in each of the `ecosystems`, and some member must know each of the `markets` (alpha-2): it
    targets the market, or was in a partnership that did.

    The weights are in log-odds and not negative. `market_fit` counts the share of the call's target markets that the
    members know, on average; `ecosystem_spread` the share of all ecosystems in which some member works; `newcomers` the
    share of members that were in no partnership.

    `difference` is the least number of members that two consortia that are shown may not have in common; the usual 1
    shows the very best. `seconds` is the most that a search for more than four members takes.
    """

    ecosystems: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    market_fit: float = 0.0
    ecosystem_spread: float = 0.0
    newcomers: float = 0.0
    difference: int = 1
    seconds: float | None = None

    def check(self) -> None:
        """Check that they can be granted.

        Raises:
            BadInput: an ecosystem is unknown, or a weight or the difference is out of range.
        """
        unknown = [each for each in self.ecosystems if each not in ECOSYSTEMS]
        if unknown:
            raise BadInput(f"{unknown[0]!r} is no ecosystem. They are: {', '.join(ECOSYSTEMS)}.")
        for name, weight in self.weights.items():
            if not 0 <= weight < np.inf:
                raise BadInput(f"The weight of {name} cannot be {weight}. Give 0 or more.")
        if self.difference < 1:
            raise BadInput(f"Consortia cannot differ by {self.difference} members. Ask for at least 1.")

    @property
    def weights(self) -> Mapping[str, float]:
        """The weight of each wish by its name."""
        return {
            MARKET_FIT: self.market_fit,
            ECOSYSTEM_SPREAD: self.ecosystem_spread,
            NEWCOMERS: self.newcomers,
        }


@dataclass(frozen=True)
class Weighed:
    """What a person's wishes mean for the organisations of a catalogue; `markets` are the call's target markets."""

    catalogue: Catalogue
    wishes: Wishes
    markets: tuple[str, ...] = ()

    @cached_property
    def required(self) -> Flags | None:
        """Which organisation covers which ecosystem and market that is required, of shape (n, r); None without any."""
        wishes = self.wishes
        if not wishes.ecosystems and not wishes.markets:
            return None
        known = [known_markets(self.catalogue, at) for at in range(len(self.catalogue))]
        covers = [
            [*(each in organisation.ecosystems for each in wishes.ecosystems), *(each in own for each in wishes.markets)]
            for organisation, own in zip(self.catalogue, known, strict=True)
        ]
        return np.array(covers, dtype=np.bool_).reshape(len(covers), len(wishes.ecosystems) + len(wishes.markets))

    def lacking(self, members: Positions) -> tuple[str, ...]:
        """Return which required ecosystems and markets none of some members, of shape (m,), covers."""
        if self.required is None:
            return ()
        covered = self.required[members].any(axis=0)
        names = (*self.wishes.ecosystems, *self.wishes.markets)
        return tuple(name for name, met in zip(names, covered, strict=True) if not met)

    @cached_property
    def terms(self) -> Terms | None:
        """What is added to the mean affinity; None without any weight."""
        wishes = self.wishes
        if not any(wishes.weights.values()):
            return None
        own: Scores = np.zeros(len(self.catalogue))
        if wishes.market_fit:
            own = own + wishes.market_fit * self._market_fit
        if wishes.newcomers:
            own = own + wishes.newcomers * self._newcomers
        return Terms(own, self._ecosystems, np.full(len(ECOSYSTEMS), wishes.ecosystem_spread / len(ECOSYSTEMS)))

    def contributions(self, members: Positions) -> Mapping[str, float]:
        """Return what each wish that has a weight adds to the score of a consortium, of shape (size,)."""
        return {
            name: weight * float(self._shares[name](members))
            for name, weight in self.wishes.weights.items()
            if weight
        }

    @property
    def _shares(self) -> Mapping[str, Callable[[Positions], Any]]:
        return {
            MARKET_FIT: lambda members: self._market_fit[members].mean(),
            ECOSYSTEM_SPREAD: lambda members: self._ecosystems[members].any(axis=0).mean(),
            NEWCOMERS: lambda members: self._newcomers[members].mean(),
        }

    @cached_property
    def _market_fit(self) -> Scores:
        if not self.markets:
            raise BadInput("Market fit has a weight, but no market is named. Name the target markets.")
        wanted = set(self.markets)
        fits = [len(wanted & known_markets(self.catalogue, at)) for at in range(len(self.catalogue))]
        return np.array(fits, dtype=np.float64) / len(wanted)

    @cached_property
    def _newcomers(self) -> Scores:
        return np.array([not self.catalogue.partnerships_of[each.id] for each in self.catalogue], dtype=np.float64)

    @cached_property
    def _ecosystems(self) -> Flags:
        return np.array(
            [[name in each.ecosystems for name in ECOSYSTEMS] for each in self.catalogue], dtype=np.bool_
        ).reshape(len(self.catalogue), len(ECOSYSTEMS))


def known_markets(catalogue: Catalogue, at: int) -> frozenset[str]:
    """Return the markets that an organisation targets, or that a partnership which it was in did, alpha-2."""
    organisation = catalogue.organisations[at]
    past = (each.target_third_countries for each in catalogue.partnerships_of[organisation.id])
    return frozenset(organisation.target_markets).union(*past)
