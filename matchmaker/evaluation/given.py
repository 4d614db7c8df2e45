"""Partnerships that a person gives to be found, as files: read, checked, and told apart from those already known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from slugify import slugify

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.contradictions import contradictions
from matchmaker.catalogue.folder import catalogue_of
from matchmaker.catalogue.importing import without_taken_ids
from matchmaker.catalogue.partnership import Partnership
from matchmaker.catalogue.records import Located, read_records, recognise
from matchmaker.catalogue.schema import MEMBERSHIPS, ORGANISATIONS, PARTNERSHIPS, Table
from matchmaker.catalogue.sheet import Cells, Row, Sheet, read_sheet
from matchmaker.errors import BadInput, Problem
from matchmaker.wording import counted

_TABLES = (ORGANISATIONS, PARTNERSHIPS, MEMBERSHIPS)
_MEMBER = "organisation_id"
_YEARS_APART = 1  # sources date one partnership by its call, its contract or its first day


@dataclass(frozen=True)
class Given:
    """What files hold: `catalogue` has all organisations, and no partnerships but the given ones.

    `known` says which partnerships of the catalogue are the given ones, by the given acronym; `repeated` counts the
    rows that stood twice, word by word, and counted once.
    """

    catalogue: Catalogue
    known: Mapping[str, tuple[str, ...]]
    repeated: int

    @property
    def unseen(self) -> tuple[str, ...]:
        """Acronyms of the given partnerships that the catalogue has not, under any name."""
        return tuple(each.acronym for each in self.catalogue.partnerships if each.acronym not in self.known)


def read_given(files: Sequence[Path], catalogue: Catalogue) -> Given:
    """Read partnerships, their members, and organisations that a catalogue may lack.

    Members may be given by id, alias, name or short name. Rows that stand twice, word by word, count once.

    Raises:
        BadInput: a file is no such table, or anything in the files is wrong; every problem is named.
    """
    sheets = _sheets(files)
    standing = [
        Located(organisation, ORGANISATIONS, Path("the catalogue"), Row(at, Cells({"id": organisation.id})))
        for at, organisation in enumerate(catalogue.organisations, start=2)
    ]
    readings = [read_records(sheet, table) for sheet, table in sheets if table is not MEMBERSHIPS]
    located, taken = without_taken_ids(standing, [item for reading in readings for item in reading.located])
    organisations = _once(item for item in located if item.table is ORGANISATIONS)
    everybody = [*_replaced(standing, organisations), *organisations]
    named = catalogue_of(item.record for item in everybody)
    of_members = [_with_ids(sheet, named) for sheet, table in sheets if table is MEMBERSHIPS]
    readings += [read_records(sheet, MEMBERSHIPS) for sheet, _ in of_members]
    others = _once(item for reading in readings for item in reading.located if item.table is not ORGANISATIONS)
    problems = {
        *(problem for reading in readings for problem in reading.problems),
        *(problem for _, unknown in of_members for problem in unknown),
        *taken,
        *(problem for _, problem in contradictions([*everybody, *others])),
    }
    if problems:
        raise BadInput(
            f"{counted(len(problems), 'cell')} of what is given cannot be used. Nothing was judged: mend the files and "
            f"evaluate again.",
            sorted(problems),
        )
    given = catalogue_of(item.record for item in (*everybody, *others))
    rows = sum(len(reading.located) for reading in readings)
    return Given(given, _known(given, catalogue), repeated=rows - len(organisations) - len(others))


def _sheets(files: Sequence[Path]) -> list[tuple[Sheet, Table]]:
    sheets = [(sheet, recognise(sheet)) for sheet in map(read_sheet, files)]
    for sheet, table in sheets:
        if table not in _TABLES:
            raise BadInput(
                f"{sheet.file} is a table of {table.name.replace('_', ' ')}. Give partnerships, their members, and "
                f"organisations that the catalogue lacks; bring others into the catalogue with: matchmaker import"
            )
    return sheets


def _once(located: Iterable[Located]) -> list[Located]:
    """Leave out rows that say nothing but what an earlier one says."""
    kept: dict[tuple[str, str], Located] = {}
    for item in located:
        kept.setdefault((item.table.name, repr(item.record)), item)
    return list(kept.values())


def _replaced(standing: Iterable[Located], arriving: Iterable[Located]) -> list[Located]:
    """Leave out organisations of which a row is given: that row counts."""
    ids = {getattr(item.record, "id", "") for item in arriving}
    return [item for item in standing if getattr(item.record, "id", "") not in ids]


def _with_ids(sheet: Sheet, catalogue: Catalogue) -> tuple[Sheet, list[Problem]]:
    """Put ids where members are given by alias or name; rows of those that nobody is called are left out."""
    rows: list[Row] = []
    problems: list[Problem] = []
    for row in sheet.rows:
        cell = row.cells[_MEMBER]
        try:
            found = catalogue.find(cell).id if cell else ""
        except BadInput as error:
            problems.append(
                Problem(str(sheet.file), row.number, _MEMBER, cell, "is not in the catalogue", error.summary)
            )
        else:
            rows.append(replace(row, cells=Cells({**row.cells, _MEMBER: found})))
    return replace(sheet, rows=tuple(rows)), problems


def _known(given: Catalogue, catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return which partnerships of the catalogue are the given ones, by the given acronym.

    Two are one that are called alike but for case and punctuation, or that had the same members at the same time.
    """

    def same(one: Partnership, other: Partnership) -> bool:
        if slugify(one.acronym) == slugify(other.acronym):
            return True
        at_the_same_time = abs(one.start_year - other.start_year) <= _YEARS_APART
        return at_the_same_time and set(given.members[one.acronym]) == set(catalogue.members[other.acronym])

    found = {
        one.acronym: tuple(other.acronym for other in catalogue.partnerships if same(one, other))
        for one in given.partnerships
    }
    return {acronym: others for acronym, others in found.items() if others}
