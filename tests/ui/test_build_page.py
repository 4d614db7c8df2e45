"""How a person changes a consortium, compares it, and asks why it is not another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from matchmaker.affinity.affinity import shown
from matchmaker.catalogue.folder import read_folder
from matchmaker.consortia.wishes import Wishes
from matchmaker.matchmaker import Asked, Matchmaker
from matchmaker.shipped import shipped
from matchmaker.ui import texts
from matchmaker.ui.comparison import differing
from matchmaker.ui.question import Question
from matchmaker.ui.view import View, read_view
from tests.ui.cards import read_cards
from tests.ui.conftest import Open

CATALOGUE = read_folder(shipped("data"))
ID = st.sampled_from([each.id for each in CATALOGUE])


def _tables(app: AppTest) -> list[str]:
    return [each.proto.body for each in app.get("html") if each.proto.body.startswith("<table")]


def test_not_this_one_takes_a_member_out_of_all_suggestions_and_into_the_address(
    open_app: Open, matchmaker: Matchmaker
) -> None:
    app = open_app(page="consortia", organisation="es-bec", top="3")
    gone = next(each for each in matchmaker.consortia("es-bec", top=1).consortia[0].members if each.id != "es-bec")
    app.button(key=f"consortia.without.1.{gone.id}").click().run()
    assert app.query_params["exclude"] == gone.id
    assert all(gone.name not in " ".join(card.members) for card in read_cards(app))
    assert [card.reasons for card in read_cards(app)] == [
        each.reasons for each in matchmaker.consortia("es-bec", top=3, exclude=[gone.id]).consortia
    ]


def test_everything_that_can_be_asked_reaches_the_search(open_app: Open, matchmaker: Matchmaker) -> None:
    question = Question(
        organisation="es-bec",
        size=5,
        markets=("JP", "US"),
        top=3,
        lock=("dk-ecd",),
        exclude=("gb-areg",),
        ecosystems=("Digital",),
        required=("JP",),
        market_fit=2.0,
        spread=1.0,
        newcomers=2.0,
        difference=2,
    )
    cards = read_cards(open_app(page="consortia", **question.address()))
    wishes = Wishes(("Digital",), ("JP",), 2.0, 1.0, 2.0, 2, seconds=10)
    expected = matchmaker.suggest(Asked(("es-bec", "dk-ecd"), ("gb-areg",), 5, 3, ("JP", "US"), wishes))
    assert [card.fit for card in cards] == [f"{shown(each.score):.2f}" for each in expected.consortia]
    assert [card.reasons for card in cards] == [each.reasons for each in expected.consortia]
    assert [len(card.members) for card in cards] == [5, 5, 5]


def test_consortia_can_be_built_around_a_shortlist_without_an_organisation(open_app: Open) -> None:
    cards = read_cards(open_app(page="consortia", lock=["dk-ecd", "gb-areg"]))
    assert cards
    assert all({"Energy Cluster Denmark (ECD)"} <= set(card.members) for card in cards)


def test_a_swap_shows_the_best_who_could_come_and_what_changes(open_app: Open, matchmaker: Matchmaker) -> None:
    now = matchmaker.consortia("es-bec", top=1).consortia[0]
    goes = next(each.id for each in now.members if each.id != "es-bec")
    stay = tuple(each.id for each in now.members if each.id != goes)
    then = matchmaker.consortia(None, lock=stay, exclude=[goes], top=1).consortia[0]
    comes = next(each for each in then.members if each.id not in stay)
    app = open_app(page="consortia", organisation="es-bec", closer="1", goes=goes)
    options = app.selectbox(key="consortia.comes").options
    assert options[0].startswith(f"{comes.label}: fit {shown(then.score):.2f}")
    assert not _tables(app)
    app.selectbox(key="consortia.comes").set_value(comes.id).run()
    (table,) = _tables(app)
    assert comes.label in table
    assert f"{shown(then.score):.2f}" in table
    assert app.query_params["comes"] == comes.id
    app.button(key="consortia.adopt").click().run()
    (card,) = read_cards(app)
    assert card.reasons == then.reasons
    assert "closer" not in app.query_params


def test_two_consortia_are_compared_side_by_side(open_app: Open, matchmaker: Matchmaker) -> None:
    app = open_app(page="consortia", organisation="es-bec", compare=["1", "3"])
    (table,) = _tables(app)
    first, _, third = matchmaker.consortia("es-bec", top=3).consortia
    for each in (first, third):
        assert texts.signed(each.score) in table
        assert all(member.label in table for member in each.members)


def test_a_changed_question_forgets_the_ranks_that_were_looked_at(open_app: Open) -> None:
    app = open_app(page="consortia", organisation="es-bec", closer="2", compare=["1", "2"])
    assert app.query_params["closer"] == "2"
    app.selectbox(key="consortia.size").set_value(4).run()
    assert dict(app.query_params) == {"organisation": "es-bec", "size": "4"}
    assert not _tables(app)


def test_why_not_names_the_rule_and_the_organisation_as_people_do(open_app: Open) -> None:
    app = open_app(page="consortia", organisation="es-bec", why="no-gce-node")
    said = app.warning[0].value
    assert texts.rule("participating") in said
    assert "Norway" in said
    assert "no-gce-node" not in said.replace("\\", "")


def test_why_not_tells_the_rank_of_the_best_with_one_who_is_allowed(open_app: Open, matchmaker: Matchmaker) -> None:
    app = open_app(page="consortia", organisation="es-bec", why="gb-areg")
    standing = matchmaker.why_not(["gb-areg"], Asked(lock=("es-bec",)))
    assert any(f"number {standing.rank} of all" in each.value.replace("\\", "") for each in app.markdown)


@pytest.mark.parametrize("size", [6, 8])
def test_large_consortia_are_searched_within_the_time(open_app: Open, size: int) -> None:
    app = open_app(page="consortia", organisation="es-bec", size=str(size), top="3")
    assert [len(card.members) for card in read_cards(app)] == [size] * 3


def test_a_stopped_search_waits_until_it_is_asked_again(open_app: Open) -> None:
    app = open_app(page="consortia", organisation="es-bec", top="3")
    app.session_state["searching.stopped"] = ("consortia", Question(organisation="es-bec", top=3).asked)
    app.run()
    assert not read_cards(app)
    assert app.info[0].value == texts.BUILD_STOPPED
    app.button(key="consortia.again").click().run()
    assert len(read_cards(app)) == 3


@given(
    st.builds(
        View,
        closer=st.integers(1, 20),
        goes=ID,
        comes=ID,
        compare=st.lists(st.integers(1, 20), max_size=2, unique=True).map(tuple),
        why=st.lists(ID, max_size=8, unique=True).map(tuple),
    )
)
def test_an_address_brings_back_what_was_looked_at(view: View) -> None:
    assert read_view(view.address(), CATALOGUE) == (view, ())


def test_only_contributions_that_differ_are_compared_the_greatest_change_first() -> None:
    assert differing({"a": 1.0, "b": 0.5, "c": 0.2}, {"a": 1.0, "b": 0.2, "d": 0.9}) == [
        ("d", 0.0, 0.9),
        ("b", 0.5, 0.2),
        ("c", 0.2, 0.0),
    ]
