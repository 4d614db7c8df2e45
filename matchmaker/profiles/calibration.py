"""From similarities to strengths: the learned calibration, `models/ecosystems.json`."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.profiles.evidence import Scores
from matchmaker.shipped import shipped

Declared = npt.NDArray[np.bool_]


class Calibration(BaseModel):
    """Log-odds that an organisation declares an ecosystem, a sum of what its texts say and a starting point.

    `similarity` weighs the pooled similarity; `lead` weighs how far it stays behind that of the organisation's best
    ecosystem; `starting` says how readily each ecosystem is declared. From `threshold` on, one is read as declared.
    `priority_*` are the same for the words of S3 priorities: see `matchmaker.profiles.priorities`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str
    encoder: str
    similarity: float
    lead: float
    starting: Mapping[str, float]
    threshold: float
    priority_similarity: float
    priority_starting: float

    def log_odds(self, pooled: Scores) -> Scores:
        """Return the log-odds, of shape (n, 14), of pooled similarities of the same shape."""
        starting = np.array([self.starting[name] for name in ECOSYSTEMS])
        log_odds: Scores = self.similarity * pooled + self.lead * behind(pooled) + starting
        return log_odds

    def strengths(self, pooled: Scores) -> Scores:
        """Return strengths between 0 and 1, of shape (n, 14); 0 throughout where an organisation has no text."""
        return np.where(pooled.any(axis=1, keepdims=True), logistic(self.log_odds(pooled)), 0.0)

    def read(self, strengths: Scores) -> Declared:
        """Return which ecosystems, of shape (n, 14), are read: the strongest, and all from the threshold on."""
        strongest = np.arange(strengths.shape[1]) == strengths.argmax(axis=1)[:, None]
        found: Declared = ((strengths >= self.threshold) | strongest) & (strengths > 0)
        return found


def read_calibration(path: Path | None = None) -> Calibration:
    """Read the calibration that comes with the program, or another."""
    return Calibration.model_validate_json((path or shipped("models") / "ecosystems.json").read_text(encoding="utf-8"))


def logistic(log_odds: Scores) -> Scores:
    """Return probabilities of log-odds."""
    probabilities: Scores = 0.5 * (1 + np.tanh(log_odds / 2))  # never overflows
    return probabilities


def behind(pooled: Scores) -> Scores:
    """Return how far each similarity, of shape (n, 14), stays behind the organisation's greatest: 0 or less."""
    lead: Scores = pooled - pooled.max(axis=1, keepdims=True)
    return lead
