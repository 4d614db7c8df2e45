"""How soon the app answers in a real browser, beside `streamlit hello`; and whether many sessions disturb each other.

Each page is opened several times with a warm cache, and a filter of it is changed several times; the median counts.
`streamlit hello` is opened in the same rounds, so that a busy moment of the machine hits all alike. Then many sessions
use one server at once: each keeps partners of its own, and must see exactly those. `--write` writes the tables beside
the documents. Exit status 1 where a session fails or sees what is another's.
"""

import argparse
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import Error as BrowserError

ROOT = Path(__file__).parent.parent
WRITTEN = ROOT / "docs" / "app-speed.md"
ROUNDS, CHANGES = 3, 4
SESSIONS, SECONDS, PAUSE, RANKS = 20, 120, 2.0, 4
AIM_OPEN, AIM_CHANGE, AIM_MEGABYTES = 3.0, 0.3, 10.0
MINUTE = 60_000  # milliseconds
HELLO = "streamlit hello"
# What shows, on each page, that the first result is there.
OPENED: Mapping[str, tuple[str, str]] = {
    "start": ("start", ".st-key-consortium-1"),
    "partners": ("partners?organisation=es-bec", ".st-key-partner-1"),
    "consortia": ("consortia?organisation=es-bec", ".st-key-consortium-1"),
    "abroad": ("abroad?member=es-bec&member=dk-ecd&member=se-offshorevast", "text=Why"),
    "check": ("check?member=es-bec&member=dk-ecd&member=no-gce-node", "text=At least one rule is broken"),
}


@contextmanager
def served(*command: str) -> Iterator[tuple[str, int]]:
    """Serve an app; give its address and the process's id."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    arguments = [sys.executable, "-m", "streamlit", *command, "--server.headless=true", f"--server.port={port}"]
    with subprocess.Popen(
        arguments, cwd=ROOT, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait(f"{address}/_stcore/health")
            yield address, process.pid
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


def opening(browser: Browser, address: str, shows: str) -> float:
    """Return the seconds from asking for a page, in a new browser, to its first result."""
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(shows).first.wait_for(timeout=MINUTE)
    seconds = time.perf_counter() - start
    context.close()
    return seconds


def changing(browser: Browser, root: str) -> Sequence[float]:
    """Return the seconds from choosing another number of members to the new answer, several times."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{root}/consortia?organisation=es-bec&top=3")
    page.locator(".st-key-consortium-1").wait_for(timeout=MINUTE)
    seconds = []
    for size in (4, 3) * (CHANGES // 2):
        page.get_by_role("combobox", name="Members").click()
        option = page.get_by_role("option", name=f"{size} members")
        option.wait_for()
        start = time.perf_counter()
        option.click()
        page.get_by_role("heading", name=f"The 3 best consortia of {size}").wait_for(timeout=MINUTE)
        page.locator(".st-key-consortium-3 .mm-members li").nth(size - 1).wait_for(timeout=MINUTE)
        seconds.append(time.perf_counter() - start)
        _settle(page)
    context.close()
    return seconds


def _settle(page: Page) -> None:
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=MINUTE)


def megabytes(process: int) -> float:
    """Return the resident memory of a process (Linux)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    line = next(each for each in status.splitlines() if each.startswith("VmRSS"))
    return int(line.split()[1]) / 1_000


@dataclass
class Visitor:
    """One session: whom it kept, how many steps it took, and what went wrong."""

    page: Page
    kept: list[str] = field(default_factory=list)
    steps: int = 0
    wrong: list[str] = field(default_factory=list)

    def act(self) -> None:
        """Keep a partner, or keep it no longer, without waiting for what comes of it."""
        card = self.page.locator(f".st-key-partner-{self.steps % RANKS + 1}")
        self.steps += 1
        try:
            label = card.locator("h3").inner_text(timeout=MINUTE).split(". ", 1)[1]
            mine = label in self.kept
            card.get_by_role("button", name="Kept" if mine else "Keep").click(timeout=MINUTE, no_wait_after=True)
        except BrowserError as error:
            self.wrong.append(str(error).splitlines()[0])
            return
        self.kept = [each for each in self.kept if each != label] if mine else [*self.kept, label]

    def look(self) -> None:
        """See whether the shortlist is the session's own."""
        shortlist = self.page.locator(".st-key-shortlist")
        try:
            expect(shortlist.get_by_role("button", name="Take away")).to_have_count(len(self.kept), timeout=MINUTE)
            shown = shortlist.inner_text(timeout=MINUTE)
            self.wrong += [f"{each} is not on its shortlist" for each in self.kept if each not in shown]
            if self.page.locator("[data-testid=stException]").count():
                self.wrong.append("a traceback")
        except (BrowserError, AssertionError) as error:
            self.wrong.append(str(error).splitlines()[0])


