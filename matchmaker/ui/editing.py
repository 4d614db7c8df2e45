"""The form in which a person corrects what the catalogue says of one organisation."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from matchmaker.catalogue.cells import LONGEST_CELL, SEPARATOR, write
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.folder import records_of
from matchmaker.catalogue.organisation import Kind, Organisation, Platform
from matchmaker.catalogue.preview import preview_edit
from matchmaker.countries import country_codes, country_name, flag
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from matchmaker.ui import texts
from matchmaker.ui.markup import capitalised, plain
from matchmaker.ui.names import list_names
from matchmaker.ui.own import take

WHOM = "change.whom"
"""Key of the choice of an organisation in the session's state."""

_WRONG, _SAVED = "change.wrong", "change.saved"
_LONG = frozenset({"description", "services", "keywords", "offers", "requests"})
_COLUMNS = tuple(name for name in texts.FIELDS if name != "source")


def draw_edit(matchmaker: Matchmaker) -> None:
    """Draw the choice of an organisation, and the form of its fields."""
    catalogue = matchmaker.catalogue
    names = list_names(catalogue)
    if st.session_state.get(WHOM) not in names:
        st.session_state[WHOM] = None
    chosen = st.selectbox(
        texts.EDIT_WHOM,
        sorted(names, key=lambda each: catalogue[each].name.casefold()),
        index=None,
        format_func=names.__getitem__,
        placeholder=texts.ORGANISATION_PLACEHOLDER,
        key=WHOM,
    )
    if chosen is None:
        st.info(texts.EDIT_HINT)
        return
    if st.session_state.pop(_SAVED, None) == chosen:
        st.success(texts.EDIT_SAVED)
    organisation = catalogue[chosen]
    wrong: Mapping[str, str] = st.session_state.get(_WRONG, {}) if st.session_state.get(_WRONG) else {}
    with st.form("change.edit", border=True):
        st.caption(texts.EDIT_LISTS)
        for name in _COLUMNS:
            _draw_field(organisation, name)
            if name in wrong:
                st.error(plain(wrong[name]), icon=":material/error:")
        for name in wrong.keys() - set(_COLUMNS):
            st.error(plain(wrong[name]), icon=":material/error:")
        st.form_submit_button(texts.EDIT_SAVE, type="primary", on_click=_save, args=(matchmaker, organisation))


def _key(organisation: Organisation, name: str) -> str:
    return f"change.{organisation.id}.{name}"


def _draw_field(organisation: Organisation, name: str) -> None:
    key, label = _key(organisation, name), texts.FIELDS[name]
    value = getattr(organisation, name)
    if name in _CHOICES:
        options, shown = _CHOICES[name]
        st.selectbox(label, options, index=options.index(str(value)), format_func=shown, key=key)
    elif name in _SEVERAL:
        options, shown = _SEVERAL[name]
        st.multiselect(
            label,
            options,
            default=list(value),
            format_func=shown,
            placeholder=texts.EDIT_NONE,
            select_all=False,
            key=key,
        )
    elif name in _LONG:
        st.text_area(label, value=_shown(value), max_chars=LONGEST_CELL, height=100, key=key)
    else:
        st.text_input(label, value=_shown(value), max_chars=LONGEST_CELL, key=key)


def _shown(value: Any) -> str:
    return f"{SEPARATOR} ".join(value) if isinstance(value, tuple) else write(value)


def _country(code: str) -> str:
    return f"{flag(code)} {country_name(code)}"


_Offer = tuple[list[str], Callable[[str], str]]
_CHOICES: Mapping[str, _Offer] = {
    "kind": ([str(each) for each in Kind], capitalised),
    "platform": ([str(each) for each in Platform], capitalised),
    "country": (sorted(country_codes(), key=country_name), _country),
}
_SEVERAL: Mapping[str, _Offer] = {
    "ecosystems": (list(ECOSYSTEMS), str),
    "target_markets": (sorted(country_codes(), key=country_name), _country),
}


def _save(matchmaker: Matchmaker, organisation: Organisation) -> None:
    """Check the fields as the cells of a file are checked; keep them if nothing is wrong."""
    cells = {name: _cell(st.session_state[_key(organisation, name)]) for name in _COLUMNS}
    try:
        preview = preview_edit(organisation, cells, records_of(matchmaker.catalogue))
    except BadInput as error:
        st.session_state[_WRONG] = {"": str(error)}
        return
    st.session_state[_WRONG] = {each.column: f"{capitalised(each.reason)}. {each.remedy}" for each in preview.problems}
    if not preview.problems and preview.changes.changed:
        (row,) = preview.changes.changed
        fields = [texts.field(cell.column).lower() for cell in row.cells]
        take(matchmaker, preview.records, texts.edited(organisation.name, fields))
    if not preview.problems:
        st.session_state[_SAVED] = organisation.id


def _cell(value: Any) -> str:
    return SEPARATOR.join(value) if isinstance(value, list) else str(value or "")
