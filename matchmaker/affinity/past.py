"""What past partnerships say of two organisations: who met whom, where they went, and how often they took part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from matchmaker.affinity.coarse import coarse
from matchmaker.affinity.content import jaccard
from matchmaker.network import features as network_features
from matchmaker.network.network import Network

Values = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Past:
    """The partnerships of n organisations before a date, and what is derived from them.

    `ecosystems` has shape (n, 14); `stated_markets`, of shape (n, markets), are the third countries that organisations
    state as targets, whose codes are `market_codes`.
    """

    network: Network
    ecosystems: npt.NDArray[np.bool_]
    stated_markets: npt.NDArray[np.bool_]
    market_codes: tuple[str, ...]

    @cached_property
    def markets(self) -> npt.NDArray[np.bool_]:
        """Third countries that each organisation states, or that a partnership of it targeted: shape (n, markets)."""
        known = self.stated_markets.copy()
        at = {code: column for column, code in enumerate(self.market_codes)}
        starts = self.network.incidence.indptr
        for row, partnership in enumerate(self.network.partnerships):
            members = self.network.incidence.indices[starts[row] : starts[row + 1]]
            for code in partnership.target_third_countries:
                known[members, at[code]] = True
        return known

    @cached_property
    def adjacency(self) -> Values:
        """How much more often two different ecosystems meet in partnerships than by chance: shape (14, 14), from 0.

        The logarithm of (1 + meetings of partners) / (1 + meetings expected of independent ecosystems), not below 0.
        """
        shares = self.ecosystems / np.maximum(self.ecosystems.sum(axis=1, keepdims=True), 1)
        met: Values = shares.T @ (self.network.adjacency @ shares) / 2
        total = met.sum()
        expected = np.outer(met.sum(axis=1), met.sum(axis=0)) / (total or 1)
        lift = np.maximum(np.log((1 + met) / (1 + expected)), 0)
        np.fill_diagonal(lift, 0)
        return coarse(lift)


def _adjacent_ecosystems(past: Past, rows: Positions, columns: Positions) -> Values:
    own, theirs = past.ecosystems[rows].astype(np.float64), past.ecosystems[columns].astype(np.float64)
    counts = np.maximum(own.sum(axis=1)[:, None] * theirs.sum(axis=1), 1)
    return np.where(own @ theirs.T > 0, 0.0, own @ past.adjacency @ theirs.T / counts)


def _shared_markets(past: Past, rows: Positions, columns: Positions) -> Values:
    return jaccard(past.markets[rows], past.markets[columns])


def _past_partnerships(past: Past, rows: Positions, columns: Positions) -> Values:
    return np.log1p(network_features.past_partnerships(past.network, rows, columns))


def _common_partners(past: Past, rows: Positions, columns: Positions) -> Values:
    return np.log1p(network_features.common_partners(past.network, rows, columns))


def _adamic_adar(past: Past, rows: Positions, columns: Positions) -> Values:
    return np.log1p(network_features.adamic_adar(past.network, rows, columns))


def _resource_allocation(past: Past, rows: Positions, columns: Positions) -> Values:
    return np.log1p(network_features.resource_allocation(past.network, rows, columns))


def _mutual_pagerank(past: Past, rows: Positions, columns: Positions) -> Values:
    return np.log1p(100 * network_features.mutual_pagerank(past.network, rows, columns))


def _same_community(past: Past, rows: Positions, columns: Positions) -> Values:
    return network_features.same_community(past.network, rows, columns)


def _similar_experience(past: Past, rows: Positions, columns: Positions) -> Values:
    experience = np.log1p(past.network.experience)
    similar: Values = np.exp(-np.abs(experience[rows][:, None] - experience[columns]))
    return similar


PAST_FEATURES: Mapping[str, Callable[[Past, Positions, Positions], Values]] = MappingProxyType(
    {
        "adjacent ecosystems": _adjacent_ecosystems,
        "shared target markets": _shared_markets,
        "past partnerships": _past_partnerships,
        "common partners": _common_partners,
        "Adamic-Adar": _adamic_adar,
        "resource allocation": _resource_allocation,
        "mutual PageRank": _mutual_pagerank,
        "same community": _same_community,
        "similar experience": _similar_experience,
    }
)
"""Each takes r and c positions and returns shape (r, c), from 0; counts are damped by log(1 + count)."""
