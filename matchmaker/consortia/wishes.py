"""What a person asks of consortia beyond the call's rules: what they must cover, and what counts besides affinity."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matchmaker.calls.filter import Flags, Positions
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.consortia.known_markets import known_markets, known_matrix
from matchmaker.consortia.terms import Scores, Terms
from matchmaker.errors import BadInput

ECOSYSTEM_SPREAD = "ecosystem spread"
NEWCOMERS = "newcomers"


@dataclass(frozen=True)
class Wishes:
    """What a person asks for; by default nothing.

    Some member must work in each of the `ecosystems`, and some member must know each of the `markets` (alpha-2): it
    worked there, was in a partnership that targeted it, or names it as a target.

    The weights are in log-odds and not negative: `ecosystem_spread` is what a consortium gains that works in all
    ecosystems together, in proportion; `newcomers` what one gains whose members all were in no partnership before.

    `difference` is the least number of members that two consortia that are shown may not have in common; the usual 1
    shows the very best. `seconds` is the most that a search for more than four members takes; None for no limit.
    """

    ecosystems: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
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
        """The weight of each wish that has one by nature, by its name."""
        return {ECOSYSTEM_SPREAD: self.ecosystem_spread, NEWCOMERS: self.newcomers}


@dataclass(frozen=True)
class Weighed:
    """What a person's wishes mean for the organisations of a catalogue."""

    catalogue: Catalogue
    wishes: Wishes

    @cached_property
    def required(self) -> Flags | None:
        """Which organisation covers which ecosystem and market that is required, of shape (n, r); None without any."""
        wishes = self.wishes
        if not wishes.ecosystems and not wishes.markets:
            return None
        covers = self._ecosystems[:, [ECOSYSTEMS.index(each) for each in wishes.ecosystems]]
        if not wishes.markets:
            return covers
        return np.hstack([covers, known_matrix(self.catalogue, known_markets(self.catalogue), wishes.markets)])

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
        wishes = self.wishes
        if not any(wishes.weights.values()):
            return None
        each = wishes.ecosystem_spread / len(ECOSYSTEMS)
        return Terms(wishes.newcomers * self._newcomers, self._ecosystems, np.full(len(ECOSYSTEMS), each))

    def contributions(self, members: Positions) -> Mapping[str, float]:
        """Return what each wish that has a weight adds to the score of a consortium, of shape (size,)."""
        shares = {
            ECOSYSTEM_SPREAD: float(self._ecosystems[members].any(axis=0).mean()),
            NEWCOMERS: float(self._newcomers[members].mean()),
        }
        return {name: weight * shares[name] for name, weight in self.wishes.weights.items() if weight}

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
