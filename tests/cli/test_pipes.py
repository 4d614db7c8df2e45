"""What a pipe or another code page gets: whole lines, and never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from matchmaker.calls.application import Application
from matchmaker.matchmaker import Matchmaker


def printed(cache: Path, *arguments: str, **environment: str) -> tuple[int, bytes, str]:
    """Run the command with its output in a pipe; return its exit status and both outputs."""
    inherited = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    answer = subprocess.run(
        [sys.executable, "-m", "matchmaker", *arguments],
        capture_output=True,
        check=False,
        env={**inherited, "MATCHMAKER_CACHE": str(cache), **environment},
    )
    return answer.returncode, answer.stdout, answer.stderr.decode("ascii", "replace")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_what_a_code_page_lacks_is_no_error(cache: Path, encoding: str) -> None:
    status, out, error = printed(cache, "check", "es-bec", "dk-ecd", "no-gce-node", PYTHONIOENCODING=encoding)
    assert (status, error) == (0, "")
    assert "? countries (fail)" in out.decode(encoding)


def test_json_is_whole_in_any_code_page(cache: Path) -> None:
    status, out, error = printed(cache, "organisations", "--country", "PL", "--json", PYTHONIOENCODING="cp1252")
    assert (status, error) == (0, "")
    assert any(not each["name"].isascii() for each in json.loads(out.decode("ascii"))["organisations"])


def test_a_pipe_gets_each_text_in_one_line(matchmaker: Matchmaker, cache: Path) -> None:
    application = Application.of("es-bec", "dk-ecd", "no-gce-node")
    longest = max((each.reason for each in matchmaker.check(application).findings), key=len)
    _, out, _ = printed(cache, "check", "es-bec", "dk-ecd", "no-gce-node", PYTHONIOENCODING="utf-8")
    lines = out.decode().splitlines()
    assert any(longest in line for line in lines)
    assert len(longest) > 80
