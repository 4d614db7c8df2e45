import os
import shutil
from pathlib import Path

import pytest

from matchmaker.affinity.affinity import shown
from matchmaker.calls.filter import eligibility_filter
from matchmaker.countries import flag
from matchmaker.matchmaker import DEFAULT_CALL, Matchmaker
from matchmaker.shipped import shipped
from matchmaker.ui import texts
from tests.ui.cards import read_cards
from tests.ui.conftest import Open

ORGANISATION, SIZE, MARKETS, TOP = "consortia.organisation", "consortia.size", "consortia.markets", "consortia.top"
HEADER = "id,name,short_name,kind,country,city,ecosystems,keywords\n"


def _catalogue(folder: Path, *rows: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "organisations.csv").write_text(HEADER + "\n".join(rows), encoding="utf-8")
    return folder


def test_without_an_organisation_the_page_says_what_to_do(open_app: Open) -> None:
    app = open_app(page="consortia")
    assert [each.value for each in app.header] == [texts.NOBODY_CHOSEN]
    assert texts.NOBODY_CHOSEN_HINT in [each.value for each in app.markdown]
    assert not read_cards(app)


def test_the_example_shows_consortia_of_three_countries(open_app: Open) -> None:
    app = open_app(page="consortia")
    app.button[0].click().run()
    cards = read_cards(app)
    assert len(cards) == 5
    for card in cards:
        assert len(set(card.flags)) == 3
        assert card.members[0] == "Basque Energy Cluster (BEC)"
        assert card.yours == ("Basque Energy Cluster (BEC)",)
    assert app.query_params["organisation"] == "es-bec"


def test_cards_show_what_the_matchmaker_answers_in_its_order(open_app: Open, matchmaker: Matchmaker) -> None:
    cards = read_cards(open_app(page="consortia", organisation="es-bec", top="10"))
    expected = matchmaker.consortia("es-bec", top=10).consortia
    assert len(cards) == len(expected) == 10
    for rank, (card, consortium) in enumerate(zip(cards, expected, strict=True), start=1):
        assert card.heading.startswith(f"{rank}. Spain · ")
        assert {name.split(" (")[0] for name in card.members} == {
            member.name.split(" (")[0] for member in consortium.members
        }
        assert sorted(card.flags) == sorted(map(flag, consortium.countries))
        assert card.fit == f"{shown(consortium.score):.2f}"
        assert card.meter == float(card.fit)
        assert card.reasons == (consortium.reasons or (texts.NO_REASON,))
        assert texts.VERDICTS[consortium.assessment.verdict] in card.verdict


def test_contributions_on_a_card_add_up_to_its_fit(open_app: Open) -> None:
    for card in read_cards(open_app(page="consortia", organisation="es-bec")):
        values = {name: float(value.replace("\u2212", "-")) for name, value in card.contributions.items()}
        total = values.pop(texts.SUM)
        assert sum(values.values()) == pytest.approx(total, abs=0.011)
        assert card.meter == pytest.approx(shown(total), abs=0.011)


def test_choosing_two_markets_answers_the_question_of_markets(open_app: Open) -> None:
    app = open_app(page="consortia", organisation="es-bec")
    assert "No target third country is chosen." in read_cards(app)[0].missing
    app.multiselect(key=MARKETS).set_value(["JP", "US"]).run()
    assert texts.RULES["markets"] not in read_cards(app)[0].missing
    assert app.query_params["market"] == ["JP", "US"]


def test_size_four_shows_four_members_of_three_or_more_countries(open_app: Open) -> None:
    app = open_app(page="consortia", organisation="es-bec")
    app.selectbox(key=SIZE).set_value(4).run()
    cards = read_cards(app)
    assert cards
    for card in cards:
        assert len(set(card.members)) == 4
        assert len(set(card.flags)) >= 3


def test_a_link_brings_back_the_whole_question(open_app: Open) -> None:
    app = open_app(page="consortia", organisation="es-bec", size="4", top="3", market=["JP", "CA"])
    assert app.selectbox(key=ORGANISATION).value == "es-bec"
    assert app.selectbox(key=SIZE).value == 4
    assert app.selectbox(key=TOP).value == 3
    assert app.multiselect(key=MARKETS).value == ["JP", "CA"]
    assert [len(card.members) for card in read_cards(app)] == [4, 4, 4]
    assert not app.warning


def test_a_link_may_name_the_organisation_as_people_do(open_app: Open) -> None:
    app = open_app(page="consortia", organisation="basque energy cluster")
    assert app.selectbox(key=ORGANISATION).value == "es-bec"
    assert app.query_params["organisation"] == "es-bec"


