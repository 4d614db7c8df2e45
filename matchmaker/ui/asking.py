"""The widgets with which a question about consortia is asked."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.consortia.query import ALWAYS_EXACT
from matchmaker.countries import flag
from matchmaker.ui import texts
from matchmaker.ui.address import Address
from matchmaker.ui.markup import plain
from matchmaker.ui.names import list_names
from matchmaker.ui.question import DIFFERENCES, MARKET_FITS, SECONDS, SIZES, TOPS, WEIGHTS, Question, read_question

_KEY = "consortia."  # keys of the widgets in the session's state begin so
_ORGANISATION, _LOCK, _EXCLUDE = f"{_KEY}organisation", f"{_KEY}lock", f"{_KEY}exclude"


def is_fresh() -> bool:
    """Return whether nothing was asked on this page since it was opened."""
    return _ORGANISATION not in st.session_state


def fill(address: Address, catalogue: Catalogue) -> None:
    """Fill the widgets from an address, and say what of it cannot be used."""
    question, problems = read_question(address, catalogue)
    for problem in problems:
        st.warning(plain(problem))
    for name, value in vars(question).items():
        st.session_state[_KEY + name] = list(value) if isinstance(value, tuple) else value


def ask(catalogue: Catalogue) -> Question:
    """Draw the widgets, and return what they ask."""
    names = list_names(catalogue)
    ordered = sorted(names, key=lambda each: catalogue[each].name.casefold())
    markets = {market.country: f"{flag(market.country)} {market.name}" for market in catalogue.markets}
    abroad = sorted(markets, key=lambda code: markets[code][2:])
    organisation = st.selectbox(
        texts.ORGANISATION,
        ordered,
        index=None,  # so that it can be emptied
        format_func=names.__getitem__,
        placeholder=texts.ORGANISATION_PLACEHOLDER,
        key=_ORGANISATION,
    )
    wide, narrow, narrower = st.columns([3, 1.3, 1.3])
    chosen = wide.multiselect(
        texts.MARKETS,
        abroad,
        format_func=markets.__getitem__,
        placeholder=texts.MARKETS_PLACEHOLDER,
        help=texts.MARKETS_HELP,
        select_all=False,
        key=f"{_KEY}markets",
    )
    size = narrow.selectbox(texts.SIZE, SIZES, format_func=texts.members, help=texts.SIZE_HELP, key=f"{_KEY}size")
    top = narrower.selectbox(texts.TOP, TOPS, format_func=texts.best, key=f"{_KEY}top")
    with st.expander(texts.BUILD_MORE, icon=":material/tune:"):
        left, right = st.columns(2)
        lock = _several(left, texts.BUILD_LOCK, [each for each in ordered if each != organisation], names, _LOCK)
        free = [each for each in ordered if each not in (organisation, *lock)]
        exclude = _several(right, texts.BUILD_EXCLUDE, free, names, _EXCLUDE)
        ecosystems = left.multiselect(
            texts.BUILD_ECOSYSTEMS,
            ECOSYSTEMS,
            placeholder=texts.BUILD_NOTHING,
            help=texts.BUILD_ECOSYSTEMS_HELP,
            select_all=False,
            key=f"{_KEY}ecosystems",
        )
        required = right.multiselect(
            texts.BUILD_REQUIRED,
            abroad,
            format_func=markets.__getitem__,
            placeholder=texts.BUILD_NOTHING,
            help=texts.BUILD_REQUIRED_HELP,
            select_all=False,
            key=f"{_KEY}required",
        )
        newcomers = left.selectbox(
            texts.BUILD_NEWCOMERS,
            WEIGHTS,
            format_func=texts.WEIGHT_NAMES.__getitem__,
            help=texts.BUILD_NEWCOMERS_HELP,
            key=f"{_KEY}newcomers",
        )
        spread = right.selectbox(
            texts.BUILD_SPREAD,
            WEIGHTS,
            format_func=texts.WEIGHT_NAMES.__getitem__,
            help=texts.BUILD_SPREAD_HELP,
            key=f"{_KEY}spread",
        )
        market_fit = left.selectbox(
            texts.BUILD_MARKET_FIT,
            MARKET_FITS,
            format_func=texts.MARKET_FIT_NAMES.__getitem__,
            key=f"{_KEY}market_fit",
        )
        difference = right.selectbox(
            texts.BUILD_DIFFERENCE, DIFFERENCES, format_func=texts.difference, key=f"{_KEY}difference"
        )
        seconds = left.selectbox(
            texts.BUILD_SECONDS,
            SECONDS,
            format_func=texts.seconds,
            disabled=size <= ALWAYS_EXACT,
            help=texts.BUILD_SECONDS_HELP,
            key=f"{_KEY}seconds",
        )
    return Question(
        organisation=organisation,
        size=size,
        markets=tuple(chosen),
        top=top,
        lock=tuple(lock),
        exclude=tuple(exclude),
        ecosystems=tuple(ecosystems),
        required=tuple(required),
        market_fit=market_fit,
        spread=spread,
        newcomers=newcomers,
        difference=difference,
        seconds=seconds,
    )


def choose(organisation: str) -> None:
    """Let an organisation, by its id, look for partners."""
    st.session_state[_ORGANISATION] = organisation


def lock(organisations: Sequence[str]) -> None:
    """Ask for consortia with these organisations."""
    asking = st.session_state[_ORGANISATION]
    st.session_state[_LOCK] = [
        each for each in dict.fromkeys((*st.session_state[_LOCK], *organisations)) if each != asking
    ]


def exclude(organisation: str) -> None:
    """Ask for consortia without an organisation."""
    st.session_state[_EXCLUDE] = list(dict.fromkeys((*st.session_state[_EXCLUDE], organisation)))


def _several(
    place: DeltaGenerator, label: str, offered: Sequence[str], names: Mapping[str, str], key: str
) -> list[str]:
    # Somebody who was chosen elsewhere in the meantime is offered here no longer.
    st.session_state[key] = [each for each in st.session_state[key] if each in offered]
    return place.multiselect(
        label, offered, format_func=names.__getitem__, placeholder=texts.BUILD_NOBODY, select_all=False, key=key
    )
