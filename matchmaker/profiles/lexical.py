"""What texts have in common to the letter, by TF-IDF of character n-grams and by BM25 of words.

Our own few lines, and not scikit-learn's and bm25s': importing those takes longer than a whole answer may. Tests hold
each to the other.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, diags_array

SHORTEST, LONGEST = 3, 5
SATURATION, LENGTH = 1.5, 0.75
"""BM25's k1 and b, as bm25s and Lucene have them by default."""

Values = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

_WORDS = re.compile(r"\w\w+")
_BLANKS = re.compile(r"\s+")


def tfidf(texts: Sequence[str]) -> csr_array:
    """Return one unit row of TF-IDF for each text, over the n-grams of 3 to 5 characters within its words.

    Term frequencies are damped (1 + log), inverse document frequencies smoothed: Manning, Raghavan and Schütze,
    Introduction to Information Retrieval, 2008, section 6.4, as scikit-learn's
    `TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)` has them.

    Returns:
        shape (texts, n-grams); a row without a word is empty. The n-grams are in alphabetical order.
    """
    counts = _Counts([_counted(text) for text in texts])
    idf = np.log((1 + len(texts)) / (1 + counts.documents)) + 1
    rows = counts.rows((1 + np.log(counts.frequencies)) * idf[counts.columns])
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1))
    return (diags_array(1 / np.where(lengths > 0, lengths, 1)) @ rows).tocsr()


@dataclass(frozen=True, eq=False)
class Relevance:
    """BM25 of texts as queries to each other: `queries` holds 1 for each word of a text, `weights` what it is worth.

    Both have a column for each of `words`, in alphabetical order.
    """

    words: tuple[str, ...]
    queries: csr_array
    weights: csr_array

    def mutual(self, rows: Positions, columns: Positions) -> Values:
        """Return the mean of the relevance of each to the other, of shape (rows, columns)."""
        there = (self.queries[rows] @ self.weights[columns].T).toarray()
        back = (self.queries[columns] @ self.weights[rows].T).toarray()
        mean: Values = (there + back.T) / 2
        return mean

    def of(self, query: str) -> Values:
        """Return the relevance of each text to the words of a query, of shape (texts,)."""
        places = {word: at for at, word in enumerate(self.words)}
        asked = sorted({places[word] for word in _WORDS.findall(query.lower()) if word in places})
        relevance: Values = np.asarray(self.weights[:, asked].sum(axis=1), dtype=np.float64)
        return relevance

    def shared(self, one: int, other: int) -> tuple[str, ...]:
        """Return the words that two texts share, those worth most first."""
        own, theirs = self.weights[[one]].toarray()[0], self.weights[[other]].toarray()[0]
        worth = np.where((own > 0) & (theirs > 0), own + theirs, 0)
        order = np.argsort(-worth, kind="stable")[: np.count_nonzero(worth)]
        return tuple(self.words[at] for at in order)


def bm25(texts: Sequence[str]) -> Relevance:
    """Return the BM25 of texts, over their words of at least two letters.

    Robertson and Zaragoza, The probabilistic relevance framework: BM25 and beyond, 2009, with Lucene's inverse document
    frequency, which is never negative.
    """
    words = [_WORDS.findall(text.lower()) for text in texts]
    counts = _Counts([_frequencies(each) for each in words])
    idf = np.log(1 + (len(texts) - counts.documents + 0.5) / (counts.documents + 0.5))
    length = np.array([len(each) for each in words], dtype=np.float64)
    relative = np.repeat(length / (length.mean() if length.any() else 1), np.diff(counts.starts))
    damped = counts.frequencies / (counts.frequencies + SATURATION * (1 - LENGTH + LENGTH * relative))
    return Relevance(counts.terms, counts.rows(np.ones(len(counts.columns))), counts.rows(idf[counts.columns] * damped))


class _Counts:
    """How often each of several texts has each of its terms, the terms in alphabetical order."""

    def __init__(self, counts: Sequence[Mapping[str, int]]) -> None:
        self.terms = tuple(sorted({term for each in counts for term in each}))
        places = {term: at for at, term in enumerate(self.terms)}
        self.starts = np.cumsum([0, *map(len, counts)], dtype=np.int64)
        self.columns = np.array([places[term] for each in counts for term in each], dtype=np.int64)
        self.frequencies = np.array([count for each in counts for count in each.values()], dtype=np.float64)
        self.documents = np.bincount(self.columns, minlength=len(self.terms))

    def rows(self, values: Values) -> csr_array:
        # Sorting is done in place: the columns are copied, since further rows may be made of them.
        rows = csr_array((values, self.columns.copy(), self.starts), shape=(len(self.starts) - 1, len(self.terms)))
        rows.sort_indices()
        return rows


def _frequencies(terms: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for term in terms:
        found[term] = found.get(term, 0) + 1
    return found


def _counted(text: str) -> dict[str, int]:
    grams: list[str] = []
    for word in _BLANKS.split(text.lower().strip()):
        padded = f" {word} "
        for length in range(SHORTEST, LONGEST + 1):
            # A word shorter than the n-gram counts once, whole.
            grams += [padded[at : at + length] for at in range(max(1, len(padded) - length + 1) if word else 0)]
            if len(padded) <= length:
                break
    return _frequencies(grams)
