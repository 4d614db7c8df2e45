"""A file of consortia, checked: how many have which verdict, what could not be read, and each in detail."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from matchmaker.calls.checked_file import Checked, CheckedFile
from matchmaker.calls.finding import Outcome, Verdict
from matchmaker.catalogue.organisation import Organisation
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from matchmaker.reports.eligibility_report import EligibilityReport
from matchmaker.shipped import shipped
from matchmaker.ui import texts
from matchmaker.ui.markup import plain
from matchmaker.ui.reporting import draw_downloads
from matchmaker.ui.uploads import as_uploaded, on_disk
from matchmaker.ui.verdict import draw_verdict

_KINDS = ("yaml", "yml", "json", "csv", "xlsx")
_EACH_PAGE = 10  # consortia in detail
_MOST_PROBLEMS = 50  # shown; all are in the report


def draw_file(matchmaker: Matchmaker, call: str, day: date | None) -> None:
    """Let a person choose a file, and draw what a call's rules say of the consortia in it."""
    st.markdown(texts.FILE_HINT)
    given = st.file_uploader(texts.FILE, type=_KINDS, key="check.file")
    if given is None:
        sample = shipped("data") / "examples" / "consortia.yaml"
        st.download_button(texts.FILE_SAMPLE, sample.read_bytes(), sample.name, "application/yaml", on_click="ignore")
        return
    try:
        with st.spinner(texts.FILE_CHECKING):
            checked = _checked(matchmaker, given, call, day)
    except BadInput as error:
        st.error(plain(str(error)))
        return
    _draw_counts(checked)
    _draw_problems(checked)
    if checked.checked:
        _draw_consortia(matchmaker, checked)
        report = EligibilityReport(checked, matchmaker.catalogue, datetime.now(UTC).date())
        st.subheader(texts.CHECK_KEEP, anchor=False)
        draw_downloads(report, f"{Path(given.name).stem}-eligibility")


def _checked(matchmaker: Matchmaker, given: UploadedFile, call: str, day: date | None) -> CheckedFile:
    """Check a file; what it says of itself names the file as the person did.

    Raises:
        BadInput: the file as a whole cannot be read.
    """
    with on_disk(given) as paths:
        try:
            checked = matchmaker.check_file(paths[0], call, day)
        except BadInput as error:
            raise BadInput(as_uploaded(str(error), paths)) from error
    problems = tuple(replace(each, file=as_uploaded(each.file, paths)) for each in checked.problems)
    return replace(checked, source=given.name, problems=problems)


def _draw_counts(checked: CheckedFile) -> None:
    counts = [(texts.VERDICTS[verdict], count) for verdict, count in checked.counts.items()]
    for column, (label, count) in zip(
        st.columns(len(counts) + 1), [*counts, (texts.FILE_NOT_READ, len(checked.refused))], strict=True
    ):
        column.metric(label, count, border=True)


def _draw_problems(checked: CheckedFile) -> None:
    if checked.unknown_columns:
        st.info(plain(texts.unknown_columns(checked.unknown_columns)))
    if not checked.problems:
        return
    with st.expander(
        texts.problems(len(checked.problems), len(checked.refused)), icon=":material/error:", expanded=True
    ):
        lines = [f"- {plain(str(each))}" for each in checked.problems[:_MOST_PROBLEMS]]
        st.markdown("\n".join(lines))
        if len(checked.problems) > _MOST_PROBLEMS:
            st.caption(texts.more_problems(len(checked.problems) - _MOST_PROBLEMS))


def _draw_consortia(matchmaker: Matchmaker, checked: CheckedFile) -> None:
    left, right = st.columns(2, vertical_alignment="bottom")
    verdicts = left.pills(
        texts.FILE_VERDICT,
        list(Verdict),
        selection_mode="multi",
        format_func=texts.VERDICTS.__getitem__,
        key="check.file.verdicts",
    )
    looked_for = right.text_input(texts.FILE_SEARCH, max_chars=200, key="check.file.search").strip().casefold()
    shown = [
        each
        for each in checked.checked
        if (not verdicts or each.assessment.verdict in verdicts) and looked_for in each.application.name.casefold()
    ]
    pages = max(1, -(-len(shown) // _EACH_PAGE))
    number = 1
    if pages > 1:
        number = int(st.number_input(texts.of_pages(pages, len(shown)), 1, pages, key="check.file.page"))
    if not shown:
        st.info(texts.FILE_NONE)
    for each in shown[(number - 1) * _EACH_PAGE : number * _EACH_PAGE]:
        with st.expander(plain(_summary(each))):
            draw_verdict(each.assessment, _members(matchmaker, each), inside=True)


def _summary(checked: Checked) -> str:
    outcomes: Sequence[Outcome] = [each.outcome for each in checked.assessment.findings]
    return texts.summary(checked.application.name, checked.assessment.verdict, outcomes)


def _members(matchmaker: Matchmaker, checked: Checked) -> list[Organisation]:
    return [matchmaker.catalogue.find(each.organisation) for each in checked.application.applicants]
