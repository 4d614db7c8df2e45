"""Pair affinity: log-odds that are a sum of named contributions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matchmaker.affinity.features import FEATURES, PairFeatures, read_features
from matchmaker.affinity.weights import Weights
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.network.network import read_network
from matchmaker.profiles.encoder import Encoder, Progress

INTERCEPT = "starting point"

LogOdds = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

_NUMBERS_AT_ONCE = 4_000_000  # of one feature: bounds the memory of a block of rows


@dataclass(frozen=True, eq=False)
class Affinity:
    """How well the organisations of a catalogue fit each other. Symmetric; nobody is compared with itself.

    A pair's affinity is the same, to the last bit, whether asked for alone, in a row, in a block or in the matrix.
    """

    features: PairFeatures
    weights: Weights

    def __len__(self) -> int:
        """Return the number of organisations, n."""
        return len(self.features)

    def contributions(self, organisation: int, others: Positions) -> Mapping[str, LogOdds]:
        """Return each feature's contribution, of shape (others,), to the affinity of one organisation with others.

        The starting point is one of them, so that the contributions sum to the affinity. Features that were learned to
        say nothing are not among them.
        """
        features = self.features.block(self.weighing, np.array([organisation]), others)
        starting = np.full(len(others), self.weights.intercept)
        return {INTERCEPT: starting} | {name: self.weights.weights[name] * each[0] for name, each in features.items()}

    def mean_contributions(self, members: Positions) -> Mapping[str, float]:
        """Return each contribution's mean over all pairs of some organisations: they sum to their mean affinity."""
        pairs = np.triu_indices(len(members), 1)
        features = self.features.block(self.weighing, members, members)
        means = {name: self.weights.weights[name] * float(each[pairs].mean()) for name, each in features.items()}
        return {INTERCEPT: self.weights.intercept} | means

    def block(self, rows: Positions, columns: Positions) -> LogOdds:
        """Return the affinity of some with some, in log-odds and of shape (rows, columns)."""
        total = np.full((len(rows), len(columns)), self.weights.intercept)
        for name in self.weighing:
            total += self.weights.weights[name] * self.features.block([name], rows, columns)[name]
        return total

    def row(self, organisation: int) -> LogOdds:
        """Return the affinity, in log-odds and of shape (n,), of one organisation with each of the catalogue."""
        row: LogOdds = self.block(np.array([organisation]), np.arange(len(self)))[0]
        return row

    def matrix(self) -> LogOdds:
        """Return the affinity of all pairs, of shape (n, n) and in log-odds: not for catalogues of many thousands."""
        return self._matrix

    @cached_property
    def _matrix(self) -> LogOdds:
        everyone = np.arange(len(self))
        blocks = [self.block(rows, everyone) for rows in self._rows()]
        matrix = np.concatenate(blocks) if blocks else np.zeros((0, 0))
        matrix.setflags(write=False)
        return matrix

    @cached_property
    def weighing(self) -> tuple[str, ...]:
        """The names of the features that have a weight, in their order."""
        return tuple(name for name in FEATURES if self.weights.weights[name] > 0)

    def _rows(self) -> Iterator[Positions]:
        step = max(1, _NUMBERS_AT_ONCE // max(len(self), 1) // 8)
        for start in range(0, len(self), step):
            yield np.arange(start, min(start + step, len(self)))


def sum_of(contributions: Mapping[str, LogOdds]) -> LogOdds:
    """Return the affinities, of shape (others,), that are the sum of contributions of the same shape."""
    total: LogOdds = np.sum(list(contributions.values()), axis=0)
    return total


def shown(log_odds: float) -> float:
    """Return log-odds as people see them: between 0 and 1."""
    return float(0.5 * (1 + np.tanh(log_odds / 2)))  # never overflows


def read_affinity(
    catalogue: Catalogue, encoder: Encoder, weights: Weights, progress: Progress | None = None
) -> Affinity:
    """Return the affinity of a catalogue's organisations, which sees all their partnerships.

    The model was learned with one encoder. With another, which a person may set, the catalogue's own topics say what is
    common to all.
    """
    centre = weights.centre if encoder.identity == weights.encoder else None
    return Affinity(read_features(catalogue, encoder, read_network(catalogue), centre, progress), weights)