def crowd(browser: Browser, root: str, process: int) -> tuple[Sequence[Visitor], float]:
    """Let many sessions use the app at once; return them and the megabytes by which the server grew for each."""
    organisations = _organisations()
    opening(browser, f"{root}/partners?organisation={organisations[0]}", ".st-key-partner-1")
    before = megabytes(process)
    visitors = []
    for each in organisations[:SESSIONS]:
        page = browser.new_context().new_page()
        page.goto(f"{root}/partners?organisation={each}", wait_until="commit")
        visitors.append(Visitor(page))
    for visitor in visitors:
        visitor.page.locator(".st-key-partner-1").wait_for(timeout=2 * MINUTE)
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        started = time.monotonic()
        for visitor in visitors:
            visitor.act()
        for visitor in visitors:
            visitor.look()
        time.sleep(max(PAUSE - (time.monotonic() - started), 0.0))
    grown = (megabytes(process) - before) / SESSIONS
    return visitors, grown


def _organisations() -> Sequence[str]:
    from matchmaker.catalogue.folder import read_folder

    return [each.id for each in read_folder(ROOT / "data")]


def measured(browser: Browser, root: str, hello: str) -> dict[str, list[float]]:
    """Return all seconds by what was measured."""
    runs: dict[str, list[float]] = {HELLO: [], **{name: [] for name in OPENED}}
    tasks: Mapping[str, Callable[[], float]] = {
        HELLO: lambda: opening(browser, hello, "h1"),
        **{name: _opener(browser, f"{root}/{path}", shows) for name, (path, shows) in OPENED.items()},
    }
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            runs[name].append(task())
    return runs


def _opener(browser: Browser, address: str, shows: str) -> Callable[[], float]:
    return lambda: opening(browser, address, shows)


def main() -> None:
    """Print the tables; with `--write`, write them too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    found = next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)
    if found is None:
        sys.exit("No browser is installed. Install Chromium.")
    with served("run", "app.py") as (root, process), served("hello") as (hello, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for path, shows in OPENED.values():  # the first visit of all reads what all sessions share
            opening(browser, f"{root}/{path}", shows)
        runs = measured(browser, root, hello)
        changes = changing(browser, root)
        visitors, grown = crowd(browser, root, process)
        browser.close()
    wrong = [each for visitor in visitors for each in visitor.wrong]
    lines = table(runs, changes, visitors, grown)
    print("\n".join(lines))
    if write:
        WRITTEN.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if wrong:
        sys.exit(f"{len(wrong)} steps went wrong, the first: {wrong[0]}")


def table(
    runs: Mapping[str, Sequence[float]], changes: Sequence[float], visitors: Sequence[Visitor], grown: float
) -> Sequence[str]:
    """Return what was measured, as Markdown."""
    plain = statistics.median(runs[HELLO])
    rows = [
        f"| {name} | {statistics.median(each):.2f} | {max(each):.2f} | {statistics.median(each) / plain:.1f} |"
        for name, each in runs.items()
    ]
    change = statistics.median(changes)
    wrong = sum(len(each.wrong) for each in visitors)
    machine = f"{os.cpu_count()} cores ({platform.machine()})"
    return [
        "# How soon the app answers",
        "",
        f"Written by `benchmarks/app.py --write` on {machine}, at a load of {os.getloadavg()[0]:.0f} in the end.",
        "",
        f"Opening a page in a new browser, the cache warm, to its first result, {ROUNDS} times (aim {AIM_OPEN:g} s):",
        "",
        f"| page | median, s | longest, s | times {HELLO} |",
        "|---|---|---|---|",
        *rows,
        "",
        f"Choosing another number of members on *Build a consortium*, to the new answer (aim {AIM_CHANGE:g} s):",
        f"median {change:.2f} s, longest {max(changes):.2f} s of {len(changes)}.",
        "",
        f"{SESSIONS} sessions at once for {SECONDS} s: {sum(each.steps for each in visitors)} steps, {wrong} wrong;",
        f"the server grew by {grown:.1f} MB a session (aim {AIM_MEGABYTES:g} MB).",
    ]


if __name__ == "__main__":
    main()
