"""Notes and links that a person attaches: to a rule, and to a member or to the consortium as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from matchmaker.calls.application import Application, Member
from matchmaker.catalogue.organisation import Organisation
from matchmaker.ui import texts
from matchmaker.ui.markup import plain

_NOTES, _TEXT = "check.notes", "check.note.text"  # keys in the session's state
_WHOLE = ""  # in place of a member's id: the consortium as a whole
_LONGEST = 2_000  # letters of a note


@dataclass(frozen=True)
class Note:
    """What answers an open question: a text or a link on a rule and a member, or on the consortium (an empty id)."""

    rule: str
    member: str
    text: str


def attached() -> tuple[Note, ...]:
    """Return the notes of this session."""
    return tuple(st.session_state.get(_NOTES, ()))


def with_notes(application: Application, notes: Sequence[Note]) -> Application:
    """Return an application with the notes on those who are in it."""

    def of(member: str) -> Mapping[str, str]:
        return {note.rule: note.text for note in notes if note.member == member}

    members = tuple(
        Member(organisation=each.organisation, role=each.role, evidence={**each.evidence, **of(each.organisation)})
        for each in application.members
    )
    return application.model_copy(update={"members": members, "evidence": {**application.evidence, **of(_WHOLE)}})


def draw_evidence(rules: Sequence[str], members: Sequence[Organisation]) -> None:
    """Draw the notes that are attached, each of which can be taken away, and a form for another."""
    labels = {_WHOLE: texts.NOTE_WHOLE, **{each.id: each.label for each in members}}
    with st.expander(texts.notes(len(attached())), expanded=bool(attached())):
        st.caption(texts.NOTES_HINT)
        for number, note in enumerate(attached()):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                who = labels.get(note.member, note.member)
                st.markdown(plain(texts.note(texts.rule(note.rule), who, note.text)), width="content")
                st.button(texts.NOTE_REMOVE, key=f"check.note.remove.{number}", on_click=_remove, args=(note,))
        with st.form("check.note", clear_on_submit=True, border=False):
            left, right = st.columns(2)
            rule = left.selectbox(texts.NOTE_RULE, rules, format_func=texts.rule, key="check.note.rule")
            member = right.selectbox(
                texts.NOTE_MEMBER, list(labels), format_func=labels.__getitem__, key="check.note.member"
            )
            text = st.text_input(texts.NOTE_TEXT, max_chars=_LONGEST, key=_TEXT)
            # In a callback the page would not know yet what was typed.
            if st.form_submit_button(texts.NOTE_ATTACH) and text.strip() and rule is not None:
                kept = [each for each in attached() if (each.rule, each.member) != (rule, member)]
                st.session_state[_NOTES] = (*kept, Note(rule, member, text.strip()))
                st.rerun()


def _remove(note: Note) -> None:
    st.session_state[_NOTES] = tuple(each for each in attached() if each != note)
