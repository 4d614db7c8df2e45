import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LOADING = 120_000  # milliseconds: the first search of a process loads the model


def test_one_searches_by_meaning_opens_an_organisation_and_looks_for_its_partners(
    offline_page: Page, app_address: str
) -> None:
    offline_page.goto(f"{app_address}/catalogue")
    field = offline_page.get_by_role("textbox", name="What are you looking for?")
    field.fill("hydrogen valves for ships")
    field.press("Enter")
    expect(offline_page.get_by_text(re.compile("most like your words first"))).to_be_visible(timeout=LOADING)
    offline_page.get_by_role("button", name="Details").first.click()
    expect(offline_page.get_by_role("heading", name="Works on")).to_be_visible(timeout=LOADING)
    offline_page.get_by_role("link", name="Find partners for it").click()
    expect(offline_page.get_by_role("heading", name=re.compile("The best 10 partners for"))).to_be_visible(
        timeout=LOADING
    )
