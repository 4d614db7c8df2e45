"""The weights of markets and third-country partners: `models/abroad.json`, learned from what was."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from matchmaker.shipped import shipped


class MarketWeights(BaseModel):
    """The market model: `weights` are log-odds for each unit of a feature.

    `bandwidth` is by how much the similarity of two consortia has to fall for the older one to count e times less, and
    `prior` how many identical consortia the popularity of a market is worth.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    bandwidth: float
    prior: float
    intercept: float
    weights: Mapping[str, float]


class AbroadWeights(BaseModel):
    """What is known about choosing markets, and partners there (log-odds for each unit of a feature)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str
    markets: MarketWeights
    partners: Mapping[str, float]


def read_weights(path: Path | None = None) -> AbroadWeights:
    """Read the weights of markets and third-country partners."""
    return AbroadWeights.model_validate_json((path or shipped("models") / "abroad.json").read_text(encoding="utf-8"))
