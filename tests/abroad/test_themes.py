import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.abroad.survey.answers import Answer
from matchmaker.abroad.survey.themes import Theme, themes
from matchmaker.matchmaker import Matchmaker

DISTRIBUTORS = [
    "We need a distributor for marine components",
    "Finding a reliable distributor for our pumps",
    "Who could be our distributor?",
    "A good distributor with its own warehouse",
    "distributor wanted",
]
CERTIFICATES = [
    "Certification of our products takes too long",
    "certification by a notified laboratory",
    "Help with certification of medical devices",
    "What certification costs",
    "certification, certification",
]


def answers_to(texts: Sequence[str], prefix: str = "s") -> list[Answer]:
    return [Answer("alba", f"{prefix}{at}", "JP", 4, text) for at, text in enumerate(texts)]


def encode(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """A stand-in that puts texts into two directions, by their first letter's half of the alphabet."""
    about = [[1.0, 0.0] if "distributor" in text else [0.0, 1.0] for text in texts]
    return np.array(about, dtype=np.float32)


def test_needs_are_clustered_and_told_by_words_that_five_use() -> None:
    answers = [*answers_to(DISTRIBUTORS, "d"), *answers_to(CERTIFICATES, "c")]
    assert themes(answers, encode) == (Theme(("certification",), 5), Theme(("distributor",), 5))


def test_a_theme_of_four_is_not_told() -> None:
    answers = [*answers_to(DISTRIBUTORS, "d"), *answers_to(CERTIFICATES[:4], "c")]
    assert [theme.words for theme in themes(answers, encode)] == [("distributor",)]


def test_one_sme_that_writes_five_times_is_one() -> None:
    answers = [Answer("alba", "s1", market, 4, text) for market, text in zip("ABCDE", DISTRIBUTORS, strict=True)]
    assert themes(answers, encode) == ()


def test_no_word_that_fewer_than_five_use_is_told() -> None:
    answers = answers_to([f"{text} Zanzibarium" if at < 4 else text for at, text in enumerate(DISTRIBUTORS)])
    assert all("zanzibarium" not in theme.words for theme in themes(answers, encode))


@given(st.permutations([*answers_to(DISTRIBUTORS, "d"), *answers_to(CERTIFICATES, "c")]))
def test_the_order_of_answers_changes_nothing(answers: list[Answer]) -> None:
    assert themes(answers, encode) == (Theme(("certification",), 5), Theme(("distributor",), 5))


def test_without_needs_there_is_no_theme_and_nothing_is_encoded() -> None:
    def refuse(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        raise AssertionError(texts)

    assert themes(answers_to(["", ""]), refuse) == ()


def test_the_real_model_tells_distributors_from_certificates(matchmaker: Matchmaker) -> None:
    answers = [*answers_to(DISTRIBUTORS, "d"), *answers_to(CERTIFICATES, "c")]
    found = themes(answers, matchmaker.encoder.encode_without_trace)
    assert sorted((theme.words[0], theme.smes) for theme in found) == [("certification", 5), ("distributor", 5)]
    assert all(re.fullmatch(r"\w+", word) for theme in found for word in theme.words)
