"""Bringing one's own files in: what they would change, what is wrong in them, and then the import."""

import streamlit as st

from matchmaker.catalogue.duplicates import likely_duplicates
from matchmaker.catalogue.folder import records_of
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.preview import Preview, preview_import
from matchmaker.errors import BadInput, Problem
from matchmaker.matchmaker import Matchmaker
from matchmaker.ui import texts
from matchmaker.ui.changes_view import draw_changes, draw_problems
from matchmaker.ui.markup import plain
from matchmaker.ui.own import take
from matchmaker.ui.uploads import as_uploaded, on_disk

_ROUND = "change.round"  # key in the session's state: a number that is another after each import


def draw_import(matchmaker: Matchmaker) -> None:
    """Draw the choice of files, and what importing them would do."""
    st.markdown(texts.IMPORT_HINT)
    files = st.file_uploader(
        texts.IMPORT_FILES,
        type=["csv", "tsv", "txt", "xlsx"],
        accept_multiple_files=True,
        key=f"change.files.{st.session_state.get(_ROUND, 0)}",
    )
    if not files:
        return
    with on_disk(*files) as paths:
        try:
            with st.spinner(texts.IMPORT_READING):
                preview = preview_import(paths, records_of(matchmaker.catalogue))
        except BadInput as error:
            st.error(plain(as_uploaded(str(error), paths)))
            return
        problems = [
            Problem(as_uploaded(each.file, paths), each.row, each.column, each.value, each.reason, each.remedy)
            for each in preview.problems
        ]
    names = ", ".join(file.name for file in files)
    _draw(matchmaker, preview, problems, names)


def _draw(matchmaker: Matchmaker, preview: Preview, problems: list[Problem], names: str) -> None:
    changes = preview.changes
    if problems:
        st.warning(texts.import_refused(len({(each.file, each.row) for each in problems})))
        draw_problems(problems)
        for name, content in (preview.refused or {}).items():
            st.download_button(texts.import_refused_file(name), content, name, "text/csv", on_click="ignore")
    for file, columns in (preview.unknown_columns or {}).items():
        st.info(plain(texts.import_unknown(file, columns)))
    st.markdown(plain(texts.import_summary(len(changes.added), len(changes.changed), preview.unchanged)))
    draw_changes(changes)
    _draw_duplicates(preview)
    if changes.added or changes.changed:
        label = texts.IMPORT_GOOD if problems else texts.IMPORT_ALL
        what = texts.imported(names, len(changes.added), len(changes.changed))
        arguments = (matchmaker, preview, what)
        st.button(label, type="primary", key="change.import", on_click=_import, args=arguments)


def _draw_duplicates(preview: Preview) -> None:
    """Name those who are new and probably one with another."""
    new = {each.id for each in preview.changes.added if isinstance(each, Organisation)}
    organisations = [each for each in preview.records if isinstance(each, Organisation)]
    likely = [each for each in likely_duplicates(organisations) if {each.first.id, each.second.id} & new] if new else []
    for each in likely[:10]:
        st.warning(plain(texts.duplicate(each.first.name, each.second.name, each.reason)))


def _import(matchmaker: Matchmaker, preview: Preview, what: str) -> None:
    take(matchmaker, preview.records, what)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
