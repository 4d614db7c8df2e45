"""Text of strangers in the cells of spreadsheets: none of it may be run as a formula."""

import re

# What spreadsheets take for the beginning of a formula, full-width forms and leading blanks included (OWASP, "CSV
# Injection").
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_MARKED = re.compile(r"'+(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r])")


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet would run a text as a formula if somebody typed it in."""
    return _FORMULA.match(text) is not None


def csv_cell(text: str) -> str:
    """Return what to write into a CSV file for a text, so that no spreadsheet runs it.

    An apostrophe is put before what looks like a formula, and before what has such an apostrophe already;
    `from_csv_cell` takes it away. Plain numbers stay.
    """
    if _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if looks_like_formula(text) or _MARKED.match(text) else text


def from_csv_cell(text: str) -> str:
    """Return the text that a cell of a CSV file stands for."""
    return text[1:] if text.startswith("'") and _MARKED.match(text) else text
