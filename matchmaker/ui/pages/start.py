"""The page where the app opens: what it does for whom, and an example on real data that needs no typing."""

import streamlit as st

from matchmaker.matchmaker import DEFAULT_CALL, Matchmaker
from matchmaker.ui import texts
from matchmaker.ui.cards import draw_card
from matchmaker.ui.frame import framed
from matchmaker.ui.links import exists, link
from matchmaker.ui.markup import plain
from matchmaker.ui.question import Question

EXAMPLE = Question(organisation="es-bec", markets=("JP", "US"), top=3)
"""Whom the worked example is about, if the catalogue has them."""


def page() -> None:
    """Draw the page."""
    matchmaker = framed(texts.START_TITLE, texts.START_INTRODUCTION)
    if matchmaker is None:
        return
    for column, door in zip(st.columns(len(texts.DOORS)), texts.DOORS, strict=True):
        with column.container(border=True, height="stretch", key=f"start-{door.key}"):
            st.subheader(door.title, anchor=False)
            st.markdown(door.text)
            for address, label in door.links:
                link(address, label)
    _draw_example(matchmaker)


def _draw_example(matchmaker: Matchmaker) -> None:
    asking = EXAMPLE.organisation
    if asking is None or asking not in matchmaker.catalogue.positions:
        return
    found = matchmaker.consortia(asking, markets=EXAMPLE.markets, top=1)
    st.header(texts.START_EXAMPLE, anchor=False)
    call = matchmaker.call(DEFAULT_CALL)
    st.markdown(plain(texts.start_example(matchmaker.catalogue[asking].name, call.title)))
    for consortium in found.consortia:
        draw_card(1, consortium, asking)
    if exists("consortia"):
        link("consortia", texts.START_MORE, EXAMPLE.address())
