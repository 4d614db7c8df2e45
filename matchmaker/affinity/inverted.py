"""What the words of one organisation have in common with those of all others, from lists of who has which word."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from matchmaker.affinity.keywords import Keywords
from matchmaker.profiles.lexical import Relevance

Values = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class InvertedWords:
    """TF-IDF of n texts: `rows` (n, terms), and `columns` (terms, n), the texts of each term."""

    rows: csr_array
    columns: csr_array

    def cosines(self, text: int) -> Values:
        """Return the similarity of one text with each, of shape (n,)."""
        terms, values = _row(self.rows, text)
        found: Values = self.columns[terms].T @ values
        return found

    @property
    def most(self) -> Values:
        """What no text's similarity with another is above, of shape (n,)."""
        highest = self.columns.max(axis=1).toarray().ravel()
        most: Values = np.minimum(self.rows @ highest, 1.0).astype(np.float32)
        return most


@dataclass(frozen=True, eq=False)
class InvertedRelevance:
    """BM25 of n texts to each other: `rows` (n, words) of weights, and `columns` (words, n), the texts of each word."""

    rows: csr_array
    columns: csr_array

    def mutual(self, text: int) -> Values:
        """Return the mean of the relevance of one text to each and back, of shape (n,)."""
        words, values = _row(self.rows, text)
        there = self.columns[words]
        there.data += np.repeat(values, np.diff(there.indptr))
        found: Values = there.T @ np.full(len(words), 0.5, dtype=np.float32)
        return found

    @property
    def most(self) -> Values:
        """What no text's mutual relevance with another is above, of shape (n,)."""
        highest = self.columns.max(axis=1).toarray().ravel()
        presence = self.rows.copy()
        presence.data = np.ones_like(presence.data)
        most: Values = ((presence @ highest + self.rows.sum(axis=1)) / 2).astype(np.float32)
        return most


@dataclass(frozen=True, eq=False)
class InvertedKeywords:
    """The keywords of n organisations: `words` are those of each distinct keyword."""

    keywords: Keywords
    words: InvertedWords
    filled: npt.NDArray[np.intp]

    @property
    def most(self) -> Values:
        """What no closeness of an organisation with another is above, of shape (n,): 0 without keywords."""
        most = np.zeros(len(self.keywords.phrases), dtype=np.float32)
        most[self.filled] = 1.0
        return most

    def closest(self, organisation: int) -> Values:
        """Return the similarity of the closest two keywords of one organisation and each other, of shape (n,)."""
        found = np.zeros(len(self.keywords.phrases), dtype=np.float32)
        own = self.keywords.phrases.of(organisation)
        if len(own) and len(self.filled):
            alike = np.max([self.words.cosines(int(each)) for each in own], axis=0)
            starts = self.keywords.phrases.starts[self.filled]
            found[self.filled] = np.maximum.reduceat(alike[self.keywords.phrases.indices], starts)
        return found


def invert_words(rows: csr_array) -> InvertedWords:
    """Return rows of TF-IDF with their columns; these in single precision."""
    return InvertedWords(rows, rows.T.tocsr().astype(np.float32))


def invert_relevance(relevance: Relevance) -> InvertedRelevance:
    """Return BM25 weights with their columns; these in single precision."""
    return InvertedRelevance(relevance.weights, relevance.weights.T.tocsr().astype(np.float32))


def invert_keywords(keywords: Keywords) -> InvertedKeywords:
    """Return keywords with who has which."""
    return InvertedKeywords(keywords, invert_words(keywords.words), np.flatnonzero(np.diff(keywords.phrases.starts)))


def _row(matrix: csr_array, row: int) -> tuple[npt.NDArray[np.intp], Values]:
    part = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return matrix.indices[part], matrix.data[part].astype(np.float32)
