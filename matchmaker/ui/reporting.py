"""Reports on eligibility to download, written when a person asks for them."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from matchmaker.reports.eligibility_report import EligibilityReport
from matchmaker.ui import texts

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draw_downloads(report: EligibilityReport, name: str) -> None:
    """Draw buttons for the report as a document and as a workbook; `name` is that of the files without an ending."""
    with st.container(horizontal=True):
        st.download_button(
            texts.CHECK_DOCX, _written(_document, report, ".docx"), f"{name}.docx", _DOCX, on_click="ignore"
        )
        st.download_button(
            texts.CHECK_XLSX, _written(_workbook, report, ".xlsx"), f"{name}.xlsx", _XLSX, on_click="ignore"
        )


def _written(
    write: Callable[[Path, EligibilityReport], None], report: EligibilityReport, ending: str
) -> Callable[[], bytes]:
    def written() -> bytes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"report{ending}"
            write(path, report)
            return path.read_bytes()

    return written


def _document(path: Path, report: EligibilityReport) -> None:
    # The libraries that write documents take long to import, and few who look ask for them.
    from matchmaker.reports.eligibility_document import write_document

    write_document(path, report)


def _workbook(path: Path, report: EligibilityReport) -> None:
    from matchmaker.reports.eligibility_workbook import write_workbook

    write_workbook(path, report)
