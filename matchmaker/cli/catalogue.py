"""Commands that change a catalogue: import files, find duplicates, merge two organisations."""

from pathlib import Path
from typing import Annotated

import typer

from matchmaker.catalogue.duplicates import likely_duplicates
from matchmaker.catalogue.folder import located_in, read_folder, write_folder
from matchmaker.catalogue.importing import Imported, import_files
from matchmaker.catalogue.merging import merge_records
from matchmaker.cli.output import AsJson, CatalogueFolder, console, opened, print_json, say
from matchmaker.errors import BadInput
from matchmaker.shipped import shipped
from matchmaker.wording import counted


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("import")(import_)
    app.command("duplicates")(duplicates)
    app.command("merge")(merge)


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="CSV or XLSX files.")],
    into: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of the catalogue; made where it does not exist.", show_default=False),
    ] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Import the good rows, write the others beside each file.")
    ] = False,
    catalogue: Annotated[
        Path | None, typer.Option("--catalogue", metavar="DIR", help="Another name of --into.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring files into a catalogue: all of them, or nothing if anything is wrong."""
    into = _folder(into, catalogue)
    _refuse_shipped(into)
    imported = import_files(files, into, skip_bad=skip_bad)
    likely = likely_duplicates(read_folder(into).organisations) if _has_organisations(into) else ()
    if as_json:
        print_json(
            {
                "into": str(into),
                "added": dict(imported.added),
                "replaced": dict(imported.replaced),
                "unknown_columns": {file: list(columns) for file, columns in imported.unknown_columns.items()},
                "likely_meant": {file: dict(names) for file, names in imported.likely_meant.items()},
                "refused": [str(problem) for problem in imported.refused],
                "refused_files": [str(path) for path in imported.refused_files],
                "notices": list(imported.notices),
                "likely_duplicates": [[each.first.id, each.second.id, each.reason] for each in likely],
            }
        )
        return
    _print_imported(imported)
    for each in likely:
        say(f"Probably one organisation: {each.first.id} and {each.second.id} ({each.reason}).", hanging=2)
    if likely:
        # A command is never broken, so that it can be copied.
        console.print(f"Join two with: matchmaker merge KEPT DROPPED --catalogue {into}", style="dim", soft_wrap=True)


def duplicates(catalogue: CatalogueFolder = None, as_json: AsJson = False) -> None:
    """List organisations that are probably one and the same."""
    found = likely_duplicates(opened(catalogue).catalogue.organisations)
    if as_json:
        rows = [{"organisations": [each.first.id, each.second.id], "reason": each.reason} for each in found]
        print_json({"duplicates": rows})
        return
    for each in found:
        first, second = each.first, each.second
        say(f"{first.id} ({first.name}) and {second.id} ({second.name}): {each.reason}", hanging=2)
    if not found:
        say("No two organisations look like one.")


def merge(
    kept: Annotated[str, typer.Argument(metavar="KEPT", help="Id or name of the organisation that stays.")],
    dropped: Annotated[
        str, typer.Argument(metavar="DROPPED", help="Id or name of the organisation that becomes part of it.")
    ],
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Join two organisations that are one; partnerships are kept, and the dropped id stays known as an alias."""
    folder = opened(catalogue).settings.catalogue
    _refuse_shipped(folder)
    standing = read_folder(folder)
    one, other = standing.find(kept), standing.find(dropped)
    records = merge_records([item.record for item in located_in(folder)], one.id, other.id)
    write_folder(folder, records)
    partnerships = [each.acronym for each in read_folder(folder).partnerships_of[one.id]]
    if as_json:
        print_json({"kept": one.id, "dropped": other.id, "partnerships": partnerships})
        return
    say(f"{other.id} is now part of {one.id}. Its partnerships: {', '.join(partnerships) or 'none'}.", hanging=2)


def _folder(into: Path | None, catalogue: Path | None) -> Path:
    if into and catalogue and into.resolve() != catalogue.resolve():
        raise BadInput(f"--into {into} and --catalogue {catalogue} are different folders. Give one of them.")
    folder = into or catalogue
    if folder is None:
        raise BadInput("No folder is given to import into. Name one with --into DIR.")
    return folder


def _refuse_shipped(folder: Path) -> None:
    if folder.resolve() == shipped("data").resolve():
        raise BadInput(
            f"{folder} comes with the program and is not changed. Copy what you need first: "
            f"matchmaker import {folder}/organisations.csv {folder}/partnerships.csv "
            f"{folder}/partnership_members.csv --into DIR"
        )


def _has_organisations(folder: Path) -> bool:
    return (folder / "organisations.csv").is_file()


def _print_imported(imported: Imported) -> None:
    for table in dict.fromkeys((*imported.added, *imported.replaced)):
        added, replaced = imported.added.get(table, 0), imported.replaced.get(table, 0)
        console.print(f"{table.replace('_', ' ')}: {added} added, {replaced} replaced")
    for file, columns in imported.unknown_columns.items():
        say(f"{file}: kept columns that the program does not use: {', '.join(columns)}", hanging=2)
        for name, meant in imported.likely_meant[file].items():
            say(f"Rename {name} to {meant} if that is what it holds.", indent=2)
    for notice in imported.notices:
        say(notice, hanging=2)
    if imported.refused:
        console.print(f"{counted(len(imported.refused), 'problem')} in rows that were left out:")
    for problem in imported.refused:
        console.print(f"  {problem}", soft_wrap=True)
    for path in imported.refused_files:
        say(f"The refused rows, with reasons, are in {path}", hanging=2)
