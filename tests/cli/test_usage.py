"""What is typed wrongly is told as any other bad input: what is wrong, and how to mend it."""

import pytest

from tests.cli.conftest import Command


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["consortia", "es-bec", "--size", "abc"], "--size 'abc' cannot be read. Write a whole number"),
        (["consortia", "es-bec", "--spread", "x"], "--spread 'x' cannot be read. Write a number"),
        (["consortia", "--sise", "3"], "No such option: --sise"),
        (["consorcia"], "No such command 'consorcia'"),
        (["merge", "es-bec"], "Missing argument 'DROPPED'"),
        (["--nope"], "No such option: --nope"),
    ],
)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_what_does_not_fit_the_options_is_named_with_where_to_look(
    command: Command, typed: list[str], said: str, form: list[str]
) -> None:
    answer = command(*typed, *form)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(said)
    assert answer.err.rstrip().endswith("--help")
    assert len(answer.err.splitlines()) == 1


def test_nothing_typed_shows_the_commands(command: Command) -> None:
    answer = command()
    assert answer.status == 2
    assert "consortia" in answer.out + answer.err
