"""Proposals that mend a consortium, each with what the call's rules say of it afterwards."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from matchmaker.calls.application import Application, Member, Role
from matchmaker.calls.check import Assessment, Checker
from matchmaker.calls.filter import eligibility_filter
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.consortia.affinities import PairAffinities
from matchmaker.consortia.known_markets import KnownMarkets
from matchmaker.consortia.query import Field
from matchmaker.consortia.repair import Repair, Repairer
from matchmaker.consortia.wishes import Weighed, Wishes


@dataclass(frozen=True)
class Fix:
    """One proposal: the changed consortium by ids, and its assessment.

    `score`, in log-odds, is what a search for the application's markets gives the same consortium. Those `removed` may
    stay as associated partners, who are not counted; those `promoted` are the ones of `added` that were associated
    partners so far, and those `doubled` were given twice and stay once. No consortium with as few changes scores
    better than the best fix.
    """

    members: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    score: float
    assessment: Assessment
    promoted: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fixer:
    """Proposes the smallest changes under one call; `known` returns which organisation knows which market."""

    checker: Checker
    affinity: PairAffinities
    known: Callable[[], KnownMarkets]

    def fixes(self, application: Application, top: int = 3) -> tuple[Fix, ...]:
        """Return up to `top` smallest changes to who is in the consortium, best score first; none if none is needed.

        Markets, duration and money are for a person to change: the findings say how.

        Raises:
            BadInput: a member is not in the catalogue.
            NoResult: the consortium is too large for all changes to be compared.
        """
        positions = [self._position(member) for member in application.applicants]
        markets = tuple(dict.fromkeys(application.markets))
        terms = Weighed(self._catalogue, Wishes(), markets, self.known).terms
        found = Repairer(self._field, terms).repairs(positions, top)
        doubled = {at for at in positions if positions.count(at) > 1}
        return tuple(self._fix(application, repair, doubled.difference(repair.removed)) for repair in found)

    @property
    def _catalogue(self) -> Catalogue:
        return self.checker.catalogue

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        return tuple(organisation.id for organisation in self._catalogue)

    @cached_property
    def _field(self) -> Field:
        rules = eligibility_filter(self._catalogue, self.checker.call, self.checker.day)
        return Field(self.affinity, rules, self._ids)

    def _position(self, member: Member) -> int:
        return self._catalogue.positions[self._catalogue.find(member.organisation).id]

    def _fix(self, application: Application, repair: Repair, doubled: Collection[int]) -> Fix:
        ids = self._ids
        listed = self._listed(application, frozenset(ids[at] for at in repair.removed))
        promoted = tuple(ids[at] for at in repair.added if ids[at] in listed)
        for at in repair.added:
            member = listed.get(ids[at], Member(organisation=ids[at]))
            listed[ids[at]] = member.model_copy(update={"role": Role.MEMBER})
        changed = application.model_copy(update={"members": tuple(listed.values())})
        return Fix(
            members=tuple(ids[at] for at in repair.members),
            added=tuple(ids[at] for at in repair.added),
            removed=tuple(ids[at] for at in repair.removed),
            score=repair.score,
            assessment=self.checker.check(changed),
            promoted=promoted,
            doubled=tuple(ids[at] for at in sorted(doubled)),
        )

    def _listed(self, application: Application, removed: frozenset[str]) -> dict[str, Member]:
        """Return who stays on the list, each once and with all notes on it, by id."""
        listed: dict[str, Member] = {}
        for member in application.members:
            found = self._catalogue.find_partner(member.organisation).id
            if found in removed and member.role is not Role.ASSOCIATED:
                continue
            listed[found] = _joined(listed[found], member) if found in listed else member
        return listed


def _joined(one: Member, other: Member) -> Member:
    """Return one of two entries of an organisation, the one that counts, with the notes of both."""
    counted = other if one.role is Role.ASSOCIATED else one
    return counted.model_copy(update={"evidence": _notes(one.evidence, other.evidence)})


def _notes(one: Mapping[str, str], other: Mapping[str, str]) -> Mapping[str, str]:
    both = {**other, **one}
    return both | {
        rule: f"{one[rule]}; {other[rule]}" for rule in one.keys() & other.keys() if one[rule] != other[rule]
    }
