"""The page on which an organisation finds whole consortia, and changes them."""

import streamlit as st

from matchmaker.affinity.affinity import shown
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.errors import BadInput
from matchmaker.matchmaker import DEFAULT_CALL, Consortium, Matchmaker, Suggestions
from matchmaker.ui import asking, texts
from matchmaker.ui.address import given_address, keep_address
from matchmaker.ui.cards import draw_card
from matchmaker.ui.closer import COMES, GOES, Closer
from matchmaker.ui.comparison import draw_comparison
from matchmaker.ui.frame import framed
from matchmaker.ui.markup import plain
from matchmaker.ui.missed import draw_missed
from matchmaker.ui.question import Question
from matchmaker.ui.searching import searched
from matchmaker.ui.view import View, read_view

EXAMPLE = "es-bec"

# Keys in the session's state: the rank that is looked at closer, what is compared and missed, what was last asked.
_CLOSER, _COMPARE, _WHY, _ASKED = "consortia.closer", "consortia.compare", "consortia.why", "consortia.asked"


def page() -> None:
    """Draw the page."""
    matchmaker = framed(texts.BUILD_TITLE, texts.INTRODUCTION)
    if matchmaker is None:
        return
    catalogue = matchmaker.catalogue
    if asking.is_fresh():
        address = given_address()
        asking.fill(address, catalogue)
        _look(*read_view(address, catalogue))
    question = asking.ask(catalogue)
    if st.session_state.get(_ASKED, question) != question:
        _look(View())  # ranks mean others now
    st.session_state[_ASKED] = question
    view = View()
    if question.asks:
        view = _draw_answer(matchmaker, question)
    else:
        _draw_invitation(catalogue)
    keep_address({**question.address(), **view.address()})


def _look(view: View, problems: tuple[str, ...] = ()) -> None:
    for problem in problems:
        st.warning(plain(problem))
    st.session_state[_CLOSER], st.session_state[GOES], st.session_state[COMES] = view.closer, view.goes, view.comes
    st.session_state[_COMPARE], st.session_state[_WHY] = list(view.compare), list(view.why)


def _draw_invitation(catalogue: Catalogue) -> None:
    with st.container(border=True, key="invitation"):
        st.header(texts.NOBODY_CHOSEN, anchor=False)
        st.markdown(texts.NOBODY_CHOSEN_HINT)
        if EXAMPLE in catalogue.positions:
            example = catalogue[EXAMPLE]
            st.button(texts.example(example.name), type="primary", on_click=asking.choose, args=(example.id,))


def _draw_answer(matchmaker: Matchmaker, question: Question) -> View:
    """Draw what is found, and return what of it the person looks at."""
    asked = question.asked
    try:
        with st.spinner(texts.SEARCHING):
            found = searched("consortia", asked, lambda told: matchmaker.suggest(asked, progress=told))
    except BadInput as error:
        st.error(plain(str(error)))
        return View()
    if found is None:
        return View()
    compared: tuple[int, ...] = ()
    if found.consortia:
        _draw_suggestions(matchmaker, question, found)
        if len(found.consortia) > 1:
            compared = draw_comparison(found.consortia, _COMPARE)
    else:
        st.info(plain(texts.NOTHING_FOUND if found.exact else texts.TIME_RAN_OUT))
    why = draw_missed(matchmaker, question, _WHY)
    st.caption(texts.SHARE)
    state = st.session_state
    return View(state[_CLOSER], state.get(GOES), state.get(COMES), compared, why)


def _draw_suggestions(matchmaker: Matchmaker, question: Question, found: Suggestions) -> None:
    labels = [matchmaker.catalogue[each].label for each in question.locked]
    st.header(plain(texts.found(len(found.consortia), question.size, labels)), anchor=False)
    call = matchmaker.call(DEFAULT_CALL)
    bound = None if found.bound is None else shown(found.bound)
    under = texts.under(call.title, call.id, exact=found.exact, bound=bound, difference=question.difference)
    st.caption(plain(under))
    with st.popover(texts.HOW_TO_READ, type="tertiary", icon=":material/info:"):
        st.markdown(texts.HOW_TO_READ_FIT)
    for rank, consortium in enumerate(found.consortia, start=1):
        with draw_card(rank, consortium, question.organisation or ""):
            _draw_changes(rank, consortium, question)
            if st.session_state[_CLOSER] == rank:
                Closer(matchmaker, question, consortium).draw()


def _draw_changes(rank: int, consortium: Consortium, question: Question) -> None:
    closer = st.session_state[_CLOSER] == rank
    with st.container(horizontal=True):
        st.button(
            texts.BUILD_CLOSE if closer else texts.BUILD_CLOSER,
            key=f"consortia.look.{rank}",
            icon=":material/close:" if closer else ":material/search:",
            on_click=_look_closer,
            args=(None if closer else rank,),
            help=texts.closer_help(rank),
        )
        for member in consortium.members:
            if member.id not in question.locked:
                st.button(
                    texts.without(member.label),
                    key=f"consortia.without.{rank}.{member.id}",
                    help=texts.without_help(member.label),
                    on_click=asking.exclude,
                    args=(member.id,),
                    type="tertiary",
                )


def _look_closer(rank: int | None) -> None:
    st.session_state[_CLOSER], st.session_state[GOES], st.session_state[COMES] = rank, None, None
