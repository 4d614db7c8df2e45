"""What a change would do to the catalogue, shown before it is done."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.catalogue.preview import CellChange, Changes
from matchmaker.catalogue.schema import Record
from matchmaker.errors import Problem
from matchmaker.ui import texts
from matchmaker.ui.markup import tag

_MOST = 50  # of each kind that are shown
_LONGEST = 300  # letters of a cell that are shown


def draw_changes(changes: Changes) -> None:
    """Draw what would be added, changed cell by cell, and removed."""
    if changes.added:
        with st.expander(texts.change_added(len(changes.added))):
            st.html(_items([escape(_name(each)) for each in changes.added]))
    if changes.changed:
        with st.expander(texts.change_changed(len(changes.changed)), expanded=len(changes.changed) <= 3):
            rows = [tag("strong", escape(_name(each.record))) + _cells(each.cells) for each in changes.changed]
            st.html(_items(rows))
    if changes.removed:
        with st.expander(texts.change_removed(len(changes.removed))):
            st.html(_items([escape(_name(each)) for each in changes.removed]))


def draw_problems(problems: Sequence[Problem]) -> None:
    """Draw what is wrong, each with its place, its value and its remedy."""
    with st.expander(texts.change_problems(len(problems)), expanded=True, icon=":material/error:"):
        st.html(
            _items(
                [
                    tag("strong", escape(texts.place(each.file, each.row, each.column)))
                    + escape(f": {f'“{_cut(each.value)}” ' if each.value else ''}{each.reason}.")
                    + tag("span", escape(each.remedy), class_="mm-place")
                    for each in problems
                ]
            )
        )


def _items(rows: Sequence[str]) -> str:
    shown = [tag("li", row) for row in rows[:_MOST]]
    if len(rows) > _MOST:
        shown.append(tag("li", escape(texts.and_more(len(rows) - _MOST))))
    return tag("ul", *shown, class_="mm-findings")


def _cells(cells: Sequence[CellChange]) -> str:
    return "".join(
        tag(
            "span",
            escape(f"{texts.field(each.column)}: "),
            tag("del", escape(_cut(each.before))) if each.before else escape(texts.CHANGE_EMPTY),
            " → ",
            tag("ins", escape(_cut(each.after))) if each.after else escape(texts.CHANGE_EMPTY),
            class_="mm-place",
        )
        for each in cells
    )


def _name(record: Record) -> str:
    if isinstance(record, Organisation):
        return f"{record.name} ({record.id})"
    if isinstance(record, Membership):
        return f"{record.organisation_id}, {record.acronym}"
    if isinstance(record, Partnership):
        return f"{record.acronym} ({record.start_year})"
    names = (getattr(record, name, "") for name in ("name", "priority", "european_name"))
    return next((str(name) for name in names if name), type(record).__name__)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
