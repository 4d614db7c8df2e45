import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("page", ["partners?organisation=es-bec", "abroad?member=es-bec"])
def test_a_map_is_drawn_without_asking_anybody_and_told_in_words(
    offline_page: Page, app_address: str, page: str
) -> None:
    offline_page.goto(f"{app_address}/{page}")
    chart = offline_page.get_by_test_id("stVegaLiteChart").first
    expect(chart.locator("canvas, svg").first).to_be_visible(timeout=60_000)
    assert "Map of " in chart.evaluate("element => element.outerHTML")
