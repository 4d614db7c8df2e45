"""Showing answers on the terminal: tables and text for people, JSON for programs."""

import codecs
import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from textwrap import wrap
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from matchmaker.errors import MatchmakerError
from matchmaker.matchmaker import Matchmaker
from matchmaker.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
CatalogueFolder = Annotated[
    Path | None,
    typer.Option(
        "--catalogue", metavar="DIR", help="Folder of the catalogue. Default: the one that comes with the program."
    ),
]

# Names and cells may contain square brackets: nothing of theirs is markup.
console = Console(highlight=False, markup=False)
if not console.is_terminal and "COLUMNS" not in os.environ:
    console.width = 100_000  # a pipe or a file has no edge: what searches it wants whole lines
_errors = Console(stderr=True, highlight=False, markup=False)


_SOON = 1.0  # seconds: what is shorter needs no bar


def opened(catalogue: Path | None) -> Matchmaker:
    """Return the matchmaker of a catalogue; a bar on the error output shows when profiles are encoded."""
    settings = Settings.from_environment(
        os.environ if catalogue is None else {**os.environ, "MATCHMAKER_CATALOGUE": str(catalogue)}
    )
    return Matchmaker(settings, progress=_EncodingBar())


@contextmanager
def search_bar() -> Iterator[Callable[[int, int], None]]:
    """Give a callback that shows, on the error output, how far a search is once it takes longer than a second."""
    columns = (TextColumn("Searching"), BarColumn(), TaskProgressColumn())
    start = time.monotonic()
    with ExitStack() as stack:
        shown: list[tuple[Progress, Any]] = []

        def report(done: int, total: int) -> None:
            if not shown and time.monotonic() - start > _SOON:
                bar = stack.enter_context(Progress(*columns, console=_errors, transient=True))
                shown.append((bar, bar.add_task("search", total=total)))
            for bar, task in shown:
                bar.update(task, completed=done, total=total)

        yield report


class _EncodingBar:
    """A progress bar that appears with the first report and goes when all is done."""

    def __init__(self) -> None:
        columns = (TextColumn("Reading profiles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=_errors, transient=True)
        self._task: Any = None

    def __call__(self, done: int, total: int) -> None:
        if self._task is None:
            self._bar.start()
            self._task = self._bar.add_task("encode", total=total)
        self._bar.update(self._task, completed=done)
        if done == total:
            self._bar.stop()
            self._task = None


def say(text: str, *, indent: int = 0, hanging: int = 0, style: str | None = None) -> None:
    """Print a text, wrapped between words: every line is indented, and those after the first by `hanging` more.

    Ids are never broken, so that they can be copied. Into a pipe or a file, each text is one line.
    """
    lines = wrap(
        text,
        max(console.width, 40),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )
    console.print("\n".join(lines), style=style, soft_wrap=True)


def contributions_text(contributions: Mapping[str, float]) -> str:
    """Return contributions as people read them; what contributes nothing is not worth a word."""
    return ", ".join(f"{name} {value:+.2f}" for name, value in contributions.items() if f"{abs(value):.2f}" != "0.00")


def print_json(answer: Mapping[str, Any]) -> None:
    """Print an answer as JSON; other alphabets stay as they are where the output can hold them."""
    typer.echo(json.dumps(answer, ensure_ascii=not _holds_everything(), indent=2))


def _holds_everything() -> bool:
    return codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8"


def never_fail_at_a_letter() -> None:
    """Let the output show `?` for what its code page lacks; the error output escapes such letters by itself."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def report_error(error: MatchmakerError) -> None:
    """Print an error for a person on the error output."""
    _errors.print(str(error), soft_wrap=True)
