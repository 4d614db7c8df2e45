"""`matchmaker survey`, end to end: what is told, and that nothing else leaves the machine's memory."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from matchmaker.matchmaker import Matchmaker
from tests.catalogue.files import write_csv
from tests.cli.conftest import Command

WRITTEN = "Zanzibarium"
Row = Mapping[str, object]


def rows(
    organisation: str, market: str, count: int, *, interest: int = 5, consent: str = "yes", needs: str = ""
) -> list[Row]:
    return [
        {
            "organisation": organisation,
            "sme_id": f"{organisation}-{number}",
            "market": market,
            "interest": interest,
            "needs": needs,
            "consent": consent,
        }
        for number in range(count)
    ]


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    return write_csv(
        tmp_path / "survey.csv",
        [
            *rows("es-bec", "JP", 9, needs="We look for a distributor of turbines"),
            *rows("es-bec", "US", 6, interest=2),
            *rows("dk-ecd", "JP", 3, interest=1),
            *rows("fr-pmba", "KR", 4, interest=4),
            *rows("pl-beec", "JP", 7, needs=f"Nobody else may read {WRITTEN}", consent="no"),
        ],
    )


def test_groups_of_five_are_told_with_intervals_and_smaller_ones_are_not(command: Command, survey: Path) -> None:
    answer = command("survey", str(survey), "--json")
    assert answer.status == 0
    japan, america = answer.json["markets"]
    assert (japan["market"], japan["answers"], japan["complete"]) == ("JP", 9, False)
    assert japan["organisations"].keys() == {"es-bec"}
    low, high = japan["organisations"]["es-bec"]["interval"]
    assert low == pytest.approx(0.4526, abs=1e-4)  # that of 7 of 9
    assert high == pytest.approx(1.0)
    assert (america["market"], america["interested"], america["complete"]) == ("US", [0, 2], True)
    assert answer.json["withheld_groups"] == 2
    assert "KR" not in answer.out
    assert answer.json["themes"] == [{"words": ["distributor", "look", "turbines"], "smes": 9}]
    assert answer.json["some_without_consent"] is True


def test_a_person_reads_shares_intervals_and_themes(command: Command, survey: Path) -> None:
    answer = command("survey", str(survey))
    assert answer.status == 0
    assert "BEC: 7 to 9 of 9 interested, 78% to 100% (45% to 100%); mean 4.2 to 5.0 of 5" in answer.out
    assert "distributor, look, turbines: 9 SMEs" in answer.out
    assert "South Korea" not in answer.out
    assert "2 groups of fewer than 5 SMEs withheld" in " ".join(answer.out.split())


def everything_under(*folders: Path) -> bytes:
    return b"".join(path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file())


def test_answers_without_consent_are_in_no_output_report_or_cache(
    command: Command, survey: Path, tmp_path: Path, cache: Path
) -> None:
    outputs = tmp_path / "out"
    outputs.mkdir()
    for arguments in (
        ("survey", str(survey)),
        ("survey", str(survey), "--json"),
        ("survey", str(survey), "--report", str(outputs / "report.xlsx")),
        ("markets", "es-bec", "pl-beec", "--survey", str(survey)),
        ("markets", "es-bec", "pl-beec", "--survey", str(survey), "--json"),
    ):
        answer = command(*arguments)
        assert answer.status == 0
        assert WRITTEN.lower() not in (answer.out + answer.err).lower()
        assert "pl-beec-" not in answer.out + answer.err
    book = openpyxl.load_workbook(outputs / "report.xlsx")
    cells = [str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
    assert "BEC" in cells
    assert not any(WRITTEN.lower() in cell.lower() or "pl-beec" in cell for cell in cells)
    assert WRITTEN.encode() not in everything_under(outputs, cache)


def test_no_need_is_kept_in_the_cache_of_embeddings_even_with_consent(
    command: Command, survey: Path, matchmaker: Matchmaker, cache: Path
) -> None:
    matchmaker.markets(["es-bec"])  # what the catalogue needs is in the cache from here on

    def kept() -> int:
        with closing(sqlite3.connect(cache / "embeddings.sqlite")) as connection:
            return int(connection.execute("SELECT count(*) FROM embedding").fetchone()[0])

    before = kept()
    assert command("survey", str(survey), "--json").json["themes"]
    assert kept() == before


def test_only_those_who_consent_are_encoded(
    matchmaker: Matchmaker, survey: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def encode(texts: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        read.extend(texts)
        return np.ones((len(texts), 2), dtype=np.float32)

    monkeypatch.setattr(matchmaker.encoder, "encode_without_trace", encode)
    matchmaker.survey(survey)
    assert read == ["We look for a distributor of turbines"]


def test_wishes_change_the_ranking_of_markets_and_are_told(command: Command, survey: Path) -> None:
    plain = {each["country"]: each for each in command("markets", "es-bec", "--json").json["markets"]}
    wished = command("markets", "es-bec", "--survey", str(survey), "--json").json
    after = {each["country"]: each for each in wished["markets"]}
    assert after["JP"]["score"] > plain["JP"]["score"]
    assert after["US"]["score"] < plain["US"]["score"]
    assert after["JP"]["contributions"]["wishes of SMEs"] > 0
    assert any("7 to 9 of 9 SMEs" in reason for reason in after["JP"]["reasons"])


def test_too_few_answers_are_exit_status_1(command: Command, tmp_path: Path) -> None:
    few = write_csv(tmp_path / "few.csv", rows("es-bec", "JP", 4))
    answer = command("survey", str(few), "--json")
    assert answer.status == 1
    assert answer.json["markets"] == []
    assert "at least 5 SMEs" in answer.err
    assert not (tmp_path / "report.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["survey", "/nowhere.csv"], "does not exist"),
        (["survey", "{bad}"], "row 2, column interest: '9' is out of range"),
        (["survey", "{bad}", "--report", "report.pdf"], "End it in .xlsx"),
        (["survey", "{bad}", "--report", "{bad}"], "End it in .xlsx"),
        (["markets", "es-bec", "--survey", "{bad}"], "row 2, column interest"),
    ],
)
def test_bad_input_is_exit_status_2_with_a_remedy(
    command: Command, tmp_path: Path, arguments: list[str], message: str
) -> None:
    bad = write_csv(tmp_path / "bad.csv", rows("es-bec", "JP", 1, interest=9))
    answer = command(*(each.replace("{bad}", str(bad)) for each in arguments))
    assert answer.status == 2
    assert message in answer.err


def test_a_report_that_cannot_be_written_says_where(command: Command, survey: Path, tmp_path: Path) -> None:
    answer = command("survey", str(survey), "--report", str(tmp_path / "nowhere" / "report.xlsx"))
    assert answer.status == 2
    assert "cannot be written" in answer.err


def test_json_is_json_with_a_report_too(command: Command, survey: Path, tmp_path: Path) -> None:
    answer = command("survey", str(survey), "--json", "--report", str(tmp_path / "report.xlsx"))
    assert json.loads(answer.out)["markets"]
    assert (tmp_path / "report.xlsx").is_file()
