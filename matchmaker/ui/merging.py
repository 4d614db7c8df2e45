"""Two organisations that are one: side by side, what they would be together, and the merge."""

from html import escape

import streamlit as st

from matchmaker.catalogue.cells import write
from matchmaker.catalogue.duplicates import likely_duplicates
from matchmaker.catalogue.folder import records_of
from matchmaker.catalogue.merging import merge_organisations, merge_records
from matchmaker.catalogue.organisation import Kind, Organisation, Platform
from matchmaker.catalogue.schema import ORGANISATIONS
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from matchmaker.ui import texts
from matchmaker.ui.markup import plain, tag
from matchmaker.ui.names import list_names
from matchmaker.ui.own import take

_KEPT, _DROPPED = "change.kept", "change.dropped"


def draw_merge(matchmaker: Matchmaker) -> None:
    """Draw those who are probably one, the choice of two, and what they would be together."""
    catalogue = matchmaker.catalogue
    likely = likely_duplicates(catalogue.organisations)
    st.markdown(texts.MERGE_HINT if likely else texts.MERGE_NONE)
    for number, each in enumerate(likely):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(plain(texts.duplicate(each.first.name, each.second.name, each.reason)), width="stretch")
            arguments = (each.first.id, each.second.id)
            st.button(texts.MERGE_LOOK, key=f"change.look.{number}", on_click=_choose, args=arguments)
    names = list_names(catalogue)
    in_order = sorted(names, key=lambda each: catalogue[each].name.casefold())
    for key in (_KEPT, _DROPPED):
        if st.session_state.get(key) not in names:
            st.session_state[key] = None
    left, right = st.columns(2)
    kept = left.selectbox(
        texts.MERGE_KEPT,
        in_order,
        index=None,
        format_func=names.__getitem__,
        placeholder=texts.ORGANISATION_PLACEHOLDER,
        key=_KEPT,
    )
    dropped = right.selectbox(
        texts.MERGE_DROPPED,
        in_order,
        index=None,
        format_func=names.__getitem__,
        placeholder=texts.ORGANISATION_PLACEHOLDER,
        key=_DROPPED,
    )
    if kept and dropped:
        _draw_pair(matchmaker, catalogue[kept], catalogue[dropped])


def _choose(kept: str, dropped: str) -> None:
    st.session_state[_KEPT], st.session_state[_DROPPED] = kept, dropped


def _draw_pair(matchmaker: Matchmaker, kept: Organisation, dropped: Organisation) -> None:
    try:
        merged = merge_organisations(kept, dropped)
    except BadInput as error:
        st.error(plain(str(error)))
        return
    rows = []
    for column in ORGANISATIONS.columns:
        values = [_shown(getattr(each, column.target)) for each in (kept, dropped, merged)]
        if any(values):
            cells = [tag("td", escape(value)) for value in values]
            rows.append(tag("tr", tag("th", escape(texts.field(column.name)), scope="row"), *cells))
    of = matchmaker.catalogue.partnerships_of
    one, other = ([each.acronym for each in of[organisation.id]] for organisation in (kept, dropped))
    both = list(dict.fromkeys((*one, *other)))
    cells = [tag("td", escape(", ".join(each))) for each in (one, other, both)]
    rows.append(tag("tr", tag("th", escape(texts.VIEW_PARTNERSHIPS), scope="row"), *cells))
    head = "".join(tag("th", escape(each), scope="col") for each in texts.MERGE_COLUMNS)
    table = tag("table", tag("thead", tag("tr", head)), tag("tbody", *rows), class_="mm-table")
    st.html(tag("div", table, class_="mm-scroll", tabindex="0", role="region", aria_label=texts.MERGE_TABLE))
    arguments = (matchmaker, kept, dropped)
    st.button(
        texts.merge(kept.label, dropped.label), type="primary", key="change.merge", on_click=_merge, args=arguments
    )


def _shown(value: object) -> str:
    if value in {Kind.UNKNOWN, Platform.UNKNOWN}:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else write(value)


def _merge(matchmaker: Matchmaker, kept: Organisation, dropped: Organisation) -> None:
    records = merge_records(records_of(matchmaker.catalogue), kept.id, dropped.id)
    take(matchmaker, records, texts.merged(kept.name, dropped.name))
