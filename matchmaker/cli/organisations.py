"""The command that lists organisations."""

from dataclasses import fields
from typing import Annotated, Any

import typer
from rich.table import Column, Table

from matchmaker.catalogue.cells import CellError
from matchmaker.catalogue.cells import country as read_country
from matchmaker.catalogue.cells import ecosystem as read_ecosystem
from matchmaker.catalogue.organisation import Organisation
from matchmaker.cli.output import AsJson, CatalogueFolder, console, opened, print_json
from matchmaker.countries import country_name
from matchmaker.errors import BadInput, NoResult
from matchmaker.wording import counted


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("organisations")(list_organisations)


def list_organisations(
    country: Annotated[str | None, typer.Option(help="Only of this country: ISO code or English name.")] = None,
    ecosystem: Annotated[str | None, typer.Option(help="Only of this EU industrial ecosystem.")] = None,
    text: Annotated[str, typer.Option(help="Only with these words in name, topics, place or description.")] = "",
    like: Annotated[
        str | None,
        typer.Option(
            help="The best first for these words, by their meaning too: --like 'hydrogen valves for ships'.",
            show_default=False,
        ),
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="How many to list with --like.")] = 20,
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """List the organisations of the catalogue."""
    matchmaker = opened(catalogue)
    found = matchmaker.organisations(
        country=given("--country", country, read_country),
        ecosystem=given("--ecosystem", ecosystem, read_ecosystem),
        text=text,
    )
    if like is not None:
        kept = {each.id for each in found}
        hits = matchmaker.search(like, max(len(matchmaker.catalogue), 1))
        found = tuple(each.organisation for each in hits if each.organisation.id in kept)[:top]
    if as_json:
        print_json({"organisations": [row(organisation) for organisation in found]})
    if not found:
        raise NoResult("No organisation of the catalogue fits. Leave out a filter.")
    if not as_json:
        # An id that is cut short or broken over lines is of no use.
        table = Table(
            Column("Id", no_wrap=True, min_width=max(len(each.id) for each in found)),
            "Name",
            "Country",
            "Ecosystems",
            "Kind",
            box=None,
            pad_edge=False,
        )
        for each in found:
            table.add_row(each.id, each.name, country_name(each.country), ", ".join(each.ecosystems), each.kind)
        console.print(table)
        console.print(f"\n{counted(len(found), 'organisation')}", style="dim")


def given(option: str, value: str | None, read: Any) -> str | None:
    """Return what an option says, read as a cell is; None where it is not given.

    Raises:
        BadInput: the value means nothing.
    """
    if value is None:
        return None
    try:
        return str(read(value))
    except CellError as error:
        raise BadInput(f"{option} {value!r} {error.reason}. {error.remedy}") from error


def row(organisation: Organisation) -> dict[str, Any]:
    """Return an organisation's fields as JSON has them."""
    values = {field.name: getattr(organisation, field.name) for field in fields(organisation)}
    listed = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return listed | {"extra": dict(organisation.extra)}
