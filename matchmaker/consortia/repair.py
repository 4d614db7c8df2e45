"""The smallest change to a consortium after which no rule fails because of who is in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
import numpy.typing as npt

from matchmaker.calls.filter import EligibilityFilter, Positions

Scores = npt.NDArray[np.float64]
Score = Callable[[Positions], Scores]
"""Returns how well each group fits, of shape (m,), for groups of shape (m, size); higher is better."""

_LARGEST_BLOCK = 200_000  # groups looked at for one set of members that stay: about a tenth of a second


@dataclass(frozen=True)
class Repair:
    """A changed consortium: `members` as positions, those `added` and those `removed`, and its score."""

    members: tuple[int, ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]
    score: float

    @property
    def changes(self) -> int:
        """How many organisations come or go."""
        return len(self.added) + len(self.removed)


@dataclass(frozen=True)
class Repairer:
    """Mends consortia of one catalogue under one call.

    `rules` are the call's countable rules over the n organisations, and `score` says how well groups fit.
    """

    rules: EligibilityFilter
    score: Score

    def repairs(self, members: Sequence[int], top: int = 5) -> tuple[Repair, ...]:
        """Return changed consortia that no rule refuses, with as few changes as can be; the best score comes first.

        Args:
            members: positions of the applicants; one given twice is one member.
            top: how many to return.

        Returns:
            none if nothing has to change or nothing mends it. One organisation more is looked for among all. Where
            several would be too many to compare, only the best-fitting of each country are.
        """
        own = tuple(dict.fromkeys(members))
        doubled = len(own) < len(members)
        if not doubled and self.rules.allows(np.array([own], dtype=np.intp)).all():
            return ()
        # An organisation that may not apply has to go in any case.
        unfit = frozenset(each for each in own if not self.rules.admissible[each])
        for changes in range(0 if doubled else max(1, len(unfit)), len(own) + self._most_needed + 1):
            found = [
                repair
                for removed in _subsets(own, changes)
                if unfit <= set(removed)
                for repair in self._with_additions(own, removed, changes - len(removed), top)
            ]
            if found:
                return tuple(sorted(found, key=lambda each: (-each.score, each.members))[:top])
        return ()

    @property
    def _most_needed(self) -> int:
        """How many new members suffice, whoever stays: all that is asked can be met by them alone."""
        rules = self.rules
        minimums = (rules.minimum_entities, rules.minimum_countries, rules.minimum_member_states, 1)
        # Where some are counted and others not, those that bring countries need not be among the counted.
        return sum(minimums) if rules.counted else max(minimums)

    def _with_additions(self, own: tuple[int, ...], removed: tuple[int, ...], count: int, top: int) -> Iterator[Repair]:
        kept = tuple(member for member in own if member not in removed)
        if not self._least_needed(kept) <= count <= self._most_needed or self._is_beyond_repair(kept):
            return
        groups = self._groups(kept, own, count)
        groups = groups[self.rules.allows(groups)]
        scores = self.score(groups)
        for at in np.argsort(-scores, kind="stable")[:top]:
            members = tuple(int(member) for member in groups[at])
            yield Repair(tuple(sorted(members)), members[len(kept) :], removed, float(scores[at]))

    def _least_needed(self, kept: tuple[int, ...]) -> int:
        """Return how many new members are needed at least for enough members, countries and Member States."""
        rules = self.rules
        countries = {int(rules.country[each]) for each in kept if rules.country[each] >= 0}
        states = {int(rules.country[each]) for each in kept if rules.member_state[each]}
        return max(
            rules.minimum_entities - len(kept),
            rules.minimum_countries - len(countries),
            rules.minimum_member_states - len(states),
            0 if kept else 1,
        )

    def _is_beyond_repair(self, kept: tuple[int, ...]) -> bool:
        """Return whether some rule refuses the kept members, whoever comes to them."""
        if any(np.isin(members, kept).all() for members in self.rules.funded):
            return True
        exclusive = self.rules.minimum_entities > 0 and self.rules.counted is None
        return exclusive and bool(np.isin(self.rules.conflicts, kept).all(axis=1).any())

    def _groups(self, kept: tuple[int, ...], own: tuple[int, ...], count: int) -> Positions:
        """Return the kept members with each set of new ones beside them, of shape (m, kept + count)."""
        free = np.setdiff1d(np.flatnonzero(self.rules.admissible), own)
        if comb(len(free), count) > _LARGEST_BLOCK:
            free = self._best_of_countries(kept, free, count)
        chosen = list(combinations(free, count))
        sets = np.array(chosen, dtype=np.intp).reshape(len(chosen), count)
        return np.column_stack([np.broadcast_to(np.array(kept, dtype=np.intp), (len(sets), len(kept))), sets])

    def _best_of_countries(self, kept: tuple[int, ...], free: Positions, count: int) -> Positions:
        beside = np.column_stack([np.broadcast_to(np.array(kept, dtype=np.intp), (len(free), len(kept))), free])
        ranked = free[np.argsort(-self.score(beside), kind="stable")]
        seen: dict[int, int] = {}
        rank = np.empty(len(ranked), dtype=np.intp)
        for at, country in enumerate(self.rules.country[ranked].tolist()):
            rank[at] = seen[country] = seen.get(country, -1) + 1
        in_turn = ranked[np.argsort(rank, kind="stable")]
        size = count
        while size < len(in_turn) and comb(size + 1, count) <= _LARGEST_BLOCK:
            size += 1
        return in_turn[:size]


def mean_affinity(affinity: npt.NDArray[np.float64]) -> Score:
    """Return the score of groups as their mean pair affinity, in log-odds, from a matrix of shape (n, n)."""

    def score(groups: Positions) -> Scores:
        pairs = list(combinations(range(groups.shape[1]), 2))
        total = np.zeros(len(groups))
        for one, other in pairs:
            total += affinity[groups[:, one], groups[:, other]]
        return total / max(len(pairs), 1)

    return score


def _subsets(own: tuple[int, ...], most: int) -> Iterator[tuple[int, ...]]:
    for count in range(min(most, len(own)) + 1):
        yield from combinations(own, count)
