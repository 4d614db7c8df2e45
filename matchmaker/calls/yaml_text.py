"""YAML without its surprises: what is not a number, true, false or null is text, and no key stands twice.

NO is the code of Norway, 12:30 is no number in sixties, and a date is left to whoever knows what it is for. Tags build
nothing, and references cannot make a small file very large.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NoReturn

import yaml

Place = tuple[str | int, ...]
# What the parser yields: the stubs know neither the tags of nodes nor that every event has a mark.
Event = Any

LARGEST_CONTENT = 10_000_000  # parts, those that are referred to counted each time
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
# The parser written in C is ten times as fast; not every installation has it.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str, lines: dict[Place, int] | None = None) -> Any:
    """Return the mappings, lists and scalars of a text of one document; JSON is YAML, too.

    Args:
        text: the document.
        lines: takes the line, from 1, of each part by its place: keys and positions from the root.

    Raises:
        yaml.YAMLError: it is not well-formed, or holds a tag, a key twice, a second document, or more than
            `LARGEST_CONTENT` parts.
    """
    return _Builder(iter(yaml.parse(text, _LOADER)), lines).document()


class _Builder:
    """Builds content from events; `_anchors` are the parts that others refer to, each with its number of parts."""

    def __init__(self, events: Iterator[Event], lines: dict[Place, int] | None) -> None:
        self._events, self._lines = events, lines
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._count = 0

    def document(self) -> Any:
        content = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                content = self._part(next(self._events), ())
                break
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                _refuse(event, "a second document begins")
        return content

    def _part(self, event: Event, place: Place) -> Any:
        if isinstance(event, yaml.AliasEvent):
            return self._referred_to(event)
        before = self._count
        self._count += 1
        if event.tag is not None and event.tag != "!":
            _refuse(event, f"tags ({event.tag}) are not read here: leave them out")
        if self._lines is not None:
            self._lines[place] = event.start_mark.line + 1
        if isinstance(event, yaml.ScalarEvent):
            part = _scalar(event.value) if event.implicit[0] else event.value
        elif isinstance(event, yaml.SequenceStartEvent):
            part = self._sequence(place)
        else:
            part = self._mapping(place)
        if event.anchor is not None:
            self._anchors[event.anchor] = part, self._count - before
        return part

    def _referred_to(self, event: Event) -> Any:
        if event.anchor not in self._anchors:
            _refuse(event, f"*{event.anchor} refers to nothing before it")
        part, count = self._anchors[event.anchor]
        self._count += count
        if self._count > LARGEST_CONTENT:
            _refuse(
                event, f"there are more than {LARGEST_CONTENT:,} parts, those that are referred to counted each time"
            )
        return part

    def _sequence(self, place: Place) -> list[Any]:
        items: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._part(event, self._below(place, len(items))))
        return items

    def _mapping(self, place: Place) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                _refuse(event, "a key is a list, a mapping or a reference")
            key = event.value
            if key in content:
                _refuse(event, f"the key {key!r} stands twice")
            content[key] = self._part(next(self._events), self._below(place, key))
        return content

    def _below(self, place: Place, step: str | int) -> Place:
        # Places are only for lines, and most files are read without.
        return (*place, step) if self._lines is not None else place


def _scalar(text: str) -> Any:
    word = text.lower()
    if word in _WORDS:
        return _WORDS[word]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


def _refuse(event: Event, problem: str) -> NoReturn:
    raise yaml.constructor.ConstructorError(None, None, problem, event.start_mark)
