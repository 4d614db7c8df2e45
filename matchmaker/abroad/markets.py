"""Which third countries suit a consortium: log-odds that are a sum of named contributions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matchmaker.abroad.fit import Numbers
from matchmaker.abroad.past import PastPartnership, past_partnerships, profile_of
from matchmaker.abroad.third_countries import ThirdCountries
from matchmaker.abroad.weights import MarketWeights
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.consortia.known_markets import KnownMarkets, known_markets
from matchmaker.profiles.profiles import Profiles

POPULARITY = "popularity"
SIMILAR = "similar partnerships"
EXPERIENCE = "members' experience"
PARTNERS = "partners there"
WISHES = "wishes of SMEs"
FEATURES = (SIMILAR, EXPERIENCE, PARTNERS)
"""What is learned from past partnerships; popularity is where one starts, wishes are stated by people."""

WISHES_WEIGHT = 1.0
"""Log-odds for a market in which every SME answered 5, against one in which every SME answered 3. Stated: no past
partnership's survey is known."""
CLOSE = 0.05
"""The part of the organisations abroad that counts as close to a consortium: the nearest twentieth, wherever it is."""


@dataclass(frozen=True)
class MarketHistory:
    """What a catalogue tells of markets. Nothing in it changes once it is made.

    Args:
        catalogue: organisations, partnerships, collaborations and organisations abroad.
        profiles: of the n organisations of the catalogue.
        abroad: profiles of its N third-country organisations.
        third_countries: which countries may be suggested.
        uncounted: ids of organisations abroad that do not count as partners there.
        wished: further markets, alpha-2, that somebody asked for.
    """

    catalogue: Catalogue
    profiles: Profiles
    abroad: Profiles
    third_countries: ThirdCountries
    uncounted: frozenset[str] = frozenset()
    wished: frozenset[str] = frozenset()

    @cached_property
    def markets(self) -> tuple[str, ...]:
        """The markets that can be ranked, sorted: those of the catalogue, of its partnerships, of its organisations."""
        named = self.wished | {market.country for market in self.catalogue.markets}
        named |= {each.country for each in self.catalogue.third_country_organisations}
        named |= {market for each in self.catalogue.partnerships for market in each.target_third_countries}
        named |= {market for each in self.catalogue for market in each.target_markets}
        return tuple(sorted(market for market in named if market in self.third_countries))

    @cached_property
    def past(self) -> tuple[PastPartnership, ...]:
        """The past partnerships whose markets are known."""
        return past_partnerships(self.catalogue, self.profiles)

    @cached_property
    def targeted(self) -> npt.NDArray[np.bool_]:
        """Whether each past partnership targeted each market, of shape (past, markets)."""
        targets = [[market in each.partnership.target_third_countries for market in self.markets] for each in self.past]
        return np.array(targets, dtype=np.bool_).reshape(len(self.past), len(self.markets))

    @cached_property
    def known(self) -> KnownMarkets:
        """The markets that each organisation knows, and how."""
        return known_markets(self.catalogue)

    @cached_property
    def countries(self) -> npt.NDArray[np.intp]:
        """The position in `markets` of each organisation abroad, of shape (N,); -1 where it does not count."""
        index = {market: at for at, market in enumerate(self.markets)}
        counted = [
            -1 if each.id in self.uncounted else index.get(each.country, -1)
            for each in self.catalogue.third_country_organisations
        ]
        return np.array(counted, dtype=np.intp)

    @cached_property
    def _profiles_of_past(self) -> npt.NDArray[np.float64]:
        width = self.profiles.embeddings.shape[1]
        return np.array([each.profile for each in self.past], dtype=np.float64).reshape(len(self.past), width)

    def similarities(self, members: Sequence[int]) -> Numbers:
        """Return how similar the past partnerships are to a consortium: cosines of the profiles, of shape (past,)."""
        cosines: Numbers = self._profiles_of_past @ profile_of(self.profiles, members)
        return cosines

    @cached_property
    def there(self) -> npt.NDArray[np.int64]:
        """How many organisations of each market the catalogue knows, of shape (markets,)."""
        counts: npt.NDArray[np.int64] = np.bincount(
            self.countries[self.countries >= 0], minlength=len(self.markets)
        ).astype(np.int64)
        return counts

    def close(self, members: Sequence[int]) -> npt.NDArray[np.int64]:
        """Return how many organisations of each market are among the nearest twentieth, of shape (markets,)."""
        cosines = self.abroad.embeddings @ profile_of(self.profiles, members).astype(np.float32)
        cosines = cosines[self.countries >= 0]
        countries = self.countries[self.countries >= 0]
        nearest = np.argsort(-cosines, kind="stable")[: int(np.ceil(CLOSE * len(cosines)))]
        counts: npt.NDArray[np.int64] = np.bincount(countries[nearest], minlength=len(self.markets)).astype(np.int64)
        return counts

    def experience(self, members: Sequence[int]) -> Numbers:
        """Return the share of the members that know each market, of shape (markets,)."""
        known = [self.known[self.catalogue.organisations[at].id] for at in members]
        shares: Numbers = np.mean([[market in each for market in self.markets] for each in known], axis=0)
        return shares


