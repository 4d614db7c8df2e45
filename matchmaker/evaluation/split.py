"""What may be seen, and what is to be found: partnerships parted by time, or given apart."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.partnership import Partnership
from matchmaker.errors import BadInput
from matchmaker.evaluation.given import Given, read_given


@dataclass(frozen=True)
class Hidden:
    """A partnership that is to be found: its known members, as positions in the catalogue, in ascending order."""

    partnership: Partnership
    members: tuple[int, ...]


@dataclass(frozen=True)
class Split:
    """`seen` is a catalogue with earlier partnerships alone (those that started before `before`); `hidden` are others.

    Who is given `seen` cannot look at what is hidden: it is not in it. `given` is what the hidden ones were read from,
    where they came as files.
    """

    seen: Catalogue
    hidden: tuple[Hidden, ...]
    before: int
    given: Given | None = None


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
    return Split(_seen(catalogue, year, ()), _hidden(catalogue, later), year)


def split_by_files(catalogue: Catalogue, files: Sequence[Path], before: int | None = None) -> Split:
    """Return the partnerships of files as hidden, and those of the catalogue that started before them as seen.

    Args:
        catalogue: all organisations, and the partnerships that may be seen.
        files: partnerships, their members, and organisations that the catalogue may lack: see `read_given`.
        before: partnerships of the catalogue from this year on are not seen either; by default the earliest start year
            in the files. Those that are in the files are not seen in any case, under whatever name.

    Raises:
        BadInput: anything in the files is wrong.
    """
    given = read_given(files, catalogue)
    partnerships = given.catalogue.partnerships
    if not partnerships:
        raise BadInput("The files hold no partnerships to judge by. Give a file of partnerships and one of members.")
    year = min(each.start_year for each in partnerships) if before is None else before
    everybody = replace(catalogue, organisations=given.catalogue.organisations)
    seen = _seen(everybody, year, {acronym for known in given.known.values() for acronym in known})
    if not seen.partnerships:
        raise BadInput(f"No partnership of the catalogue started before {year}: there is nothing to learn from.")
    return Split(seen, _hidden(given.catalogue, partnerships), year, given)


def _seen(catalogue: Catalogue, before: int, left_out: Collection[str]) -> Catalogue:
    """Return a catalogue with its partnerships that started before a year alone, without those with some acronyms."""
    seen = {each.acronym for each in catalogue.partnerships if each.start_year < before} - set(left_out)
    return replace(
        catalogue,
        partnerships=tuple(each for each in catalogue.partnerships if each.acronym in seen),
        memberships=tuple(
            each
            for each in catalogue.memberships
            if each.acronym in seen and each.organisation_id in catalogue.positions
        ),
    )


def _hidden(catalogue: Catalogue, partnerships: Sequence[Partnership]) -> tuple[Hidden, ...]:
    return tuple(
        Hidden(each, tuple(sorted(catalogue.positions[member] for member in catalogue.members[each.acronym])))
        for each in sorted(partnerships, key=lambda each: (each.start_year, each.acronym))
    )
