"""Reading files of applications: YAML or JSON, or CSV or XLSX with one row a member."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from matchmaker.calls.application import Application, Role
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
_RULES_OF_CONSORTIUM = {f"consortium_{column}": rule for column, rule in _RULES.items()}

Find = Callable[[str, Role], tuple[str, str]]
"""Returns the id of the organisation that a text means in a role, or an empty one and why there is none."""


@dataclass(frozen=True)
class Applications:
    """What was read from one file: the applications without a fault, every problem, and columns that are not known.

    Members are named by their ids; a consortium without a name is called by its place in the file. An application with
    a faulty part is left out whole and named in `refused`, because nobody can say what it is without that part.
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
    find = cache(lambda given, role: _found(given, role, catalogue))
    structured = path.suffix.lower() in (".yaml", ".yml", ".json")
    read = (
        _from_structure(read_structured(path), find)
        if structured
        else _from_sheet(read_sheet(path, also=("YAML", "JSON")), find)
    )
    if not (read.applications or read.refused):
        raise BadInput(f"{path} holds no consortium. Write at least one with its members.")
    return read


def _found(given: str, role: Role, catalogue: Catalogue) -> tuple[str, str]:
    # Associated partners are not counted, so that they may be from anywhere.
    find = catalogue.find_partner if role is Role.ASSOCIATED else catalogue.find
    try:
        return find(given).id, ""
    except BadInput as error:
        return "", error.summary


def _from_structure(file: StructuredFile, find: Find) -> Applications:
    applications: list[Application] = []
    problems: list[Problem] = []
    refused: list[str] = []
    for number, (place, content) in enumerate(_contents(file), start=1):
        try:
            application = file.validated_at(place, content, _ADAPTER)
        except BadInput as error:
            faults = list(error.problems)
        else:
            application, faults = _with_ids(file, place, application, find)
        if faults:
            problems += faults
            name = content.get("name") if isinstance(content, dict) else None
            refused.append(_name(name, number))
        else:
            applications.append(application.model_copy(update={"name": _name(application.name, number)}))
    return Applications(file.path, tuple(applications), tuple(problems), tuple(refused))


def _name(given: object, number: int) -> str:
    """Return what a consortium is called: its name, or else its place among all of the file."""
    return str(given or "").strip() or f"Consortium {number}"


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
        found, why = find(member.organisation, member.role)
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
        groups.setdefault(_key(row.cells["consortium"]), []).append(row)
    nameless = groups.pop("", [])
    problems += [_problem(sheet, row, "consortium", "is empty", "Say which consortium it is in.") for row in nameless]
    torn = {_key(row.cells["consortium"]): row.cells["consortium"] for row in sheet.misfits}
    lost = sorted(name for key, name in torn.items() if key and key not in groups)
    applications, refused = [], [*(["(without a name)"] if nameless else []), *lost]
    for key, rows in groups.items():
        name = rows[0].cells["consortium"]
        application, faults = _application(sheet, name, rows, find)
        problems += faults
        if application is None or key in torn:
            refused.append(name)
        else:
            applications.append(application)
    known = {"consortium", *_OF_MEMBER, *_OF_CONSORTIUM, *_RULES, *_RULES_OF_CONSORTIUM}
    unknown = tuple(name for name in sheet.columns if name not in known)
    return Applications(sheet.file, tuple(applications), tuple(sorted(problems)), tuple(refused), unknown)


def _key(name: str) -> str:
    """Return a name as it is compared: whoever fills in a table writes one name with other capitals and spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _application(sheet: Sheet, name: str, rows: Sequence[Row], find: Find) -> tuple[Application | None, list[Problem]]:
    members, problems = [], []
    for row in rows:
        given = row.cells["organisation"]
        found, why = find(given, _role(row)) if given else ("", "is empty. Name a member.")
        if not found:
            reason, _, remedy = why.partition(". ")
            problems.append(_problem(sheet, row, "organisation", reason, remedy))
        evidence = {rule: row.cells[column] for column, rule in _RULES.items() if row.cells.get(column)}
        role = {"role": row.cells["role"]} if row.cells.get("role") else {}
        members.append(role | {"organisation": found or "?", "evidence": evidence})
    content: dict[str, Any] = {"name": name, "members": members, "evidence": {}}
    stated_in: dict[str, Row] = {}
    for column in (*_OF_CONSORTIUM, *_RULES_OF_CONSORTIUM):
        stating = [row for row in rows if row.cells.get(column)]
        if not stating:
            continue
        first = stating[0]
        stated_in[column] = first
        if column in _RULES_OF_CONSORTIUM:
            content["evidence"][_RULES_OF_CONSORTIUM[column]] = first.cells[column]
        else:
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


def _role(row: Row) -> Role:
    try:
        return Role(row.cells["role"])
    except ValueError:
        return Role.MEMBER


def _value(column: str, cell: str) -> Any:
    if column == "markets":
        return [item.strip() for item in cell.replace(",", ";").split(";") if item.strip()]
    return cell


def _misfit(sheet: Sheet, error: Mapping[str, Any], rows: Sequence[Row], stated_in: Mapping[str, Row]) -> Problem:
    place = error["loc"]
    column = str(place[0]) if place else ""
    row = stated_in.get(column, rows[0])
    if column == "members":
        # What is wrong with all of them together is that nobody applies, which their roles say.
        row, column = (rows[place[1]], str(place[2])) if len(place) > 2 else (row, "role")
    reason, remedy = in_words(error)
    shown = "" if isinstance(error["input"], dict | list | tuple) else str(error["input"])
    return Problem(str(sheet.file), row.number, column, shown, f"does not fit: {reason}", remedy)


def _problem(sheet: Sheet, row: Row, column: str, reason: str, remedy: str) -> Problem:
    return Problem(str(sheet.file), row.number, column, row.cells.get(column, ""), reason, remedy)
