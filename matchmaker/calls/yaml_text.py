"""YAML without its surprises: what is not a number, true, false or null is text, and no key stands twice.

NO is the code of Norway, 12:30 is no number in sixties, and a date is left to whoever knows what it is for. Anchors and
tags are refused: nobody needs them to state a consortium or a call, and they can make a small file very large.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NoReturn

import yaml

Place = tuple[str | int, ...]
# What the parser yields: the stubs know neither the tags of nodes nor that every event has a mark.
Event = Any

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
        yaml.YAMLError: it is not well-formed, or holds an anchor, a tag, a key twice, or a second document.
    """
    events: Iterator[Event] = iter(yaml.parse(text, _LOADER))
    content = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            content = _built(next(events), events, (), lines)
            break
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            _refuse(event, "a second document begins")
    return content


def _built(event: Event, events: Iterator[Event], place: Place, lines: dict[Place, int] | None) -> Any:
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        _refuse(event, "anchors (& and *) are not read here: write the part out")
    if event.tag is not None and event.tag != "!":
        _refuse(event, f"tags ({event.tag}) are not read here: leave them out")
    if lines is not None:
        lines[place] = event.start_mark.line + 1
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event.value) if event.implicit[0] else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events, place, lines)
    return _mapping(events, place, lines)


def _sequence(events: Iterator[Event], place: Place, lines: dict[Place, int] | None) -> list[Any]:
    items: list[Any] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        items.append(_built(event, events, (*place, len(items)) if lines is not None else place, lines))
    return items


def _mapping(events: Iterator[Event], place: Place, lines: dict[Place, int] | None) -> Mapping[str, Any]:
    content: dict[str, Any] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        if not isinstance(event, yaml.ScalarEvent):
            _refuse(event, "a key is a list, a mapping or an alias")
        key = event.value
        if key in content:
            _refuse(event, f"the key {key!r} stands twice")
        content[key] = _built(next(events), events, (*place, key) if lines is not None else place, lines)
    return content


def _scalar(text: str) -> Any:
    word = text.lower()
    if word in _WORDS:
        return _WORDS[word]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


def _refuse(event: Event, problem: str) -> NoReturn:
    raise yaml.constructor.ConstructorError(None, None, problem, event.start_mark)
