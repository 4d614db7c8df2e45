from pathlib import Path

import pytest

from .conftest import Command

WIND = "Our members build offshore wind farms and electrolysers."


def test_an_organisation_has_declared_and_read_ecosystems(command: Command) -> None:
    answer = command("profile", "es-bec", "--json").json
    assert answer["ecosystems"] == ["Energy-Renewables"]
    first = answer["read"]["ecosystems"][0]
    assert (first["ecosystem"], first["read"]) == ("Energy-Renewables", True)
    assert 0.9 < first["strength"] <= 1
    assert first["because"] in answer["keywords"]
    assert answer["read"]["confidence"] == "high"
    assert {each["priority"] for each in answer["read"]["s3_priorities"]} == {
        each["priority"] for each in answer["s3_priorities"]
    }


def test_a_text_gives_sectors_and_priorities_of_any_region(command: Command) -> None:
    read = command("profile", "--text", WIND, "--json").json["read"]
    assert read["ecosystems"][0]["ecosystem"] == "Energy-Renewables"
    assert not read["s3_own_region"]
    assert len(read["s3_priorities"]) == 10
    assert all(each["regions"] for each in read["s3_priorities"])


def test_a_text_of_a_region_gives_that_regions_priorities(command: Command) -> None:
    read = command("profile", "--text", WIND, "--region", "ES21", "--json").json["read"]
    assert read["s3_own_region"]
    assert {region["nuts_code"] for each in read["s3_priorities"] for region in each["regions"]} == {"ES21"}


def test_a_text_may_come_from_a_file(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "profile.txt"
    path.write_text(WIND, encoding="utf-8")
    assert command("profile", "--file", str(path), "--json").json == command("profile", "--text", WIND, "--json").json


def test_a_person_sees_strengths_causes_and_confidence(command: Command) -> None:
    out = command("profile", "--text", "Wir bauen Windparks auf See und planen Solaranlagen für Gemeinden.").out
    assert "Energy-Renewables, read as one it works in: " in out
    assert "Confidence: low, German" in out
    assert "S3 priorities of other regions" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Give one of these: ORG, --text or --file"),
        (("--text", WIND, "--file", "x.txt"), "Give one of these"),
        (("es-bec", "--text", WIND), "Leave out ORG"),
        (("es-bec", "--country", "ES"), "Leave out ORG"),
        (("--text", "   "), "no text to read"),
        (("--text", WIND, "--country", "Atlantis"), "--country 'Atlantis'"),
        (("--text", WIND, "--region", "XX99"), "--region 'XX99' is in no country"),
        (("--text", WIND, "--country", "FR", "--region", "ES21"), "--region 'ES21' is in Spain, not in France"),
        (("--text", WIND, "--region", "!!"), "--region '!!'"),
        (("--file", "no/such/file.txt"), "cannot be read"),
    ],
)
def test_what_cannot_be_understood_is_a_clear_error(command: Command, arguments: tuple[str, ...], message: str) -> None:
    answer = command("profile", *arguments)
    assert answer.status == 2
    assert message in answer.err.replace("\n", " ")


@pytest.mark.parametrize(
    ("content", "message"), [(b"\xff\xfe\x00", "not a text file in UTF-8"), (b"a " * 60_000, "characters")]
)
def test_a_file_that_is_no_profile_is_a_clear_error(
    command: Command, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "profile.bin"
    path.write_bytes(content)
    answer = command("profile", "--file", str(path))
    assert answer.status == 2
    assert message in answer.err.replace("\n", " ")
