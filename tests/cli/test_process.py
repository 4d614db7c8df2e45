"""The command as its own process: what it may import, and that its entry points run."""

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from matchmaker.matchmaker import Matchmaker

HEAVY = ("torch", "transformers", "sentence_transformers", "sklearn", "pandas", "streamlit", "openpyxl")


def heavy_imports(cache: Path, *arguments: str) -> str:
    program = (
        f"import sys; sys.argv = {['matchmaker', *arguments, '--json']}\n"
        "from matchmaker.cli.main import main\n"
        "try: main()\n"
        f"finally: print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    environment = {**os.environ, "MATCHMAKER_CACHE": str(cache)}
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )
    return answer.stderr.strip()


@pytest.mark.parametrize("command", ["consortia", "abroad", "markets"])
def test_a_warm_query_imports_nothing_heavy(matchmaker: Matchmaker, cache: Path, command: str) -> None:
    assert matchmaker.affinity is not None  # the profiles are in the cache from here on
    assert matchmaker.markets(["es-bec"])  # and so are those abroad
    assert heavy_imports(cache, command, "es-bec") == "[]"


def test_wishes_of_smes_are_counted_without_the_model(matchmaker: Matchmaker, cache: Path, tmp_path: Path) -> None:
    assert matchmaker.markets(["es-bec"])
    survey = tmp_path / "survey.csv"
    survey.write_text("organisation,sme_id,market,interest,needs,consent\nes-bec,s1,JP,4,pumps,yes\n", encoding="utf-8")
    assert heavy_imports(cache, "markets", "es-bec", "--survey", str(survey)) == "[]"


def test_the_package_runs_as_a_module() -> None:
    answer = subprocess.run([sys.executable, "-m", "matchmaker", "--help"], capture_output=True, text=True, check=True)
    assert "consortia" in answer.stdout


def test_the_version_is_that_of_the_package() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "matchmaker", "--version"], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == metadata.version("matchmaker")
