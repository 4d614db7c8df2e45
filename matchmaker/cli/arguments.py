"""Arguments that several commands share, and reading them."""

from collections.abc import Sequence
from typing import Annotated

import typer

from matchmaker.catalogue.cells import CellError, country
from matchmaker.errors import BadInput

Markets = Annotated[
    list[str], typer.Option("--market", help="Target third country: ISO code or English name. Repeat for more.")
]
CallId = Annotated[str, typer.Option("--call", metavar="ID", help="The call whose rules count.")]


def read_markets(given: Sequence[str], option: str = "--market") -> tuple[str, ...]:
    """Return the alpha-2 codes of markets given by code or name, without repetitions.

    Raises:
        BadInput: one is not a country.
    """
    codes = []
    for each in given:
        try:
            codes.append(country(each))
        except CellError as error:
            raise BadInput(f"{option} {each!r} {error.reason}. {error.remedy}") from error
    return tuple(dict.fromkeys(codes))
