"""How well S3 priorities fit what an organisation says of itself."""

import numpy as np
import numpy.typing as npt

from matchmaker.profiles.cache import Embeddings
from matchmaker.profiles.calibration import Calibration, logistic
from matchmaker.profiles.evidence import Evidence, Scores


def closest(evidence: Evidence, priorities: Embeddings) -> Scores:
    """Return the cosine, of shape (n, p), of p priorities with the closest text of each of n organisations.

    -1 where an organisation has no text.
    """
    cosines = evidence.embeddings.astype(np.float64) @ priorities.astype(np.float64).T
    best = np.full((evidence.organisations, len(priorities)), -1.0)
    np.maximum.at(best, evidence.owners, cosines)
    return best


def fit(calibration: Calibration, pooled: Scores, cosines: Scores, ecosystems: npt.NDArray[np.intp]) -> Scores:
    """Return the strengths, of shape (n, p), with which p priorities fit n organisations.

    Two log-odds are averaged, since each sees what the other cannot: those of the priority's ecosystem, and those of
    its words. The first alone would rank the priorities of an ecosystem alike, the second be taken in by single words.

    Args:
        calibration: the learned calibration.
        pooled: pooled similarities of the organisations to the ecosystems, of shape (n, 14).
        cosines: `closest`, of shape (n, p).
        ecosystems: position in ECOSYSTEMS of each priority's ecosystem, of shape (p,).
    """
    of_words = calibration.priority_similarity * cosines + calibration.priority_starting
    strengths = logistic((calibration.log_odds(pooled)[:, ecosystems] + of_words) / 2)
    return np.where(cosines > -1, strengths, 0.0)
