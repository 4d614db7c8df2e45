"""Texts of varying number for each organisation, each distinct text embedded once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from matchmaker.profiles.cache import Embeddings

Positions = npt.NDArray[np.intp]

# A sentence ends with its stop, a semicolon or the line; a list of bullets is one sentence a bullet.
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\s*[\n\r•]+\s*")
# What a sentence lists: its parts between commas, brackets and the words for "and" and "or" of some languages.
_BETWEEN_CLAUSES = re.compile(r"[,;:()–]|\b(?:and|or|und|oder|et|ou|y|o|e|i|lub|oraz)\b", re.IGNORECASE)
_SHORTEST = 12  # characters; less than this ("e.g.", "Dr.") was no sentence


@dataclass(frozen=True, eq=False)
class Phrases:
    """Texts of n organisations, without repetitions.

    `texts` are distinct and sorted, so that the catalogue's order does not show; `embeddings`, of shape
    (texts, dimensions), has a unit row for each. The texts of organisation i are
    `indices[starts[i]:starts[i + 1]]`, positions in `texts`; `starts` has shape (n + 1,).
    """

    texts: tuple[str, ...]
    embeddings: Embeddings
    starts: Positions
    indices: Positions

    def __len__(self) -> int:
        """Return the number of organisations."""
        return len(self.starts) - 1

    def of(self, organisation: int) -> Positions:
        """Return the positions in `texts` of one organisation's texts, in the order in which it gave them."""
        return self.indices[self.starts[organisation] : self.starts[organisation + 1]]

    @property
    def owners(self) -> Positions:
        """Organisation of each of `indices`, of the same shape."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))


def distinct(lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the distinct texts of all lists, sorted."""
    return tuple(sorted(set(chain.from_iterable(lists))))


def phrases(lists: Sequence[Sequence[str]], texts: tuple[str, ...], embeddings: Embeddings) -> Phrases:
    """Return the phrases of organisations, one list of texts each; `texts` and `embeddings` are of their `distinct`."""
    place = {text: at for at, text in enumerate(texts)}
    own = [list(dict.fromkeys(place[text] for text in each)) for each in lists]
    starts = np.cumsum([0, *map(len, own)], dtype=np.intp)
    return Phrases(texts, embeddings, starts, np.array(list(chain.from_iterable(own)), dtype=np.intp))


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text; what is too short to be one stays with what it follows."""
    found: list[str] = []
    for part in _BETWEEN_SENTENCES.split(text.strip()):
        if found and len(found[-1]) < _SHORTEST:
            found[-1] = f"{found[-1]} {part}".strip()
        elif part:
            found.append(part)
    return tuple(found)


def clauses(text: str) -> tuple[str, ...]:
    """Return the parts of a text's sentences that name a thing of their own: of two words or more, if not all of it."""
    found = []
    for sentence in sentences(text):
        parts = [part.strip(" .!?") for part in _BETWEEN_CLAUSES.split(sentence)]
        found += [part for part in parts if len(part.split()) > 1 and part != sentence.strip(" .!?")]
    return tuple(found)
