"""Text that is safe to put into documents: names and notes come from files of strangers."""

import unicodedata

_LONGEST_CELL = 32_767  # characters; Excel refuses more
_STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    """Return a text without control characters (but line breaks), which documents cannot hold."""
    kept = (letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs"))
    return "".join(letter for letter in kept if letter not in "\ufffe\uffff")


def cell(text: str) -> str:
    """Return a text for a cell of a table: one that a spreadsheet would run as a formula begins with an apostrophe."""
    safe = plain(text)
    if safe.lstrip(" \n").startswith(_STARTS_OF_FORMULAS):
        safe = "'" + safe
    return safe[:_LONGEST_CELL]
