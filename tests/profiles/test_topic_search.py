from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from matchmaker.profiles.encoder import Encoder
from matchmaker.profiles.lexical import bm25
from matchmaker.profiles.topic_search import LONGEST_QUERY, Hit, read_topic_search
from matchmaker.settings import PACKAGED_MODEL


def _labels(hits: tuple[Hit, ...]) -> list[str]:
    return [each.organisation.label for each in hits]


@pytest.mark.parametrize(
    ("query", "topic", "among"),
    [
        ("hydrogen valves for ships", "hydrogen", 5),
        ("footwear made of hides", "leather", 5),
        ("looking at the earth from space", "satellite", 5),
        ("Windenergie auf See", "wind", 5),
    ],
)
def test_who_works_on_what_is_meant_is_found_whatever_the_words(
    matchmaker: Matchmaker, query: str, topic: str, among: int
) -> None:
    found = matchmaker.search(query, among)
    assert len(found) == among
    assert sum(any(topic in word for word in each.organisation.keywords) for each in found) >= 2


@pytest.mark.parametrize("query", ["BEC", "basque energy cluster", "Basque Energi Cluster"])
def test_a_name_or_an_acronym_is_found_first(matchmaker: Matchmaker, query: str) -> None:
    best = matchmaker.search(query, 3)[0]
    assert best.organisation.id == "es-bec"
    assert best.by_words


def test_every_organisation_is_found_near_the_top_by_its_own_name(
    shipped_catalogue: Catalogue, matchmaker: Matchmaker
) -> None:
    some = shipped_catalogue.organisations[::10]
    found = {each.name: {hit.organisation.id for hit in matchmaker.search(each.name, 3)} for each in some}
    assert [each.name for each in some if each.id not in found[each.name]] == []


def test_the_closest_topic_of_each_is_named(matchmaker: Matchmaker) -> None:
    for each in matchmaker.search("cheese", 5):
        assert each.because in each.organisation.keywords


def test_letters_without_meaning_find_nobody(matchmaker: Matchmaker) -> None:
    assert matchmaker.search("xyzzy qwert") == ()


def test_what_is_sought_is_kept_nowhere_on_disk(matchmaker: Matchmaker) -> None:
    query = "something that nobody has asked before: seaweed zeppelins"
    matchmaker.search(query)
    assert not matchmaker.encoder.cache.get([query])


@pytest.mark.parametrize("query", ["", " \n\t", "\x00\x07", "\ud800"])
def test_a_search_without_words_is_refused(matchmaker: Matchmaker, query: str) -> None:
    with pytest.raises(BadInput, match="Write a few words"):
        matchmaker.search(query)


def test_a_search_that_is_too_long_is_refused(matchmaker: Matchmaker) -> None:
    with pytest.raises(BadInput, match="Shorten it"):
        matchmaker.search("x" * (LONGEST_QUERY + 1))


def test_nobody_is_found_in_an_empty_catalogue(cache: Path) -> None:
    encoder = Encoder(PACKAGED_MODEL, cache)
    assert read_topic_search(Catalogue(()), encoder).find("wind", encoder, 3) == ()


@given(st.lists(st.text("ab ", max_size=12), min_size=1, max_size=5), st.text("abc ", max_size=8))
def test_relevance_of_a_query_is_the_sum_of_what_its_distinct_words_are_worth(texts: list[str], query: str) -> None:
    relevance = bm25(texts)
    weights = relevance.weights.toarray()
    for at, value in enumerate(relevance.of(query)):
        words = {word for word in query.split() if len(word) > 1}
        expected = sum(weights[at, relevance.words.index(word)] for word in words if word in relevance.words)
        assert value == pytest.approx(expected)
