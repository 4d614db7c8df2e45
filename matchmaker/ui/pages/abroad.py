"""The page that says to which markets a consortium could go, and whom to meet there."""

from collections import Counter
from collections.abc import Sequence
from html import escape

import streamlit as st

from matchmaker.abroad.abroad import AbroadPartners
from matchmaker.abroad.market_choice import RankedMarket, market_numbers
from matchmaker.abroad.partners import AbroadPartner
from matchmaker.affinity.affinity import shown
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.countries import country_name, flag, in_words
from matchmaker.errors import BadInput
from matchmaker.matchmaker import DEFAULT_CALL
from matchmaker.ui import texts
from matchmaker.ui.address import given_address, keep_address
from matchmaker.ui.cards import contributions_markup, meter_markup, reasons_markup
from matchmaker.ui.charts.maps import world
from matchmaker.ui.charts.spots import spot_of
from matchmaker.ui.frame import framed
from matchmaker.ui.going import Going, read_going
from matchmaker.ui.links import link
from matchmaker.ui.markup import plain, tag
from matchmaker.ui.names import list_names

EXAMPLE = Going(members=("es-bec", "dk-ecd", "se-offshorevast"))

_TOP = 10
_MARKETS_SHOWN = 8
_MOST_CONTACTS = 5
_MEMBERS, _MARKETS = "abroad.members", "abroad.markets"


def page() -> None:
    """Draw the page."""
    matchmaker = framed(texts.ABROAD_TITLE, texts.ABROAD_INTRODUCTION, abroad=True)
    if matchmaker is None:
        return
    going = _ask(matchmaker.catalogue)
    if not going.members:
        _draw_invitation(matchmaker.catalogue)
        return
    try:
        with st.spinner(texts.ABROAD_SEARCHING):
            markets = matchmaker.markets(going.members)
            found = matchmaker.partners_abroad(going.members, markets=going.markets, top=_TOP)
    except BadInput as error:
        st.error(plain(str(error)))
        return
    _draw_markets(going, markets, market_numbers(matchmaker.call(DEFAULT_CALL)))
    _draw_partners(matchmaker.catalogue, going, found)
    st.caption(texts.SHARE)


def _ask(catalogue: Catalogue) -> Going:
    if _MEMBERS not in st.session_state:
        given, problems = read_going(given_address(), catalogue)
        for problem in problems:
            st.warning(plain(problem))
        _fill(given)
    names = list_names(catalogue)
    members = st.multiselect(
        texts.ABROAD_MEMBERS,
        sorted(names, key=lambda each: catalogue[each].name.casefold()),
        format_func=names.__getitem__,
        placeholder=texts.ORGANISATION_PLACEHOLDER,
        max_selections=Going.MOST,
        select_all=False,
        key=_MEMBERS,
    )
    markets = st.multiselect(
        texts.ABROAD_MARKETS,
        sorted({each.country for each in catalogue.markets}, key=country_name),
        format_func=lambda code: f"{flag(code)} {country_name(code)}",
        placeholder=texts.ABROAD_ANYWHERE,
        select_all=False,
        key=_MARKETS,
    )
    going = Going(tuple(members), tuple(markets))
    keep_address(going.address())
    return going


def _fill(given: Going) -> None:
    st.session_state[_MEMBERS], st.session_state[_MARKETS] = list(given.members), list(given.markets)


def _look_in(market: str) -> None:
    st.session_state[_MARKETS] = list(dict.fromkeys((*st.session_state[_MARKETS], market)))


def _draw_invitation(catalogue: Catalogue) -> None:
    with st.container(border=True, key="abroad-invitation"):
        st.header(texts.ABROAD_NOBODY, anchor=False)
        st.markdown(texts.ABROAD_NOBODY_HINT)
        if all(each in catalogue.positions for each in EXAMPLE.members):
            st.button(texts.CHECK_EXAMPLE, type="primary", on_click=_fill, args=(EXAMPLE,))


def _draw_markets(going: Going, markets: Sequence[RankedMarket], numbers: tuple[int, int]) -> None:
    proposed = [each for each in markets if each.proposed]
    st.header(texts.ABROAD_WHERE, anchor=False)
    st.markdown(plain(texts.proposed([in_words(each.country) for each in proposed], numbers)))
    for rank, each in enumerate(markets[:_MARKETS_SHOWN], start=1):
        name, suits = f"{flag(each.country)} {country_name(each.country)}", shown(each.score)
        label = texts.market(rank, name, suits, proposed=each.proposed)
        with st.expander(label, expanded=rank == 1):
            left, right = st.columns([3, 2], gap="medium")
            left.html(reasons_markup(each.reasons))
            right.html(meter_markup(texts.ABROAD_SUITS, suits))
            right.button(
                texts.ABROAD_LOOK,
                key=f"abroad.look.{each.country}",
                on_click=_look_in,
                args=(each.country,),
                disabled=each.country in going.markets,
                help=texts.look_in(in_words(each.country)),
            )
    st.caption(texts.ABROAD_HOW_SURE)
    query = {"member": list(going.members), "market": [each.country for each in proposed]}
    link("check", texts.ABROAD_CHECK, query)


def _draw_partners(catalogue: Catalogue, going: Going, found: AbroadPartners) -> None:
    st.header(texts.ABROAD_WHOM, anchor=False)
    if not found.partners:
        st.info(texts.ABROAD_NONE)
        return
    spots = [
        *(spot_of(catalogue[each], own=True) for each in going.members),
        *(spot_of(each.organisation, rank) for rank, each in enumerate(found.partners, start=1)),
    ]
    counted = Counter(each.organisation.country for each in found.partners)
    said = texts.world_map(
        [f"{each.organisation.name}, {country_name(each.organisation.country)}" for each in found.partners]
    )
    with st.container(key="world-map"):
        st.vega_lite_chart(spec=world([each for each in spots if each], counted, said))
    st.caption(texts.ABROAD_MAP)
    for rank, partner in enumerate(found.partners, start=1):
        _draw_partner(catalogue, rank, partner)
    _draw_contacts(found)
    st.caption(texts.ABROAD_ORDER)


def _draw_partner(catalogue: Catalogue, rank: int, partner: AbroadPartner) -> None:
    place = partner.organisation
    where = ", ".join(part for part in (place.city, country_name(place.country)) if part)
    with st.container(border=True, key=f"abroad-{rank}"):
        who, fit = st.columns([3, 2], gap="medium")
        who.html(
            tag("h3", escape(f"{rank}. {place.name}"), class_="mm-heading")
            + tag("p", escape(f"{flag(place.country)} {where} · {texts.role(partner.role)}"), class_="mm-place")
            + reasons_markup(partner.reasons)
        )
        members = [
            meter_markup(catalogue[member].label, shown(value), small=True) for member, value in partner.fits.items()
        ]
        fit.html(meter_markup(texts.ABROAD_FIT, shown(partner.score)) + "".join(members if len(members) > 1 else []))
        with fit.expander(texts.PARTNERS_SPLIT):
            st.html(contributions_markup(partner.contributions))
        if place.website:
            who.caption(plain(place.website))


def _draw_contacts(found: AbroadPartners) -> None:
    named = {each.organisation.id for each in found.partners}
    lines = [
        contact.sentence
        for contacts in found.contacts.values()
        for contact in [each for each in contacts if each.organisation.id not in named][:_MOST_CONTACTS]
    ]
    if lines:
        st.subheader(texts.ABROAD_KNOWN, anchor=False)
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
