"""Text that is safe to put into documents: names and notes come from files of strangers."""

import unicodedata

_LONGEST_CELL = 32_767  # characters; Excel refuses more
# Marks that turn the direction of what follows can make a sentence read as its contrary.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NO_CHARACTERS = frozenset("\ufffe\uffff")


def plain(text: str) -> str:
    """Return a text without control characters (but line breaks and tabs), which documents cannot hold."""
    if text.isprintable():
        return text
    return "".join(
        letter
        for letter in text
        if letter in "\n\t"
        or not (unicodedata.category(letter) in ("Cc", "Cs") or letter in _TURNING or letter in _NO_CHARACTERS)
    )


def cell_text(text: str) -> str:
    """Return a text that a cell of a workbook can hold."""
    return plain(text)[:_LONGEST_CELL]
