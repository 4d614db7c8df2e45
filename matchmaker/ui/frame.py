"""What every page does first: style, title, and the catalogue opened, or a sentence on why it cannot be."""

from pathlib import Path
from typing import Literal

import streamlit as st

from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from matchmaker.ui import texts
from matchmaker.ui.markup import plain
from matchmaker.ui.opening import opened
from matchmaker.ui.own import working_on

_FOLDER = Path(__file__).parent


def framed(
    title: str, introduction: str, layout: Literal["centered", "wide"] = "centered", *, abroad: bool = False
) -> Matchmaker | None:
    """Draw the head of a page, and return what answers its questions.

    A session that changed the catalogue works on its own. With `abroad`, it waits for the profiles of organisations
    abroad. Nothing is returned where there is nothing to ask: then the page says why, and has no more to draw.
    """
    st.set_page_config(page_icon=_FOLDER / "icon.svg", layout=layout)
    st.html(_FOLDER / "style.css")
    st.title(title)
    st.markdown(introduction)
    try:
        matchmaker = opened(abroad=abroad)
    except BadInput as error:
        st.error(plain(f"{texts.CATALOGUE_UNUSABLE}\n{error}"))
        return None
    matchmaker = working_on(matchmaker)
    if not len(matchmaker.catalogue):
        st.info(plain(texts.CATALOGUE_EMPTY))
        return None
    return matchmaker
