"""The README says what is true: its commands parse, its tables are complete, its example in Python runs."""

import re
from pathlib import Path

import pytest
import typer

from matchmaker.cli.main import app
from matchmaker.matchmaker import Matchmaker
from tests.readme import README, blocks, command_lines, first_cells, section

TEXT = README.read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
PACKAGE = README.parent / "matchmaker"


@pytest.mark.parametrize("arguments", command_lines(TEXT), ids=" ".join)
def test_every_command_line_of_the_readme_parses(arguments: list[str]) -> None:
    name, *rest = arguments
    assert name in COMMANDS, f"README.md names `matchmaker {name}`, which does not exist"
    if "--help" not in rest and "COMMAND" not in rest:
        COMMANDS[name].make_context(name, rest)


def test_the_table_of_commands_lists_exactly_those_that_exist() -> None:
    listed = [cell.strip("`").split()[1] for cell in first_cells(section(TEXT, "Commands"))]
    missing, gone = set(COMMANDS) - set(listed), set(listed) - set(COMMANDS)
    assert not missing, f"Add a row to the table under 'Commands' in README.md for: {', '.join(sorted(missing))}"
    assert not gone, f"Take these rows out of the table under 'Commands' in README.md: {', '.join(sorted(gone))}"
    assert len(listed) == len(set(listed))


def test_the_table_of_places_names_every_part_of_the_package() -> None:
    parts = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    named = set(re.findall(r"matchmaker/(\w+)/", section(TEXT, "Where things are")))
    assert named == parts, "Bring the table under 'Where things are' in README.md up to date"


def test_the_example_in_python_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cache: Path, matchmaker: Matchmaker
) -> None:
    assert matchmaker.affinity is not None  # the profiles are in the cache from here on
    monkeypatch.setenv("MATCHMAKER_CACHE", str(cache))
    (program,) = blocks(TEXT, "python")
    exec(compile(program, str(README), "exec"), {})  # noqa: S102  the README's own program
    printed = capsys.readouterr().out
    assert "es-bec" in printed
    assert "evidence needed" in printed


def test_every_file_that_the_readme_links_to_exists() -> None:
    links = [target for target in re.findall(r"\]\(([^)#]+)\)", TEXT) if "://" not in target]
    assert links
    assert [target for target in links if not (README.parent / target).exists()] == []


def test_every_make_target_that_the_readme_names_exists() -> None:
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"\bmake (\w+)", TEXT)) - {"it", "them"}
    assert {"app", "test"} <= targets
    assert [target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


def test_nothing_is_left_to_fill_in() -> None:
    assert "@@" not in TEXT
