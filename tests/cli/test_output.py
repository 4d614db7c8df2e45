from io import StringIO

import pytest
from rich.console import Console

from matchmaker.cli import output


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What is written to a terminal of 40 columns."""
    written = StringIO()
    monkeypatch.setattr(output, "console", Console(file=written, width=40, highlight=False, markup=False))
    return written


def test_lines_wrap_between_words_under_their_indentation(narrow: StringIO) -> None:
    output.say("· one two three four five six seven eight nine", indent=2, hanging=2)
    assert narrow.getvalue() == "  · one two three four five six seven\n    eight nine\n"


def test_an_id_is_never_broken(narrow: StringIO) -> None:
    long_id = "de-clusternetzwerk-energie-und-umwelt-und-noch-mehr"
    output.say(f"dk-ecd, {long_id}", indent=3)
    assert f"   {long_id}\n" in narrow.getvalue()


def test_brackets_of_a_name_are_no_markup(narrow: StringIO) -> None:
    output.say("[bold]Cluster[/bold]", style="bold")
    assert narrow.getvalue() == "[bold]Cluster[/bold]\n"


def test_the_bar_appears_with_the_first_report_and_ends_with_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    written = StringIO()
    monkeypatch.setattr(output, "_errors", Console(file=written, width=80, force_terminal=True))
    bar = output._EncodingBar()
    assert written.getvalue() == ""
    bar(1, 2)
    bar(2, 2)
    assert "Reading profiles" in written.getvalue()
    assert bar._task is None
