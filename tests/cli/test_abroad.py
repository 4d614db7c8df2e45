"""`matchmaker abroad` and `matchmaker markets`, and importing a person's own list of organisations abroad."""

from pathlib import Path

import pytest

from tests.catalogue.files import write_csv, write_xlsx
from tests.cli.conftest import Command


def test_abroad_answers_with_the_promised_keys(command: Command) -> None:
    answer = command(
        "abroad", "es-bec", "dk-ecd", "--market", "JP", "--market", "United States", "--top", "4", "--json"
    )
    assert answer.status == 0
    assert answer.json["query"] == {
        "organisations": ["es-bec", "dk-ecd"],
        "call": "GRO/SME/20/C/02",
        "markets": ["JP", "US"],
        "top": 4,
    }
    assert len(answer.json["partners"]) == 4
    for partner in answer.json["partners"]:
        assert partner["country"] in ("JP", "US")
        assert partner.keys() >= {"id", "name", "kind", "role", "score", "contributions", "fits", "reasons"}
        assert sum(partner["contributions"].values()) == pytest.approx(partner["score"], abs=1e-9)
    contact = next(each for each in answer.json["contacts"]["US"] if each["organisation"] == "us-pmec")
    assert contact["path"] == ["es-bec", "ELBE"]
    assert contact["source"].startswith("https://")


def test_a_person_reads_who_where_why_and_whom_she_knows(command: Command) -> None:
    answer = command("abroad", "Basque Energy Cluster", "--market", "US", "--top", "3")
    assert answer.status == 0
    assert "American Clean Power Association" in answer.out
    assert "· BEC knows ACP through ELBE (2018): mission, 2018." in answer.out
    assert "Whom else you know in the United States" in answer.out
    assert "The order is balanced across kinds" in answer.out


def test_markets_answer_with_the_promised_keys(command: Command) -> None:
    answer = command("markets", "es-bec", "--json")
    assert answer.status == 0
    assert (answer.json["fewest"], answer.json["most"]) == (2, 5)
    assert 2 <= len(answer.json["proposed"]) <= 5
    assert answer.json["proposed"] == [each["country"] for each in answer.json["markets"] if each["proposed"]]
    for market in answer.json["markets"]:
        assert sum(market["contributions"].values()) == pytest.approx(market["score"], abs=1e-9)
        assert 0 < market["shown"] < 1


def test_a_person_reads_markets_reasons_and_the_rule(command: Command) -> None:
    answer = command("markets", "es-bec", "dk-ecd", "--top", "4")
    assert answer.status == 0
    assert "1. United States (proposed)" in answer.out
    assert "BEC and ECD targeted it in ELBE (2018)." in answer.out
    assert "The call asks for at least 2 third countries and encourages no more than 5." in answer.out


def test_figures_are_not_taken_for_those_of_another_catalogue(command: Command, tmp_path: Path) -> None:
    own = str(tmp_path / "own")
    mine = write_csv(tmp_path / "mine.csv", [{"id": "es-a", "name": "A", "country": "ES", "keywords": "wind"}])
    command("import", str(mine), "--into", own)
    ranked = command("markets", "es-a", "--catalogue", own)
    assert ranked.status == 0
    assert "This catalogue knows no past partnership" in ranked.out
    assert "later partnerships" not in ranked.out
    assert "0 past partnerships" not in ranked.out
    for question in (("consortia",), ("portfolio", "--count", "2")):
        none = command(*question, "--catalogue", own)
        assert none.status == 1
        assert "The catalogue has 1 organisation, and a consortium takes 3." in none.err
    theirs = command("abroad", "es-a", "--top", "2", "--catalogue", own)
    assert "How sure this is: judged on the catalogue that comes with the program, not on yours:" in theirs.out
    assert "not on yours" not in command("abroad", "es-bec", "--top", "2").out


