"""Proposals that mend a consortium, each with what the call's rules say of it afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from matchmaker.calls.application import Application, Member, Role
from matchmaker.calls.check import Assessment, Checker
from matchmaker.calls.filter import eligibility_filter
from matchmaker.consortia.affinities import PairAffinities
from matchmaker.consortia.known_markets import KnownMarkets
from matchmaker.consortia.query import Field
from matchmaker.consortia.repair import Repair, Repairer
from matchmaker.consortia.wishes import Weighed, Wishes


@dataclass(frozen=True)
class Fix:
    """One proposal: the changed consortium by ids, its score and its assessment.

    Those `removed` may stay as associated partners, who are not counted. The score, in log-odds, is the one that the
    same members have as a suggestion for the same markets.
    """

    members: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    score: float
    assessment: Assessment


@dataclass(frozen=True)
class Fixer:
    """Proposes the smallest changes under one call; `known` is asked where an application has markets."""

    checker: Checker
    affinity: PairAffinities
    known: Callable[[], KnownMarkets]

    def fixes(self, application: Application, top: int = 3) -> tuple[Fix, ...]:
        """Return up to `top` smallest changes to who is in the consortium, best score first; none if none is needed.

        Markets, duration and money are for a person to change: the findings say how.

        Raises:
            BadInput: a member is not in the catalogue.
        """
        catalogue = self.checker.catalogue
        applicants = [catalogue.positions[catalogue.find(member.organisation).id] for member in application.applicants]
        weighed = Weighed(catalogue, Wishes(), application.markets, self.known)
        found = Repairer(self._field, weighed.terms).repairs(applicants, top)
        return tuple(self._fix(application, repair) for repair in found)

    @cached_property
    def _field(self) -> Field:
        catalogue = self.checker.catalogue
        rules = eligibility_filter(catalogue, self.checker.call, self.checker.day)
        return Field(self.affinity, rules, tuple(organisation.id for organisation in catalogue))

    def _fix(self, application: Application, repair: Repair) -> Fix:
        catalogue = self.checker.catalogue
        ids = [organisation.id for organisation in catalogue]
        members: dict[int, Member] = {}
        for member in application.members:
            at = catalogue.positions[catalogue.find(member.organisation).id]
            if at in repair.members:
                # An associated partner who is to apply is no partner any more, and keeps the notes.
                members.setdefault(at, member.model_copy(update={"role": Role.MEMBER}))
            elif member.role is Role.ASSOCIATED:
                members.setdefault(at, member)
        for at in repair.added:
            members.setdefault(at, Member(organisation=ids[at]))
        return Fix(
            members=tuple(ids[at] for at in repair.members),
            added=tuple(ids[at] for at in repair.added),
            removed=tuple(ids[at] for at in repair.removed),
            score=repair.score,
            assessment=self.checker.check(application.model_copy(update={"members": tuple(members.values())})),
        )
