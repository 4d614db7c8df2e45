"""Links from one page to another, which keep what the person has in this session."""

from collections.abc import Mapping, Sequence

import streamlit as st

PAGES = "navigation.pages"
"""Key in the session's state under which the navigation leaves its pages, by their address."""


def exists(address: str) -> bool:
    """Return whether there is a page with this address."""
    return address in st.session_state.get(PAGES, {})


def link(address: str, label: str, query: Mapping[str, str | Sequence[str]] | None = None) -> None:
    """Draw a link to the page with this address that opens it with a query; nothing where there is no such page.

    A link in HTML would open a new session: shortlists would be lost.
    """
    if exists(address):
        st.page_link(st.session_state[PAGES][address], label=label, query_params=dict(query or {}))