def test_a_market_where_nobody_is_known_is_exit_status_1(command: Command) -> None:
    answer = command("abroad", "es-bec", "--market", "Bolivia", "--json")
    assert answer.status == 1
    assert answer.json["partners"] == []
    assert "Bolivia" in answer.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["abroad", "basqe enregy"], "es-bec (Basque Energy Cluster, ES)"),
        (["abroad", "es-bec", "es-bec"], "given twice"),
        (["abroad", "es-bec", "--market", "Atlantis"], "--market 'Atlantis' is not a country"),
        (["abroad", "es-bec", "--market", "Germany"], "Choose third countries"),
        (["abroad", "es-bec", "--market", "GB"], "The United Kingdom is a country of"),
        (
            ["abroad", "es-bec", "--market", "NL", "--market", "GB"],
            "The Netherlands and the United Kingdom are countries",
        ),
        (["abroad", "es-bec", "--top", "0"], "Ask for at least 1"),
        (["abroad", "es-bec", "--call", "no-such-call"], "GRO/SME/20/C/02"),
        (["markets", "nobody-at-all"], "The nearest are"),
        (["markets", "es-bec", "--top", "0"], "Ask for at least 1"),
    ],
)
def test_bad_input_is_exit_status_2_with_a_remedy(command: Command, arguments: list[str], message: str) -> None:
    answer = command(*arguments)
    assert answer.status == 2
    assert message in answer.err


MINE = {"name": "Osaka Wave Energy Cluster", "country": "Japan", "kind": "cluster", "keywords": "wave energy;tides",
        "ecosystems": "Energy-Renewables", "offers": "test site for wave energy", "note": "met in May"}  # fmt: skip
CLUSTER = {"name": "My Cluster", "country": "ES", "ecosystems": "Energy-Renewables", "keywords": "wave energy",
           "requests": "test site"}  # fmt: skip


@pytest.fixture
def own(command: Command, tmp_path: Path) -> Path:
    """A catalogue of one organisation and a person's own list abroad."""
    folder = tmp_path / "own"
    files = [
        write_csv(tmp_path / "organisations.csv", [CLUSTER]),
        write_xlsx(
            tmp_path / "third_country_organisations.xlsx", [MINE, MINE | {"name": "Berlin Club", "country": "DE"}]
        ),
    ]
    assert command("import", *map(str, files), "--into", str(folder)).status == 0
    return folder


def test_a_persons_own_list_is_imported_and_answered_from(command: Command, own: Path) -> None:
    answer = command("abroad", "My Cluster", "--catalogue", str(own), "--json").json
    assert [each["name"] for each in answer["partners"]] == ["Osaka Wave Energy Cluster"]
    (partner,) = answer["partners"]
    assert partner["contributions"]["offers and requests"] > 0
    assert "It offers test site for wave energy; My Cluster looks for test site." in partner["reasons"]


def test_who_of_the_own_list_is_in_a_participating_country_is_left_out_and_said(command: Command, own: Path) -> None:
    answer = command("abroad", "My Cluster", "--catalogue", str(own))
    assert "Berlin Club" not in answer.out
    assert "Left out are 1 of the 2 organisations abroad" in answer.out
    assert command("abroad", "My Cluster", "--catalogue", str(own), "--json").json["left_out"] == ["de-berlin-club"]


def test_bad_cells_of_an_own_list_are_named_like_the_catalogues(command: Command, tmp_path: Path) -> None:
    rows = [MINE | {"country": "Atlantis"}, MINE | {"ecosystems": "Wind"}, MINE | {"name": ""}]
    bad = write_csv(tmp_path / "third_country_organisations.csv", rows)
    answer = command("import", str(bad), "--into", str(tmp_path / "own"))
    assert answer.status == 2
    for place in ("row 2, column country", "row 3, column ecosystems", "row 4, column name"):
        assert place in answer.err
    assert not (tmp_path / "own" / "third_country_organisations.csv").exists()


def test_columns_that_the_program_does_not_know_are_kept(command: Command, own: Path) -> None:
    assert command("abroad", "My Cluster", "--catalogue", str(own)).status == 0
    assert "met in May" in (own / "third_country_organisations.csv").read_text(encoding="utf-8")
