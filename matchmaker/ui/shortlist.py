"""The organisations that a person keeps in this session, to build a consortium with."""

import streamlit as st

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.countries import flag
from matchmaker.ui import texts
from matchmaker.ui.links import link
from matchmaker.ui.markup import plain

_KEPT = "shortlist"  # key in the session's state


def shortlist(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the ids that are kept, of those that the catalogue has."""
    return tuple(each for each in st.session_state.get(_KEPT, ()) if each in catalogue.positions)


def keep(organisation: str) -> None:
    """Keep an organisation, by its id."""
    kept = st.session_state.get(_KEPT, ())
    st.session_state[_KEPT] = tuple(dict.fromkeys((*kept, organisation)))


def drop(organisation: str) -> None:
    """Keep an organisation no longer."""
    st.session_state[_KEPT] = tuple(each for each in st.session_state.get(_KEPT, ()) if each != organisation)


def draw_shortlist(catalogue: Catalogue, asking: str | None) -> None:
    """Draw the shortlist, and the link to consortia of `asking` (an id) with those who are in it."""
    kept = shortlist(catalogue)
    with st.container(border=True, key="shortlist"):
        st.subheader(texts.SHORTLIST, anchor=False)
        if not kept:
            st.caption(texts.SHORTLIST_EMPTY)
            return
        for each in kept:
            organisation = catalogue[each]
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(f"{flag(organisation.country)} {plain(organisation.label)}", width="content")
                st.button(
                    texts.SHORTLIST_DROP,
                    key=f"shortlist.drop.{each}",
                    on_click=drop,
                    args=(each,),
                    help=texts.shortlist_drop(organisation.label),
                    type="tertiary",
                )
        query: dict[str, list[str]] = {"lock": [each for each in kept if each != asking]}
        link("consortia", texts.SHORTLIST_BUILD, query | ({"organisation": [asking]} if asking else {}))
