"""The page on which a cluster manager finds partners, for one of the catalogue or one who describes itself."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.organisation import Organisation
from matchmaker.countries import country_name, flag
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker, Partner
from matchmaker.ui import texts
from matchmaker.ui.address import given_address, keep_address
from matchmaker.ui.cards import contributions_markup, fit_markup, member_markup, reasons_markup
from matchmaker.ui.charts.maps import europe
from matchmaker.ui.charts.spots import spot_of
from matchmaker.ui.described import ID, ask_described
from matchmaker.ui.frame import framed
from matchmaker.ui.links import link
from matchmaker.ui.markup import plain, tag
from matchmaker.ui.names import list_names
from matchmaker.ui.shortlist import draw_shortlist, drop, keep, shortlist
from matchmaker.ui.wanted import Wanted, read_wanted

EXAMPLE = "es-bec"

_TOP = 10
# Keys of the widgets in the session's state.
_HOW, _ORGANISATION = "partners.how", "partners.organisation"
_COUNTRIES, _ECOSYSTEMS, _MARKETS = "partners.countries", "partners.ecosystems", "partners.markets"
_NEWCOMERS, _HIDDEN = "partners.newcomers", "partners.hidden"


def page() -> None:
    """Draw the page."""
    matchmaker = framed(texts.PARTNERS_TITLE, texts.PARTNERS_INTRODUCTION)
    if matchmaker is None:
        return
    _read_address(matchmaker.catalogue)
    how = st.segmented_control(
        texts.PARTNERS_HOW, (texts.PARTNERS_CHOOSE, texts.PARTNERS_DESCRIBE), required=True, key=_HOW
    )
    knowing: Matchmaker | None = matchmaker
    chosen: str | None = None
    if how == texts.PARTNERS_DESCRIBE:
        knowing = ask_described(matchmaker)
    else:
        chosen = _choose(matchmaker.catalogue)
    wanted = _ask_filters(matchmaker.catalogue, chosen)
    keep_address(wanted.address())
    if knowing is None:
        return
    if how == texts.PARTNERS_CHOOSE and chosen is None:
        _draw_invitation(matchmaker.catalogue)
        return
    _draw_answer(knowing, chosen or ID, wanted)


def _read_address(catalogue: Catalogue) -> None:
    """Fill the widgets from the address when they first appear, and keep them while others are drawn."""
    if _HOW not in st.session_state:
        given, problems = read_wanted(given_address(), catalogue)
        for problem in problems:
            st.warning(plain(problem))
        st.session_state[_HOW], st.session_state[_ORGANISATION] = texts.PARTNERS_CHOOSE, given.organisation
        st.session_state[_COUNTRIES], st.session_state[_MARKETS] = list(given.countries), list(given.markets)
        st.session_state[_ECOSYSTEMS], st.session_state[_NEWCOMERS] = list(given.ecosystems), given.newcomers
        return
    st.session_state[_ORGANISATION] = st.session_state.get(_ORGANISATION)


def _choose(catalogue: Catalogue) -> str | None:
    names = list_names(catalogue)
    chosen: str | None = st.selectbox(
        texts.ORGANISATION,
        sorted(names, key=lambda each: catalogue[each].name.casefold()),
        index=None,
        format_func=names.__getitem__,
        placeholder=texts.ORGANISATION_PLACEHOLDER,
        key=_ORGANISATION,
    )
    return chosen


def _ask_filters(catalogue: Catalogue, organisation: str | None) -> Wanted:
    with st.expander(texts.PARTNERS_FILTERS, icon=":material/filter_list:"):
        left, right = st.columns(2)
        countries = left.multiselect(
            texts.COUNTRIES,
            sorted({each.country for each in catalogue}, key=country_name),
            format_func=_country,
            placeholder=texts.ANY,
            select_all=False,
            key=_COUNTRIES,
        )
        ecosystems = right.multiselect(
            texts.ECOSYSTEMS, ECOSYSTEMS, placeholder=texts.ANY, select_all=False, key=_ECOSYSTEMS
        )
        left, right = st.columns(2, vertical_alignment="bottom")
        markets = left.multiselect(
            texts.PARTNERS_MARKETS,
            sorted({each.country for each in catalogue.markets}, key=country_name),
            format_func=_country,
            placeholder=texts.ANY,
            help=texts.PARTNERS_MARKETS_HELP,
            select_all=False,
            key=_MARKETS,
        )
        newcomers = right.toggle(texts.PARTNERS_NEWCOMERS, help=texts.PARTNERS_NEWCOMERS_HELP, key=_NEWCOMERS)
    return Wanted(organisation, tuple(countries), tuple(ecosystems), tuple(markets), newcomers)


def _country(code: str) -> str:
    return f"{flag(code)} {country_name(code)}"


def _draw_invitation(catalogue: Catalogue) -> None:
    with st.container(border=True, key="partners-invitation"):
        st.header(texts.NOBODY_CHOSEN, anchor=False)
        st.markdown(texts.PARTNERS_NOBODY_HINT)
        if EXAMPLE in catalogue.positions:
            st.button(texts.example(catalogue[EXAMPLE].name), type="primary", on_click=_take, args=(EXAMPLE,))


def _take(organisation: str) -> None:
    st.session_state[_ORGANISATION] = organisation


def _draw_answer(matchmaker: Matchmaker, organisation: str, wanted: Wanted) -> None:
    catalogue = matchmaker.catalogue
    hidden: tuple[str, ...] = tuple(each for each in st.session_state.get(_HIDDEN, ()) if each in catalogue.positions)
    try:
        found = matchmaker.partners([organisation], _TOP, wanted.among(hidden))
    except BadInput as error:
        st.error(plain(str(error)))
        return
    asking = None if organisation == ID else organisation
    draw_shortlist(catalogue, asking)
    if hidden:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(texts.hidden([catalogue[each].label for each in hidden])), width="content")
            st.button(texts.PARTNERS_SHOW_AGAIN, on_click=_show_again, type="tertiary", key="partners.again")
    if not found:
        st.info(texts.PARTNERS_NONE)
        return
    whom = catalogue[organisation].name if asking else texts.YOU
    st.header(plain(texts.partners_of(len(found), whom)), anchor=False)
    _draw_map(catalogue[organisation], found)
    for rank, partner in enumerate(found, start=1):
        _draw_partner(rank, partner, kept=partner.organisation.id in shortlist(catalogue))
    if asking:
        link("consortia", texts.PARTNERS_BUILD, {"organisation": asking})
    st.caption(texts.SHARE)


def _draw_map(asking: Organisation, found: Sequence[Partner]) -> None:
    ranked = {rank: each.organisation for rank, each in enumerate(found, start=1)}
    spots = [spot_of(asking, own=True), *(spot_of(each, rank) for rank, each in ranked.items())]
    names = [f"{rank}. {each.label}, {country_name(each.country)}" for rank, each in ranked.items()]
    st.vega_lite_chart(spec=europe([each for each in spots if each], texts.europe_map(names)))
    st.caption(texts.PARTNERS_MAP)


def _draw_partner(rank: int, partner: Partner, *, kept: bool) -> None:
    organisation = partner.organisation
    with st.container(border=True, key=f"partner-{rank}"):
        who, fit = st.columns([3, 2], gap="medium")
        who.html(
            tag("h3", escape(f"{rank}. {organisation.label}"), class_="mm-heading")
            + tag("ul", member_markup(organisation), class_="mm-members")
            + _works_in(organisation.ecosystems)
            + reasons_markup(partner.reasons)
        )
        fit.html(fit_markup(partner.score))
        with fit.expander(texts.PARTNERS_SPLIT):
            st.html(contributions_markup(partner.contributions))
        with st.container(horizontal=True):
            if kept:
                st.button(
                    texts.KEPT,
                    key=f"partners.drop.{organisation.id}",
                    icon=":material/bookmark_added:",
                    help=texts.shortlist_drop(organisation.label),
                    on_click=drop,
                    args=(organisation.id,),
                )
            else:
                st.button(
                    texts.KEEP,
                    key=f"partners.keep.{organisation.id}",
                    icon=":material/bookmark_add:",
                    help=texts.shortlist_keep(organisation.label),
                    on_click=keep,
                    args=(organisation.id,),
                )
            st.button(
                texts.NOT_THIS_ONE,
                key=f"partners.hide.{organisation.id}",
                help=texts.hide(organisation.label),
                on_click=_hide,
                args=(organisation.id,),
                type="tertiary",
            )


def _works_in(ecosystems: Sequence[str]) -> str:
    return tag("p", escape(", ".join(ecosystems)), class_="mm-place") if ecosystems else ""


def _hide(organisation: str) -> None:
    st.session_state[_HIDDEN] = tuple(dict.fromkeys((*st.session_state.get(_HIDDEN, ()), organisation)))


def _show_again() -> None:
    st.session_state[_HIDDEN] = ()
