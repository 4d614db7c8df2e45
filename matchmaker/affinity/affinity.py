"""Pair affinity: log-odds that are a sum of named contributions."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from matchmaker.affinity.features import FEATURES, pair_features
from matchmaker.profiles.profiles import Profiles
from matchmaker.shipped import shipped

INTERCEPT = "starting point"

LogOdds = npt.NDArray[np.float64]


class Weights(BaseModel):
    """The weights of the features, in log-odds for each unit of a feature: `models/affinity.json`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str
    intercept: float
    weights: Mapping[str, float]


def read_weights(path: Path | None = None) -> Weights:
    """Read the weights of the affinity model."""
    return Weights.model_validate_json((path or shipped("models") / "affinity.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Affinity:
    """How well the organisations of a catalogue fit each other. Symmetric; nobody is compared with itself."""

    profiles: Profiles
    weights: Weights

    def contributions(self, organisation: int, others: npt.NDArray[np.intp]) -> Mapping[str, LogOdds]:
        """Return each feature's contribution, of shape (others,), to the affinity of one organisation with others.

        The starting point is one of them, so that the contributions sum to the affinity.
        """
        features = pair_features(self.profiles, organisation, others)
        starting = np.full(len(others), self.weights.intercept)
        return {INTERCEPT: starting} | {name: self.weights.weights[name] * features[name] for name in FEATURES}

    def row(self, organisation: int) -> LogOdds:
        """Return the affinity, in log-odds and of shape (n,), of one organisation with each of the catalogue."""
        everyone = np.arange(len(self.profiles.embeddings))
        return sum_of(self.contributions(organisation, everyone))

    def matrix(self) -> LogOdds:
        """Return the affinity of all pairs, of shape (n, n) and in log-odds."""
        return np.stack([self.row(organisation) for organisation in range(len(self.profiles.embeddings))])


def sum_of(contributions: Mapping[str, LogOdds]) -> LogOdds:
    """Return the affinities, of shape (others,), that are the sum of contributions of the same shape."""
    total: LogOdds = np.sum(list(contributions.values()), axis=0)
    return total


def shown(log_odds: float) -> float:
    """Return log-odds as people see them: between 0 and 1."""
    return float(0.5 * (1 + np.tanh(log_odds / 2)))  # never overflows
