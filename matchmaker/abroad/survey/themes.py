"""What SMEs need, by theme: texts close in meaning, told by words that many of them use."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaker.abroad.survey.answers import Answer
from matchmaker.abroad.survey.disclosure import SMALLEST

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Turns texts into unit vectors of shape (texts, dimensions)."""

_APART = 0.65  # mean cosine distance of two groups of texts from which on they are different themes
_MOST_WORDS = 4


@dataclass(frozen=True)
class Theme:
    """Needs that are close in meaning: how many SMEs have them, and the words that are most typical of them."""

    words: tuple[str, ...]
    smes: int

    @property
    def name(self) -> str:
        """The words as a heading."""
        return ", ".join(self.words) or "no word in common"


def themes(answers: Sequence[Answer], encode: Encode) -> tuple[Theme, ...]:
    """Return the themes of needs that at least 5 SMEs have, the most frequent first.

    Texts are clustered by average linkage of their embeddings' cosine distances, which is deterministic. A theme is
    told by single words, never by an answer, and only by words that at least 5 SMEs use. How many needs there are in
    all is not told: no theme that is too small can be worked out.

    Args:
        answers: of those who consent.
        encode: must leave no trace of the texts.
    """
    needs = sorted({(_plain(answer.needs), answer.sme) for answer in answers if answer.needs})
    texts = sorted({text for text, _ in needs})
    if not texts:
        return ()
    labels = dict(zip(texts, _clusters(encode(texts)), strict=True))
    vocabulary = _vocabulary(needs)
    found = []
    for label in sorted(set(labels.values())):
        inside = [each for each in needs if labels[each[0]] == label]
        smes = {sme for _, sme in inside}
        if len(smes) >= SMALLEST:
            outside = [each for each in needs if labels[each[0]] != label]
            found.append(Theme(_typical(inside, outside, vocabulary), len(smes)))
    return tuple(sorted(found, key=lambda theme: (-theme.smes, theme.words)))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _clusters(vectors: npt.NDArray[np.float32]) -> list[int]:
    if len(vectors) == 1:
        return [0]
    # Takes 1.4 s to import.
    from sklearn.cluster import AgglomerativeClustering

    model = AgglomerativeClustering(n_clusters=None, metric="cosine", linkage="average", distance_threshold=_APART)
    return [int(label) for label in model.fit_predict(vectors.astype(np.float64))]


Need = tuple[str, str]


def _vocabulary(needs: Sequence[Need]) -> frozenset[str]:
    """Return the words that at least 5 SMEs use, without those that mean nothing by themselves."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    counts = _users(needs)
    return frozenset(word for word, count in counts.items() if count >= SMALLEST and word not in ENGLISH_STOP_WORDS)


def _users(needs: Sequence[Need]) -> Counter[str]:
    """Return by how many SMEs each word is used."""
    used = {(word, sme) for text, sme in needs for word in _words(text)}
    return Counter(word for word, _ in used)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", text.casefold()))


def _typical(inside: Sequence[Need], outside: Sequence[Need], vocabulary: frozenset[str]) -> tuple[str, ...]:
    own, others = _users(inside), _users(outside)
    of_own, of_others = len({sme for _, sme in inside}), max(len({sme for _, sme in outside}), 1)
    excess = {word: own[word] / of_own - others[word] / of_others for word in own if word in vocabulary}
    best = sorted((word for word in excess if excess[word] > 0), key=lambda word: (-excess[word], word))
    return tuple(best[:_MOST_WORDS])
