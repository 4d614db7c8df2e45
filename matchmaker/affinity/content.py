"""What two organisations have in common by themselves, before any partnership: topics, sectors, strategies, places."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from matchmaker.affinity.keywords import Keywords
from matchmaker.affinity.places import Places, distances
from matchmaker.affinity.strategies import Strategies
from matchmaker.profiles.lexical import Relevance

Values = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

NEAR = 300.0
"""Kilometres over which proximity falls to 1/e."""

HIGH_RELEVANCE = 10.0
"""A BM25 that few pairs reach."""


@dataclass(frozen=True, eq=False)
class Content:
    """What the features of n organisations are computed from.

    `topics` has shape (n, dimensions) and unit rows, from which `centre`, of shape (dimensions,), was subtracted; their
    numbers are so coarse that products add up without rounding: the same pair gets the same similarity, to the last
    bit, in whatever block it is computed. `words` holds unit rows of TF-IDF, `terms` BM25,
    `ecosystems` has shape (n, 14); `members` counts those of each organisation, NaN if unknown.
    """

    centre: Values
    topics: Values
    words: csr_array
    terms: Relevance
    keywords: Keywords
    ecosystems: npt.NDArray[np.bool_]
    strategies: Strategies
    places: Places
    members: Values

    def __len__(self) -> int:
        """Return the number of organisations."""
        return len(self.topics)


def _profile_similarity(content: Content, rows: Positions, columns: Positions) -> Values:
    similarity: Values = content.topics[rows] @ content.topics[columns].T
    return similarity


def _shared_vocabulary(content: Content, rows: Positions, columns: Positions) -> Values:
    cosine: Values = (content.words[rows] @ content.words[columns].T).toarray()
    return cosine


def _shared_terms(content: Content, rows: Positions, columns: Positions) -> Values:
    return content.terms.mutual(rows, columns) / HIGH_RELEVANCE


def _closest_keywords(content: Content, rows: Positions, columns: Positions) -> Values:
    return content.keywords.closest(rows, columns)


def _ecosystem_overlap(content: Content, rows: Positions, columns: Positions) -> Values:
    return jaccard(content.ecosystems[rows], content.ecosystems[columns])


def _regional_strategy(content: Content, rows: Positions, columns: Positions) -> Values:
    return content.strategies.mutual_fit(rows, columns)


def _shared_priorities(content: Content, rows: Positions, columns: Positions) -> Values:
    own = content.strategies.ecosystems & content.ecosystems
    return jaccard(own[rows], own[columns])


def _different_countries(content: Content, rows: Positions, columns: Positions) -> Values:
    country = content.places.country
    differing: Values = np.not_equal(country[rows][:, None], country[columns]).astype(np.float64)
    return differing


def _proximity(content: Content, rows: Positions, columns: Positions) -> Values:
    # Nobody knows how far away an organisation without a position is; it is as if it were far.
    near: Values = np.nan_to_num(np.exp(-distances(content.places, rows, columns) / NEAR), nan=0.0)
    return near


def _similar_size(content: Content, rows: Positions, columns: Positions) -> Values:
    size = np.log1p(content.members)
    # Where a size is unknown, it is taken to differ as much as two sizes differ on average: by a factor of e.
    similar: Values = np.exp(-np.nan_to_num(np.abs(size[rows][:, None] - size[columns]), nan=1.0))
    return similar


CONTENT_FEATURES: Mapping[str, Callable[[Content, Positions, Positions], Values]] = MappingProxyType(
    {
        "profile similarity": _profile_similarity,
        "shared vocabulary": _shared_vocabulary,
        "shared terms": _shared_terms,
        "closest keywords": _closest_keywords,
        "ecosystem overlap": _ecosystem_overlap,
        "regional strategies": _regional_strategy,
        "shared priorities": _shared_priorities,
        "different countries": _different_countries,
        "proximity": _proximity,
        "similar size": _similar_size,
    }
)
"""Each takes r and c positions and returns shape (r, c), mostly from 0 to 1, symmetric to the last bit."""


def jaccard(own: npt.NDArray[np.bool_], others: npt.NDArray[np.bool_]) -> Values:
    """Return how much of what either of two has both have: (r, c) from flags of shape (r, k) and (c, k); 0 of none."""
    one, two = own.astype(np.float64), others.astype(np.float64)
    both = one @ two.T
    either = one.sum(axis=1)[:, None] + two.sum(axis=1) - both
    index: Values = both / np.maximum(either, 1)
    return index
