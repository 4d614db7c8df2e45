import html
from datetime import date
from pathlib import Path

import yaml
from pydantic import TypeAdapter
from streamlit.testing.v1 import AppTest

from matchmaker.calls.application import Application
from matchmaker.calls.finding import Verdict
from matchmaker.matchmaker import Matchmaker
from matchmaker.ui import texts
from matchmaker.ui.pages.check import EXAMPLE, as_file
from tests.ui.conftest import Open

NORWEGIAN = {"member": ["es-bec", "dk-ecd", "no-gce-node"], "market": ["JP", "US"]}
FINE = ["es-bec", "dk-ecd", "se-offshorevast"]


def _badges(app: AppTest) -> list[str]:
    return [each.value for each in app.markdown if "-badge[" in each.value]


def _said(app: AppTest) -> str:
    return "\n".join(each.proto.body for each in app.get("html") if "<style>" not in each.proto.body)


def test_without_members_the_page_says_what_to_do_and_offers_an_example(open_app: Open) -> None:
    app = open_app(page="check")
    assert [each.value for each in app.header] == [texts.CHECK_NOBODY]
    next(each for each in app.button if each.label == texts.CHECK_EXAMPLE).click().run()
    assert app.multiselect(key="check.members").value == list(EXAMPLE.members)
    assert texts.VERDICTS[Verdict.NOT_ELIGIBLE] in _badges(app)[0]


def test_every_finding_that_is_no_pass_is_shown_with_its_clause(open_app: Open, matchmaker: Matchmaker) -> None:
    app = open_app(page="check", **NORWEGIAN)
    application = Application.of(*NORWEGIAN["member"], markets=("JP", "US"))
    assessment = matchmaker.check(application)
    said = html.unescape(_said(app))
    for finding in assessment.findings:
        assert finding.clause in said
    assert said.count("Rule: ") == len(assessment.findings)


def test_a_fix_is_taken_with_one_click_and_the_one_who_goes_stays_as_partner(open_app: Open) -> None:
    app = open_app(page="check", **NORWEGIAN)
    app.button(key="check.fix.0").click().run()
    assert texts.VERDICTS[Verdict.EVIDENCE] in _badges(app)[0]
    assert app.multiselect(key="check.partners").value == ["no-gce-node"]
    assert app.query_params["partner"] == "no-gce-node"


def test_the_findings_are_as_of_the_day_that_is_chosen(open_app: Open) -> None:
    # Whether the United Kingdom takes part in Horizon Europe was open before it was associated as of 2024.
    members, asked = ["es-bec", "gb-areg", "no-gce-node"], "whether the United Kingdom participates is unknown"
    app = open_app(page="check", member=members, call="HORIZON-EUROPE-COLLABORATIVE", day="2023-06-01")
    assert asked in _said(app)
    app.date_input(key="check.day").set_value(date(2024, 6, 1)).run()
    assert app.query_params["day"] == "2024-06-01"
    assert asked not in _said(app)


def test_what_is_stated_in_the_application_closes_its_questions(open_app: Open) -> None:
    app = open_app(page="check", member=FINE, market=["JP", "US"])
    assert texts.RULES["duration"] in _said(app).split(texts.STATE_IN_APPLICATION)[1]
    app.number_input(key="check.duration").set_value(36).run()
    assert texts.RULES["duration"] not in _said(app).split(texts.STATE_IN_APPLICATION)[1].split("</section>")[0]


def test_a_note_turns_an_open_question_into_a_pass_on_evidence_and_can_be_taken_away(open_app: Open) -> None:
    app = open_app(page="check", member=FINE, market=["JP", "US"])
    asked = "to be shown by the members".casefold()
    assert asked in _said(app).casefold()
    for member in FINE:
        app.selectbox(key="check.note.rule").set_value("platform")
        app.selectbox(key="check.note.member").set_value(member)
        app.text_input(key="check.note.text").set_value("https://reporting.example/profile")
        next(each for each in app.button if each.label == texts.NOTE_ATTACH).click().run()
    kept = _said(app).split("mm-findings")[-1]
    assert texts.RULES["platform"] in kept
    app.button(key="check.note.remove.0").click().run()
    assert texts.RULES["platform"] not in _said(app).split("mm-findings")[-1]


def test_a_link_with_nonsense_is_explained_and_the_rest_is_used(open_app: Open) -> None:
    app = open_app(page="check", member=["es-bec", "<script>"], market=["Atlantis"], call="none", day="soon")
    assert len(app.warning) == 4
    assert app.multiselect(key="check.members").value == ["es-bec"]


def test_the_file_of_the_consortium_can_be_read_again(open_app: Open, matchmaker: Matchmaker, tmp_path: Path) -> None:
    application = Application.of(*FINE, markets=("JP", "US")).model_copy(update={"duration": 36, "defence": False})
    path = tmp_path / "consortium.yaml"
    path.write_text(as_file(application), encoding="utf-8")
    assert TypeAdapter(Application).validate_python(yaml.safe_load(path.read_text(encoding="utf-8"))) == application
    (checked,) = matchmaker.check_file(path).checked
    assert checked.application == application.model_copy(update={"name": "Consortium 1"})
    assert open_app(page="check").title[0].value == texts.CHECK_TITLE