def test_a_link_with_nonsense_is_explained_and_the_rest_is_used(open_app: Open) -> None:
    app = open_app(
        page="consortia", organisation="<script>alert(1)</script>", size="99", top="-1", market=["XX", "JP", "\0"]
    )
    assert len(app.warning) == 5
    assert "\\<script\\>" in app.warning[0].value
    assert app.multiselect(key=MARKETS).value == ["JP"]
    assert app.selectbox(key=SIZE).value == 3
    assert app.header[0].value == texts.NOBODY_CHOSEN
    app.selectbox(key=SIZE).set_value(4).run()
    assert not app.warning
    assert dict(app.query_params) == {"size": "4", "market": "JP"}


def test_taking_the_organisation_back_shows_the_invitation_again(open_app: Open) -> None:
    app = open_app(page="consortia", organisation="es-bec")
    app.selectbox(key=ORGANISATION).set_value(None).run()
    assert app.header[0].value == texts.NOBODY_CHOSEN
    assert "organisation" not in app.query_params


def test_an_organisation_that_cannot_apply_is_told_why(open_app: Open, matchmaker: Matchmaker) -> None:
    admissible = eligibility_filter(matchmaker.catalogue, matchmaker.call(DEFAULT_CALL)).admissible
    refused = next(each for each, able in zip(matchmaker.catalogue, admissible, strict=True) if not able)
    app = open_app(page="consortia", organisation=refused.id)
    assert not app.exception
    assert "cannot apply under" in app.error[0].value
    assert not read_cards(app)


def test_no_id_of_an_organisation_is_on_the_screen(open_app: Open, matchmaker: Matchmaker) -> None:
    seen = " ".join(each.proto.body for each in open_app(page="consortia", organisation="es-bec", top="20").get("html"))
    words = set(seen.replace("<", " ").replace(">", " ").replace(";", " ").replace(":", " ").replace(",", " ").split())
    assert not words & {each.id for each in matchmaker.catalogue}


def test_every_name_in_the_list_is_different_and_begins_with_the_flag(open_app: Open, matchmaker: Matchmaker) -> None:
    names = open_app(page="consortia").selectbox(key=ORGANISATION).options
    assert len(set(names)) == len(names) == len(matchmaker.catalogue)
    assert "🇪🇸 Basque Energy Cluster (BEC), Spain" in names


def test_sessions_do_not_see_each_others_questions(open_app: Open) -> None:
    one, other = open_app(page="consortia", organisation="es-bec"), open_app(page="consortia")
    other.selectbox(key=SIZE).set_value(4).run()
    one.run()
    assert one.selectbox(key=SIZE).value == 3
    assert other.selectbox(key=ORGANISATION).value is None


def test_a_broken_catalogue_is_explained_and_read_again_once_mended(open_app: Open, tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(shipped("data"), folder)
    file = folder / "organisations.csv"
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("es-bec,Basque Energy Cluster,BEC,cluster organisation,ES", "es-bec,,BEC,,Atlantis"))
    app = open_app(page="consortia", catalogue=folder, organisation="es-bec")
    assert "Atlantis" in app.error[0].value
    file.write_text(good, encoding="utf-8")
    os.utime(file, (1, 1))
    app.run()
    assert not app.error
    assert len(read_cards(app)) == 5


def test_a_catalogue_without_organisations_says_how_to_import_some(open_app: Open, tmp_path: Path) -> None:
    app = open_app(page="consortia", catalogue=_catalogue(tmp_path / "catalogue"))
    assert "matchmaker import FILE" in app.info[0].value.replace("\\", "")


def test_a_catalogue_too_small_for_a_consortium_says_so(open_app: Open, tmp_path: Path) -> None:
    folder = _catalogue(
        tmp_path / "catalogue",
        "a,Alpha,,cluster organisation,ES,,Textile,",
        "b,Beta,,cluster organisation,ES,,Textile,",
        "c,Gamma,,cluster organisation,FR,,Textile,",
    )
    app = open_app(page="consortia", catalogue=folder, organisation="a")
    assert app.info[0].value.replace("\\", "") == texts.NOTHING_FOUND


def test_hostile_names_are_shown_and_never_obeyed(open_app: Open, tmp_path: Path) -> None:
    name = "<img src=x onerror=alert(1)> **bold** :red[x] & $x$ [a](javascript:b)"
    folder = _catalogue(
        tmp_path / "catalogue",
        f"a,{name},,cluster organisation,ES,<b>City</b>,Textile,<i>wool</i>",
        "b,Beta,,cluster organisation,FR,,Textile,<i>wool</i>",
        "c,Gamma,,cluster organisation,IT,,Textile,",
    )
    app = open_app(page="consortia", catalogue=folder, organisation="a")
    (card,) = read_cards(app)
    assert card.members[0] == name
    assert "<i>wool</i>" in "".join(card.reasons)
    assert "\\*\\*bold\\*\\*" in app.header[0].value
