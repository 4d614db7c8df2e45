import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_newcomer_types_a_name_and_reads_a_consortium_of_three_countries(
    offline_page: Page, app_address: str
) -> None:
    offline_page.goto(f"{app_address}/consortia")
    choice = offline_page.get_by_role("combobox", name="Your organisation")
    choice.click()
    choice.press_sequentially("basque energy")
    offline_page.get_by_role("option", name="Basque Energy Cluster").click()
    card = offline_page.locator(".st-key-consortium-1")
    expect(card.get_by_text("Basque Energy Cluster")).to_be_visible()
    places = card.locator(".mm-place").all_inner_texts()
    countries = {place.rsplit(", ", 1)[-1] for place in places}
    assert len(countries) == 3
    assert "Spain" in countries
    expect(card.get_by_role("meter", name="Fit")).to_be_visible()
    expect(card.get_by_text(re.compile("Evidence needed|Eligible"))).to_be_visible()
    expect(offline_page).to_have_url(re.compile(r"organisation=es-bec"))


def test_what_is_missing_opens_by_keyboard_and_names_the_rule(offline_page: Page, app_address: str) -> None:
    offline_page.goto(f"{app_address}/consortia?organisation=es-bec")
    card = offline_page.locator(".st-key-consortium-1")
    card.locator("summary").press("Enter")
    expect(card.get_by_text("Registration on the platform")).to_be_visible()
    expect(card.get_by_text(re.compile("^Rule: .*European Cluster Collaboration Platform"))).to_be_visible()


def test_the_page_fits_a_telephone(offline_page: Page, app_address: str) -> None:
    offline_page.set_viewport_size({"width": 390, "height": 844})
    offline_page.goto(f"{app_address}/consortia?organisation=es-bec")
    expect(offline_page.locator(".st-key-consortium-5 .mm-members")).to_be_attached()
    assert offline_page.evaluate("document.documentElement.scrollWidth") == 390
    wide = offline_page.evaluate(
        "[...document.querySelectorAll('.stHtml *')].filter(each => each.getBoundingClientRect().right > 390).length"
    )
    assert wide == 0


def test_hostile_text_in_the_address_is_shown_as_text(offline_page: Page, app_address: str) -> None:
    hostile = "<script>alert(1)</script> **x** :material/delete: [a](https://elsewhere.example)"
    offline_page.goto(f"{app_address}/consortia?market={hostile}")
    warning = offline_page.get_by_role("alert")
    # Long values are cut; a word joiner keeps Streamlit from making an icon of the name.
    expect(warning).to_contain_text("<script>alert(1)</script> **x** :")
    assert warning.locator("script, a, strong, [data-testid=stIconMaterial]").count() == 0


def test_flags_are_drawn_by_the_apps_own_font(offline_page: Page, app_address: str) -> None:
    offline_page.goto(f"{app_address}/consortia?organisation=es-bec")
    expect(offline_page.locator(".mm-flag").first).to_be_visible()
    fonts = "document.fonts.ready.then(all => [...all].filter(f => f.status === 'loaded').map(f => f.family))"
    assert any("Country Flags" in family for family in offline_page.evaluate(fonts))


# Contrast of an element's text with its own background, as WCAG 2.2 defines it (relative luminance of sRGB).
CONTRAST = """element => {
  const { color, backgroundColor } = getComputedStyle(element);
  const luminance = colour => {
    const [red, green, blue] = colour.match(/[0-9.]+/g).map(each => each / 255)
      .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, light] = [color, backgroundColor].map(luminance).sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_on_the_accent_can_be_read_in_either_theme(
    offline_page: Page, app_address: str, scheme: Literal["light", "dark"]
) -> None:
    offline_page.emulate_media(color_scheme=scheme)
    offline_page.goto(f"{app_address}/consortia?market=JP")
    button = offline_page.get_by_role("button", name="Show me an example")
    market = offline_page.locator(".stMultiSelect [data-tag]")
    for element in (button, market):
        element.wait_for()
        assert element.evaluate(CONTRAST) >= 4.5
