"""Answers questions about the consortia of one catalogue under one call: the best, why not another, the best set."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from matchmaker.affinity.affinity import Affinity
from matchmaker.affinity.group import Group
from matchmaker.affinity.reasons import reasons
from matchmaker.calls.application import Application
from matchmaker.calls.check import Checker
from matchmaker.calls.filter import EligibilityFilter, eligibility_filter
from matchmaker.calls.finding import Outcome
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.consortia.affinities import PairAffinities
from matchmaker.consortia.consortium import Consortium, Obstacle, Standing, Suggestions
from matchmaker.consortia.diversity import diverse_consortia
from matchmaker.consortia.known_markets import KnownMarkets, market_reasons
from matchmaker.consortia.query import ALWAYS_EXACT, LARGEST, SMALLEST, Field, Found, Query, Scored
from matchmaker.consortia.score import ranked
from matchmaker.consortia.search import best_consortia
from matchmaker.consortia.watch import Progress, Watch
from matchmaker.consortia.why_not import rank_of
from matchmaker.consortia.wishes import Weighed, Wishes
from matchmaker.countries import in_words
from matchmaker.errors import BadInput
from matchmaker.wording import listed

COUNTABLE = frozenset(
    {"entities", "countries", "member-states", "participating", "kind", "platform", "not-funded-before"}
)
"""The rules that the search obeys; the others depend on what an application says."""

_OF_MEMBERS = frozenset({"participating", "kind", "platform"})
_TIME_RAN_OUT = "Time ran out before the best consortium with them was proven. Give more seconds."
_NOBODY_JOINS = "Nobody can join them without breaking a countable rule, being excluded, or missing what is required."


@dataclass(frozen=True)
class Asked:
    """What a person asks: ids or names of those who must be in and who must not, how many members, how many consortia.

    `markets` are the target third countries, alpha-2, of each application.
    """

    lock: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    size: int = 3
    top: int = 10
    markets: tuple[str, ...] = ()
    wishes: Wishes = field(default_factory=Wishes)


@dataclass(frozen=True)
class Finder:
    """Finds consortia of one catalogue under one call: `affinity` is what is searched, `model` what explains it."""

    catalogue: Catalogue
    checker: Checker
    affinity: PairAffinities
    model: Affinity
    known: Callable[[], KnownMarkets]

    def suggest(self, asked: Asked, progress: Progress | None = None) -> Suggestions:
        """Return the best consortia that break no countable rule of the call.

        Sizes up to `ALWAYS_EXACT` are searched to the end; larger ones too unless the seconds that are wished run out.

        Raises:
            BadInput: an organisation is unknown or may not apply, or what is asked contradicts itself.
        """
        weighed = self.weighed(asked)
        query = self.query(asked, weighed)
        watch = Watch(asked.wishes.seconds if asked.size > ALWAYS_EXACT else None, progress)
        found = diverse_consortia(self.searched, query, asked.wishes.difference, watch)
        return Suggestions(
            tuple(self.consortium(each, asked, weighed) for each in found.consortia), found.exact, found.bound
        )

    def why_not(self, named: Sequence[str], asked: Asked, progress: Progress | None = None) -> Standing:
        """Return why a consortium is not suggested, or at which rank it stands.

        Args:
            named: ids or names. With those locked they are a whole consortium, or the best one with them is meant.
            asked: what the suggestions were asked for.
            progress: told how much of what comes before is counted.

        Raises:
            BadInput: an organisation is unknown, or there are more than fit.
        """
        weighed = self.weighed(asked)
        watch = Watch(asked.wishes.seconds, progress)
        members = self.places(tuple(dict.fromkeys(self.catalogue.find(each).id for each in (*asked.lock, *named))))
        if not SMALLEST <= asked.size <= LARGEST or len(members) > asked.size:
            raise BadInput(
                f"{len(members)} organisations are no consortium of {asked.size}. "
                f"Ask for a size from {max(SMALLEST, len(members))} to {LARGEST}."
            )
        obstacles = self._obstacles(members, asked, weighed)
        if len(members) == asked.size:
            (scored,) = ranked(self.affinity, self.ids, np.array([members], dtype=np.intp), weighed.terms)
        else:
            completed = self._completed(members, asked, weighed, watch.part(0, 2)) if not obstacles else None
            if completed is None or not completed.exact or not completed.consortia:
                why = _TIME_RAN_OUT if completed and not completed.exact else _NOBODY_JOINS
                return Standing(None, obstacles or (Obstacle("completion", why, self._named(members)),))
            scored = completed.consortia[0]
        consortium = self.consortium(scored, asked, weighed)
        if obstacles:
            return Standing(consortium, obstacles)
        rank = rank_of(self.searched, self.query(asked, weighed), scored, watch.part(1, 2))
        return Standing(consortium, (), rank.place, rank.exact)

    def _completed(self, members: Sequence[int], asked: Asked, weighed: Weighed, watch: Watch) -> Found:
        """Return the best consortium with some members, and whether that is proven."""
        query = replace(self.query(asked, weighed), locked=tuple(members), top=1)
        return best_consortia(self.searched, query, watch)

    def _obstacles(self, members: Sequence[int], asked: Asked, weighed: Weighed) -> tuple[Obstacle, ...]:
        """Return what keeps some members, or each consortium with them, out of the suggestions."""
        found = [
            Obstacle("exclude", f"{self.ids[at]} is excluded.", (self.ids[at],))
            for at in self.places(asked.exclude)
            if at in members
        ]
        findings = self.checker.check(Application.of(*self._named(members), markets=asked.markets)).findings
        # What members lack together, others who join may bring, but not who cannot be a member at all.
        whole = len(members) == asked.size
        rules = COUNTABLE if whole else _OF_MEMBERS
        found += [
            Obstacle(each.rule, f"{each.reason} {each.remedy}".strip(), each.members)
            for each in findings
            if each.outcome is Outcome.FAIL and each.rule in rules
        ]
        if whole:
            lacking = weighed.lacking(np.array(members, dtype=np.intp))
            found += [Obstacle("required", f"None of them covers {name}, which is required.") for name in lacking]
        return tuple(found)

    def _named(self, members: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.ids[at] for at in members)

    def query(self, asked: Asked, weighed: Weighed) -> Query:
        """Return what is searched.

        Raises:
            BadInput: an organisation is unknown, is given twice, or may not apply.
        """
        locked = self.places(asked.lock)
        self._check_admissible(locked)
        return Query(
            size=asked.size,
            top=asked.top,
            locked=locked,
            excluded=self.places(asked.exclude),
            required=weighed.required,
            terms=weighed.terms,
        )

    def weighed(self, asked: Asked) -> Weighed:
        """Return what the wishes mean for the organisations.

        Raises:
            BadInput: they cannot be granted.
        """
        asked.wishes.check()
        self._check_markets(asked.markets)
        return Weighed(self.catalogue, asked.wishes, asked.markets, self.known)

    def places(self, given: Sequence[str]) -> tuple[int, ...]:
        """Return the positions of organisations given by id or name.

        Raises:
            BadInput: one is unknown or given twice.
        """
        found = [self.catalogue.positions[self.catalogue.find(each).id] for each in given]
        doubled = [self.ids[at] for at in dict.fromkeys(found) if found.count(at) > 1]
        if doubled:
            raise BadInput(f"{', '.join(doubled)} is given twice. Name each organisation once.")
        return tuple(found)

    def consortium(self, scored: Scored, asked: Asked, weighed: Weighed) -> Consortium:
        """Return a consortium as people are shown it."""
        named = (self.ids[at] for at in scored.members)
        return self.explained(scored, Application.of(*named, markets=asked.markets), weighed)

    def explained(self, scored: Scored, application: Application, weighed: Weighed) -> Consortium:
        """Return the consortium of an application as people are shown it."""
        members = tuple(self.catalogue.organisations[at] for at in scored.members)
        positions = np.array(scored.members, dtype=np.intp)
        contributions = self.model.mean_contributions(positions)
        group = Group(self.catalogue, self.model.features, scored.members)
        return Consortium(
            members=members,
            score=scored.score,
            contributions={**contributions, **weighed.contributions(positions)},
            reasons=(
                *(each.sentence for each in reasons(group, contributions)),
                *(market_reasons(self.known(), members, application.markets) if application.markets else ()),
            ),
            assessment=self.checker.check(application),
        )

    def _check_markets(self, markets: Sequence[str]) -> None:
        """Refuse what no choice of members could mend: a target that is no third country."""
        if self.checker.call.rules.markets is None:
            return
        statuses = self.checker.call.statuses(self.checker.day)
        european = [code for code in markets if code in statuses and statuses[code].status.participates]
        if european:
            names = listed([in_words(code) for code in european])
            raise BadInput(
                f"{names}: no third country under {self.checker.call.id}. "
                f"Choose markets outside the European Union and the participating countries."
            )

    def _check_admissible(self, locked: Sequence[int]) -> None:
        for organisation in (self.catalogue.organisations[at] for at in locked if not self.rules.admissible[at]):
            alone = self.checker.check(Application.of(organisation.id))
            failing = [
                each for each in alone.findings if each.outcome is Outcome.FAIL and organisation.id in each.members
            ]
            why = " ".join(f"{each.reason} {each.remedy}" for each in failing)
            raise BadInput(f"{organisation.name} cannot apply under {self.checker.call.id}. {why}")

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the organisations, in the catalogue's order."""
        return tuple(organisation.id for organisation in self.catalogue)

    @cached_property
    def rules(self) -> EligibilityFilter:
        """The call's countable rules."""
        return eligibility_filter(self.catalogue, self.checker.call, self.checker.day)

    @property
    def searched(self) -> Field:
        """Where is searched."""
        return Field(self.affinity, self.rules, self.ids)
