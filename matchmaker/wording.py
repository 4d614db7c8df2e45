"""Putting things into words."""

from collections.abc import Sequence


def listed(items: Sequence[str]) -> str:
    """Return items as a person lists them, such as "a, b and c"; at least one."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def capitalised(text: str) -> str:
    """Return a text as it begins a sentence: its first letter a capital, all others as they are."""
    return text[:1].upper() + text[1:]


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun, such as "1 problem" or "2 consortia"."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"
