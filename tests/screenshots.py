"""Writes the pictures of the app in docs/screenshots, as it looks now: `python -m tests.screenshots`."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "screenshots"
PORT = 8591
LARGEST = 300_000  # bytes of a picture


@dataclass(frozen=True)
class Shot:
    """A picture: the page's address, its size in pixels, and the theme."""

    name: str
    address: str
    width: int = 1280
    height: int = 900
    scheme: Literal["light", "dark"] = "light"


_BUILD = "consortia?organisation=es-bec&market=JP&market=US&top=3"
SHOTS = (
    Shot("start", "", height=1000),
    Shot("build", _BUILD),
    Shot("build-dark", _BUILD, scheme="dark"),
    Shot("closer", f"{_BUILD}&closer=1&goes=dk-ecd&comes=gb-areg", height=2600),
    Shot("partners", "partners?organisation=es-bec", height=1100),
    Shot("abroad", "abroad?member=es-bec&member=dk-ecd&member=se-offshorevast", height=1100),
    Shot("check-telephone", "check?member=es-bec&member=dk-ecd&member=no-gce-node&market=JP&market=US", 390, 1100),
)


@contextmanager
def served() -> Iterator[str]:
    """Serve the app for a while, and give its address."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={PORT}"]
    with subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.DEVNULL) as process:
        try:
            _wait(f"http://localhost:{PORT}/_stcore/health")
            yield f"http://localhost:{PORT}"
        finally:
            process.terminate()


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    sys.exit("The app does not answer.")


def shoot(browser: Browser, root: str, shot: Shot) -> None:
    """Write one picture."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{root}/{shot.address}")
    page.get_by_role("heading", level=1).wait_for()
    # The last thing that a page draws comes some time after its script has begun.
    page.wait_for_timeout(1_000)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(1_000)
    path = FOLDER / f"{shot.name}.png"
    page.screenshot(path=path)
    context.close()
    if path.stat().st_size > LARGEST:
        sys.exit(f"{path.name} is larger than {LARGEST} bytes.")


def main() -> None:
    """Write all pictures."""
    found = next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)
    if found is None:
        sys.exit("No browser is installed. Install Chromium.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served() as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for shot in SHOTS:
            shoot(browser, root, shot)
        browser.close()


if __name__ == "__main__":
    main()
