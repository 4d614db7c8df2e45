import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from matchmaker.shipped import shipped

pytestmark = pytest.mark.browser

SAMPLE = shipped("data") / "examples" / "consortia.yaml"


def test_staff_hand_over_a_file_and_take_the_report(offline_page: Page, app_address: str, tmp_path: Path) -> None:
    offline_page.goto(f"{app_address}/check")
    offline_page.get_by_role("radio", name="A file").click()
    offline_page.locator("input[type=file]").set_input_files(SAMPLE)
    first = offline_page.get_by_text(re.compile("Energy systems for East Asia: "))
    first.click()
    expect(offline_page.get_by_text(re.compile("^Call GRO/SME/20/C/02, as of")).first).to_be_visible()
    with offline_page.expect_download() as downloading:
        offline_page.get_by_role("button", name="Report as a document (DOCX)").last.click()
    report = tmp_path / "report.docx"
    downloading.value.save_as(report)
    assert report.read_bytes().startswith(b"PK")


def test_a_broken_file_is_named_as_the_person_named_it(offline_page: Page, app_address: str) -> None:
    offline_page.goto(f"{app_address}/check")
    offline_page.get_by_role("radio", name="A file").click()
    offline_page.locator("input[type=file]").set_input_files(
        {"name": "broken.yaml", "mimeType": "application/yaml", "buffer": b"consortia: ["}
    )
    alert = offline_page.get_by_role("alert").first
    expect(alert).to_contain_text("broken.yaml")
    expect(alert).not_to_contain_text("/")
