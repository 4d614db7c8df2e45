"""The entry of the command line: all commands, and what becomes of an error."""

import sys

import typer

from matchmaker.cli import catalogue, consortia, eligibility, organisations, profile
from matchmaker.cli.output import report_error
from matchmaker.errors import BadInput, NoResult

NO_RESULT, BAD_INPUT = 1, 2

app = typer.Typer(
    name="matchmaker",
    help="Finds European cluster organisations the partners with whom to go international.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for module in (organisations, profile, consortia, eligibility, catalogue):
    module.register(app)


def main() -> None:
    """Run the command. Exit status: 0 answered, 1 no result, 2 bad input."""
    try:
        app()
    except NoResult as error:
        report_error(error)
        sys.exit(NO_RESULT)
    except BadInput as error:
        report_error(error)
        sys.exit(BAD_INPUT)
