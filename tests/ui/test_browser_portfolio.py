from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from matchmaker.ui import texts

pytestmark = pytest.mark.browser


def test_a_set_is_found_and_taken_along(offline_page: Page, app_address: str, tmp_path: Path) -> None:
    offline_page.goto(f"{app_address}/portfolio")
    offline_page.get_by_role("button", name=texts.PORTFOLIO_FIND).click()
    expect(offline_page.get_by_role("heading", name=texts.portfolio_found(12, once=True))).to_be_visible(timeout=60_000)
    with offline_page.expect_download() as downloading:
        offline_page.get_by_role("button", name=texts.PORTFOLIO_XLSX).click()
    workbook = tmp_path / "set.xlsx"
    downloading.value.save_as(workbook)
    assert workbook.read_bytes().startswith(b"PK")


def test_a_long_search_can_be_stopped(offline_page: Page, app_address: str) -> None:
    offline_page.goto(f"{app_address}/portfolio?count=80&size=5&seconds=600")
    offline_page.get_by_role("button", name=texts.PORTFOLIO_STOP, exact=True).click()
    expect(offline_page.get_by_text(texts.PORTFOLIO_HINT)).to_be_visible(timeout=60_000)
    expect(offline_page.get_by_role("progressbar")).to_have_count(0)
