"""Reading YAML and JSON files into pydantic models, so that an error names the line and what to write instead."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from matchmaker.calls.misfit import in_words, place_of
from matchmaker.calls.yaml_text import Place, read_yaml
from matchmaker.errors import BadInput, Problem

Value = TypeVar("Value")

LARGEST_FILE = 50_000_000  # bytes; tens of thousands of consortia


@dataclass(frozen=True)
class StructuredFile:
    """The content of a YAML or JSON file, and where its parts stand."""

    path: Path
    text: str
    content: Any

    @cached_property
    def _lines(self) -> Mapping[Place, int]:
        # Looked up only once something is wrong. JSON is YAML, but for rare escapes: its lines are then not named.
        lines: dict[Place, int] = {}
        try:
            read_yaml(self.text, lines)
        except (yaml.YAMLError, RecursionError):
            return {}
        return lines

    def problem(self, place: Place, value: object, reason: str, remedy: str) -> Problem:
        """Return a problem of one part of the file."""
        shown = "" if isinstance(value, dict | list | tuple) or value is None else str(value)
        # What is missing from the file stands where its parent begins.
        lines = (self._lines.get(place[:end]) for end in range(len(place), -1, -1))
        line = next((line for line in lines if line), 0)
        return Problem(f"{self.path}, line {line}" if line else str(self.path), 0, "", shown, reason, remedy)

    def validated(self, adapter: TypeAdapter[Value], context: Any = None) -> Value:
        """Return the content as a checked value.

        Raises:
            BadInput: the content does not fit; every misfit is named with its line and a remedy.
        """
        return self.validated_at((), self.content, adapter, context)

    def validated_at(self, place: Place, content: Any, adapter: TypeAdapter[Value], context: Any = None) -> Value:
        """Return one part of the content as a checked value.

        Raises:
            BadInput: it does not fit; every misfit is named with its line and a remedy.
        """
        try:
            return adapter.validate_python(content, context=context)
        except ValidationError as error:
            problems = [self._misfit(place, dict(each), adapter) for each in error.errors(include_url=False)]
            raise BadInput(f"{self.path} cannot be used.", problems) from error

    def _misfit(self, above: Place, error: dict[str, Any], adapter: TypeAdapter[Value]) -> Problem:
        place = (*above, *place_of(error))
        name = ".".join(str(part + 1 if isinstance(part, int) else part) for part in place) or "the file"
        last = str(place[-1]) if place else ""
        if error["type"] == "extra_forbidden":
            known = sorted(_keys(adapter.json_schema(by_alias=True)))
            close = get_close_matches(last, known, 1, 0.6)
            hint = f"Did you mean {close[0]}?" if close else "Remove it."
            return self.problem(place, last, f"is not a key that is known here ({name})", hint)
        if error["type"] == "missing":
            return self.problem(place, last, f"is missing ({name})", f"Add the key {last}.")
        reason, remedy = in_words(error)
        return self.problem(place, error["input"], f"does not fit ({name}): {reason}", remedy)


def read_structured(path: Path) -> StructuredFile:
    """Read a YAML file, or a JSON file by its ending; decimal numbers stay exact, and a key given twice is refused.

    Raises:
        BadInput: the file is missing, too large, not UTF-8, or not well-formed.
    """
    if not path.is_file():
        reason = "is not a file" if path.exists() else "does not exist"
        raise _bad(path, 0, reason, "Give the path of a YAML or JSON file.")
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _bad(path, 0, f"is larger than {LARGEST_FILE // 1_000_000} MB", "Split it into smaller files.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(path, 0, "cannot be read as UTF-8 text", "Give the path of a file saved as UTF-8.") from error
    try:
        parse = _json if path.suffix.lower() == ".json" else read_yaml
        return StructuredFile(path, text, parse(text))
    except json.JSONDecodeError as error:
        raise _bad(path, error.lineno, f"is not well-formed JSON ({error.msg})", "Check commas and quotes.") from error
    except RecursionError as error:
        raise _bad(path, 0, "is nested too deeply", "Write it as the documents of the program show it.") from error
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = f"is not well-formed ({getattr(error, 'problem', None) or error})"
        remedy = "Check the indentation, the quotation marks, and that no key stands twice."
        raise _bad(path, mark.line + 1 if mark else 0, reason, remedy) from error


def _bad(path: Path, line: int, reason: str, remedy: str) -> BadInput:
    problem = Problem(f"{path}, line {line}" if line else str(path), 0, "", "", reason, remedy)
    return BadInput(f"{path} cannot be read.", [problem])


def _json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_float=Decimal)
    except _KeyTwiceError:
        # It is YAML as well, but for rare escapes, and that reader says in which line the key stands again.
        with suppress(yaml.scanner.ScannerError, yaml.reader.ReaderError):
            read_yaml(text)
        raise


class _KeyTwiceError(ValueError):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _KeyTwiceError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} stands twice")
    return content


def _keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from _keys(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _keys(part)
