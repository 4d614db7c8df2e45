import csv
from pathlib import Path

import pytest

from matchmaker.affinity.weights import read_weights
from matchmaker.catalogue.catalogue import Catalogue
from tests.cli.conftest import Command

METRICS = {"hit@1", "hit@10", "mrr", "ndcg@10", "median_rank"}


@pytest.fixture
def later(shipped_catalogue: Catalogue, tmp_path: Path) -> tuple[str, ...]:
    """Options that give one later partnership of four known members."""
    members = [each.id for each in shipped_catalogue.organisations[:4]]
    rows = "".join(f"LATER,{each}\n" for each in members)
    (tmp_path / "later.csv").write_text("acronym,start_year\nLATER,2023\n", encoding="utf-8")
    (tmp_path / "members.csv").write_text(f"acronym,organisation_id\n{rows}", encoding="utf-8")
    return "--partnerships", str(tmp_path / "later.csv"), "--members", str(tmp_path / "members.csv")


def test_given_partnerships_are_judged_by_every_method(
    command: Command, later: tuple[str, ...], tmp_path: Path
) -> None:
    cases = tmp_path / "cases.csv"
    answer = command("evaluate", *later, "--json", "--cases", str(cases))
    assert answer.status == 0
    assert answer.json["cases"] == 4
    assert {"matchmaker", "tfidf", "bm25", "minilm", "random"} <= {each["method"] for each in answer.json["methods"]}
    for method in answer.json["methods"]:
        for part in ("all", "newcomers"):
            assert METRICS | {f"{name}_interval" for name in METRICS} <= set(method[part])
    with cases.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["partnership"] for row in rows] == ["LATER"] * 4
    assert all(float(row["matchmaker"]) >= 1 for row in rows)


def test_the_figures_are_shown_as_tables_with_intervals(command: Command, later: tuple[str, ...]) -> None:
    answer = command("evaluate", *later)
    assert answer.status == 0
    assert "All (4 cases)" in answer.out
    assert "matchmaker" in answer.out
    assert "consortia of three" in answer.out


def test_partnerships_without_their_members_are_refused(command: Command, later: tuple[str, ...]) -> None:
    answer = command("evaluate", *later[:2])
    assert answer.status == 2
    assert "belong together" in answer.err


def test_organisations_alone_are_refused(command: Command, tmp_path: Path) -> None:
    answer = command("evaluate", "--organisations", str(tmp_path / "some.csv"))
    assert answer.status == 2
    assert "--partnerships" in answer.err


def test_a_year_before_all_partnerships_is_refused(command: Command) -> None:
    answer = command("evaluate", "--train-before", "2016")
    assert answer.status == 2
    assert "Choose a year" in answer.err


def test_training_writes_weights_and_their_card(command: Command, tmp_path: Path) -> None:
    answer = command("train", "--into", str(tmp_path / "models"), "--train-before", "2020", "--json")
    assert answer.status == 0
    assert sorted(path.name for path in (tmp_path / "models").iterdir()) == [
        "affinity-reliability.svg",
        "affinity.json",
        "affinity.md",
    ]
    assert read_weights(tmp_path / "models" / "affinity.json").training.before == 2020


def test_weights_that_were_trained_can_be_used(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("train", "--into", str(tmp_path), "--train-before", "2018")
    weights = read_weights(tmp_path / "affinity.json")
    monkeypatch.setenv("MATCHMAKER_AFFINITY", str(tmp_path / "affinity.json"))
    answer = command("partners", "es-bec", "--top", "1", "--json")
    assert answer.json["partners"][0]["contributions"]["starting point"] == weights.intercept


def test_a_folder_that_cannot_be_written_to_is_refused(command: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    answer = command("train", "--into", str(tmp_path / "file"), "--train-before", "2018")
    assert answer.status == 2
    assert "Name another folder" in answer.err
