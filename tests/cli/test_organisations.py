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
