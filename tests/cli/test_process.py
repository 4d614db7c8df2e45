"""The command as its own process: what it may import, and that its entry points run."""

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from matchmaker.matchmaker import Matchmaker

HEAVY = ("torch", "transformers", "sentence_transformers", "sklearn", "pandas", "streamlit", "openpyxl")


def test_a_warm_query_imports_nothing_heavy(matchmaker: Matchmaker, cache: Path) -> None:
    assert matchmaker.affinity is not None  # the profiles are in the cache from here on
    program = (
        "import sys; sys.argv = ['matchmaker', 'consortia', 'es-bec', '--json']\n"
        "from matchmaker.cli.main import main\n"
        "try: main()\n"
        f"finally: print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    environment = {**os.environ, "MATCHMAKER_CACHE": str(cache)}
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )
    assert answer.stderr.strip() == "[]"


def test_the_package_runs_as_a_module() -> None:
    answer = subprocess.run([sys.executable, "-m", "matchmaker", "--help"], capture_output=True, text=True, check=True)
    assert "consortia" in answer.stdout


def test_the_version_is_that_of_the_package() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "matchmaker", "--version"], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == metadata.version("matchmaker")
