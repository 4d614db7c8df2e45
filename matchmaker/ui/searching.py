"""Runs a search while the person sees how far it is and can stop it."""

import time
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from matchmaker.consortia.watch import Progress
from matchmaker.ui import texts

Answer = TypeVar("Answer")

_SOON = 1.0  # seconds after which a person wants to know how far it is
_STOPPED = "searching.stopped"  # key in the session's state: what the person did not want to wait for


def searched(key: str, question: object, search: Callable[[Progress], Answer]) -> Answer | None:
    """Return the answer of a search; None where the person stopped it: then the page offers to search again.

    Args:
        key: begins the keys of the widgets, and is another one for each search of a page.
        question: what is asked; equal questions are the same. Once stopped, it is not searched until it is asked anew.
        search: searches, and tells how far it is.

    Raises:
        BadInput: what `search` raises.
    """
    if st.session_state.get(_STOPPED) == (key, question):
        st.info(texts.BUILD_STOPPED)
        st.button(texts.BUILD_AGAIN, key=f"{key}.again", on_click=_stop, args=(None,))
        return None
    place, start = st.empty(), time.monotonic()
    bars: list[Callable[[float], object]] = []

    def report(done: int, total: int) -> None:
        # Drawing is also where Streamlit leaves a search whose page was closed or whose question was changed.
        part = min(done / max(total, 1), 1.0)
        if not bars and time.monotonic() - start > _SOON:
            with place.container(horizontal=True, vertical_alignment="center"):
                bar = st.progress(part, texts.SEARCHING)
                st.button(texts.BUILD_STOP, key=f"{key}.stop", on_click=_stop, args=((key, question),))
            bars.append(lambda now: bar.progress(now, texts.SEARCHING))
        for move in bars:
            move(part)

    try:
        return search(report)
    finally:
        place.empty()


def _stop(what: tuple[str, object] | None) -> None:
    st.session_state[_STOPPED] = what
