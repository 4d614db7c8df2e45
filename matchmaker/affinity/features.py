"""What is compared between two organisations: each feature is a number from about 0 (nothing in common) to 1."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from matchmaker.profiles.profiles import Profiles

SIMILARITY = "profile similarity"
ECOSYSTEMS_SHARED = "ecosystem overlap"
FEATURES = (SIMILARITY, ECOSYSTEMS_SHARED)


def pair_features(
    profiles: Profiles, organisation: int, others: npt.NDArray[np.intp]
) -> Mapping[str, npt.NDArray[np.float64]]:
    """Return the features, each of shape (others,), of the pairs of one organisation with others.

    Profile similarity is the cosine of the embeddings; ecosystem overlap is the Jaccard index of the ecosystems.
    """
    # In double precision row by row: a matrix product would round differently for (a, b) than for (b, a).
    one = profiles.embeddings[organisation].astype(np.float64)
    similarity = (profiles.embeddings[others].astype(np.float64) * one).sum(axis=1)
    own, theirs = profiles.ecosystems[organisation], profiles.ecosystems[others]
    both, either = (own & theirs).sum(axis=1), (own | theirs).sum(axis=1)
    return {SIMILARITY: similarity, ECOSYSTEMS_SHARED: both / np.maximum(either, 1)}
