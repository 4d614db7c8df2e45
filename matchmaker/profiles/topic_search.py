"""Finding organisations by what somebody writes: by its meaning and by its words, names and acronyms among them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process, utils

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.countries import country_name
from matchmaker.errors import BadInput
from matchmaker.profiles.cache import Embeddings
from matchmaker.profiles.encoder import Encoder, Progress
from matchmaker.profiles.lexical import Relevance, bm25
from matchmaker.profiles.phrases import Phrases, distinct, phrases, sentences
from matchmaker.profiles.topics import topic_embeddings

LONGEST_QUERY = 1_000  # characters; the model reads about as many
DAMPING = 60  # of reciprocal ranks, as in the paper
LIKE = 0.25  # similarity below which a text of letters without meaning is as near
# Words that say nothing of what is sought: "Cluster for Wood" is no answer to "valves for ships".
_SILENT = frozenset(
    {"an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "who", "with"}
)

_SO_CALLED = 85.0  # of 100 by rapidfuzz: a slip or two in a name

Values = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Hit:
    """An organisation that was found: by its words or not, how alike in meaning (-1 to 1), and its closest topic."""

    organisation: Organisation
    similarity: float
    by_words: bool
    because: str


@dataclass(frozen=True, eq=False)
class TopicSearch:
    """What organisations can be found by: `topics` (n, dimensions) unit rows, the phrases they come from, and words."""

    catalogue: Catalogue
    topics: Embeddings
    phrases: Phrases
    words: Relevance

    def find(self, query: str, encoder: Encoder, top: int) -> tuple[Hit, ...]:
        """Return those that are like a text, best first; nothing of the text is kept.

        Three rankings, by meaning, by words and by the whole name, are fused by the sum of their reciprocal ranks:
        Cormack, Clarke and Buettcher, Reciprocal rank fusion outperforms Condorcet and individual rank learning
        methods, 2009.

        Args:
            query: a few words, a name or an acronym.
            encoder: reads the text; the same that read the topics.
            top: how many at most.

        Raises:
            BadInput: the text is empty or too long.
        """
        text = _readable(query)
        if not text:
            raise BadInput("There is nothing to search for. Write a few words, such as: hydrogen valves for ships.")
        if len(text) > LONGEST_QUERY:
            raise BadInput(f"The search has {len(text):,} characters. Shorten it to {LONGEST_QUERY:,} at most.")
        if not len(self.catalogue):
            return ()
        vector = encoder.encode_without_trace([text])[0]
        to_phrases = self.phrases.embeddings @ vector
        similarity = self._similarity(vector, to_phrases)
        telling = " ".join(each for each in text.split() if each.casefold() not in _SILENT)
        worded, named = self.words.of(telling), self._named(text)
        fused = _reciprocal(similarity, similarity > -1) + _reciprocal(worded, worded > 0)
        fused += _reciprocal(named, named > 0)
        order = np.argsort(-fused, kind="stable")
        wanted = [at for at in order if worded[at] > 0 or named[at] > 0 or similarity[at] >= LIKE][:top]
        return tuple(
            Hit(
                self.catalogue.organisations[at],
                float(similarity[at]),
                bool(worded[at] > 0 or named[at] > 0),
                self._closest(int(at), to_phrases),
            )
            for at in wanted
        )

    def _similarity(self, vector: Embeddings, to_phrases: Embeddings) -> Values:
        """Return the mean of the similarity to all that one works on, and to the closest part of it."""
        whole = (self.topics @ vector).astype(np.float64)
        closest = whole.copy()
        filled = np.flatnonzero(np.diff(self.phrases.starts))
        if len(filled):
            closest[filled] = np.maximum.reduceat(to_phrases[self.phrases.indices], self.phrases.starts[filled])
        mean: Values = (whole + closest) / 2
        return mean

    def _named(self, text: str) -> Values:
        """Return how nearly each is called so, 0 to 100, by its name or its short name; 0 below what may be a slip."""
        names = [(each.name, each.short_name) for each in self.catalogue]
        alike = process.cdist(
            [text],
            [name for both in names for name in both],
            scorer=fuzz.ratio,
            processor=utils.default_process,
            score_cutoff=_SO_CALLED,
            dtype=np.float64,
        )
        best: Values = alike.reshape(len(names), 2).max(axis=1)
        return best

    def _closest(self, organisation: int, to_phrases: Embeddings) -> str:
        own = self.phrases.of(organisation)
        return self.phrases.texts[own[to_phrases[own].argmax()]] if len(own) else ""


def read_topic_search(catalogue: Catalogue, encoder: Encoder, progress: Progress | None = None) -> TopicSearch:
    """Return what a catalogue's organisations can be found by; only texts that were never seen are encoded."""
    lists = [(*each.keywords, *each.services, *sentences(each.description)) for each in catalogue]
    texts = distinct(lists)
    return TopicSearch(
        catalogue,
        topic_embeddings(catalogue, encoder, progress),
        phrases(lists, texts, encoder.encode(texts, progress)),
        bm25([" ".join(_words(each)) for each in catalogue]),
    )


def _words(organisation: Organisation) -> Sequence[str]:
    """Return all by which an organisation may be called for."""
    return (
        organisation.name,
        organisation.short_name,
        *organisation.keywords,
        *organisation.services,
        organisation.description,
        organisation.city,
        organisation.region,
        country_name(organisation.country),
    )


def _reciprocal(scores: Values, counted: npt.NDArray[np.bool_]) -> Values:
    """Return 1 / (damping + rank) of those that count, equal scores with an equal rank; 0 for the others."""
    ranks = 1 + np.searchsorted(np.sort(-scores), -scores, side="left")
    result: Values = np.where(counted, 1 / (DAMPING + ranks), 0.0)
    return result


def _readable(text: str) -> str:
    """Return a text without control characters and broken letters, on one line."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
