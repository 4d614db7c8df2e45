"""Proposals that mend a consortium, each with what the call's rules say of it afterwards."""

from dataclasses import dataclass
from functools import cached_property

from matchmaker.calls.application import Application, Member, Role
from matchmaker.calls.check import Assessment, Checker
from matchmaker.calls.filter import eligibility_filter
from matchmaker.consortia.repair import Repair, Repairer, Score


@dataclass(frozen=True)
class Fix:
    """One proposal: the changed consortium by ids, and its assessment; `score` is its mean affinity in log-odds.

    Those `removed` may stay as associated partners, who are not counted.
    """

    members: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    score: float
    assessment: Assessment


@dataclass(frozen=True)
class Fixer:
    """Proposes the smallest changes under one call; `score` says how well groups of positions fit."""

    checker: Checker
    score: Score

    def fixes(self, application: Application, top: int = 3) -> tuple[Fix, ...]:
        """Return up to `top` smallest changes to who is in the consortium, best score first; none if none is needed.

        Markets, duration and money are for a person to change: the findings say how.

        Raises:
            BadInput: a member is not in the catalogue.
        """
        catalogue = self.checker.catalogue
        applicants = [catalogue.positions[catalogue.find(member.organisation).id] for member in application.applicants]
        found = self._repairer.repairs(applicants, top)
        return tuple(self._fix(application, repair) for repair in found)

    @cached_property
    def _repairer(self) -> Repairer:
        return Repairer(eligibility_filter(self.checker.catalogue, self.checker.call, self.checker.day), self.score)

    def _fix(self, application: Application, repair: Repair) -> Fix:
        catalogue = self.checker.catalogue
        ids = [organisation.id for organisation in catalogue]
        staying = set(repair.members) - set(repair.added)
        kept: dict[int, Member] = {}
        for member in application.members:
            at = catalogue.positions[catalogue.find(member.organisation).id]
            if member.role is Role.ASSOCIATED or at in staying:
                kept.setdefault(at, member)
        added = tuple(ids[at] for at in repair.added)
        members = (*kept.values(), *(Member(organisation=each) for each in added))
        return Fix(
            members=tuple(ids[at] for at in repair.members),
            added=added,
            removed=tuple(ids[at] for at in repair.removed),
            score=repair.score,
            assessment=self.checker.check(application.model_copy(update={"members": members})),
        )
