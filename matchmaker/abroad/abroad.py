"""All answers about third countries under one call: partners there, markets, and what SMEs wish."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from matchmaker.abroad.market_choice import RankedMarket, ranked_markets
from matchmaker.abroad.markets import MarketHistory, market_contributions
from matchmaker.abroad.partners import AbroadPartner, AbroadSearch
from matchmaker.abroad.stated_wishes import StatedWishes
from matchmaker.abroad.survey.answers import read_answers
from matchmaker.abroad.survey.interest import MarketInterest, interests, of_members
from matchmaker.abroad.survey.report import SurveyReport, survey_report
from matchmaker.abroad.survey.themes import Encode
from matchmaker.abroad.third_countries import ThirdCountries
from matchmaker.abroad.ties import Tie, Ties
from matchmaker.abroad.weights import AbroadWeights
from matchmaker.calls.call import Call
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.third_country import ThirdCountryOrganisation
from matchmaker.errors import BadInput
from matchmaker.network.network import Network
from matchmaker.profiles.profiles import Profiles


@dataclass(frozen=True)
class Contact:
    """Somebody abroad whom a member knows, with the path in words."""

    organisation: ThirdCountryOrganisation
    tie: Tie
    sentence: str


@dataclass(frozen=True)
class AbroadPartners:
    """Partners abroad in a balanced order, and whom the members know in their markets, by market.

    `known` is how many organisations abroad the catalogue has; `left_out` are those of them that are never suggested,
    because their country participates in the call.
    """

    partners: tuple[AbroadPartner, ...]
    contacts: Mapping[str, tuple[Contact, ...]]
    known: int
    left_out: tuple[ThirdCountryOrganisation, ...]


@dataclass(frozen=True)
class Abroad:
    """Answers questions about third countries under a call. Nothing in it changes once it is made.

    Args:
        call: which countries are third countries to, and whose rule on markets counts.
        catalogue: organisations, partnerships, collaborations, and organisations abroad.
        profiles: of the catalogue's organisations.
        profiles_abroad: of its third-country organisations.
        wishes: what both sides offer and look for.
        network: of the catalogue's organisations.
        weights: of markets and partners.
    """

    call: Call
    catalogue: Catalogue
    profiles: Profiles
    profiles_abroad: Profiles
    wishes: StatedWishes
    network: Network
    weights: AbroadWeights

    @cached_property
    def third_countries(self) -> ThirdCountries:
        """The third countries of the call."""
        return ThirdCountries(self.call)

    @cached_property
    def history(self) -> MarketHistory:
        """What the catalogue tells of markets."""
        return MarketHistory(self.catalogue, self.profiles, self.profiles_abroad, self.third_countries)

    @cached_property
    def search(self) -> AbroadSearch:
        """What finds organisations abroad."""
        ties = Ties(self.catalogue, self.network)
        return AbroadSearch(self.catalogue, self.history, ties, self.wishes, self.weights.partners)

    @cached_property
    def opened(self) -> "Abroad":
        """The same, with all that every question needs read and made ready: no first question waits for it."""
        if len(self.catalogue):
            self.partners([0], top=1)
        return self

    def partners(self, members: Sequence[int], markets: Sequence[str] = (), top: int = 10) -> AbroadPartners:
        """Return third-country organisations for a consortium, given by its members' positions.

        Args:
            members: positions in the catalogue, at least one.
            markets: where to look, alpha-2; in all third countries where none is given.
            top: how many.

        Raises:
            BadInput: a market is no third country, nobody is given, or `top` is not positive.
        """
        _check_members(members)
        self.third_countries.check(tuple(markets))
        if top < 1:
            raise BadInput(f"{top} organisations cannot be shown. Ask for at least 1.")
        contributions = market_contributions(self.history, members, self.weights.markets)
        suits = np.sum(list(contributions.values()), axis=0)
        found = self.search.best(members, dict(zip(self.history.markets, suits, strict=True)), markets, top)
        shown = markets or dict.fromkeys(each.organisation.country for each in found)
        organisations = self.catalogue.third_country_organisations
        return AbroadPartners(
            partners=found,
            contacts=self._contacts(members, tuple(shown)),
            known=len(organisations),
            left_out=tuple(each for each in organisations if each.country not in self.third_countries),
        )

    def _contacts(self, members: Sequence[int], markets: Sequence[str]) -> Mapping[str, tuple[Contact, ...]]:
        by_id = {each.id: each for each in self.catalogue.third_country_organisations}
        found: dict[str, list[Contact]] = {market: [] for market in markets}
        for tie in self.search.ties_of(members):
            organisation = by_id[tie.collaboration.third_country_organisation_id]
            if organisation.country in found:
                found[organisation.country].append(Contact(organisation, tie, self.search.ties.sentence(tie)))
        return {market: tuple(each) for market, each in found.items()}

    def markets(
        self, members: Sequence[int], interests: Sequence[MarketInterest] | None = None
    ) -> tuple[RankedMarket, ...]:
        """Return all third countries, the one that suits a consortium best first.

        Args:
            members: positions in the catalogue, at least one.
            interests: what may be told of the interest of SMEs; that of the members' own counts.

        Raises:
            BadInput: nobody is given.
        """
        _check_members(members)
        ids = [self.catalogue.organisations[at].id for at in members]
        interest = None if interests is None else of_members(interests, ids)
        history = self.history
        if interest and not interest.keys() <= set(history.markets):
            history = replace(history, wished=frozenset(interest))
        return ranked_markets(history, members, self.weights.markets, self.call, interest)

    def interests(self, path: Path) -> tuple[MarketInterest, ...]:
        """Return what may be told of the interest in markets in a survey of SMEs, without their needs.

        Raises:
            BadInput: the file cannot be read, or a cell is wrong.
        """
        return interests(read_answers(path, self.catalogue, self.third_countries).given)

    def survey(self, path: Path, encode: Encode) -> SurveyReport:
        """Return what may be told of a survey of SMEs: see `read_answers` and `survey_report`.

        Raises:
            BadInput: the file cannot be read, or a cell is wrong.
        """
        return survey_report(read_answers(path, self.catalogue, self.third_countries), encode)


def _check_members(members: Sequence[int]) -> None:
    if not members:
        raise BadInput("Nobody is given who wants to go abroad. Name at least one organisation.")
