import html
import json

import pytest
from streamlit.testing.v1 import AppTest

from matchmaker.matchmaker import Matchmaker
from matchmaker.shipped import shipped
from matchmaker.ui import texts
from matchmaker.ui.aimed import RANGES, Aimed, read_aimed
from tests.ui.conftest import Open

SAMPLE = shipped("data") / "examples" / "consortia.yaml"


def _said(app: AppTest) -> str:
    parts = [each.proto.body for each in app.get("html") if "<style>" not in each.proto.body]
    return html.unescape("\n".join(parts))


def _find(app: AppTest) -> None:
    app.button(key="portfolio.find").click().run()
    assert not app.exception


def test_nothing_is_searched_before_somebody_asks(open_app: Open) -> None:
    app = open_app(page="portfolio")
    assert [each.value for each in app.info] == [texts.PORTFOLIO_HINT]
    assert not app.header


def test_the_set_on_the_page_is_the_one_that_the_search_finds(open_app: Open, matchmaker: Matchmaker) -> None:
    aimed = Aimed(count=4, markets=("JP",))
    app = open_app(page="portfolio")
    app.number_input(key="portfolio.count").set_value(4)
    app.multiselect(key="portfolio.markets").set_value(["JP"])
    _find(app)
    chosen = matchmaker.portfolio(aimed.asked, aimed.aim)
    assert chosen is not None
    said = _said(app)
    for member in (member for each in chosen.consortia for member in each.members):
        assert member.label in said
    assert said.count("<h3 ") == 4
    assert texts.of(4, 4) in said
    assert any("Proven" in each.value for each in app.markdown) is chosen.found.exact


def test_the_address_holds_the_question_and_answers_it_for_a_colleague(open_app: Open) -> None:
    app = open_app(page="portfolio")
    app.number_input(key="portfolio.count").set_value(2)
    app.number_input(key="portfolio.countries").set_value(6)
    _find(app)
    address = {name: app.query_params[name] for name in app.query_params}
    assert address == {"count": "2", "countries": "6"}
    colleague = open_app(page="portfolio", **address)
    assert _said(colleague) == _said(app)
    assert colleague.header[0].value == texts.portfolio_found(2, once=True)


def test_a_changed_question_waits_until_it_is_put(open_app: Open) -> None:
    app = open_app(page="portfolio", count="2")
    assert app.header
    app.number_input(key="portfolio.count").set_value(3).run()
    assert not app.header
    assert [each.value for each in app.info] == [texts.PORTFOLIO_HINT]


def test_coverage_that_cannot_be_had_is_told_with_what_to_relax(open_app: Open) -> None:
    app = open_app(page="portfolio", count="1", countries="30")
    assert any("falls short" in each.value and "less coverage" in each.value for each in app.warning)


def test_a_budget_below_one_grant_is_an_error_with_a_remedy(open_app: Open) -> None:
    app = open_app(page="portfolio", count="2", budget="100")
    assert len(app.error) == 1


def test_a_budget_that_pays_for_fewer_says_so(open_app: Open) -> None:
    app = open_app(page="portfolio", count="3", budget="1200000")
    assert any(texts.RELAX_BUDGET in each.value for each in app.warning)
    assert texts.of(2, 3) in _said(app)


def test_applications_of_a_file_are_chosen_and_those_left_out_are_named(open_app: Open) -> None:
    app = open_app(page="portfolio")
    app.segmented_control(key="portfolio.how").set_value(texts.PORTFOLIO_CHOOSE).run()
    app.file_uploader(key="portfolio.file").set_value((SAMPLE.name, SAMPLE.read_bytes(), "application/yaml")).run()
    app.number_input(key="portfolio.count").set_value(2)
    _find(app)
    assert "Geothermal energy" in _said(app)
    assert any("Green chemistry" in each.value for each in app.markdown)
    assert not app.exception  # one of the chosen has nothing open


HOSTILE = {
    "deep.json": b"[" * 200_000,
    "deep.yaml": b"[" * 200_000,
    "bomb.yaml": b"a: &a [x,x,x,x,x,x,x,x,x,x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (n, n, b",".join([b"*%c" % (n - 1)] * 10)) for n in range(98, 110)),
    "latin.csv": "consortium,organisation\nCaf\u00e9,es-bec\n".encode("latin-1"),
    "zero.csv": b"consortium,organisation\n\x00,es-bec\n",
    "broken.xlsx": b"PK\x03\x04 but no more",
    "long.csv": b"consortium,organisation\n" + b"x" * 10_000_000 + b",es-bec\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_clear_error_that_names_it(open_app: Open, name: str) -> None:
    app = open_app(page="portfolio")
    app.segmented_control(key="portfolio.how").set_value(texts.PORTFOLIO_CHOOSE).run()
    app.file_uploader(key="portfolio.file").set_value((name, HOSTILE[name], "application/octet-stream")).run()
    _find(app)
    assert len(app.error) == 1
    assert name.partition(".")[0] in app.error[0].value
    assert len(app.error[0].value) < 2_000
    assert "/tmp" not in app.error[0].value  # noqa: S108 - no path of the server is shown


def test_a_script_in_the_name_of_an_application_is_shown_as_text(open_app: Open) -> None:
    name = "<script>alert(1)</script>"
    content = json.dumps([{"name": name, "members": ["es-bec", "dk-ecd", "se-offshorevast"], "markets": ["JP", "US"]}])
    app = open_app(page="portfolio")
    app.segmented_control(key="portfolio.how").set_value(texts.PORTFOLIO_CHOOSE).run()
    app.file_uploader(key="portfolio.file").set_value(("one.json", content.encode(), "application/json")).run()
    app.number_input(key="portfolio.count").set_value(1)
    _find(app)
    raw = "\n".join(each.proto.body for each in app.get("html"))
    assert name not in raw
    assert html.escape(name) in raw


def test_an_address_comes_back_as_it_was_given(matchmaker: Matchmaker) -> None:
    aimed = Aimed(5, 4, 3, 10, 900_000, 60, once=False, markets=("JP", "US"))
    assert read_aimed(aimed.address(), matchmaker.catalogue, matchmaker.calls) == (aimed, ())


def test_nonsense_in_an_address_is_named_and_the_rest_is_used(matchmaker: Matchmaker) -> None:
    address = {**{name: ["<script>"] for name in RANGES}, "market": ["Atlantis", "JP"], "call": ["none"]}
    aimed, problems = read_aimed(address, matchmaker.catalogue, matchmaker.calls)
    assert aimed == Aimed(markets=("JP",))
    assert len(problems) == len(RANGES) + 2
