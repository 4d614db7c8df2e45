"""The command that shows an organisation, or a text, as the machine reads it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from matchmaker.catalogue.cells import country as read_country
from matchmaker.catalogue.cells import nuts as read_nuts
from matchmaker.catalogue.organisation import Kind, Organisation, Platform
from matchmaker.cli.organisations import given, row
from matchmaker.cli.output import AsJson, CatalogueFolder, console, opened, print_json, say
from matchmaker.countries import country_code, country_name, in_words
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from matchmaker.profiles.language import language_name
from matchmaker.profiles.profile import PriorityStrength, Profile

_ECOSYSTEMS, _PRIORITIES = 4, 10
_WORTH_A_REASON = 0.1
_EMPTY: tuple[Any, ...] = (None, "", [], {}, Kind.UNKNOWN, Platform.UNKNOWN)
_MOST_CHARACTERS = 100_000


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("profile")(show_profile)


def show_profile(
    organisation: Annotated[str | None, typer.Argument(metavar="[ORG]", help="Id or name.", show_default=False)] = None,
    text: Annotated[
        str | None, typer.Option(help="What one who is not in the catalogue says of itself.", show_default=False)
    ] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The same from a text file.", show_default=False)
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="Country of that one: ISO code or English name.", show_default=False)
    ] = None,
    region: Annotated[
        str | None, typer.Option(metavar="NUTS", help="Region of that one: NUTS code.", show_default=False)
    ] = None,
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show an organisation, or one who writes a text: sectors and S3 priorities read from it, with strengths."""
    matchmaker = opened(catalogue)
    if organisation is not None:
        if (text, file, country, region) != (None, None, None, None):
            raise BadInput(
                "--text, --file, --country and --region describe one who is not in the catalogue. Leave out ORG."
            )
        _show_organisation(matchmaker, matchmaker.catalogue.find(organisation), as_json=as_json)
        return
    code, nuts = given("--country", country, read_country), given("--region", region, read_nuts)
    _refuse_place(code, nuts)
    words = _words(text, file)
    profile = matchmaker.describe(words, country=code or "", nuts_code=nuts or "")
    if as_json:
        print_json({"text": words, "country": code or "", "nuts_code": nuts or "", "read": _profile_json(profile)})
    else:
        _print_profile(profile, declared=())


def _refuse_place(country: str | None, nuts: str | None) -> None:
    if nuts is None:
        return
    of_region = country_code(nuts[:2])
    if of_region is None:
        raise BadInput(f"--region {nuts!r} is in no country. Write a code of NUTS 2021, such as ES21.")
    if country not in (None, of_region):
        where = f"{in_words(of_region)}, not in {in_words(str(country))}"
        raise BadInput(f"--region {nuts!r} is in {where}. Correct --country or --region, or leave one out.")


def _words(text: str | None, file: Path | None) -> str:
    if (text is None) == (file is None):
        raise BadInput("Whom to show is not clear. Give one of these: ORG, --text or --file.")
    if file is None:
        return text or ""
    try:
        words = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}). Give the path of a text file.") from error
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{file} is not a text file in UTF-8. Save it as plain text, or give the text with --text."
        ) from error
    if len(words) > _MOST_CHARACTERS:
        raise BadInput(f"{file} has {len(words):,} characters. Give a profile of at most {_MOST_CHARACTERS:,}.")
    return words


def _show_organisation(matchmaker: Matchmaker, found: Organisation, *, as_json: bool) -> None:
    profile = matchmaker.profile(found)
    known = _known(matchmaker, found)
    if as_json:
        print_json({**row(found), **known, "read": _profile_json(profile)})
        return
    console.print(f"{found.name} ({found.id})", style="bold")
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for field, value in row(found).items():
        if field not in ("id", "name") and value not in _EMPTY:
            table.add_row(field.replace("_", " "), _shown(field, value))
    console.print(table)
    console.print()
    _print_profile(profile, declared=found.ecosystems)
    console.print("\nPartnerships", style="bold")
    for each in known["partnerships"]:
        others = ", ".join(each["partners"]) or "no other member known"
        about = f"{each['start_year']}, {each['call_id'] or each['programme']}"
        say(f"{each['acronym']} ({about}): {others}", indent=2, hanging=2)
    if not known["partnerships"]:
        console.print("  none known", style="dim")


def _print_profile(profile: Profile, declared: Sequence[str]) -> None:
    console.print("Ecosystems read from the text", style="bold")
    telling = {*profile.read, *declared}
    strong = sum(each.ecosystem in telling for each in profile.ecosystems)
    for each in sorted(profile.ecosystems, key=lambda each: each.ecosystem not in telling)[: max(strong, _ECOSYSTEMS)]:
        read = ", read as one it works in" if each.ecosystem in profile.read else ""
        about = f"{each.ecosystem}{', declared' if each.ecosystem in declared else ''}{read}"
        _print_strength(each.strength, about, each.because)
    console.print(f"\nS3 priorities of {'the region' if profile.own_region else 'other regions'}", style="bold")
    for priorities in _shown_priorities(profile):
        best = priorities[0]
        about = f"{best.priority.priority} ({best.priority.ecosystem}; {_regions(priorities)})"
        _print_strength(best.strength, about, best.because)
    if not profile.priorities:
        console.print("  none known", style="dim")
    language = f", {language_name(profile.language)}" if profile.language else ""
    console.print(f"\nConfidence: {profile.confidence}{language}", style="bold")
    for caveat in profile.caveats:
        say(caveat, indent=2)


def _print_strength(strength: float, about: str, because: str) -> None:
    why = f": {because}" if strength >= _WORTH_A_REASON else ""
    say(f"{strength:.2f}  {about}{why}", indent=2, hanging=6)


def _regions(priorities: Sequence[PriorityStrength]) -> str:
    first = priorities[0].priority
    name = first.region_name or first.nuts_code
    return name if len(priorities) == 1 else f"{name} and {len(priorities) - 1} more"


def _shown_priorities(profile: Profile) -> list[list[PriorityStrength]]:
    """Return all of the region, or the best of others: those of the same words, of several regions, as one."""
    groups: dict[tuple[str, str], list[PriorityStrength]] = {}
    for each in profile.priorities:
        groups.setdefault((each.priority.priority, each.priority.ecosystem), []).append(each)
    return list(groups.values())[: None if profile.own_region else _PRIORITIES]


def _profile_json(profile: Profile) -> dict[str, Any]:
    return {
        "confidence": profile.confidence,
        "caveats": list(profile.caveats),
        "language": profile.language,
        "ecosystems": [
            {
                "ecosystem": each.ecosystem,
                "strength": each.strength,
                "read": each.ecosystem in profile.read,
                "because": each.because,
            }
            for each in profile.ecosystems
        ],
        "s3_own_region": profile.own_region,
        "s3_priorities": [
            {
                "priority": same[0].priority.priority,
                "ecosystem": same[0].priority.ecosystem,
                "strength": same[0].strength,
                "because": same[0].because,
                "regions": [
                    {"nuts_code": each.priority.nuts_code, "region": each.priority.region_name} for each in same
                ],
            }
            for same in _shown_priorities(profile)
        ],
    }


def _shown(field: str, value: Any) -> str:
    if field == "country":
        return country_name(value)
    if field == "target_markets":
        return ", ".join(country_name(code) for code in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {each}" for name, each in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value)


def _known(matchmaker: Matchmaker, organisation: Organisation) -> dict[str, Any]:
    catalogue = matchmaker.catalogue
    return {
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
