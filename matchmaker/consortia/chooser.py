"""Chooses sets of consortia: of all that may be, or of applications that were given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matchmaker.calls.application import Application
from matchmaker.calls.applications import Applications
from matchmaker.calls.finding import Outcome, Verdict
from matchmaker.consortia.consortium import ChosenSet
from matchmaker.consortia.finder import Asked, Finder
from matchmaker.consortia.portfolio import Offers, Portfolio, country_matrix, portfolio
from matchmaker.consortia.query import Scored
from matchmaker.consortia.score import ranked
from matchmaker.consortia.selection import Aim, Columns, chosen, incidence, most
from matchmaker.consortia.watch import Progress, Watch
from matchmaker.consortia.wishes import Weighed, ecosystem_matrix
from matchmaker.errors import BadInput


@dataclass(frozen=True)
class Chooser:
    """Chooses sets of consortia of one catalogue under one call."""

    finder: Finder

    def portfolio(self, asked: Asked, aim: Aim, progress: Progress | None = None) -> ChosenSet | None:
        """Return the best set of all consortia that break no countable rule; None where there is none.

        Each costs what a grant of the call usually is.

        Raises:
            BadInput: what is asked contradicts itself, or the budget does not suffice for a grant.
        """
        finder, weighed = self.finder, self.finder.weighed(asked)
        aim.check()
        query = replace(finder.query(asked, weighed), top=1)
        query.check(finder.ids)
        count = aim.count if aim.budget is None else min(aim.count, int(aim.budget // self._usual_grant))
        if not count:
            raise BadInput(f"A budget of EUR {aim.budget:,.0f} is less than one grant, EUR {self._usual_grant:,.0f}.")
        offers = Offers(
            finder.searched,
            query,
            replace(aim, count=count, budget=None),
            ecosystem_matrix(finder.catalogue),
        )
        found = portfolio(offers, Watch(asked.wishes.seconds, progress))
        if found is None:
            return None
        return ChosenSet(
            consortia=tuple(finder.consortium(each, asked, weighed) for each in found.consortia),
            names=("",) * len(found.consortia),
            found=found,
            asked=aim.count,
        )

    def choose(self, given: Applications, asked: Asked, aim: Aim, progress: Progress | None = None) -> ChosenSet | None:
        """Return the best set of given applications of which none fails a rule; None where there is none.

        An application that does not say what share it asks costs what a grant of the call usually is.

        Raises:
            BadInput: what is asked contradicts itself, or what a grant is must be known and is not.
        """
        weighed = self.finder.weighed(asked)
        aim.check()
        watch = Watch(asked.wishes.seconds, progress)
        why = dict(self._each_left_out(given.applications, watch))
        fit = [each for at, each in enumerate(given.applications) if not why[at]]
        left_out = [(name, "It has a fault in the file.") for name in given.refused]
        left_out += [(given.applications[at].name, reason) for at, reason in why.items() if reason]
        found = self._chosen(fit, aim, weighed, watch)
        if found is None:
            return None
        places, portfolio_ = found
        return ChosenSet(
            consortia=tuple(
                self.finder.explained(scored, fit[at], weighed)
                for at, scored in zip(places, portfolio_.consortia, strict=True)
            ),
            names=tuple(fit[at].name for at in places),
            found=portfolio_,
            asked=aim.count,
            left_out=tuple(left_out),
        )

    def _chosen(
        self, fit: Sequence[Application], aim: Aim, weighed: Weighed, watch: Watch
    ) -> tuple[tuple[int, ...], Portfolio] | None:
        if not fit:
            return None
        scored = [self._scored(each, weighed) for each in fit]
        columns = self._columns(fit, scored, aim)
        count, proven = most(columns, aim, watch.left)
        best = chosen(columns, replace(aim, count=count), watch.left) if count else None
        if best is None:
            return None
        places = tuple(sorted(best.places, key=lambda at: (-scored[at].score, fit[at].name)))
        bound = best.total + max(best.over(best.bound), 0.0)
        of = tuple(scored[at] for at in places)
        return places, Portfolio(of, best.total, bound, best.short, len(fit), no_more=proven)

    def _each_left_out(self, applications: Sequence[Application], watch: Watch) -> Iterator[tuple[int, str]]:
        """Go through applications by place, each with why it cannot be chosen; a person who stops it stops it all."""
        for at, each in enumerate(applications):
            watch.check(at, len(applications), timed=False)
            yield at, self._why_left_out(each)

    def _why_left_out(self, application: Application) -> str:
        if len(set(self._applicants(application))) < 2:
            return "It has fewer than two applicants."
        assessment = self.finder.checker.check(application)
        if assessment.verdict is not Verdict.NOT_ELIGIBLE:
            return ""
        failed = [each.rule for each in assessment.findings if each.outcome is Outcome.FAIL]
        return f"It is not eligible: {', '.join(failed)}."

    def _applicants(self, application: Application) -> tuple[int, ...]:
        found = (self.finder.places([each.organisation])[0] for each in application.applicants)
        return tuple(dict.fromkeys(found))

    def _scored(self, application: Application, weighed: Weighed) -> Scored:
        members = np.array([self._applicants(application)], dtype=np.intp)
        (scored,) = ranked(self.finder.affinity, self.finder.ids, members, weighed.terms)
        return scored

    def _columns(self, fit: Sequence[Application], scored: Sequence[Scored], aim: Aim) -> Columns:
        members = incidence([each.members for each in scored], len(self.finder.ids))
        return Columns(
            members=members,
            scores=np.array([each.score for each in scored]),
            costs=np.array([0.0 if aim.budget is None else self._cost(each) for each in fit]),
            ecosystems=members @ ecosystem_matrix(self.finder.catalogue) > 0,
            countries=members @ country_matrix(self.finder.rules) > 0,
        )

    def _cost(self, application: Application) -> float:
        return self._usual_grant if application.share_asked is None else float(application.share_asked)

    @property
    def _usual_grant(self) -> float:
        money = self.finder.checker.call.rules.money
        if money is None or money.budget is None or money.grants is None:
            raise BadInput(
                f"{self.finder.checker.call.id} does not say what a grant is. "
                f"Leave the budget out, or state the share that each application asks."
            )
        return float(money.budget / money.grants)
