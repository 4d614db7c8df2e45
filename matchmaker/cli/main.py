"""The entry of the command line: all commands, and what becomes of an error."""

import sys
from importlib import metadata
from typing import Annotated

import typer

from matchmaker.cli import abroad, catalogue, consortia, eligibility, learning, organisations, portfolio, profile
from matchmaker.cli.output import never_fail_at_a_letter, report_error
from matchmaker.cli.usage import Commands
from matchmaker.errors import BadInput, NoResult

NO_RESULT, BAD_INPUT = 1, 2

app = typer.Typer(
    name="matchmaker",
    cls=Commands,
    help="Finds European cluster organisations the partners with whom to go international.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for module in (organisations, profile, consortia, portfolio, eligibility, abroad, catalogue, learning):
    module.register(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(metadata.version("matchmaker"))
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None: ...


def main() -> None:
    """Run the command. Exit status: 0 answered, 1 no result, 2 bad input."""
    never_fail_at_a_letter()
    try:
        app()
    except NoResult as error:
        report_error(error)
        sys.exit(NO_RESULT)
    except BadInput as error:
        report_error(error)
        sys.exit(BAD_INPUT)
