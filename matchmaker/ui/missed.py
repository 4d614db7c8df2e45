"""The answer to "why not X?": what keeps organisations out of the suggestions, or how far down they come."""

import streamlit as st

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.consortia.consortium import Standing
from matchmaker.consortia.query import LARGEST
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from matchmaker.ui import texts
from matchmaker.ui.cards import draw_card
from matchmaker.ui.findings import named
from matchmaker.ui.markup import capitalised, plain
from matchmaker.ui.names import list_names
from matchmaker.ui.question import Question
from matchmaker.ui.searching import searched


def draw_missed(matchmaker: Matchmaker, question: Question, key: str) -> tuple[str, ...]:
    """Let the person name whom they miss, say why they are not suggested, and return their ids."""
    catalogue, names = matchmaker.catalogue, list_names(matchmaker.catalogue)
    st.header(texts.BUILD_WHY, anchor=False)
    offered = sorted(set(names) - set(question.locked), key=lambda each: catalogue[each].name.casefold())
    most = max(question.size - len(question.locked), 1)
    st.session_state[key] = [each for each in st.session_state.get(key, ()) if each in offered][:most]
    missed: list[str] = st.multiselect(
        texts.BUILD_WHY_HELP,
        offered,
        format_func=names.__getitem__,
        placeholder=texts.BUILD_WHY_PLACEHOLDER,
        max_selections=min(most, LARGEST),
        select_all=False,
        key=key,
    )
    if missed:
        _draw(matchmaker, question, tuple(missed))
    return tuple(missed)


def _draw(matchmaker: Matchmaker, question: Question, missed: tuple[str, ...]) -> None:
    asked = question.asked
    try:
        standing = searched(
            "consortia.missed", (missed, asked), lambda told: matchmaker.why_not(missed, asked, progress=told)
        )
    except BadInput as error:
        st.error(plain(str(error)))
        return
    if standing is not None:
        _draw_standing(matchmaker.catalogue, question, missed, standing)


def _draw_standing(catalogue: Catalogue, question: Question, missed: tuple[str, ...], standing: Standing) -> None:
    labels = [catalogue[each].label for each in missed]
    if standing.obstacles:
        concerned = {*missed, *question.locked, *(who for each in standing.obstacles for who in each.members)}
        about = [catalogue[each] for each in concerned]
        lines = [
            f"**{plain(texts.obstacle(each.rule))}**: {plain(capitalised(named(each.reason, about)))}"
            for each in standing.obstacles
        ]
        st.warning("\n\n".join((f"{plain(texts.ruled_out(labels))}:", *lines)))
        return
    if standing.rank is not None:
        st.markdown(plain(f"{texts.best_with(labels)}: {texts.rank(standing.rank, exact=standing.rank_exact)}"))
    if standing.consortium is not None:
        draw_card(standing.rank or 0, standing.consortium, question.organisation or "", key="missed")
