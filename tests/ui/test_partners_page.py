from streamlit.testing.v1 import AppTest

from matchmaker.matchmaker import Among, Matchmaker
from matchmaker.ui import texts
from tests.ui.conftest import Open


def _shown(app: AppTest) -> list[str]:
    """The ids of the partners that are shown, in their order: each has a button that hides it."""
    keys = (each.key or "" for each in app.button)
    return [key.removeprefix("partners.hide.") for key in keys if key.startswith("partners.hide.")]


def test_without_an_organisation_the_page_says_what_to_do(open_app: Open) -> None:
    app = open_app(page="partners")
    assert [each.value for each in app.header] == [texts.NOBODY_CHOSEN]
    next(each for each in app.button if each.label.startswith("Show me an example")).click().run()
    assert len(_shown(app)) == 10


def test_partners_are_those_of_the_matchmaker_in_its_order(open_app: Open, matchmaker: Matchmaker) -> None:
    expected = [each.organisation.id for each in matchmaker.partners(["es-bec"], 10)]
    assert _shown(open_app(page="partners", organisation="es-bec")) == expected


def test_filters_leave_only_who_is_wanted_and_stand_in_the_address(open_app: Open, matchmaker: Matchmaker) -> None:
    app = open_app(page="partners", organisation="es-bec")
    app.multiselect(key="partners.countries").set_value(["SE", "FI"]).run()
    app.toggle(key="partners.newcomers").set_value(True).run()
    wanted = Among(countries=("SE", "FI"), newcomers=True)
    assert _shown(app) == [each.organisation.id for each in matchmaker.partners(["es-bec"], 10, wanted)]
    assert app.query_params["country"] == ["SE", "FI"]
    again = open_app(page="partners", organisation="es-bec", country=["SE", "FI"], newcomers="yes")
    assert _shown(again) == _shown(app)


def test_one_who_is_not_wanted_is_gone_until_shown_again(open_app: Open) -> None:
    app = open_app(page="partners", organisation="es-bec")
    before = _shown(app)
    app.button(key=f"partners.hide.{before[0]}").click().run()
    assert _shown(app)[:9] == before[1:]
    app.button(key="partners.again").click().run()
    assert _shown(app) == before


def test_one_who_is_kept_is_on_the_shortlist_of_this_session_alone(open_app: Open) -> None:
    app = open_app(page="partners", organisation="es-bec")
    first = _shown(app)[0]
    app.button(key=f"partners.keep.{first}").click().run()
    assert app.session_state["shortlist"] == (first,)
    assert [each for each in app.button if each.key == f"shortlist.drop.{first}"]
    assert "shortlist" not in open_app(page="partners", organisation="es-bec").session_state
    app.button(key=f"shortlist.drop.{first}").click().run()
    assert app.session_state["shortlist"] == ()


def test_one_who_describes_itself_gets_partners_and_can_correct_what_was_read(open_app: Open) -> None:
    app = open_app(page="partners")
    app.segmented_control(key="partners.how").set_value(texts.PARTNERS_DESCRIBE).run()
    assert not _shown(app)
    app.text_area(key="described.text").set_value("Offshore wind foundations, subsea cables and hydrogen for ships.")
    app.selectbox(key="described.country").set_value("PT")
    next(each for each in app.button if each.label == texts.DESCRIBE_READ).click().run()
    read = app.multiselect(key="described.ecosystems").value
    assert "Energy-Renewables" in read
    before = _shown(app)
    assert len(before) == 10
    app.multiselect(key="described.ecosystems").set_value(["Tourism"]).run()
    assert _shown(app) != before


def test_a_link_with_nonsense_is_explained_and_the_rest_is_used(open_app: Open) -> None:
    app = open_app(page="partners", organisation="es-bec", country=["XX", "SE"], ecosystem="Magic", market="DE")
    assert len(app.warning) == 3
    assert app.multiselect(key="partners.countries").value == ["SE"]
