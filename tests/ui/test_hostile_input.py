"""Every page, given what nobody should give it: in every parameter of its address, and in every field of text."""

import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from matchmaker.ui.navigation import GROUPS
from tests.ui.conftest import Open

ADDRESSES = [entry.address for entries in GROUPS.values() for entry in entries]
PARAMETERS = (
    "organisation", "size", "top", "market", "lock", "exclude", "ecosystem", "require", "market-fit", "spread",
    "newcomers", "difference", "seconds", "closer", "goes", "comes", "compare", "why", "country", "member", "partner",
    "call", "day", "search", "text", "count", "budget", "like",
)  # fmt: skip
MARKED = "<script>alert(1)</script> [a](https://elsewhere.example) **b** :red[c] :material/delete: $d$ `e`"
HOSTILE = (MARKED, "\0\x01\x1b[31m\u202e\ufeff", "=cmd|' /C calc'!A0", "' OR 1=1 --", "🏴" * 500, "\n\n# x\n\n- y")
LONG = "<b>" * (10_000_000 // 3)

# Markdown that would be obeyed: an element of HTML, a link, a directive, or emphasis that nothing escapes.
_OBEYED = re.compile(r"(?<!\\)<script|(?<!\\)\]\(https://elsewhere|(?<![\\\w]):red\[|(?<!\\)\*\*b\*\*")


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_in_the_address_is_obeyed_or_breaks_the_page(open_app: Open, address: str) -> None:
    app = open_app(page=address, **{name: list(HOSTILE) for name in PARAMETERS})
    assert app.title
    assert not list(_obeyed(app))


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_in_a_field_is_obeyed_or_breaks_the_page(open_app: Open, address: str) -> None:
    app = open_app(page=address)
    for text in (*HOSTILE, LONG):
        for field in (*app.text_input, *app.text_area):
            field.set_value(text)
        app.run()
        assert not app.exception
        assert not list(_obeyed(app))
        if not (app.text_input or app.text_area):
            return


def _obeyed(app: AppTest) -> Iterator[str]:
    for kind in ("markdown", "caption", "warning", "error", "info", "success", "header", "subheader"):
        for each in app.get(kind):
            if not getattr(each, "allow_html", False) and _OBEYED.search(each.value):
                yield each.value[:200]
    for each in app.get("html"):
        if "<script" in each.proto.body:
            yield each.proto.body[:200]
