"""The keys that docs/json.md names are those that come: none is missing, and none comes unnamed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from matchmaker.cli.main import app
from tests.catalogue.files import write_csv
from tests.cli.conftest import Command

DOCUMENT = Path(__file__).parents[2] / "docs" / "json.md"
SECTIONS = dict(
    re.findall(r"^## `?([^`\n]+)`?\n(.*?)(?=^## |\Z)", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
)
APPLICATIONS = str(Path(__file__).parents[2] / "data" / "examples" / "consortia.yaml")


def documented(section: str) -> dict[str, bool]:
    """Return the keys of a section, those of the sections that it refers to included, and whether they always come."""
    keys: dict[str, bool] = {}
    for line in SECTIONS[section].splitlines():
        if not line.startswith("| `"):
            continue
        cell, holds = line.strip("| ").split(" | ", 1)
        for key in re.findall(r"`([^`]+)`", cell):
            keys[key] = "only where" not in holds
            for other in re.findall(r"\]\(#([a-z]+)\)", holds):
                keys |= {f"{key}.{name}": always and keys[key] for name, always in documented(other).items()}
    return keys


def present(value: Any, known: dict[str, bool], path: str = "") -> Iterator[str]:
    """Yield the keys of an answer, as the document writes them."""
    if isinstance(value, list):
        for each in value:
            yield from present(each, known, path)
    elif isinstance(value, dict):
        prefix = f"{path}." if path else ""
        anything = {key.removeprefix(prefix).split(".")[0] for key in known if key.startswith(f"{prefix}{{")}
        for key, each in value.items():
            name = f"{prefix}{next(iter(anything), key)}"
            yield name
            yield from present(each, known, name)


def with_parents(keys: dict[str, bool]) -> set[str]:
    return {".".join(key.split(".")[:depth]) for key in keys for depth in range(1, key.count(".") + 2)}


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    survey = [
        {
            "organisation": "es-bec",
            "sme_id": f"s{each}",
            "market": "JP",
            "interest": 5,
            "needs": "pumps",
            "consent": "yes",
        }
        for each in range(6)
    ]
    mine = [
        {"name": "My Cluster", "country": "ES", "keyword": "wind"}, {"name": "My Clusters", "country": "ES"},
        {"name": "Bad", "country": "Atlantis"},
    ]  # fmt: skip
    standing = [{"name": "My Cluster", "country": "ES"}, {"name": "My Clusters", "country": "ES"}]
    consortia = [("A", "es-bec"), ("A", "no-gce-node"), ("A", "dk-ecd"), ("B", "nobody-at-all")]
    (tmp_path / "own").mkdir()
    return {
        "survey": str(write_csv(tmp_path / "survey.csv", survey)),
        "mine": str(write_csv(tmp_path / "mine.csv", [{"keyword": "", **each} for each in mine])),
        "own": str(write_csv(tmp_path / "own" / "organisations.csv", [
            {"id": f"es-{number}", **each} for number, each in enumerate(standing)
        ]).parent),
        "consortia": str(write_csv(tmp_path / "c.csv", [
            {"consortium": name, "organisation": member, "colour": ""} for name, member in consortia
        ])),
        "new": str(tmp_path / "new"),
        "models": str(tmp_path / "models"),
    }  # fmt: skip


RUNS: dict[str, list[str]] = {
    "matchmaker organisations": ["organisations --country Spain"],
    "matchmaker profile": ["profile es-bec", "profile --text wind --country ES"],
    "matchmaker partners": ["partners es-bec --top 2"],
    "matchmaker consortia": [
        "consortia es-bec --top 1 --market JP",
        "consortia --top 1 --ecosystem Health --require-market JP --spread 1 --newcomers 1 --diverse 2 --market-fit 2",
    ],
    "matchmaker why-not": ["why-not se-offshorevast --for es-bec", "why-not no-gce-node --for es-bec"],
    "matchmaker portfolio": ["portfolio --count 2", f"portfolio --count 2 --from {APPLICATIONS}"],
    "matchmaker check": ["check es-bec no-gce-node dk-ecd --fix"],
    "matchmaker check --file": ["check --file {consortia} --fix"],
    "matchmaker abroad": ["abroad es-bec --market US --top 2"],
    "matchmaker markets": ["markets es-bec"],
    "matchmaker survey": ["survey {survey}"],
    "matchmaker evaluate": ["evaluate"],
    "matchmaker train": ["train --into {models}"],
    "matchmaker import": ["import {mine} --into {new} --skip-bad", "import {own}/organisations.csv --into {own}"],
    "matchmaker duplicates": ["duplicates --catalogue {own}"],
    "matchmaker merge": ["merge es-0 es-1 --catalogue {own}"],
}


@pytest.mark.parametrize("section", RUNS)
def test_what_comes_is_what_is_documented(command: Command, places: dict[str, str], section: str) -> None:
    known = documented(section)
    if section == "matchmaker profile":
        known |= documented("organisation")
    expected = with_parents(known)
    came: set[str] = set()
    for line in RUNS[section]:
        answer = command(*(part.format(**places) for part in line.split()), "--json")
        assert answer.status == 0, answer.err
        came |= set(present(answer.json, known))
    assert came - expected == set(), "Say in docs/json.md what these hold"
    sometimes = {key for key, always in known.items() if not always}
    rare = sometimes | {".".join(key.split(".")[:-1]) for key in sometimes if key.endswith("}")}
    missing = expected - came - rare
    assert missing == set(), "No answer has these: take them out of docs/json.md"


def test_every_command_is_documented() -> None:
    named = {section.split()[1] for section in SECTIONS if section.startswith("matchmaker ")}
    assert named == set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert {section for section in SECTIONS if section.startswith("matchmaker ")} == set(RUNS)
