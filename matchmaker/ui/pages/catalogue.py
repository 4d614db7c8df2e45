"""The page on which everybody looks through the catalogue: by filters, by meaning, and one organisation at a time."""

from html import escape

import streamlit as st

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.organisation import Organisation
from matchmaker.countries import country_name, flag
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from matchmaker.ui import texts
from matchmaker.ui.address import given_address, keep_address
from matchmaker.ui.browsed import LONGEST, Browsed, read_browsed
from matchmaker.ui.cards import member_markup
from matchmaker.ui.frame import framed
from matchmaker.ui.links import link
from matchmaker.ui.markup import plain, tag
from matchmaker.ui.organisation_view import draw_organisation
from matchmaker.ui.shortlist import drop, keep, shortlist

_AT_ONCE = 20
_KEYWORDS = 6  # shown in the list
# Keys in the session's state.
_OPEN, _LIKE, _SEEN, _SHOWN = "catalogue.open", "catalogue.like", "catalogue.address", "catalogue.shown"
_COUNTRIES, _ECOSYSTEMS = "catalogue.countries", "catalogue.ecosystems"
_ONWARDS = (
    ("partners", texts.VIEW_PARTNERS),
    ("consortia", texts.VIEW_BUILD),
    ("abroad", texts.VIEW_ABROAD),
    ("change", texts.VIEW_EDIT),
)


def page() -> None:
    """Draw the page."""
    matchmaker = framed(texts.CATALOGUE_TITLE, texts.CATALOGUE_INTRODUCTION)
    if matchmaker is None:
        return
    _read_address(matchmaker.catalogue)
    chosen = st.session_state[_OPEN]
    if chosen in matchmaker.catalogue.positions:
        _keep_address(Browsed(chosen))
        _draw_one(matchmaker, matchmaker.catalogue[chosen])
        return
    browsed = _ask(matchmaker.catalogue)
    _keep_address(browsed)
    _draw_list(matchmaker, browsed)


def _read_address(catalogue: Catalogue) -> None:
    """Fill the widgets from the address when it was opened or followed, and keep them while others are drawn."""
    address = given_address()
    if _OPEN not in st.session_state or (address and address != st.session_state.get(_SEEN)):
        given, problems = read_browsed(address, catalogue)
        for problem in problems:
            st.warning(plain(problem))
        st.session_state[_OPEN], st.session_state[_LIKE] = given.organisation, given.like
        st.session_state[_COUNTRIES], st.session_state[_ECOSYSTEMS] = list(given.countries), list(given.ecosystems)
        return
    for key in (_LIKE, _COUNTRIES, _ECOSYSTEMS):
        # Streamlit forgets a widget that was not drawn, as while one organisation is open.
        st.session_state[key] = st.session_state.get(key)


def _keep_address(browsed: Browsed) -> None:
    address = browsed.address()
    keep_address(address)
    st.session_state[_SEEN] = address


def _ask(catalogue: Catalogue) -> Browsed:
    like = st.text_input(
        texts.CATALOGUE_LIKE,
        max_chars=LONGEST,
        placeholder=texts.CATALOGUE_LIKE_PLACEHOLDER,
        help=texts.CATALOGUE_LIKE_HELP,
        key=_LIKE,
    )
    left, right = st.columns(2)
    countries = left.multiselect(
        texts.COUNTRIES,
        sorted({each.country for each in catalogue}, key=country_name),
        format_func=lambda code: f"{flag(code)} {country_name(code)}",
        placeholder=texts.ANY,
        select_all=False,
        key=_COUNTRIES,
    )
    ecosystems = right.multiselect(
        texts.ECOSYSTEMS, ECOSYSTEMS, placeholder=texts.ANY, select_all=False, key=_ECOSYSTEMS
    )
    return Browsed(None, (like or "").strip(), tuple(countries or ()), tuple(ecosystems or ()))


def _draw_list(matchmaker: Matchmaker, browsed: Browsed) -> None:
    try:
        found = _found(matchmaker, browsed)
    except BadInput as error:
        st.error(plain(str(error)))
        return
    if not found:
        st.info(texts.CATALOGUE_NONE)
        return
    at = st.session_state.get(_SHOWN)
    shown = at[1] if at and at[0] == browsed else _AT_ONCE
    st.caption(plain(texts.catalogue_found(len(found), len(matchmaker.catalogue), by_meaning=bool(browsed.like))))
    for organisation, because in found[:shown]:
        _draw_row(matchmaker.catalogue, organisation, because)
    if len(found) > shown:
        st.button(
            texts.catalogue_more(len(found) - shown, _AT_ONCE),
            key="catalogue.more",
            on_click=_show,
            args=(browsed, shown + _AT_ONCE),
        )
    st.caption(texts.SHARE)


def _found(matchmaker: Matchmaker, browsed: Browsed) -> list[tuple[Organisation, str]]:
    """Return who is wanted, best first or in the order of names, each with the topic by which it was found."""
    if browsed.like:
        with st.spinner(texts.CATALOGUE_SEARCHING):
            hits = matchmaker.search(browsed.like, len(matchmaker.catalogue))
        found = [(each.organisation, each.because) for each in hits]
    else:
        found = [(each, "") for each in sorted(matchmaker.catalogue, key=lambda each: each.name.casefold())]
    return [
        (each, because)
        for each, because in found
        if (not browsed.countries or each.country in browsed.countries)
        and (not browsed.ecosystems or set(browsed.ecosystems) & set(each.ecosystems))
    ]


def _draw_row(catalogue: Catalogue, organisation: Organisation, because: str) -> None:
    with st.container(border=True, key=f"catalogue-{organisation.id}"):
        who, action = st.columns([5, 1], vertical_alignment="center")
        topics = tuple(dict.fromkeys((because, *organisation.keywords) if because else organisation.keywords))
        who.html(
            tag("ul", member_markup(organisation), class_="mm-members")
            + tag("p", escape(", ".join(organisation.ecosystems)), class_="mm-place")
            + tag("p", _topics(topics[:_KEYWORDS], because), class_="mm-place")
            + tag("p", escape(texts.partnerships(len(catalogue.partnerships_of[organisation.id]))), class_="mm-place")
        )
        action.button(
            texts.CATALOGUE_OPEN,
            key=f"catalogue.open.{organisation.id}",
            help=texts.catalogue_open(organisation.label),
            on_click=_open,
            args=(organisation.id,),
        )


def _topics(topics: tuple[str, ...], because: str) -> str:
    return ", ".join(tag("strong", escape(each)) if each == because else escape(each) for each in topics)


def _draw_one(matchmaker: Matchmaker, organisation: Organisation) -> None:
    st.button(texts.CATALOGUE_BACK, key="catalogue.back", icon=":material/arrow_back:", on_click=_open, args=(None,))
    draw_organisation(matchmaker, organisation)
    kept = organisation.id in shortlist(matchmaker.catalogue)
    places = st.columns(len(_ONWARDS))
    for place, (address, label) in zip(places, _ONWARDS, strict=True):
        with place:
            link(address, label, {"organisation": organisation.id})
    st.button(
        texts.KEPT if kept else texts.KEEP,
        key="catalogue.keep",
        icon=":material/bookmark_added:" if kept else ":material/bookmark_add:",
        help=texts.shortlist_drop(organisation.label) if kept else texts.shortlist_keep(organisation.label),
        on_click=drop if kept else keep,
        args=(organisation.id,),
    )
    st.caption(texts.SHARE)


def _open(organisation: str | None) -> None:
    st.session_state[_OPEN] = organisation


def _show(browsed: Browsed, count: int) -> None:
    st.session_state[_SHOWN] = (browsed, count)
