"""Which pages there are, grouped by whom they are for, and links from one to another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from matchmaker.ui import texts
from matchmaker.ui.address import given_address
from matchmaker.ui.links import PAGES, link
from matchmaker.ui.markup import tag
from matchmaker.ui.pages import abroad, catalogue, change, check, consortia, partners, portfolio, start

_ASKED = "navigation.asked"  # key in the session's state: what was last asked on each page, by its address


@dataclass(frozen=True)
class Entry:
    """A page of the app: `address` is its part of the URL, under which it can be linked to."""

    address: str
    title: str
    draw: Callable[[], None]


GROUPS: Mapping[str, Sequence[Entry]] = {
    "": (Entry("start", texts.START_NAME, start.page),),
    texts.FOR_MANAGERS: (
        Entry("partners", texts.PARTNERS_TITLE, partners.page),
        Entry("consortia", texts.BUILD_TITLE, consortia.page),
        Entry("abroad", texts.ABROAD_TITLE, abroad.page),
    ),
    texts.FOR_STAFF: (
        Entry("check", texts.CHECK_TITLE, check.page),
        Entry("portfolio", texts.PORTFOLIO_TITLE, portfolio.page),
    ),
    texts.FOR_EVERYBODY: (
        Entry("catalogue", texts.CATALOGUE_TITLE, catalogue.page),
        Entry("change", texts.CHANGE_TITLE, change.page),
    ),
}
"""All pages, by the people whom they are for. The first page is where the app opens."""


def run() -> None:
    """Draw the navigation and the page that is asked for."""
    first = next(iter(GROUPS.values()))[0]
    # Pages have no icon of their own: Streamlit would fetch it from the internet to show it on the browser's tab.
    pages = {
        group: [
            st.Page(entry.draw, title=entry.title, url_path=entry.address, default=entry is first) for entry in entries
        ]
        for group, entries in GROUPS.items()
    }
    addresses = [entry.address for entries in GROUPS.values() for entry in entries]
    st.session_state[PAGES] = dict(zip(addresses, [page for each in pages.values() for page in each], strict=True))
    current = st.navigation(pages, position="hidden")
    # Streamlit's own list of grouped pages is none to a screen reader: its items are not in the list.
    with st.sidebar:
        for group, entries in GROUPS.items():
            if group:
                st.html(tag("p", group, class_="mm-group"))
            for entry in entries:
                # Who comes back to a page finds it as it was left.
                link(entry.address, entry.title, st.session_state.get(_ASKED, {}).get(entry.address))
    try:
        current.run()
    finally:
        address = current.url_path or first.address
        asked = given_address()
        st.session_state[_ASKED] = {**st.session_state.get(_ASKED, {}), address: asked}
