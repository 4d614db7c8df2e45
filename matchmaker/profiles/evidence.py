"""How much the texts of an organisation speak of each ecosystem: similarities to the phrases, pooled over texts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.profiles.cache import Embeddings
from matchmaker.profiles.descriptions import ENGLISH, ClassPhrases
from matchmaker.profiles.fields import Fields
from matchmaker.profiles.phrases import Phrases

Scores = npt.NDArray[np.float64]

NAME_WEIGHT, KEYWORD_WEIGHT, SERVICE_WEIGHT = 0.5, 1.0, 0.25
"""How much one text of a field counts. Services are alike in all fields of work, so that they say little of one."""

# Prose speaks of foundation, fees and staff as well: a sentence or a clause counts fully where its best similarity is
# 0.5, and fades by a factor of e for each 0.1 below.
_TELLING, _FADING = 0.5, 0.1
BEST = 2  # of a class's phrases: one alone may fit by accident, the mean of all blurs what is wide


@dataclass(frozen=True, eq=False)
class Evidence:
    """What t texts of n organisations say of the 14 ecosystems.

    `scores` has shape (t, 14): the similarity of a text to an ecosystem. `weights` (t,) is what the text counts and
    `owners` (t,) whose it is. `texts` are the texts themselves, so that what is read can be explained.
    """

    texts: tuple[str, ...]
    owners: npt.NDArray[np.intp]
    weights: Scores
    scores: Scores
    embeddings: Embeddings
    organisations: int

    def pooled(self) -> Scores:
        """Return the weighted mean of the scores of each organisation, of shape (n, 14); 0 where it has no text."""
        totals = np.zeros((self.organisations, len(ECOSYSTEMS)))
        np.add.at(totals, self.owners, self.scores * self.weights[:, None])
        counts = np.bincount(self.owners, self.weights, minlength=self.organisations)
        pooled: Scores = totals / np.where(counts > 0, counts, 1)[:, None]
        return pooled


def similarity(embeddings: Embeddings, phrases: ClassPhrases, best: int = BEST) -> Scores:
    """Return the similarity, of shape (texts, 14), of texts to each ecosystem: the mean cosine of its best phrases."""
    cosines = embeddings.astype(np.float64) @ phrases.embeddings.astype(np.float64).T
    means = [np.sort(cosines[:, phrases.owners == at], axis=1)[:, -best:].mean(axis=1) for at in range(len(ECOSYSTEMS))]
    return np.stack(means, axis=1)


def read_evidence(fields: Fields, clauses: Phrases, languages: Sequence[str], phrases: ClassPhrases) -> Evidence:
    """Return what all texts of n organisations say of the ecosystems.

    Args:
        fields: the embedded texts.
        clauses: the embedded clauses of the descriptions: what a sentence lists is found there as if it were keywords.
        languages: the language of each organisation, or empty; its phrases are compared beside the English ones.
        phrases: the embedded phrases of all languages.
    """
    parts = (fields.names, fields.keywords, fields.services, fields.sentences, clauses)
    lengths = [len(part.indices) for part in parts]
    stated = np.repeat([NAME_WEIGHT, KEYWORD_WEIGHT, SERVICE_WEIGHT, 1.0, 1.0], lengths)
    owners = np.concatenate([part.owners for part in parts])
    embeddings = np.concatenate([part.embeddings[part.indices] for part in parts])
    prose = np.repeat([False, False, False, True, True], lengths)
    scores = _scores(embeddings, np.asarray(languages)[owners], phrases)
    telling = np.exp(np.minimum(scores.max(axis=1, initial=0) - _TELLING, 0) / _FADING)
    return Evidence(
        texts=tuple(part.texts[at] for part in parts for at in part.indices),
        owners=owners,
        weights=np.where(prose, telling, stated),
        scores=scores,
        embeddings=embeddings,
        organisations=len(fields.names),
    )


def _scores(embeddings: Embeddings, languages: npt.NDArray[np.str_], phrases: ClassPhrases) -> Scores:
    scores = np.zeros((len(embeddings), len(ECOSYSTEMS)))
    for language in np.unique(languages):
        of_language = languages == language
        scores[of_language] = similarity(embeddings[of_language], phrases.of({ENGLISH, str(language)}))
    return scores
