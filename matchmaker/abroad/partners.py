"""Third-country organisations for a consortium, ranked by what its members together offer and whom they know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matchmaker.abroad.balance import balanced
from matchmaker.abroad.coverage import Coverage
from matchmaker.abroad.fit import (
    ECOSYSTEMS_SHARED,
    MARKET,
    OFFERS,
    SIMILARITY,
    START,
    TIES,
    Numbers,
    combined,
    ecosystem_overlap,
    met,
    similarity,
    starting_point,
)
from matchmaker.abroad.markets import MarketHistory
from matchmaker.abroad.partner_reasons import PartnerReasons
from matchmaker.abroad.role import Role, role_of
from matchmaker.abroad.stated_wishes import StatedWishes
from matchmaker.abroad.ties import Tie, Ties
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.third_country import ThirdCountryOrganisation
from matchmaker.profiles.profiles import Profiles


@dataclass(frozen=True)
class AbroadPartner:
    """A third-country organisation for a consortium.

    `score` is in log-odds and the sum of `contributions`; 0 is the average organisation abroad. `fits` is how well it
    fits each member, by the member's id, on the same scale. `tie` is the shortest path by which a member knows it.
    """

    organisation: ThirdCountryOrganisation
    role: Role
    score: float
    contributions: Mapping[str, float]
    fits: Mapping[str, float]
    tie: Tie | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class AbroadSearch:
    """Finds third-country organisations for any members of a catalogue. Nothing in it changes once it is made.

    Args:
        catalogue: organisations, and N third-country organisations.
        history: of the same catalogue, with the profiles of both, and which countries are third countries.
        ties: who knows whom.
        wishes: what both sides offer and look for.
        weights: log-odds for each unit of a feature.
    """

    catalogue: Catalogue
    history: MarketHistory
    ties: Ties
    wishes: StatedWishes
    weights: Mapping[str, float] = field(repr=False)

    @cached_property
    def suggestible(self) -> npt.NDArray[np.intp]:
        """Positions of the third-country organisations whose country is a third country to the call."""
        organisations = self.catalogue.third_country_organisations
        return np.array(
            [at for at, each in enumerate(organisations) if each.country in self.history.third_countries], np.intp
        )

    @cached_property
    def _reasons(self) -> PartnerReasons:
        return PartnerReasons.reading(self.catalogue)

    @cached_property
    def _roles(self) -> tuple[Role, ...]:
        return tuple(role_of(each.kind) for each in self.catalogue.third_country_organisations)

    @cached_property
    def _countries(self) -> tuple[str, ...]:
        return tuple(each.country for each in self.catalogue.third_country_organisations)

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {each.id: at for at, each in enumerate(self.catalogue.third_country_organisations)}

    @cached_property
    def _by_id(self) -> npt.NDArray[np.intp]:
        """The place of each organisation abroad in the order of the ids, of shape (N,)."""
        order = sorted(range(len(self._countries)), key=lambda at: self.catalogue.third_country_organisations[at].id)
        places = np.empty(len(order), dtype=np.intp)
        places[order] = np.arange(len(order))
        return places

    @cached_property
    def _abroad(self) -> Profiles:
        """The profiles of the organisations abroad in the precision of the sums, so that no question converts them."""
        abroad = self.history.abroad
        return replace(abroad, embeddings=abroad.embeddings.astype(np.float64))

    def best(
        self, members: Sequence[int], suits: Mapping[str, float], markets: Sequence[str], top: int
    ) -> tuple[AbroadPartner, ...]:
        """Return the best organisations abroad in a balanced order: see `balanced`.

        Those that work in an ecosystem of a member, or that a member knows, come before all others: the tourism board
        of a country opens no doors to a cluster of health. Within a market and a kind, who serves members that the list
        does not serve yet comes before one that fits slightly better: see `Coverage`.

        Args:
            members: positions of the consortium's members, at least one.
            suits: how well each market suits the consortium, in log-odds.
            markets: where to look, alpha-2; everywhere where none is given.
            top: how many.
        """
        ties = self.ties.to([self.catalogue.organisations[at].id for at in members])
        contributions, fits = self.scored(members, suits, ties)
        scores: Numbers = np.sum(list(contributions.values()), axis=0)
        wanted = self.suggestible
        if markets:
            wanted = wanted[np.isin(np.array(self._countries)[wanted], markets)]
        order = wanted[np.lexsort((self._by_id[wanted], -scores[wanted]))]
        among = self._countries if len(markets) > 1 else ("",) * len(self._countries)
        near = self._near(members, ties)[order]
        pick = Coverage(scores, fits).next
        chosen = balanced(order[near].tolist(), self._roles, among, top, pick)
        chosen += balanced(order[~near].tolist(), self._roles, among, top - len(chosen), pick, chosen)
        return tuple(self._partner(at, members, contributions, fits, ties) for at in chosen)

    def _near(self, members: Sequence[int], ties: Mapping[str, Tie]) -> npt.NDArray[np.bool_]:
        """Return which organisations abroad share an ecosystem with a member, state none, or are known; shape (N,)."""
        abroad = self.history.abroad.ecosystems
        theirs = self.history.profiles.ecosystems[list(members)].any(axis=0)
        near = np.asarray((abroad & theirs).any(axis=1) | ~abroad.any(axis=1), dtype=np.bool_)
        near[[self._positions[organisation_id] for organisation_id in ties]] = True
        return near

    def scored(
        self, members: Sequence[int], suits: Mapping[str, float], ties: Mapping[str, Tie]
    ) -> tuple[Mapping[str, Numbers], Numbers]:
        """Return the contributions of all N organisations abroad, each of shape (N,), and each member's fit, (n, N).

        Only those in third countries count towards the starting point.
        """
        shares, fits = combined(self.member_features(members))
        strength = np.zeros(len(self._countries))
        for organisation_id, tie in ties.items():
            strength[self._positions[organisation_id]] = tie.strength
        suiting = np.array([suits.get(country, 0.0) for country in self._countries])
        whole = {TIES: self.weights[TIES] * strength, MARKET: self.weights[MARKET] * suiting}
        contributions = {**shares, **whole}
        start = starting_point([values[self.suggestible] for values in contributions.values()])
        own_start = starting_point([fits.mean(axis=0)[self.suggestible]])
        return {START: np.full(len(strength), start), **contributions}, fits + own_start

    def member_features(self, members: Sequence[int]) -> Mapping[str, Numbers]:
        """Return the weighted features of each member with each organisation abroad, each of shape (n, N)."""
        everyone, abroad = self.history.profiles, self._abroad
        own = Profiles(everyone.embeddings[list(members)], everyone.ecosystems[list(members)])
        offered = met(self.wishes.requests, members, self.wishes.offers_abroad)
        asked = met(self.wishes.offers, members, self.wishes.requests_abroad)
        return {
            SIMILARITY: self.weights[SIMILARITY] * similarity(own, abroad),
            ECOSYSTEMS_SHARED: self.weights[ECOSYSTEMS_SHARED] * ecosystem_overlap(own, abroad),
            OFFERS: self.weights[OFFERS] * (offered + asked) / 2,
        }

    def ties_of(self, members: Sequence[int]) -> tuple[Tie, ...]:
        """Return the shortest tie of the members to each organisation abroad that they know, the shortest first."""
        ties = self.ties.to([self.catalogue.organisations[at].id for at in members])
        return tuple(sorted(ties.values(), key=lambda tie: (tie.steps, -(tie.collaboration.year or 0))))

    def _partner(
        self,
        at: int,
        members: Sequence[int],
        contributions: Mapping[str, Numbers],
        fits: Numbers,
        ties: Mapping[str, Tie],
    ) -> AbroadPartner:
        organisation = self.catalogue.third_country_organisations[at]
        consortium = [self.catalogue.organisations[member] for member in members]
        of_members = {member.id: float(fit) for member, fit in zip(consortium, fits[:, at], strict=True)}
        tie = ties.get(organisation.id)
        parts = {name: float(values[at]) for name, values in contributions.items()}
        return AbroadPartner(
            organisation=organisation,
            role=self._roles[at],
            score=float(np.sum(list(parts.values()))),
            contributions=parts,
            fits=of_members,
            tie=tie,
            reasons=self._reasons.of(
                organisation, self._roles[at], consortium, of_members, self.ties.sentence(tie) if tie else ""
            ),
        )
