import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.folder import read_folder
from matchmaker.shipped import shipped
from matchmaker.ui.question import SIZES, TOPS, Question, read_question

CATALOGUE = read_folder(shipped("data"))


@given(
    st.builds(
        Question,
        organisation=st.none() | st.sampled_from([each.id for each in CATALOGUE]),
        size=st.sampled_from(SIZES),
        markets=st.lists(st.sampled_from([each.country for each in CATALOGUE.markets]), unique=True).map(tuple),
        top=st.sampled_from(TOPS),
    )
)
def test_an_address_brings_back_its_question(question: Question) -> None:
    assert read_question(question.address(), CATALOGUE) == (question, ())


def test_the_usual_question_has_an_empty_address() -> None:
    assert Question().address() == {}


@given(
    st.dictionaries(st.sampled_from(["organisation", "size", "market", "top", "else"]), st.lists(st.text(), max_size=3))
)
def test_any_address_gives_a_question_that_can_be_asked(address: dict[str, list[str]]) -> None:
    question, _ = read_question(address, CATALOGUE)
    assert question.size in SIZES
    assert question.top in TOPS
    assert question.organisation is None or question.organisation in CATALOGUE.positions
    assert set(question.markets) <= {each.country for each in CATALOGUE.markets}


@pytest.mark.parametrize(("name", "value"), [("size", "5"), ("top", "x"), ("market", "Spain"), ("organisation", "?")])
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
