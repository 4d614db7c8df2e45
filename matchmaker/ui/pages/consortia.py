"""The page on which an organisation finds whole consortia."""

import time

import streamlit as st

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.countries import flag
from matchmaker.errors import BadInput
from matchmaker.matchmaker import DEFAULT_CALL, Asked, Matchmaker, Suggestions
from matchmaker.ui import texts
from matchmaker.ui.cards import draw_card
from matchmaker.ui.frame import framed
from matchmaker.ui.markup import plain
from matchmaker.ui.names import list_names
from matchmaker.ui.question import SIZES, TOPS, Question, read_question

EXAMPLE = "es-bec"

_SOON = 1.0  # seconds after which a person wants to know how far it is
# Keys of the widgets in the session's state.
_ORGANISATION, _SIZE, _MARKETS, _TOP = "consortia.organisation", "consortia.size", "consortia.markets", "consortia.top"


def page() -> None:
    """Draw the page."""
    matchmaker = framed(texts.BUILD_TITLE, texts.INTRODUCTION)
    if matchmaker is None:
        return
    question = _ask(matchmaker.catalogue)
    if question.organisation is None:
        _draw_invitation(matchmaker.catalogue)
        return
    _draw_answer(matchmaker, question, matchmaker.catalogue[question.organisation])


def _ask(catalogue: Catalogue) -> Question:
    """Draw the widgets, filled from the address when they first appear; keep the address as they are."""
    if _ORGANISATION not in st.session_state:
        address = {name: st.query_params.get_all(name) for name in st.query_params}
        given, problems = read_question(address, catalogue)
        st.session_state[_ORGANISATION] = given.organisation
        st.session_state[_SIZE], st.session_state[_TOP] = given.size, given.top
        st.session_state[_MARKETS] = list(given.markets)
        for problem in problems:
            st.warning(plain(problem))
    names = list_names(catalogue)
    markets = {market.country: f"{flag(market.country)} {market.name}" for market in catalogue.markets}
    organisation = st.selectbox(
        texts.ORGANISATION,
        sorted(names, key=lambda each: catalogue[each].name.casefold()),
        index=None,  # so that it can be emptied
        format_func=names.__getitem__,
        placeholder=texts.ORGANISATION_PLACEHOLDER,
        key=_ORGANISATION,
    )
    wide, narrow, narrower = st.columns([3, 1.3, 1.3])
    chosen = wide.multiselect(
        texts.MARKETS,
        sorted(markets, key=lambda code: markets[code][2:]),
        format_func=markets.__getitem__,
        placeholder=texts.MARKETS_PLACEHOLDER,
        help=texts.MARKETS_HELP,
        key=_MARKETS,
    )
    size = narrow.selectbox(texts.SIZE, SIZES, format_func=texts.members, help=texts.SIZE_HELP, key=_SIZE)
    top = narrower.selectbox(texts.TOP, TOPS, format_func=texts.best, key=_TOP)
    question = Question(organisation, size, tuple(chosen), top)
    if {name: st.query_params.get_all(name) for name in st.query_params} != question.address():
        st.query_params.from_dict(question.address())
    return question


def _draw_invitation(catalogue: Catalogue) -> None:
    with st.container(border=True, key="invitation"):
        st.header(texts.NOBODY_CHOSEN, anchor=False)
        st.markdown(texts.NOBODY_CHOSEN_HINT)
        if EXAMPLE in catalogue.positions:
            example = catalogue[EXAMPLE]
            st.button(texts.example(example.name), type="primary", on_click=_choose, args=(example.id,))


def _choose(organisation: str) -> None:
    st.session_state[_ORGANISATION] = organisation


def _draw_answer(matchmaker: Matchmaker, question: Question, organisation: Organisation) -> None:
    try:
        with st.spinner(texts.SEARCHING):
            suggestions = _suggestions(matchmaker, question)
    except BadInput as error:
        st.error(plain(str(error)))
        return
    if not suggestions.consortia:
        st.info(plain(texts.NOTHING_FOUND if suggestions.exact else texts.TIME_RAN_OUT))
        return
    st.header(plain(texts.found(len(suggestions.consortia), question.size, organisation.name)), anchor=False)
    call = matchmaker.call(DEFAULT_CALL)
    st.caption(plain(texts.under(call.title, call.id, exact=suggestions.exact)))
    with st.popover(texts.HOW_TO_READ, type="tertiary", icon=":material/info:"):
        st.markdown(texts.HOW_TO_READ_FIT)
    for rank, consortium in enumerate(suggestions.consortia, start=1):
        draw_card(rank, consortium, organisation.id)
    st.caption(texts.SHARE)


def _suggestions(matchmaker: Matchmaker, question: Question) -> Suggestions:
    """Search, which takes a fraction of a second; a bar shows how far it is where it takes longer."""
    lock = (question.organisation,) if question.organisation else ()
    asked = Asked(lock=lock, size=question.size, top=question.top, markets=question.markets)
    place, start = st.empty(), time.monotonic()

    def report(done: int, total: int) -> None:
        if time.monotonic() - start > _SOON:
            place.progress(min(done / max(total, 1), 1.0), texts.SEARCHING)

    try:
        return matchmaker.suggest(asked, progress=report)
    finally:
        place.empty()
