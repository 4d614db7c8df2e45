import html

from matchmaker.matchmaker import Matchmaker
from matchmaker.ui import texts
from matchmaker.ui.pages.abroad import EXAMPLE
from tests.ui.conftest import Open


def test_without_members_the_page_says_what_to_do_and_offers_an_example(open_app: Open) -> None:
    app = open_app(page="abroad")
    assert [each.value for each in app.header] == [texts.ABROAD_NOBODY]
    next(each for each in app.button if each.label == texts.CHECK_EXAMPLE).click().run()
    assert app.query_params["member"] == list(EXAMPLE.members)


def test_markets_and_partners_are_those_of_the_matchmaker_with_their_reasons(
    open_app: Open, matchmaker: Matchmaker
) -> None:
    app = open_app(page="abroad", member=list(EXAMPLE.members))
    said = html.unescape("\n".join(each.proto.body for each in app.get("html")))
    markets = matchmaker.markets(EXAMPLE.members)
    assert [each.label.split(". ")[0] for each in app.expander[:3]] == ["1", "2", "3"]
    for market in markets[:3]:
        assert all(reason in said for reason in market.reasons)
    for rank, partner in enumerate(matchmaker.partners_abroad(EXAMPLE.members).partners, start=1):
        assert f"{rank}. {partner.organisation.name}" in said
        assert all(reason in said for reason in partner.reasons)


def test_looking_into_a_market_leaves_partners_there_alone(open_app: Open, matchmaker: Matchmaker) -> None:
    app = open_app(page="abroad", member="es-bec")
    app.button(key="abroad.look.CA").click().run()
    assert app.query_params["market"] == "CA"
    said = html.unescape("\n".join(each.proto.body for each in app.get("html")))
    for partner in matchmaker.partners_abroad(["es-bec"], markets=["CA"]).partners:
        assert partner.organisation.name in said


def test_a_link_with_nonsense_is_explained_and_the_rest_is_used(open_app: Open) -> None:
    app = open_app(page="abroad", member=["es-bec", "<b>"], market=["DE", "JP"])
    assert len(app.warning) == 2
    assert app.multiselect(key="abroad.markets").value == ["JP"]
