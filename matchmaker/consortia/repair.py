"""The smallest change to a consortium after which no rule fails because of who is in it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from matchmaker.consortia.query import Field, Query, Scored
from matchmaker.consortia.score import ranked
from matchmaker.consortia.search import best_consortia
from matchmaker.consortia.terms import Terms
from matchmaker.errors import NoResult

MOST_MEMBERS = 60
"""Larger consortia are not mended: calls see a dozen members at most."""
MOST_TRIED = 50_000
"""Sets of members who might go; more are not looked at."""


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
    """Mends consortia of one catalogue under one call; `terms` are added to the mean affinity of a consortium."""

    field: Field
    terms: Terms | None = None

    def repairs(self, members: Sequence[int], top: int = 5) -> tuple[Repair, ...]:
        """Return changed consortia that no rule refuses, with as few changes as can be; the best score comes first.

        Args:
            members: positions of the applicants; one given twice is one member.
            top: how many to return.

        Returns:
            none if nothing has to change or nothing mends it. These are exactly the best: nobody is left out.

        Raises:
            NoResult: the consortium is so large, or so much is wrong with it, that not all changes can be compared.
        """
        own = tuple(dict.fromkeys(members))
        doubled = len(own) < len(members)
        if not doubled and self.field.rules.allows(np.array([own], dtype=np.intp)).all():
            return ()
        # An organisation that may not apply has to go in any case.
        unfit = frozenset(each for each in own if not self.field.rules.admissible[each])
        if len(own) > MOST_MEMBERS:
            raise NoResult(
                f"No change was looked for: {len(own)} members are more than the {MOST_MEMBERS} among whom all changes "
                f"can be compared. Take out those who break a rule by themselves, and check it again."
            )
        removals = _Removals(own, unfit, self._obstacles(own))
        for changes in range(max(len(unfit), 0 if doubled else 1), len(own) + self._most_needed + 1):
            found = [
                repair
                for removed in removals.of_at_most(changes)
                for repair in self._with_additions(own, removed, changes - len(removed), top)
            ]
            if found:
                return tuple(sorted(found, key=self._order)[:top])
        return ()

    def _order(self, repair: Repair) -> tuple[float, list[str]]:
        return -repair.score, sorted(self.field.ids[at] for at in repair.members)

    @property
    def _most_needed(self) -> int:
        """How many new members suffice, whoever stays: all that is asked can be met by them alone."""
        rules = self.field.rules
        minimums = (rules.minimum_entities, rules.minimum_countries, rules.minimum_member_states, 1)
        # Where some are counted and others not, those that bring countries need not be among the counted.
        return sum(minimums) if rules.counted else max(minimums)

    def _with_additions(self, own: tuple[int, ...], removed: tuple[int, ...], count: int, top: int) -> Iterator[Repair]:
        kept = tuple(member for member in own if member not in removed)
        if not self._least_needed(kept) <= count <= self._most_needed:
            return
        if count > 1:
            query = _AnySize(len(kept) + count, top, kept, removed, terms=self.terms)
            found = best_consortia(self.field, query).consortia
        else:
            found = self._compared(kept, own, count, top)
        for each in found:
            added = tuple(at for at in each.members if at not in kept)
            yield Repair(tuple(sorted(each.members)), added, removed, each.score)

    def _compared(self, kept: tuple[int, ...], own: tuple[int, ...], count: int, top: int) -> tuple[Scored, ...]:
        """Return the best of the kept members alone, or with each one who may join them."""
        field = self.field
        free = np.setdiff1d(np.flatnonzero(field.rules.admissible), own)
        new = free[:, None] if count else np.empty((1, 0), dtype=np.intp)
        groups = np.column_stack([np.broadcast_to(np.array(kept, dtype=np.intp), (len(new), len(kept))), new])
        return ranked(field.affinity, field.ids, groups[field.rules.allows(groups)], self.terms)[:top]

    def _least_needed(self, kept: tuple[int, ...]) -> int:
        """Return how many new members are needed at least for enough members, countries and Member States."""
        rules = self.field.rules
        countries = {int(rules.country[each]) for each in kept if rules.country[each] >= 0}
        states = {int(rules.country[each]) for each in kept if rules.member_state[each]}
        return max(
            rules.minimum_entities - len(kept),
            rules.minimum_countries - len(countries),
            rules.minimum_member_states - len(states),
            0 if kept else 1,
        )

    def _obstacles(self, own: tuple[int, ...]) -> tuple[frozenset[int], ...]:
        """Return the groups of members who may not all stay, whoever comes to them."""
        rules = self.field.rules
        exclusive = rules.minimum_entities > 0 and rules.counted is None
        pairs = rules.conflicts[np.isin(rules.conflicts, own).all(axis=1)] if exclusive else ()
        funded = (members for members in rules.funded if np.isin(members, own).all())
        return tuple(frozenset(int(at) for at in group) for group in (*pairs, *funded))


class _AnySize(Query):
    """A query for consortia of whatever size the one that is mended has."""

    def check(self, ids: tuple[str, ...]) -> None:
        """Accept what a repairer asks."""


class _Removals:
    """Those who may go of the members: all who have to, and at least one of each group that may not stay as a whole."""

    def __init__(self, own: tuple[int, ...], unfit: Collection[int], obstacles: tuple[frozenset[int], ...]) -> None:
        self._own, self._unfit, self._obstacles = own, frozenset(unfit), obstacles
        self._tried = 0

    def of_at_most(self, most: int) -> Iterator[tuple[int, ...]]:
        """Yield each set of at most `most` members once, in the members' order.

        Raises:
            NoResult: there are more than can be compared.
        """
        for removed in self._with(self._unfit, frozenset(), most):
            yield tuple(each for each in self._own if each in removed)

    def _with(self, removed: frozenset[int], staying: frozenset[int], most: int) -> Iterator[frozenset[int]]:
        """Yield the sets with those already removed and without those of whom it is settled that they stay."""
        self._count()
        if len(removed) > most:
            return
        whole = next((group for group in self._obstacles if not group & removed), None)
        if whole is None:
            free = [each for each in self._own if each not in removed and each not in staying]
            for count in range(min(most - len(removed), len(free)) + 1):
                for more in combinations(free, count):
                    self._count()
                    yield removed.union(more)
            return
        for each in sorted(whole - staying):
            yield from self._with(removed | {each}, staying, most)
            staying |= {each}

    def _count(self) -> None:
        self._tried += 1
        if self._tried > MOST_TRIED:
            raise NoResult(
                f"No change was found among the first {MOST_TRIED:,}: {len(self._own)} members can leave in more ways "
                f"than can be compared. Take out those who break a rule, and check it again."
            )
