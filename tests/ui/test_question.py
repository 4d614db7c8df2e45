import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.folder import read_folder
from matchmaker.shipped import shipped
from matchmaker.ui.question import (
    DIFFERENCES,
    MARKET_FITS,
    SECONDS,
    SIZES,
    TOPS,
    WEIGHTS,
    Question,
    read_question,
)

CATALOGUE = read_folder(shipped("data"))
MARKETS = st.lists(st.sampled_from([each.country for each in CATALOGUE.markets]), unique=True).map(tuple)
IDS = st.lists(st.sampled_from([each.id for each in CATALOGUE]), unique=True, max_size=6)


@given(
    st.builds(
        Question,
        organisation=st.none() | st.sampled_from([each.id for each in CATALOGUE]),
        size=st.sampled_from(SIZES),
        markets=MARKETS,
        top=st.sampled_from(TOPS),
        lock=IDS.map(lambda all_: tuple(all_[::2])),
        ecosystems=st.lists(st.sampled_from(ECOSYSTEMS), unique=True).map(tuple),
        required=MARKETS,
        market_fit=st.sampled_from(MARKET_FITS),
        spread=st.sampled_from(WEIGHTS),
        newcomers=st.sampled_from(WEIGHTS),
        difference=st.sampled_from(DIFFERENCES),
        seconds=st.sampled_from(SECONDS),
    ).filter(lambda question: question.organisation not in question.lock)
)
def test_an_address_brings_back_its_question(question: Question) -> None:
    assert read_question(question.address(), CATALOGUE) == (question, ())


def test_the_usual_question_has_an_empty_address() -> None:
    assert Question().address() == {}


@given(
    st.dictionaries(
        st.sampled_from(["organisation", "size", "market", "top", "lock", "spread", "else"]),
        st.lists(st.text(), max_size=3),
    )
)
def test_any_address_gives_a_question_that_can_be_asked(address: dict[str, list[str]]) -> None:
    question, _ = read_question(address, CATALOGUE)
    assert question.size in SIZES
    assert question.top in TOPS
    assert question.organisation is None or question.organisation in CATALOGUE.positions
    assert set(question.markets) <= {each.country for each in CATALOGUE.markets}


@pytest.mark.parametrize(("name", "value"), [("size", "9"), ("top", "x"), ("market", "Spain"), ("organisation", "?")])
def test_a_part_that_cannot_be_used_is_named(name: str, value: str) -> None:
    question, problems = read_question({name: [value]}, CATALOGUE)
    assert question == Question()
    assert len(problems) == 1
    assert repr(value) in problems[0]


def test_a_long_name_is_cut_in_the_message() -> None:
    for name in ("organisation", "market", "size"):
        _, (problem,) = read_question({name: ["x" * 100_000]}, CATALOGUE)
        assert len(problem) < 1000


def test_markets_by_name_and_twice_are_read_once(shipped_catalogue: Catalogue) -> None:
    question, problems = read_question({"market": ["Japan", "jp", "South Korea"]}, shipped_catalogue)
    assert question.markets == ("JP", "KR")
    assert not problems
