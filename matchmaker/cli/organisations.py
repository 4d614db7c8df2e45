"""Commands about single organisations: list them, and show one as the machine sees it."""

from dataclasses import fields
from typing import Annotated, Any

import typer
from rich.table import Column, Table

from matchmaker.catalogue.cells import CellError
from matchmaker.catalogue.cells import country as read_country
from matchmaker.catalogue.cells import ecosystem as read_ecosystem
from matchmaker.catalogue.organisation import Kind, Organisation, Platform
from matchmaker.cli.output import AsJson, CatalogueFolder, console, opened, print_json, say
from matchmaker.countries import country_name
from matchmaker.errors import BadInput, NoResult
from matchmaker.matchmaker import Matchmaker


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("organisations")(list_organisations)
    app.command("profile")(show_profile)


def list_organisations(
    country: Annotated[str | None, typer.Option(help="Only of this country: ISO code or English name.")] = None,
    ecosystem: Annotated[str | None, typer.Option(help="Only of this EU industrial ecosystem.")] = None,
    text: Annotated[str, typer.Option(help="Only with these words in name, topics, place or description.")] = "",
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """List the organisations of the catalogue."""
    found = opened(catalogue).organisations(
        country=_given("--country", country, read_country),
        ecosystem=_given("--ecosystem", ecosystem, read_ecosystem),
        text=text,
    )
    if as_json:
        print_json({"organisations": [_row(organisation) for organisation in found]})
    if not found:
        raise NoResult("No organisation of the catalogue fits. Leave out a filter.")
    if not as_json:
        # An id that is cut short is of no use.
        table = Table(Column("Id", overflow="fold"), "Name", "Country", "Ecosystems", "Kind", box=None, pad_edge=False)
        for each in found:
            table.add_row(each.id, each.name, country_name(each.country), ", ".join(each.ecosystems), each.kind)
        console.print(table)
        console.print(f"\n{len(found)} organisations", style="dim")


def show_profile(
    organisation: Annotated[str, typer.Argument(metavar="ORG", help="Id or name.")],
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show an organisation: what it works on, its region's priorities, and its partnerships."""
    matchmaker = opened(catalogue)
    found = matchmaker.catalogue.find(organisation)
    profile = _profile(matchmaker, found)
    if as_json:
        print_json(profile)
        return
    console.print(f"{found.name} ({found.id})", style="bold")
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for field, value in _row(found).items():
        if field not in ("id", "name") and value not in (None, "", [], {}, Kind.UNKNOWN, Platform.UNKNOWN):
            table.add_row(field.replace("_", " "), _shown(field, value))
    console.print(table)
    console.print("\nS3 priorities of the region", style="bold")
    for each in profile["s3_priorities"]:
        say(f"{each['priority']} ({each['ecosystem']}; {each['region']})", indent=2, hanging=2)
    if not profile["s3_priorities"]:
        console.print("  none known", style="dim")
    console.print("\nPartnerships", style="bold")
    for each in profile["partnerships"]:
        others = ", ".join(each["partners"]) or "no other member known"
        about = f"{each['start_year']}, {each['call_id'] or each['programme']}"
        say(f"{each['acronym']} ({about}): {others}", indent=2, hanging=2)
    if not profile["partnerships"]:
        console.print("  none known", style="dim")


def _shown(field: str, value: Any) -> str:
    if field == "country":
        return country_name(value)
    if field == "target_markets":
        return ", ".join(country_name(code) for code in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {each}" for name, each in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value)


def _given(option: str, value: str | None, read: Any) -> str | None:
    if value is None:
        return None
    try:
        return str(read(value))
    except CellError as error:
        raise BadInput(f"{option} {value!r} {error.reason}. {error.remedy}") from error


def _row(organisation: Organisation) -> dict[str, Any]:
    values = {field.name: getattr(organisation, field.name) for field in fields(organisation)}
    listed = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return listed | {"extra": dict(organisation.extra)}


def _profile(matchmaker: Matchmaker, organisation: Organisation) -> dict[str, Any]:
    catalogue = matchmaker.catalogue
    return {
        **_row(organisation),
        "s3_priorities": [
            {
                "priority": each.priority,
                "ecosystem": each.ecosystem,
                "region": each.region_name,
                "nuts_code": each.nuts_code,
            }
            for each in catalogue.priorities_of(organisation)
        ],
        "partnerships": [
            {
                "acronym": each.acronym,
                "title": each.title,
                "programme": each.programme,
                "call_id": each.call_id,
                "start_year": each.start_year,
                "partners": [member for member in catalogue.members[each.acronym] if member != organisation.id],
            }
            for each in catalogue.partnerships_of[organisation.id]
        ],
    }