def popularity(targeted: npt.NDArray[np.bool_]) -> Numbers:
    """Return the log-odds that a partnership targets each market, of shape (markets,).

    Args:
        targeted: which of the past partnerships targeted which market, of shape (past, markets).
    """
    count, markets = targeted.shape
    # One partnership more, that targets each market as often as the average market is: no market is impossible.
    average = (targeted.sum() + 1) / (count * markets + markets) if markets else 0.0
    return logit((targeted.sum(axis=0) + average) / (count + 1))


def similar_partnerships(
    targeted: npt.NDArray[np.bool_], similarities: Numbers, weights: MarketWeights
) -> tuple[Numbers, Numbers]:
    """Return by how much similar partnerships raise each market above its popularity, and how much each counted.

    Each past partnership counts by its similarity (a kernel of the model's bandwidth; an identical one counts 1), and
    the popularity counts as so many identical partnerships as the model's prior says: the fewer are similar, the closer
    the answer is to popularity.

    Returns:
        log-odds of shape (markets,), and the weights of the past partnerships, of shape (past,).
    """
    basis = popularity(targeted)
    usual = 1 / (1 + np.exp(-basis))
    kernel: Numbers = np.exp((similarities - 1) / weights.bandwidth)
    rate = (kernel @ targeted + weights.prior * usual) / (kernel.sum() + weights.prior)
    return logit(rate) - basis, kernel


def market_features(history: MarketHistory, members: Sequence[int], weights: MarketWeights) -> Mapping[str, Numbers]:
    """Return the features of each market for a consortium, each of shape (markets,).

    The feature of partners there is how many are close to the consortium against how many would be by chance, one added
    to both: that many organisations of a large market are known is no sign that it suits these members.
    """
    lift, _ = similar_partnerships(history.targeted, history.similarities(members), weights)
    return {
        SIMILAR: lift,
        EXPERIENCE: history.experience(members),
        PARTNERS: np.log((history.close(members) + 1) / (CLOSE * history.there + 1)),
    }


def market_contributions(
    history: MarketHistory, members: Sequence[int], weights: MarketWeights, wishes: Mapping[str, float] | None = None
) -> Mapping[str, Numbers]:
    """Return the contributions to the log-odds that a consortium should choose each market, of shape (markets,).

    Args:
        history: what is known of the past.
        members: positions of the members.
        weights: of the features.
        wishes: what the members' SMEs wish of each market: from -1 (no interest at all) to 1 (the highest).
    """
    features = market_features(history, members, weights)
    learned = {name: weights.weights[name] * features[name] for name in FEATURES}
    basis = popularity(history.targeted) + weights.intercept
    if wishes is None:
        return {POPULARITY: basis} | learned
    wished = np.array([wishes.get(market, 0.0) for market in history.markets])
    return {POPULARITY: basis} | learned | {WISHES: WISHES_WEIGHT * wished}


def logit(probability: Numbers) -> Numbers:
    """Return the log-odds of probabilities, which are kept away from 0 and 1."""
    kept = np.clip(probability, 1e-6, 1 - 1e-6)
    odds: Numbers = np.log(kept / (1 - kept))
    return odds
