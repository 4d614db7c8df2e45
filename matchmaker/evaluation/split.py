"""What may be seen, and what is to be found: partnerships parted by time, or given apart."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.folder import read_folder, write_folder
from matchmaker.catalogue.importing import import_files
from matchmaker.catalogue.partnership import Partnership
from matchmaker.errors import BadInput


@dataclass(frozen=True)
class Hidden:
    """A partnership that is to be found: its known members, as positions in the catalogue, in ascending order."""

    partnership: Partnership
    members: tuple[int, ...]


@dataclass(frozen=True)
class Split:
    """`seen` is a catalogue with earlier partnerships alone (those that started before `before`); `hidden` are others.

    Who is given `seen` cannot look at what is hidden: it is not in it.
    """

    seen: Catalogue
    hidden: tuple[Hidden, ...]
    before: int


def split_by_year(catalogue: Catalogue, before: int | None = None) -> Split:
    """Return the partnerships that started before a year as seen, later ones as hidden.

    Args:
        catalogue: all organisations and partnerships.
        before: the latest start year of any partnership, by default.

    Raises:
        BadInput: nothing is left on one of the two sides.
    """
    years = sorted({each.start_year for each in catalogue.partnerships})
    if not years:
        raise BadInput("The catalogue has no partnerships to judge by. Import partnerships and their members first.")
    year = years[-1] if before is None else before
    if not years[0] < year <= years[-1]:
        raise BadInput(
            f"No partnership of the catalogue started {'before' if year <= years[0] else 'in or after'} {year}. "
            f"Choose a year from {years[0] + 1} to {years[-1]}."
        )
    later = [each for each in catalogue.partnerships if each.start_year >= year]
    return _split(catalogue, catalogue, later, year)


def split_by_files(catalogue: Catalogue, files: Sequence[Path], before: int | None = None) -> Split:
    """Return the partnerships of files as hidden, and those of the catalogue that started before them as seen.

    Args:
        catalogue: all organisations, and the partnerships that may be seen.
        files: partnerships, their members, and organisations that the catalogue may lack, as for `matchmaker import`.
        before: partnerships of the catalogue from this year on are not seen either; by default the earliest start year
            in the files.

    Raises:
        BadInput: anything in the files is wrong; nothing of the catalogue is changed in any case.
    """
    with tempfile.TemporaryDirectory(prefix="matchmaker-") as temporary:
        folder = Path(temporary)
        write_folder(folder, catalogue.organisations)
        import_files(files, folder)
        given = read_folder(folder)
    if not given.partnerships:
        raise BadInput("The files hold no partnerships to judge by. Give a file of partnerships and one of members.")
    year = min(each.start_year for each in given.partnerships) if before is None else before
    hidden = _split(replace(catalogue, organisations=given.organisations), given, given.partnerships, year)
    if not hidden.seen.partnerships:
        raise BadInput(f"No partnership of the catalogue started before {year}: there is nothing to learn from.")
    return hidden


def _split(catalogue: Catalogue, given: Catalogue, hidden: Sequence[Partnership], before: int) -> Split:
    names = {each.acronym for each in hidden}
    seen = tuple(each for each in catalogue.partnerships if each.start_year < before and each.acronym not in names)
    acronyms = {each.acronym for each in seen}
    return Split(
        seen=replace(
            catalogue,
            partnerships=seen,
            memberships=tuple(
                each
                for each in catalogue.memberships
                if each.acronym in acronyms and each.organisation_id in catalogue.positions
            ),
        ),
        hidden=tuple(
            Hidden(each, tuple(sorted(given.positions[member] for member in given.members[each.acronym])))
            for each in sorted(hidden, key=lambda each: (each.start_year, each.acronym))
        ),
        before=before,
    )
