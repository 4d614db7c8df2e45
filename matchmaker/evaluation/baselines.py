"""The simpler methods that the affinity has to beat. Each sees the same catalogue and gives a score for every pair."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.network.features import adamic_adar, past_partnerships
from matchmaker.network.network import Network
from matchmaker.profiles.encoder import Encoder
from matchmaker.profiles.text import profile_text

Scores = npt.NDArray[np.float64]

_SEED = 20
_FUSED = ("tfidf", "minilm", "adamic-adar")
_RANK_OFFSET = 60  # Cormack, Clarke and Büttcher, Reciprocal rank fusion, 2009


def baseline_scores(seen: Catalogue, network: Network, encoder: Encoder) -> dict[str, Scores]:
    """Return the scores of each baseline, of shape (n, n): row i says how well each organisation completes i.

    Args:
        seen: the n organisations.
        network: the partnerships that may be seen.
        encoder: for the cosine of profile texts.
    """
    texts = [profile_text(organisation) for organisation in seen]
    embeddings = encoder.encode(texts).astype(np.float64)
    count = len(seen)
    found = {
        "random": np.random.default_rng(_SEED).random((count, count)),
        "popularity": np.broadcast_to(network.experience.astype(np.float64), (count, count)),
        "past partner": past_partnerships(network),
        "adamic-adar": adamic_adar(network),
        "tfidf": _tfidf(texts),
        "bm25": _bm25(texts),
        "minilm": embeddings @ embeddings.T,
    }
    return {**found, "sum": sum((_standard(found[name]) for name in _FUSED), np.zeros((count, count)))}


def completion_scores(scores: Scores, rest: Sequence[int]) -> Scores:
    """Return how well each organisation completes the rest, of shape (n,): the mean over the rest."""
    mean: Scores = scores[list(rest)].mean(axis=0)
    return mean


def fused(scores: dict[str, Scores], rest: Sequence[int]) -> Scores:
    """Return the reciprocal rank fusion of a lexical, a semantic and a network baseline, of shape (n,)."""
    ranks = [rankdata(-completion_scores(scores[name], rest)) for name in _FUSED]
    fusion: Scores = np.sum([1 / (_RANK_OFFSET + each) for each in ranks], axis=0)
    return fusion


def _standard(scores: Scores) -> Scores:
    """Return scores of shape (n, n) in standard deviations of all pairs, so that those of several methods can be added.

    Of the plain ways to add these three, this did best on partnerships before 2020.
    """
    standard: Scores = scores / (scores[~np.eye(len(scores), dtype=np.bool_)].std() or 1.0)
    return standard


def _tfidf(texts: Sequence[str]) -> Scores:
    from sklearn.feature_extraction.text import TfidfVectorizer

    rows = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    cosine: Scores = (rows @ rows.T).toarray()
    return cosine


def _bm25(texts: Sequence[str]) -> Scores:
    import bm25s

    tokens = bm25s.tokenize(list(texts), return_ids=False, show_progress=False)
    index = bm25s.BM25()
    index.index(tokens, show_progress=False)
    return np.array([index.get_scores(list(dict.fromkeys(each))) for each in tokens], dtype=np.float64)
