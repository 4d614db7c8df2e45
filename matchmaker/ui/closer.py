"""A closer look at one consortium: how its members are connected, who else could be in it, and where to go from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from matchmaker.affinity.affinity import shown
from matchmaker.catalogue.organisation import Organisation
from matchmaker.consortia.finder import Asked
from matchmaker.consortia.wishes import Wishes
from matchmaker.countries import flag
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Consortium, Matchmaker
from matchmaker.ui import asking, texts
from matchmaker.ui.charts.network import joined, network
from matchmaker.ui.comparison import comparison_markup
from matchmaker.ui.links import link
from matchmaker.ui.markup import plain
from matchmaker.ui.question import Question
from matchmaker.ui.searching import searched

GOES, COMES = "consortia.goes", "consortia.comes"
"""Keys of the widgets in the session's state: who would go, and who would come."""

_OTHERS = 8  # who could come, of those who fit best


@dataclass(frozen=True)
class Closer:
    """A consortium that answers a question."""

    matchmaker: Matchmaker
    question: Question
    consortium: Consortium

    def draw(self) -> None:
        """Draw all of it."""
        ids = [member.id for member in self.consortium.members]
        with st.container(horizontal=True):
            link("check", texts.BUILD_CHECK, {"member": ids, "market": list(self.question.markets)})
            link("abroad", texts.BUILD_ABROAD, {"member": ids, "market": list(self.question.markets)})
        self._draw_connections(ids)
        self._draw_members()
        self._draw_swap()

    def _draw_connections(self, ids: Sequence[str]) -> None:
        st.subheader(texts.BUILD_CONNECTED, anchor=False)
        catalogue = self.matchmaker.catalogue
        connections = joined(catalogue, ids)
        if not connections.partnerships:
            st.caption(texts.BUILD_UNCONNECTED)
            return
        labels = {each: catalogue[each].label for each in ids}
        told = [(each.acronym, each.start_year, [labels[who] for who in own]) for each, own in connections.shared]
        st.caption(plain(texts.joined_by(len(told))))
        st.vega_lite_chart(spec=network(catalogue, ids, texts.connections(list(labels.values()), told)))

    def _draw_members(self) -> None:
        free = [each for each in self.consortium.members if each.id not in self.question.locked]
        if not free:
            return
        st.subheader(texts.BUILD_MEMBERS, anchor=False)
        for member in free:
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(f"{flag(member.country)} {plain(member.label)}", width="content")
                with st.container(horizontal=True, width="content"):
                    _button(texts.BUILD_ALWAYS, "always", member, texts.always_help, asking.lock, (member.id,))
                    _button(texts.NOT_THIS_ONE, "never", member, texts.without_help, asking.exclude, member.id)

    def _draw_swap(self) -> None:
        st.subheader(texts.BUILD_GOES, anchor=False)
        members = {each.id: each for each in self.consortium.members if each.id != self.question.organisation}
        left, right = st.columns(2)
        with left:
            goes = _select(texts.BUILD_GOES_PLACEHOLDER, list(members), lambda each: members[each].label, GOES)
        if goes is None:
            return
        others = self._others(goes)
        if not others:
            st.info(texts.BUILD_NO_SWAP)
            return
        coming = {_newcomer(each, self.consortium).id: each for each in others}
        now = shown(self.consortium.score)
        names = {
            each: texts.candidate_fit(self.matchmaker.catalogue[each].label, shown(then.score), shown(then.score) - now)
            for each, then in coming.items()
        }
        with right:
            comes = _select(texts.BUILD_COMES_PLACEHOLDER, list(coming), names.__getitem__, COMES)
        if comes is None:
            return
        st.html(comparison_markup(self.consortium, coming[comes], (texts.BUILD_NOW, texts.BUILD_THEN)))
        st.button(
            texts.BUILD_ADOPT,
            key="consortia.adopt",
            on_click=asking.lock,
            args=([each.id for each in coming[comes].members],),
        )

    def _others(self, goes: str) -> Sequence[Consortium]:
        """Return the consortium with others in the place of one member, those who fit best first."""
        question = self.question
        asked = Asked(
            lock=tuple(each.id for each in self.consortium.members if each.id != goes),
            exclude=tuple(dict.fromkeys((*question.exclude, goes))),
            size=question.size,
            top=_OTHERS,
            markets=question.markets,
            wishes=replace(question.asked.wishes, difference=Wishes.difference),
        )
        try:
            found = searched("consortia.swap", asked, lambda told: self.matchmaker.suggest(asked, progress=told))
        except BadInput as error:
            st.error(plain(str(error)))
            return ()
        return found.consortia if found else ()


def _button(
    label: str, key: str, member: Organisation, told: Callable[[str], str], does: Callable[..., None], *given: object
) -> None:
    st.button(
        label,
        key=f"consortia.{key}.{member.id}",
        help=told(member.label),
        on_click=does,
        args=given,
        type="tertiary",
    )


def _select(label: str, offered: Sequence[str], named: Callable[[str], str], key: str) -> str | None:
    if st.session_state.get(key) not in offered:
        st.session_state[key] = None
    chosen: str | None = st.selectbox(label, offered, index=None, format_func=named, placeholder=label, key=key)
    return chosen


def _newcomer(consortium: Consortium, beside: Consortium) -> Organisation:
    return next(each for each in consortium.members if each not in beside.members)
