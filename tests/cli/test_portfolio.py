from pathlib import Path

import pytest

from tests.cli.conftest import Command

APPLICATIONS = """consortium,organisation,share_asked,markets
Wind,es-bec,500000,JP;US
Wind,dk-ecd,,
Wind,pl-beec,,
Sun,es-bec,300000,JP;US
Sun,fr-pmba,,
Sun,pt-energyin,,
North,no-gce-node,100000,JP;US
North,dk-ecd,,
North,es-bec,,
Light,at-photonics-austria,400000,JP;US
Light,de-photonics-bw,,
Light,fi-photonics-finland,,
"""


def test_a_portfolio_covers_what_is_asked_and_proves_its_gap(command: Command) -> None:
    answer = command("portfolio", "--count", "4", "--min-ecosystems", "8", "--min-countries", "9", "--json")
    assert answer.status == 0
    assert answer.json["gap"] <= 0.01
    assert (answer.json["asked"], answer.json["found"], answer.json["no_more"]) == (4, 4, True)
    assert answer.json["exact"] is (answer.json["gap"] == 0)
    assert len(answer.json["consortia"]) == 4
    members = [member for each in answer.json["consortia"] for member in each["members"]]
    assert len(members) == len(set(members))
    assert len({country for each in answer.json["consortia"] for country in each["countries"]}) >= 9


def test_applications_of_a_file_are_chosen_from_and_those_that_fail_a_rule_are_named(
    command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "applications.csv"
    path.write_text(APPLICATIONS, encoding="utf-8")
    answer = command("portfolio", "--from", str(path), "--count", "3", "--json")
    assert answer.status == 0
    assert sorted(each["name"] for each in answer.json["consortia"]) == ["Light", "Wind"]
    assert [each["name"] for each in answer.json["left_out"]] == ["North"]
    assert "participating" in answer.json["left_out"][0]["reason"]
    assert answer.json["gap"] == 0
    assert (answer.json["asked"], answer.json["found"]) == (3, 2)
    assert answer.json["no_more"] is answer.json["exact"] is True


def test_a_person_is_told_that_no_more_fit(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "applications.csv"
    path.write_text(APPLICATIONS, encoding="utf-8")
    answer = command("portfolio", "--from", str(path), "--count", "3")
    assert "3 were asked for; proven: no more fit within these limits." in answer.out


def test_a_budget_is_kept_by_the_shares_that_applications_ask(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "applications.csv"
    path.write_text(APPLICATIONS, encoding="utf-8")
    answer = command("portfolio", "--from", str(path), "--count", "3", "--budget", "700000", "--json")
    assert sorted(each["name"] for each in answer.json["consortia"]) == ["Light", "Sun"]


def test_a_person_reads_what_is_proven(command: Command) -> None:
    answer = command("portfolio", "--count", "2")
    assert answer.status == 0
    assert "Proven: no other choice has a higher total" in answer.out


def test_no_application_that_can_be_chosen_is_exit_status_1(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "applications.csv"
    path.write_text("consortium,organisation\nNorth,no-gce-node\nNorth,dk-ecd\nNorth,es-bec\n", encoding="utf-8")
    assert command("portfolio", "--from", str(path), "--json").status == 1


def test_why_not_tells_the_rank(command: Command) -> None:
    best = command("consortia", "es-bec", "--top", "1", "--json").json["consortia"][0]["members"]
    answer = command("why-not", *(each for each in best if each != "es-bec"), "--for", "es-bec", "--json")
    assert (answer.json["rank"], answer.json["rank_exact"], answer.json["obstacles"]) == (1, True, [])


def test_why_not_tells_the_rule(command: Command) -> None:
    answer = command("why-not", "no-gce-node", "--for", "es-bec")
    assert answer.status == 0
    assert "participating" in answer.out
    assert "Norway" in answer.out


def test_consortia_of_nobody_in_particular_are_the_best_of_all(command: Command) -> None:
    answer = command("consortia", "--json", "--top", "3", "--size", "5")
    assert answer.json["exact"] is True
    assert answer.json["query"]["organisation"] is None
    anchored = command("consortia", answer.json["consortia"][0]["members"][0], "--size", "5", "--top", "1", "--json")
    assert anchored.json["consortia"][0]["members"] == answer.json["consortia"][0]["members"]


def test_diverse_consortia_share_only_the_given(command: Command) -> None:
    answer = command("consortia", "es-bec", "--diverse", "2", "--top", "4", "--json").json
    others = [member for each in answer["consortia"] for member in each["members"] if member != "es-bec"]
    assert len(others) == len(set(others)) == 8


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["consortia", "es-bec", "--size", "9"], "up to 8"),
        (["consortia", "es-bec", "--ecosystem", "Wind"], "Energy-Renewables"),
        (["consortia", "es-bec", "--require-market", "Atlantis"], "--require-market 'Atlantis' is not a country"),
        (["consortia", "es-bec", "--diverse", "3"], "smaller difference"),
        (["consortia", "es-bec", "--newcomers", "-1"], "Give 0 to 1000"),
        (["portfolio", "--count", "0"], "at least 1"),
        (["portfolio", "--seconds", "0"], "more than 0"),
        (["why-not", "es-bec", "--seconds", "nan"], "more than 0"),
        (["consortia", "es-bec", "--seconds", "-1"], "more than 0"),
        (["portfolio", "--from", "nowhere.csv", "--market", "JP"], "Leave them out"),
        (["why-not", "nobody-at-all"], "The nearest are"),
    ],
)
def test_bad_input_is_exit_status_2_with_a_remedy(command: Command, arguments: list[str], message: str) -> None:
    answer = command(*arguments)
    assert answer.status == 2
    assert message in answer.err


def test_so_many_as_are_asked_for_are_chosen_where_organisations_may_repeat(command: Command) -> None:
    answer = command("portfolio", "--count", "150", "--organisations-may-repeat", "--json")
    assert answer.status == 0
    assert len(answer.json["consortia"]) == 150


def test_a_portfolio_without_time_says_that_nothing_is_proven(command: Command) -> None:
    answer = command("portfolio", "--seconds", "0.000001", "--min-ecosystems", "14", "--json")
    assert answer.json["exact"] is False
    assert answer.json["bound"] >= answer.json["total"]
    assert answer.json["gap"] > 0
