"""Reading a YAML file into a pydantic model, so that an error names the line and what to write instead."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from matchmaker.errors import BadInput, Problem

Value = TypeVar("Value")
Place = tuple[str | int, ...]

_BOOLEAN = "tag:yaml.org,2002:bool"
_TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _Loader(yaml.SafeLoader):
    """YAML in which NO is the code of Norway, not false, and an impossible date is left for the model to refuse."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        letter: [(tag, pattern) for tag, pattern in resolvers if tag not in (_BOOLEAN, _TIMESTAMP)]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver(_BOOLEAN, re.compile(r"^(?:true|false)$", re.IGNORECASE), list("tTfF"))


@dataclass(frozen=True)
class YamlFile:
    """The content of a YAML file, and the line on which each part of it begins."""

    path: Path
    content: Any
    lines: Mapping[Place, int]

    def problem(self, place: Place, value: object, reason: str, remedy: str) -> Problem:
        """Return a problem of one part of the file."""
        shown = "" if isinstance(value, dict | list) or value is None else str(value)
        return Problem(f"{self.path}, line {self._line(place)}", 0, "", shown, reason, remedy)

    def _line(self, place: Place) -> int:
        # A place that is missing from the file stands where its parent begins.
        return next((self.lines[place[:end]] for end in range(len(place), -1, -1) if place[:end] in self.lines), 1)

    def validated(self, adapter: TypeAdapter[Value], context: Any = None) -> Value:
        """Return the content as a checked value.

        Raises:
            BadInput: the content does not fit; every misfit is named with its line and a remedy.
        """
        try:
            return adapter.validate_python(self.content, context=context)
        except ValidationError as error:
            problems = [self._misfit(dict(each), adapter) for each in error.errors(include_url=False)]
            raise BadInput(f"{self.path} cannot be used.", problems) from error

    def _misfit(self, error: dict[str, Any], adapter: TypeAdapter[Value]) -> Problem:
        place = tuple(error["loc"])
        name = ".".join(str(part + 1 if isinstance(part, int) else part) for part in place) or "the file"
        if error["type"] == "extra_forbidden":
            known = sorted(_keys(adapter.json_schema(by_alias=True)))
            close = get_close_matches(str(place[-1]), known, 1, 0.6)
            hint = f"Did you mean {close[0]}?" if close else "Remove it."
            return self.problem(place, place[-1], f"is not a key that is known here ({name})", hint)
        if error["type"] == "missing":
            return self.problem(place, place[-1], f"is missing ({name})", f"Add the key {place[-1]}.")
        message = str(error["msg"]).removeprefix("Value error, ")
        reason, _, remedy = message.partition(". ")
        return self.problem(place, error["input"], f"does not fit ({name}): {reason}", remedy or "Correct it.")


def read_yaml(path: Path) -> YamlFile:
    """Read a YAML (or JSON) file safely: no objects are built, and a key given twice is refused.

    Raises:
        BadInput: the file is missing, not UTF-8, or not well-formed YAML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(str(path), 0, "", "", "cannot be read as UTF-8 text", "Give the path of a YAML file.")
        raise BadInput(f"{path} cannot be read.", [problem]) from error
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            content = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}, line {mark.line + 1}" if mark else str(path)
        reason = f"is not well-formed YAML ({getattr(error, 'problem', None) or error})"
        problem = Problem(where, 0, "", "", reason, "Check the indentation and the quotation marks.")
        raise BadInput(f"{path} cannot be read.", [problem]) from error
    lines: dict[Place, int] = {}
    for place, line in _places(node, (), frozenset()):
        if place in lines:
            problem = Problem(
                f"{path}, line {line}", 0, "", str(place[-1]), "stands there twice", "Remove one of them."
            )
            raise BadInput(f"{path} cannot be used.", [problem])
        lines[place] = line
    return YamlFile(path, content, lines)


def _places(node: yaml.Node | None, place: Place, above: frozenset[int]) -> Iterator[tuple[Place, int]]:
    if node is None or id(node) in above:
        return
    yield place, node.start_mark.line + 1
    inside = above | {id(node)}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _places(value, (*place, key.value), inside)
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            yield from _places(value, (*place, at), inside)


def _keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from _keys(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _keys(part)
