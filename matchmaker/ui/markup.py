"""Text of other people's, made safe: what a catalogue or an address holds is shown, never obeyed."""

import re
import string
from html import escape

_ESCAPED = {ord(mark): f"\\{mark}" for mark in string.punctuation}
_DIRECTIVE = re.compile(r":(?=\w)")


def plain(text: str) -> str:
    """Return Markdown that shows a text as it is, line by line."""
    # Streamlit looks for :icons: after Markdown's own escapes are gone; a joiner that nobody sees stops it.
    harmless = _DIRECTIVE.sub(":\u2060", text)
    return "  \n".join(line.strip().translate(_ESCAPED) for line in harmless.splitlines())


def tag(name: str, *inside: str, **attributes: str | float) -> str:
    """Return an HTML element; `inside` is HTML already, attributes are plain text.

    An underscore in an attribute's name stands for a hyphen, and one at its end only keeps it from being Python's own.
    """
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items())
    return f"<{name}{given}>{''.join(inside)}</{name}>"


def capitalised(text: str) -> str:
    """Return a text with a capital first letter and the others as they are."""
    return text[:1].upper() + text[1:]
