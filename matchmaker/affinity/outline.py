"""The learned affinity of very many organisations at little cost: whole rows, and bounds that no pair is above."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from matchmaker.affinity.affinity import Affinity
from matchmaker.affinity.cells import Cells, proximity, read_cells
from matchmaker.affinity.classes import Classes, classes
from matchmaker.affinity.content import HIGH_RELEVANCE, NEAR
from matchmaker.affinity.directions import Directions, product
from matchmaker.affinity.inverted import (
    InvertedKeywords,
    InvertedRelevance,
    InvertedWords,
    invert_keywords,
    invert_relevance,
    invert_words,
)
from matchmaker.affinity.places import EARTH_RADIUS
from matchmaker.network.network import Network
from matchmaker.network.passages import Passages

Values = npt.NDArray[np.float32]
Exact = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

SIMILARITY, PROXIMITY, PARTNERSHIPS, PAGERANK = (
    "profile similarity", "proximity", "past partnerships", "mutual PageRank",
)  # fmt: skip
OF_WORDS = ("shared vocabulary", "shared terms", "closest keywords")
OF_CLASSES = {
    "ecosystems": ("ecosystem overlap", "shared priorities", "adjacent ecosystems"),
    "country": ("different countries",),
    "members": ("similar size",),
    "experience": ("similar experience",),
    "markets": ("shared target markets",),
}
OUTLINED = frozenset({SIMILARITY, PROXIMITY, PARTNERSHIPS, PAGERANK, *OF_WORDS, *sum(OF_CLASSES.values(), ())})
"""The features whose rows and bounds are known here."""

_CLOSE = 2e-3  # a mutual PageRank; pairs that may have more are few
_COARSE = 1e-5  # what unit vectors of coarse numbers may be longer than 1, and sums in single precision be off
_ROUNDED = 2.0**-24  # what the rounding of a mutual PageRank may add to it
_SUMS = 1e-4  # what the other sums in single precision may be off: of words, of features


@dataclass(frozen=True, eq=False)
class Outline:
    """What is known of the affinity of all pairs of n organisations without computing it.

    Few pairs are *close* in the network: partners, and those of more than a little mutual PageRank. What that adds is
    known pair by pair; bounds are of all other pairs, and apart.
    """

    affinity: Affinity

    def __len__(self) -> int:
        """Return the number of organisations, n."""
        return len(self.affinity)

    def row(self, organisation: int) -> Exact:
        """Return the affinity of one organisation with each, of shape (n,), up to `tolerance`."""
        row = self._similar.row(organisation)
        row += np.float32(self.affinity.weights.intercept)
        for each in self._classes:
            row += each.row(organisation)
        for name in (PROXIMITY, *OF_WORDS):
            if self._weight(name):
                row += self._weight(name) * self._read(name, organisation)
        found: Exact = row.astype(np.float64)
        self._add_network(organisation, found)
        return found

    @cached_property
    def tolerance(self) -> float:
        """How far what is said to be the affinity of a pair may be from it."""
        rough = np.log1p(100 * (self._passages.shortfall + _ROUNDED)) * self.affinity.weights.weights[PAGERANK]
        return float(self._similar.tolerance + _SUMS + rough)

    @cached_property
    def ceilings(self) -> Exact:
        """What the affinity of no pair that is not close is above, for each of the two, of shape (n,)."""
        ceilings = self._most_besides + self.affinity.weights.intercept + self.tolerance
        ceilings += self._weight(SIMILARITY) * (1 + _COARSE) + self._weight(PROXIMITY)
        for each in self._classes:
            ceilings += each.most
        return ceilings

    @cached_property
    def close(self) -> csr_array:
        """What being close in the network adds to pairs at most, of shape (n, n) and symmetric."""
        if not (self._weight(PAGERANK) or self._weight(PARTNERSHIPS)):
            return csr_array((len(self), len(self)))
        ranks = self._passages.close(_CLOSE)
        partners = self._network.adjacency.astype(np.float64)
        ranks.data = self._weight(PAGERANK) * np.log1p(100 * (ranks.data + self._passages.shortfall + _ROUNDED))
        partners.data = self._weight(PARTNERSHIPS) * np.log1p(partners.data)
        # A pair of partners may have less PageRank than counts as close.
        little = self._network.links * (self._weight(PAGERANK) * np.log1p(100 * (_CLOSE + _ROUNDED)))
        close = (ranks.maximum(little) + partners).tocsr()
        close.sort_indices()
        return close

    def bounds(self, rows: Positions, columns: Positions, outlines: tuple[Values, Values]) -> Values:
        """Return what the affinity of pairs that are not close is not above, a new array of shape (rows, columns).

        Args:
            rows: of shape (r,).
            columns: of shape (c,).
            outlines: those of rows and columns, which lie side by side somewhere.
        """
        bounds = product(outlines[0], outlines[1].T)
        for each in self._classes:
            bounds += each.block(rows, columns)
        if self._weight(PROXIMITY):
            nearness = self._nearness[self._cells.of[rows]]
            bounds += nearness.take(self._cells.of[columns], axis=1)
        half = self._most_besides / 2 + (self.affinity.weights.intercept + 2 * self.tolerance) / 2
        bounds += half[rows, None].astype(np.float32)
        bounds += half[columns].astype(np.float32)
        return bounds

    def nearly(self, first: Positions, second: Positions) -> Exact:
        """Return the affinity of pairs, of shape (m,), without what they have in words and in the network."""
        found: Exact = self._similar.pairs(first, second).astype(np.float64)
        for each in self._classes:
            found += each.pairs(first, second)
        if self._weight(PROXIMITY):
            found += self._weight(PROXIMITY) * proximity(self.affinity.features.content.places, first, second)
        return found + self.affinity.weights.intercept

    def most_besides(self, first: Positions, second: Positions) -> Exact:
        """Return what pairs that are not close have in words and in the network at most, of shape (m,)."""
        most: Exact = np.minimum(self._most_besides[first], self._most_besides[second])
        return most

    def besides(self, rows: Positions, columns: Positions) -> Exact:
        """Return what some have with some in words and in the network, of shape (rows, columns)."""
        features, found = self.affinity.features, np.zeros((len(rows), len(columns)))
        names = [name for name in (*OF_WORDS, PARTNERSHIPS) if self._weight(name)]
        for name, values in features.block(names, rows, columns).items():
            found += self._weight(name) * values
        if self._weight(PAGERANK):
            ranks = self._passages.approximate(rows, columns)
            ranks[rows[:, None] == columns] = 0.0
            found += self._weight(PAGERANK) * np.log1p(100 * ranks)
        return found

    @cached_property
    def outlines(self) -> Values:
        """The vectors that `bounds` asks for, of shape (n, k)."""
        return self._similar.outlines

    def _weight(self, name: str) -> float:
        return self.affinity.weights.weights[name]

    @property
    def _network(self) -> Network:
        return self.affinity.features.past.network

    @property
    def _passages(self) -> Passages:
        return self._network.passages

    @cached_property
    def _similar(self) -> Directions:
        return Directions(self.affinity.features.content.topics.astype(np.float32), self._weight(SIMILARITY))

    @cached_property
    def _classes(self) -> tuple[Classes, ...]:
        content, past = self.affinity.features.content, self.affinity.features.past
        keys = {
            "ecosystems": np.hstack([content.ecosystems, content.strategies.ecosystems & content.ecosystems]),
            "country": content.places.country,
            "members": np.nan_to_num(content.members, nan=-1.0),
            "experience": past.network.experience,
            "markets": past.markets,
        }
        named = {key: [name for name in names if self._weight(name)] for key, names in OF_CLASSES.items()}
        weights = self.affinity.weights
        return tuple(
            classes(self.affinity.features, weights, names, keys[key]) for key, names in named.items() if names
        )

    @cached_property
    def _words(self) -> InvertedWords:
        return invert_words(self.affinity.features.content.words)

    @cached_property
    def _terms(self) -> InvertedRelevance:
        return invert_relevance(self.affinity.features.content.terms)

    @cached_property
    def _keywords(self) -> InvertedKeywords:
        return invert_keywords(self.affinity.features.content.keywords)

    @cached_property
    def _cells(self) -> Cells:
        return read_cells(self.affinity.features.content.places)

    @cached_property
    def _points(self) -> Values:
        return np.ascontiguousarray(self.affinity.features.content.places.points.T, dtype=np.float32)

    @cached_property
    def _most_besides(self) -> Exact:
        """What a pair that is not close has in words and in the network at most, for each of the two, of shape (n,)."""
        most: Exact = self._weight(PAGERANK) * np.log1p(100 * (_CLOSE + _ROUNDED)) * (self._network.partners > 0)
        if self._weight(OF_WORDS[0]):
            most += self._weight(OF_WORDS[0]) * self._words.most
        if self._weight(OF_WORDS[1]):
            most += self._weight(OF_WORDS[1]) / HIGH_RELEVANCE * self._terms.most
        if self._weight(OF_WORDS[2]):
            most += self._weight(OF_WORDS[2]) * self._keywords.most
        return most * (1 + _COARSE)

    def _read(self, name: str, organisation: int) -> Values:
        """Return a feature that neither vectors nor classes give, of one organisation with each, of shape (n,)."""
        if name == PROXIMITY:
            return self._nearby(organisation)
        if name == OF_WORDS[0]:
            return self._words.cosines(organisation)
        if name == OF_WORDS[1]:
            return self._terms.mutual(organisation) / np.float32(HIGH_RELEVANCE)
        return self._keywords.closest(organisation)

    @cached_property
    def _nearness(self) -> Values:
        return self._cells.nearness * np.float32(self._weight(PROXIMITY))

    def _nearby(self, organisation: int) -> Values:
        points = self._points
        squared = np.zeros(len(self), dtype=np.float32)
        for axis in points:
            squared += (axis - axis[organisation]) ** 2
        # The arc of a chord, 2 asin(c / 2); those who are nowhere are near to nobody.
        arc = 2 * np.arcsin(np.minimum(np.sqrt(squared) / 2, 1))
        found: Values = np.nan_to_num(np.exp(-EARTH_RADIUS / NEAR * arc), nan=0.0)
        return found

    def _add_network(self, organisation: int, row: Exact) -> None:
        if not self._network.partners[organisation] or not (self._weight(PAGERANK) or self._weight(PARTNERSHIPS)):
            return
        partners = self._network.adjacency
        part = slice(partners.indptr[organisation], partners.indptr[organisation + 1])
        row[partners.indices[part]] += self._weight(PARTNERSHIPS) * np.log1p(partners.data[part])
        ranks = self._passages.ranks(np.array([organisation]))[0]
        ranks[organisation] = 0.0
        row += self._weight(PAGERANK) * np.log1p(100 * ranks)
