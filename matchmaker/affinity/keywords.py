"""The keywords of organisations, and how close the closest two of a pair of organisations are."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from matchmaker.profiles.phrases import Phrases

Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Keywords:
    """`phrases` are the keywords of n organisations; `words` holds a unit row of TF-IDF for each distinct keyword."""

    phrases: Phrases
    words: csr_array

    def closest(self, rows: Positions, columns: Positions) -> npt.NDArray[np.float64]:
        """Return the similarity of the closest two keywords of each pair, of shape (rows, columns); 0 without any."""
        own, theirs = self._gathered(rows), self._gathered(columns)
        best = np.zeros((len(rows), len(columns)))
        if len(own.indices) and len(theirs.indices):
            alike = (self.words[own.indices] @ self.words[theirs.indices].T).toarray()
            by_row = np.maximum.reduceat(alike, own.starts, axis=0)
            best[np.ix_(own.filled, theirs.filled)] = np.maximum.reduceat(by_row, theirs.starts, axis=1)
        return best

    def closest_pairs(self, one: int, other: int) -> Iterator[tuple[str, str, float]]:
        """Go through the keywords of two organisations, the first one's first, and how close they are, 0 to 1.

        The closest come first; there are none if either has no keywords.
        """
        own, theirs = self.phrases.of(one), self.phrases.of(other)
        alike = (self.words[own] @ self.words[theirs].T).toarray()
        for at in np.argsort(-alike, axis=None, kind="stable"):
            row, column = np.unravel_index(at, alike.shape)
            yield self.phrases.texts[own[row]], self.phrases.texts[theirs[column]], float(alike[row, column])

    def most_alike(self, one: int, other: int) -> tuple[str, str, float] | None:
        """Return the keywords that read most alike to the sentence-embedding model, and how much, -1 to 1.

        None if either has no keywords.
        """
        own, theirs = self.phrases.of(one), self.phrases.of(other)
        alike = self.phrases.embeddings[own] @ self.phrases.embeddings[theirs].T
        if not alike.size:
            return None
        row, column = np.unravel_index(int(np.argmax(alike)), alike.shape)
        return self.phrases.texts[own[row]], self.phrases.texts[theirs[column]], float(alike[row, column])

    def _gathered(self, organisations: Positions) -> "_Gathered":
        lists = [self.phrases.of(int(at)) for at in organisations]
        counts = np.array([len(each) for each in lists], dtype=np.intp)
        filled = np.flatnonzero(counts)
        starts = np.cumsum(counts)[filled] - counts[filled]
        indices = np.concatenate(lists) if lists else np.zeros(0, dtype=np.intp)
        return _Gathered(indices, starts, filled)


@dataclass(frozen=True)
class _Gathered:
    indices: Positions
    starts: Positions
    filled: Positions
