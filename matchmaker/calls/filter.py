"""The rules of a call that can be counted, for very many groups at once."""

from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from matchmaker.calls.call import Call
from matchmaker.calls.funded import funded_consortia
from matchmaker.calls.independence import Independence, read_independence
from matchmaker.calls.parameters import EntitiesRule, Rules
from matchmaker.calls.rules.not_funded_before import is_whole
from matchmaker.calls.status import Period, Status
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Kind, Platform

Positions = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class EligibilityFilter:
    """The countable rules of a call over the n organisations of a catalogue, in the catalogue's order.

    `admissible` (n,) is True for an organisation that fails no rule by itself: it is in a country that may participate,
    is of the right kind, and does not refuse to register on the platform. `country` (n,) is an index, -1
    outside the countries that participate or of which that is unknown; `member_state` (n,) is True where that country
    counts as a Member State. `conflicts` (c, 2) are pairs of positions that are not independent, each in ascending
    order, sorted. `funded` are the positions of the members of each funded consortium that must not be held whole. The
    minimum numbers are 0 where the call has no such rule. `counted` is the rule on entities where dependent members are
    not counted instead of failing; `conflicts` then do not fail a group by themselves.
    """

    admissible: Flags
    country: Positions
    member_state: Flags
    conflicts: Positions
    funded: tuple[Positions, ...]
    minimum_entities: int
    minimum_countries: int
    minimum_member_states: int
    counted: EntitiesRule | None = None

    def allows(self, groups: Positions) -> Flags:
        """Return for each group whether none of the countable rules fails; what needs evidence is allowed.

        The rules are entities, countries, member-states, participating, kind, platform and not-funded-before.

        Args:
            groups: positions of organisations, shape (m, size).

        Returns:
            shape (m,)
        """
        size = groups.shape[1]
        if size < self.minimum_entities:
            return np.zeros(len(groups), dtype=np.bool_)
        allowed: Flags = np.all(self.admissible[groups], axis=1)
        if self.minimum_countries:
            allowed &= _distinct(self.country[groups]) >= self.minimum_countries
        if self.minimum_member_states:
            states = np.where(self.member_state, self.country, -1)
            allowed &= _distinct(states[groups]) >= self.minimum_member_states
        if self.counted:
            allowed &= self._enough_counted(groups, self.counted)
        elif self.minimum_entities:
            allowed &= self._independent(groups)
        for members in self.funded:
            if len(members) <= size:
                allowed &= ~self._holds(groups, members)
        return allowed

    def _independent(self, groups: Positions) -> Flags:
        independent = np.ones(len(groups), dtype=np.bool_)
        count = len(self.admissible)
        codes = self.conflicts[:, 0] * count + self.conflicts[:, 1]
        for first in range(groups.shape[1]):
            for second in range(first + 1, groups.shape[1]):
                one, other = groups[:, first], groups[:, second]
                independent &= one != other
                if len(codes):
                    pairs = np.minimum(one, other) * count + np.maximum(one, other)
                    at = np.minimum(np.searchsorted(codes, pairs), len(codes) - 1)
                    independent &= codes[at] != pairs
        return independent

    def _enough_counted(self, groups: Positions, rule: EntitiesRule) -> Flags:
        """Return whether some members of each group are independent, and from where the rule asks."""
        enough = np.zeros(len(groups), dtype=np.bool_)
        for columns in combinations(range(groups.shape[1]), rule.minimum):
            some = groups[:, columns]
            counted = self._independent(some)
            if rule.different_countries:
                counted &= _distinct(self.country[some]) == rule.minimum
            if rule.member_states:
                counted &= np.sum(self.member_state[some], axis=1) >= rule.member_states
            enough |= counted
        return enough

    def _holds(self, groups: Positions, members: Positions) -> Flags:
        held = np.ones(len(groups), dtype=np.bool_)
        for member in members:
            held &= (groups == member).any(axis=1)
        return held


def _distinct(values: Positions) -> Positions:
    """Return the number of different values in each row, not counting -1."""
    ordered = np.sort(values, axis=1)
    new = np.empty(ordered.shape, dtype=np.bool_)
    new[:, 0] = ordered[:, 0] >= 0
    new[:, 1:] = (ordered[:, 1:] != ordered[:, :-1]) & (ordered[:, 1:] >= 0)
    counts: Positions = np.sum(new, axis=1)
    return counts


def eligibility_filter(catalogue: Catalogue, call: Call, as_of: date | None = None) -> EligibilityFilter:
    """Return the filter of a call as of a day, by default its deadline.

    Raises:
        BadInput: the call has no deadline and no day was given.
    """
    rules = call.rules
    statuses = call.statuses(call.day(as_of))
    seats = [_seat(each.country, statuses.get(each.country)) for each in catalogue]
    index = {code: at for at, code in enumerate(sorted({*seats} - {""}))}
    country = np.array([index.get(seat, -1) for seat in seats], dtype=np.intp)
    independence = read_independence(catalogue)
    return EligibilityFilter(
        admissible=_admissible(catalogue, rules) & ((country >= 0) | (rules.participating is None)),
        country=country,
        member_state=np.array(
            [_status(statuses.get(each.country)).counts_as_member_state for each in catalogue], dtype=np.bool_
        ),
        conflicts=_conflicts(catalogue, independence),
        funded=_funded(catalogue, rules, independence),
        minimum_entities=rules.entities.minimum if rules.entities else 0,
        minimum_countries=rules.countries.minimum if rules.countries else 0,
        minimum_member_states=rules.member_states.minimum if rules.member_states else 0,
        counted=rules.entities if rules.entities and rules.entities.dependent_members != "fail" else None,
    )


def _seat(country: str, period: Period | None) -> str:
    """Return the country that those in one count for; empty where it certainly does not participate."""
    return ((period and period.part_of) or country) if _status(period).may_participate else ""


def _status(period: Period | None) -> Status:
    return period.status if period else Status.THIRD


def _admissible(catalogue: Catalogue, rules: Rules) -> Flags:
    kinds = (*rules.kind.kinds, Kind.UNKNOWN) if rules.kind else tuple(Kind)
    refusal = Platform.NO if rules.platform else None
    return np.array([each.kind in kinds and each.platform is not refusal for each in catalogue], dtype=np.bool_)


def _conflicts(catalogue: Catalogue, independence: Independence) -> Positions:
    below: dict[str, list[int]] = {}
    for at, organisation in enumerate(catalogue):
        for entity in independence.controllers[organisation.id]:
            below.setdefault(entity, []).append(at)
    pairs = {(one, other) for each in below.values() for one in each for other in each if one < other}
    return np.array(sorted(pairs), dtype=np.intp).reshape(-1, 2)


def _funded(catalogue: Catalogue, rules: Rules, independence: Independence) -> tuple[Positions, ...]:
    rule = rules.not_funded_before
    if rule is None:
        return ()
    same: dict[str, list[int]] = {}
    for at, organisation in enumerate(catalogue):
        same.setdefault(independence.entity(organisation), []).append(at)
    # A legal entity that stands in the catalogue twice may take its place as either.
    return tuple(
        np.array(sorted(members), dtype=np.intp)
        for funded in funded_consortia(catalogue, rule, independence)
        if is_whole(funded)
        for members in product(*(same[entity] for entity in sorted(funded.entities)))
    )
