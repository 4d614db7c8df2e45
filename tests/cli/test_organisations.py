from pathlib import Path

import pytest

from matchmaker.catalogue.folder import write_folder
from matchmaker.catalogue.organisation import Organisation
from matchmaker.cli.output import console
from tests.cli.conftest import Command


def test_filters_narrow_the_list(command: Command) -> None:
    everyone = command("organisations", "--json").json["organisations"]
    basque = command(
        "organisations", "--country", "Spain", "--ecosystem", "energy-renewables", "--text", "wind", "--json"
    )
    found = basque.json["organisations"]
    assert "es-bec" in {each["id"] for each in found}
    assert 0 < len(found) < len(everyone)
    assert all(each["country"] == "ES" and "Energy-Renewables" in each["ecosystems"] for each in found)


def test_a_filter_that_fits_nobody_is_exit_status_1(command: Command) -> None:
    answer = command("organisations", "--text", "zeppelin", "--json")
    assert (answer.status, answer.json) == (1, {"organisations": []})


def test_profile_shows_topics_priorities_and_partnerships(command: Command) -> None:
    profile = command("profile", "es-bec", "--json").json
    assert profile["id"] == "es-bec"
    assert "wind energy" in profile["keywords"]
    assert any(each["ecosystem"] == "Energy-Renewables" for each in profile["s3_priorities"])
    assert "ELBE" in {each["acronym"] for each in profile["partnerships"]}


def test_profile_for_a_person_has_countries_by_name(command: Command) -> None:
    answer = command("profile", "Basque Energy Cluster")
    assert answer.status == 0
    assert "Spain" in answer.out
    assert "ELBE (2018" in answer.out


def test_a_person_reads_a_table_in_which_no_id_is_cut(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "_width", 60)
    answer = command("organisations", "--country", "ES", "--ecosystem", "Energy-Renewables")
    assert answer.status == 0
    assert "…" not in answer.out
    assert answer.out.rstrip().endswith("7 organisations")


def test_a_filter_that_fits_nobody_tells_a_person_what_to_do(command: Command) -> None:
    answer = command("organisations", "--text", "zeppelin")
    assert (answer.status, answer.out) == (1, "")
    assert "Leave out a filter" in answer.err


def test_a_profile_about_which_little_is_known_says_so(command: Command, tmp_path: Path) -> None:
    write_folder(tmp_path, [Organisation(id="mt-new", name="New", country="MT", target_markets=("JP", "US"))])
    answer = command("profile", "mt-new", "--catalogue", str(tmp_path))
    assert answer.status == 0
    assert "Japan, United States" in answer.out
    assert "Only the name is known." in answer.out
    assert answer.out.count("none known") == 1


def test_columns_that_the_program_does_not_know_are_shown(command: Command, tmp_path: Path) -> None:
    write_folder(tmp_path, [Organisation(id="mt-new", name="New", country="MT", extra={"budget": "9"})])
    assert "budget 9" in command("profile", "New", "--catalogue", str(tmp_path)).out
    assert command("profile", "New", "--catalogue", str(tmp_path), "--json").json["extra"] == {"budget": "9"}


def test_a_name_that_means_two_is_refused_with_their_ids(command: Command, tmp_path: Path) -> None:
    write_folder(
        tmp_path,
        [Organisation(id="es-a", name="Wind", country="ES"), Organisation(id="fr-a", name="Wind", country="FR")],
    )
    answer = command("profile", "wind", "--catalogue", str(tmp_path))
    assert answer.status == 2
    assert "Give the id of one: es-a (Wind, ES); fr-a (Wind, FR)." in answer.err


def test_what_is_meant_is_listed_best_first_within_the_filters(command: Command) -> None:
    answer = command("organisations", "--like", "valves for hydrogen", "--country", "FR", "--top", "3", "--json")
    found = answer.json["organisations"]
    assert [each["country"] for each in found] == ["FR"] * 3
    assert "hydrogen" in found[0]["keywords"]


def test_a_search_without_words_is_bad_input(command: Command) -> None:
    answer = command("organisations", "--like", " ")
    assert answer.status == 2
    assert "Write a few words" in answer.err
