"""What must hold on every page of the navigation: nobody is shut out, nothing hostile is obeyed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from matchmaker.ui.navigation import GROUPS

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
ADDRESSES = [entry.address for entries in GROUPS.values() for entry in entries]
# What each page is asked, so that it has something to show; a page that is not named here is opened as it is.
ASKED: Mapping[str, Mapping[str, str | list[str]]] = {
    "partners": {"organisation": "es-bec"},
    "consortia": {
        "organisation": "es-bec",
        "top": "3",
        "closer": "1",
        "goes": "dk-ecd",
        "comes": "gb-areg",
        "compare": ["1", "2"],
        "why": "no-gce-node",
    },
    "abroad": {"member": ["es-bec", "dk-ecd", "se-offshorevast"]},
    "catalogue": {"organisation": "es-bec"},
    "change": {"organisation": "es-bec"},
    "check": {"member": ["es-bec", "dk-ecd", "no-gce-node"], "market": ["JP", "US"]},
}


def _open(page: Page, root: str, address: str, query: Mapping[str, str | list[str]]) -> None:
    # The first page is where the app opens, without an address of its own.
    place = "" if address == ADDRESSES[0] else address
    page.goto(f"{root}/{place}?{urlencode(query, doseq=True)}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    _settle(page)


def _settle(page: Page) -> None:
    """Wait until the server has drawn all of the page."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_is_shut_out(
    offline_page: Page, app_address: str, address: str, scheme: Literal["light", "dark"]
) -> None:
    offline_page.emulate_media(color_scheme=scheme)
    _open(offline_page, app_address, address, ASKED.get(address, {}))
    offline_page.evaluate(AXE)
    found = offline_page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert not _serious(found)


def _serious(found: Mapping[str, Any]) -> list[str]:
    return [
        f"{each['id']} ({each['impact']}): {each['help']}: {node['html'][:300]}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]
