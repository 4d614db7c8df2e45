"""A person's own catalogue: what they imported, merged and edited, in their session alone.

The catalogue of the app belongs to all who use it, and the files that come with the program are never changed. So a
change makes a changed copy, which every page of this session then uses, and which can be taken along as files. It is
gone with the session, nothing of it is kept on disk, and who changes nothing has no copy.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from matchmaker.catalogue.folder import catalogue_of, records_of, write_folder
from matchmaker.catalogue.schema import Record
from matchmaker.matchmaker import Matchmaker
from matchmaker.ui import texts
from matchmaker.ui.links import link
from matchmaker.ui.markup import plain

_OWN = "own"  # key in the session's state


@dataclass(frozen=True)
class Own:
    """What answers questions about the changed catalogue, and what was done to it, in sentences."""

    matchmaker: Matchmaker
    done: tuple[str, ...]


def own() -> Own | None:
    """Return the catalogue of this session alone; None while nothing was changed."""
    found: Own | None = st.session_state.get(_OWN)
    return found


def take(matchmaker: Matchmaker, records: Sequence[Record], what: str) -> None:
    """Let changed records be this session's catalogue from now on."""
    before = own()
    done = (*before.done, what) if before else (what,)
    st.session_state[_OWN] = Own(matchmaker.on(catalogue_of(records)), done)


def drop() -> None:
    """Go back to the catalogue of all."""
    st.session_state.pop(_OWN, None)


def working_on(matchmaker: Matchmaker) -> Matchmaker:
    """Return what this session works on, with a line that says so where it is its own."""
    mine = own()
    if mine is None:
        return matchmaker
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(plain(texts.own(len(mine.done))), width="content")
        link("change", texts.OWN_SEE)
    with st.spinner(texts.OWN_READING):
        _ = mine.matchmaker.affinity  # reads the profiles of those who are new
    return mine.matchmaker


def draw_own() -> None:
    """Draw what was changed in this session, and how to keep it."""
    mine = own()
    if mine is None:
        return
    with st.container(border=True, key="own"):
        st.subheader(texts.OWN_TITLE, anchor=False)
        st.markdown("\n".join(f"1. {plain(each)}" for each in mine.done))
        st.markdown(texts.OWN_KEEP)
        with st.container(horizontal=True):
            st.download_button(
                texts.OWN_DOWNLOAD,
                lambda: zipped(records_of(mine.matchmaker.catalogue)),
                "catalogue.zip",
                "application/zip",
                on_click="ignore",
                type="primary",
            )
            st.button(texts.OWN_DROP, on_click=drop, key="own.drop")


def zipped(records: Sequence[Record]) -> bytes:
    """Return the files of a catalogue as one ZIP archive."""
    archive = io.BytesIO()
    with TemporaryDirectory() as folder, zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        write_folder(Path(folder), records)
        for path in sorted(Path(folder).glob("*.csv")):
            file.write(path, f"catalogue/{path.name}")
    return archive.getvalue()
