import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from matchmaker.cli.main import main
from matchmaker.cli.output import console


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Answer]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cache: Path) -> Command:
    """Run the command as a person would; returns its exit status and what it printed."""

    def run(*arguments: str) -> Answer:
        monkeypatch.setenv("MATCHMAKER_CACHE", str(cache))
        # The width that a terminal had when the module was imported must not decide what a test reads.
        monkeypatch.setattr(console, "_width", 200)
        monkeypatch.setattr("sys.argv", ["matchmaker", *arguments])
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capsys.readouterr()
        return Answer(int(exit_.value.code or 0), printed.out, printed.err)

    return run
