"""Reading files of applications: YAML or JSON, or CSV or XLSX with one row a member."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from matchmaker.calls.application import Application
from matchmaker.calls.misfit import in_words
from matchmaker.calls.parameters import Rules
from matchmaker.calls.structured_file import StructuredFile, read_structured
from matchmaker.calls.yaml_text import Place
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.sheet import Row, Sheet, read_sheet
from matchmaker.errors import BadInput, Problem

_ADAPTER = TypeAdapter(Application)
_MANY = "consortia"
_BESIDE = f"is not a key that may stand beside {_MANY}"
_EVIDENCE = "evidence_"
_OF_MEMBER = ("organisation", "role")
_OF_CONSORTIUM = (
    "markets",
    "duration",
    "duration_justification",
    "total_cost",
    "share_asked",
    "defence",
    "smes_involved",
)
_RULES = {_EVIDENCE + rule.replace("-", "_"): rule for rule in Rules.ids()}

Find = Callable[[str], tuple[str, str]]
"""Returns the id of the organisation that a text means, or an empty one and why there is none."""


@dataclass(frozen=True)
class Applications:
    """What was read from one file: the applications without a fault, every problem, and columns that are not known.

    Members are named by their ids. An application with a faulty part is left out whole and named in `refused`, because
    nobody can say what it is without that part.
    """

    file: Path
    applications: tuple[Application, ...]
    problems: tuple[Problem, ...] = ()
    refused: tuple[str, ...] = ()
    unknown_columns: tuple[str, ...] = ()


def read_applications(path: Path, catalogue: Catalogue) -> Applications:
    """Read applications whose members are in a catalogue.

    Raises:
        BadInput: the file as a whole cannot be read, or holds no consortium.
    """
    # The nearest names of one that is not in the catalogue are looked up once, however often it is given.
    find = cache(lambda given: _found(given, catalogue))
    structured = path.suffix.lower() in (".yaml", ".yml", ".json")
    read = (
        _from_structure(read_structured(path), find)
        if structured
        else _from_sheet(read_sheet(path, also=("YAML", "JSON")), find)
    )
    if not (read.applications or read.refused):
        raise BadInput(f"{path} holds no consortium. Write at least one with its members.")
    return read


def _found(given: str, catalogue: Catalogue) -> tuple[str, str]:
    try:
        return catalogue.find(given).id, ""
    except BadInput as error:
        return "", error.summary


def _from_structure(file: StructuredFile, find: Find) -> Applications:
    applications: list[Application] = []
    problems: list[Problem] = []
    refused: list[str] = []
    for place, content in _contents(file):
        try:
            application = file.validated_at(place, content, _ADAPTER)
        except BadInput as error:
            faults = list(error.problems)
        else:
            application, faults = _with_ids(file, place, application, find)
        if faults:
            problems += faults
            name = content.get("name") if isinstance(content, dict) else None
            refused.append(str(name or f"consortium {len(applications) + len(refused) + 1}"))
        else:
            applications.append(application)
    return Applications(file.path, tuple(applications), tuple(problems), tuple(refused))


def _contents(file: StructuredFile) -> list[tuple[Place, Any]]:
    content = file.content
    if content is None:
        return []
    if isinstance(content, dict) and isinstance(content.get(_MANY), list):
        surplus = [file.problem((key,), key, _BESIDE, "Remove it.") for key in content if key != _MANY]
        if surplus:
            raise BadInput(f"{file.path} cannot be used.", surplus)
        return [((_MANY, at), each) for at, each in enumerate(content[_MANY])]
    if isinstance(content, list):
        return [((at,), each) for at, each in enumerate(content)]
    return [((), content)]


def _with_ids(
    file: StructuredFile, place: Place, application: Application, find: Find
) -> tuple[Application, list[Problem]]:
    members, problems = [], []
    for at, member in enumerate(application.members):
        found, why = find(member.organisation)
        if found == member.organisation:
            members.append(member)
        elif found:
            members.append(member.model_copy(update={"organisation": found}))
        else:
            where = (*place, "members", at, "organisation")
            reason, _, remedy = why.partition(". ")
            problems.append(file.problem(where, member.organisation, reason, remedy))
    if problems or tuple(members) == application.members:
        return application, problems
    return application.model_copy(update={"members": tuple(members)}), []


def _from_sheet(sheet: Sheet, find: Find) -> Applications:
    missing = [name for name in ("consortium", "organisation") if name not in sheet.columns]
    if missing:
        problem = Problem(
            str(sheet.file),
            1,
            missing[0],
            "",
            "is missing (a file of applications has a row for each member, with its consortium and organisation)",
            f"Add the column {' and '.join(missing)}.",
        )
        raise BadInput(f"{sheet.file} cannot be used.", [problem])
    groups: dict[str, list[Row]] = {}
    problems = list(sheet.problems)
    for row in sheet.rows:
        groups.setdefault(row.cells["consortium"], []).append(row)
    nameless = groups.pop("", [])
    problems += [_problem(sheet, row, "consortium", "is empty", "Say which consortium it is in.") for row in nameless]
    torn = {row.cells["consortium"] for row in sheet.misfits}
    applications, refused = [], [*(["(without a name)"] if nameless else []), *sorted(torn - groups.keys() - {""})]
    for name, rows in groups.items():
        application, faults = _application(sheet, name, rows, find)
        problems += faults
        if application is None or name in torn:
            refused.append(name)
        else:
            applications.append(application)
    known = {"consortium", *_OF_MEMBER, *_OF_CONSORTIUM, *_RULES}
    unknown = tuple(name for name in sheet.columns if name not in known)
    return Applications(sheet.file, tuple(applications), tuple(sorted(problems)), tuple(refused), unknown)


def _application(sheet: Sheet, name: str, rows: Sequence[Row], find: Find) -> tuple[Application | None, list[Problem]]:
    members, problems = [], []
    for row in rows:
        found, why = find(row.cells["organisation"]) if row.cells["organisation"] else ("", "is empty. Name a member.")
        if not found:
            reason, _, remedy = why.partition(". ")
            problems.append(_problem(sheet, row, "organisation", reason, remedy))
        evidence = {rule: row.cells[column] for column, rule in _RULES.items() if row.cells.get(column)}
        members.append(_given(row, _OF_MEMBER) | {"organisation": found or "?", "evidence": evidence})
    content: dict[str, Any] = {"name": name, "members": members}
    stated_in: dict[str, Row] = {}
    for column in _OF_CONSORTIUM:
        stating = [row for row in rows if row.cells.get(column)]
        if not stating:
            continue
        first = stating[0]
        stated_in[column] = first
        content[column] = _value(column, first.cells[column])
        problems += [
            _problem(sheet, row, column, f"contradicts row {first.number} of {name}", "State it once, or alike.")
            for row in stating
            if row.cells[column] != first.cells[column]
        ]
    try:
        application = _ADAPTER.validate_python(content)
    except ValidationError as error:
        return None, problems + [
            _misfit(sheet, dict(each), rows, stated_in) for each in error.errors(include_url=False)
        ]
    return (None if problems else application), problems


def _given(row: Row, columns: Sequence[str]) -> dict[str, Any]:
    return {column: row.cells[column].casefold() for column in columns if row.cells.get(column)}


def _value(column: str, cell: str) -> Any:
    if column == "markets":
        return [item.strip() for item in cell.replace(",", ";").split(";") if item.strip()]
    return cell


def _misfit(sheet: Sheet, error: Mapping[str, Any], rows: Sequence[Row], stated_in: Mapping[str, Row]) -> Problem:
    place = error["loc"]
    column = str(place[0])
    row = stated_in.get(column, rows[0])
    if column == "members" and len(place) > 2:
        row, column = rows[place[1]], str(place[2])
    reason, remedy = in_words(error)
    shown = "" if isinstance(error["input"], dict | list) else str(error["input"])
    return Problem(str(sheet.file), row.number, column, shown, f"does not fit: {reason}", remedy)


def _problem(sheet: Sheet, row: Row, column: str, reason: str, remedy: str) -> Problem:
    return Problem(str(sheet.file), row.number, column, row.cells.get(column, ""), reason, remedy)
