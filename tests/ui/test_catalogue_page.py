from pathlib import Path

from streamlit.testing.v1 import AppTest

from matchmaker.catalogue.folder import write_folder
from matchmaker.catalogue.organisation import Organisation
from matchmaker.matchmaker import Matchmaker
from matchmaker.ui.browsed import LONGEST
from tests.ui.conftest import Open


def _listed(app: AppTest) -> list[str]:
    """The ids of the organisations that are listed, in their order: each has a button that opens it."""
    keys = (each.key or "" for each in app.button)
    return [key.removeprefix("catalogue.open.") for key in keys if key.startswith("catalogue.open.")]


def _html(app: AppTest) -> str:
    return "".join(each.proto.body for each in app.get("html"))


def test_all_organisations_are_listed_by_name_and_more_are_shown_on_demand(open_app: Open) -> None:
    app = open_app(page="catalogue")
    assert len(_listed(app)) == 20
    app.button(key="catalogue.more").click().run()
    assert len(_listed(app)) == 40


def test_filters_leave_only_who_is_wanted_and_stand_in_the_address(open_app: Open, matchmaker: Matchmaker) -> None:
    app = open_app(page="catalogue")
    app.multiselect(key="catalogue.countries").set_value(["SE"]).run()
    app.multiselect(key="catalogue.ecosystems").set_value(["Health"]).run()
    expected = matchmaker.organisations(country="SE", ecosystem="Health")
    assert sorted(_listed(app)) == sorted(each.id for each in expected)
    assert app.query_params["country"] == "SE"
    assert _listed(open_app(page="catalogue", country="SE", ecosystem="Health")) == _listed(app)


def test_what_is_meant_is_found_in_the_order_of_the_matchmaker(open_app: Open, matchmaker: Matchmaker) -> None:
    app = open_app(page="catalogue", like="hydrogen valves for ships")
    expected = [each.organisation.id for each in matchmaker.search("hydrogen valves for ships", 20)]
    assert _listed(app) == expected


def test_one_is_opened_with_its_partnerships_and_closed_again(open_app: Open) -> None:
    app = open_app(page="catalogue", like="BEC")
    app.button(key="catalogue.open.es-bec").click().run()
    assert not app.exception
    assert "Basque Energy Cluster" in app.header[0].value
    assert "ELBE" in _html(app)
    assert app.query_params["organisation"] == "es-bec"
    app.button(key="catalogue.back").click().run()
    assert app.text_input(key="catalogue.like").value == "BEC"
    assert "es-bec" in _listed(app)


def test_a_link_to_one_opens_it_and_nonsense_is_explained(open_app: Open) -> None:
    app = open_app(page="catalogue", organisation="es-bec", country="XX")
    assert "Basque Energy Cluster" in app.header[0].value
    assert len(app.warning) == 1


def test_words_that_fit_nobody_say_what_to_do(open_app: Open) -> None:
    assert len(open_app(page="catalogue", like="xyzzy qwert").info) == 1


def test_a_search_of_ten_megabytes_is_cut(open_app: Open) -> None:
    app = open_app(page="catalogue", like="wind \x00 " * 1_000_000)
    assert len(app.text_input(key="catalogue.like").value) <= LONGEST


def test_what_a_catalogue_holds_is_shown_and_never_obeyed(open_app: Open, tmp_path: Path) -> None:
    hostile = Organisation(
        id="mt-x",
        name="<script>alert(1)</script>",
        country="MT",
        keywords=("<img src=x onerror=alert(1)>",),
        description=":material/home: **bold**",
        website="www.example.org/<b>",
    )
    write_folder(tmp_path, [hostile])
    app = open_app(tmp_path, page="catalogue", organisation="mt-x")
    shown = _html(app)
    assert "<script" not in shown.replace("<style", "")
    assert "<img" not in shown
    assert "&lt;img" in shown
    assert 'href="https://www.example.org/&lt;b&gt;"' in shown
