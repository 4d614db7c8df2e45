"""What the tests of the screen share: the app, its cards read back as a person sees them, and a real browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, WebSocket, sync_playwright
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from matchmaker.matchmaker import Matchmaker

ROOT = Path(__file__).parents[2]
START = 300  # seconds: the real model reads the whole catalogue when the cache is empty

# Opened at a page's own address, Streamlit first looks there for its server, then one level up (its issue 7074).
PROBES = re.compile(r"http://localhost:\d+/[a-z-]+/_stcore/(health|host-config)")

Open = Callable[..., AppTest]


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch, cache: Path) -> Open:
    """Open a page of the app in a new session at an address, on the shipped catalogue or another one."""

    def opened(catalogue: Path | None = None, page: str = "", **address: str | list[str]) -> AppTest:
        monkeypatch.setenv("MATCHMAKER_CACHE", str(cache))
        if catalogue:
            monkeypatch.setenv("MATCHMAKER_CATALOGUE", str(catalogue))
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=START)
        if page:
            app._page_hash = calc_hash(page)  # as the browser asks for it; AppTest knows pages by their files alone
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return opened


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser, which resolves no name but the machine's own, not even for what it does by itself."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        reason = f"No browser is installed: none of {', '.join(names)} is on the path."
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    quiet = ("quic", "background-networking", "component-update", "sync", "gpu")
    flags = ["--no-sandbox", "--no-first-run", *(f"--disable-{each}" for each in quiet)]
    with sync_playwright() as playwright:
        closed = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
        browser = playwright.chromium.launch(executable_path=found, args=[*flags, closed])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def app_address(matchmaker: Matchmaker, cache: Path) -> Iterator[str]:
    """The address of the real app, served by its own process, with a warm cache."""
    assert matchmaker.affinity  # reads the profiles
    assert matchmaker.abroad()  # and those of organisations abroad
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"]
    environment = {**os.environ, "MATCHMAKER_CACHE": str(cache)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_until_healthy(address, process)
            yield address
        finally:
            process.terminate()


@pytest.fixture
def offline_page(chromium: Browser, app_address: str) -> Iterator[Page]:
    """A page of the browser that reaches the app alone. The test fails if it asks elsewhere or logs an error."""
    wrong: list[str] = []

    def only_the_app(route: Route) -> None:
        if route.request.url.startswith(f"{app_address}/"):
            route.continue_()
        else:
            wrong.append(f"asked for {route.request.url}")
            route.abort()

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not PROBES.fullmatch(message.location["url"]):
            wrong.append(f"console: {message.text}")

    def talked(socket: WebSocket) -> None:
        if not socket.url.startswith(f"{app_address.replace('http', 'ws', 1)}/"):
            wrong.append(f"talked to {socket.url}")

    context = chromium.new_context()
    page = context.new_page()
    page.route("**/*", only_the_app)
    page.on("console", heard)
    page.on("websocket", talked)
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.set_default_timeout(60_000)
    yield page
    context.close()
    assert not wrong, "\n".join(wrong)


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        assert process.poll() is None, "The app ended at once."
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail("The app does not answer.")
