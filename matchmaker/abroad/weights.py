"""The weights of markets and third-country partners: `models/abroad.json`, learned from what was."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

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


class Judged(BaseModel):
    """How well a ranking did on what it had not seen: of `cases`, the share whose answer was among the first `first`.

    `low` and `high` are the share's 95 % interval; `among` is how many were ranked. `better` says whether the ranking
    is shown to be better than naming the most popular ones.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    cases: int
    among: int
    first: int
    share: float
    low: float
    high: float
    better: bool

    @property
    def words(self) -> str:
        """The share with its interval, as the end of a sentence."""
        sure = f"{self.share:.0%} ({self.low:.0%} to {self.high:.0%})"
        return f"{sure} of {self.cases} hidden ones were among the first {self.first} of {self.among}"


class AbroadWeights(BaseModel):
    """What is known about choosing markets, and partners there (log-odds for each unit of a feature).

    `judged` says how well `markets` and `partners` did on later years; nothing where nobody has judged.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str
    markets: MarketWeights
    partners: Mapping[str, float]
    judged: Mapping[str, Judged] = MappingProxyType({})


def read_weights(path: Path | None = None) -> AbroadWeights:
    """Read the weights of markets and third-country partners."""
    return AbroadWeights.model_validate_json((path or shipped("models") / "abroad.json").read_text(encoding="utf-8"))
