"""The page on which a person brings their own organisations, merges two that are one, and corrects a profile."""

import streamlit as st

from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from matchmaker.ui import texts
from matchmaker.ui.editing import WHOM, draw_edit
from matchmaker.ui.frame import framed
from matchmaker.ui.importing import draw_import
from matchmaker.ui.markup import plain
from matchmaker.ui.merging import draw_merge
from matchmaker.ui.own import draw_own

_LONGEST = 200  # letters of a name in the address
_HOW, _SEEN = "change.how", "change.address"  # keys in the session's state


def page() -> None:
    """Draw the page."""
    matchmaker = framed(texts.CHANGE_TITLE, texts.CHANGE_INTRODUCTION)
    if matchmaker is None:
        return
    _read_address(matchmaker)
    draw_own()
    how = st.segmented_control(
        texts.CHANGE_HOW, (texts.CHANGE_IMPORT, texts.CHANGE_MERGE, texts.CHANGE_EDIT), required=True, key=_HOW
    )
    if how == texts.CHANGE_EDIT:
        draw_edit(matchmaker)
    elif how == texts.CHANGE_MERGE:
        draw_merge(matchmaker)
    else:
        draw_import(matchmaker)


def _read_address(matchmaker: Matchmaker) -> None:
    """Open the form of the organisation that the address names, once."""
    st.session_state.setdefault(_HOW, texts.CHANGE_IMPORT)
    given = st.query_params.get("organisation", "")[:_LONGEST]
    if given and given != st.session_state.get(_SEEN):
        try:
            st.session_state[WHOM] = matchmaker.catalogue.find(given).id
            st.session_state[_HOW] = texts.CHANGE_EDIT
        except BadInput as error:
            st.warning(plain(str(error)))
    st.session_state[_SEEN] = given
