from matchmaker.matchmaker import Matchmaker
from matchmaker.ui import texts
from matchmaker.ui.pages.start import EXAMPLE
from tests.ui.cards import read_cards
from tests.ui.conftest import Open


def test_the_start_page_has_a_door_for_each_kind_of_people(open_app: Open) -> None:
    app = open_app()
    assert [each.value for each in app.subheader] == [door.title for door in texts.DOORS]


def test_the_worked_example_is_the_best_consortium_of_the_matchmaker(open_app: Open, matchmaker: Matchmaker) -> None:
    (card,) = read_cards(open_app())
    best = matchmaker.consortia(EXAMPLE.organisation, markets=EXAMPLE.markets, top=1).consortia[0]
    assert card.reasons == best.reasons
    assert {name.split(" (")[0] for name in card.members} == {member.name.split(" (")[0] for member in best.members}
