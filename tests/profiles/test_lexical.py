import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.profiles.lexical import bm25, tfidf
from matchmaker.profiles.text import profile_text

TEXTS = ["offshore wind; ab  a wind", "Wind-energy & Ärzte für IT", "offshore valves\n x wind wind", "ab cd"]


def assert_agrees_with_scikit_learn(texts: list[str]) -> None:
    theirs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(texts)
    ours = tfidf(texts)
    assert ours.shape == theirs.shape
    np.testing.assert_allclose((ours @ ours.T).toarray(), (theirs @ theirs.T).toarray(), atol=1e-12)


def test_tfidf_is_that_of_scikit_learn_on_shipped_profiles(shipped_catalogue: Catalogue) -> None:
    assert_agrees_with_scikit_learn([profile_text(each) for each in shipped_catalogue])


@given(st.lists(st.text("abä -\n", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=6))
def test_tfidf_is_that_of_scikit_learn_on_any_texts(texts: list[str]) -> None:
    assert_agrees_with_scikit_learn(texts)


def test_a_text_without_words_has_an_empty_row() -> None:
    assert tfidf(["wind", " "]).toarray()[1].sum() == 0


def test_bm25_is_that_of_bm25s(shipped_catalogue: Catalogue) -> None:
    texts = [profile_text(each) for each in shipped_catalogue][:60] + TEXTS
    tokens = bm25s.tokenize(texts, stopwords=None, return_ids=False, show_progress=False)
    index = bm25s.BM25()
    index.index(tokens, show_progress=False)
    theirs = np.array([index.get_scores(list(dict.fromkeys(each))) for each in tokens])
    everything = np.arange(len(texts))
    ours = bm25(texts).mutual(everything, everything)
    np.testing.assert_allclose(ours, (theirs + theirs.T) / 2, rtol=1e-5)  # bm25s counts in single precision
    np.testing.assert_array_equal(ours, ours.T)


def test_shared_words_are_named_rarest_first() -> None:
    assert bm25([*TEXTS, "wind"]).shared(0, 2) == ("offshore", "wind")


@pytest.mark.parametrize("texts", [[], [""], ["a"]])
def test_nothing_to_compare_compares_to_nothing(texts: list[str]) -> None:
    everything = np.arange(len(texts))
    assert not bm25(texts).mutual(everything, everything).any()
