"""Opening the catalogue once for all sessions, while each of them can see how far it is."""

import os
import time
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import Any

import streamlit as st

from matchmaker.matchmaker import Matchmaker
from matchmaker.settings import Settings
from matchmaker.ui import texts

_LOOK_EVERY = 0.1  # seconds between two looks at the progress
_PATIENCE = 0.4  # seconds without anything on screen: a bar that only flashes up disturbs

FileStates = tuple[tuple[str, int, int], ...]


class Opening:
    """A `Matchmaker` that is being made in the background, its profiles read, watched by any number of sessions.

    When it is made, the profiles of organisations abroad are read next, which only some pages wait for.

    The work belongs to no session: it reports to this object, never to a page, and goes on when a browser is closed.
    """

    def __init__(self, settings: Settings) -> None:
        self.progress = (0, 0)
        self._settings = settings
        self._made: Future[Matchmaker] = Future()
        self._abroad: Future[None] = Future()
        Thread(target=self._make, name="opening", daemon=True).start()

    def done_within(self, seconds: float, *, abroad: bool = False) -> bool:
        """Wait for the end, no longer than this; return whether it has come.

        Args:
            seconds: how long to wait at most.
            abroad: whether the profiles of organisations abroad must be read too.
        """
        awaited: Future[Any] = self._abroad if abroad else self._made
        deadline = time.monotonic() + seconds
        while not awaited.done() and time.monotonic() < deadline:
            time.sleep(min(0.01, seconds))
        return awaited.done()

    def matchmaker(self, *, abroad: bool = False) -> Matchmaker:
        """Return what was made.

        Raises:
            BadInput: the catalogue or the model cannot be used.
        """
        if abroad:
            self._abroad.result()
        return self._made.result()

    def _make(self) -> None:
        try:
            matchmaker = Matchmaker(self._settings, self._report)
            _ = matchmaker.affinity  # reads the profiles
            self._made.set_result(matchmaker)
            matchmaker.abroad()
            self._abroad.set_result(None)
        except BaseException as error:  # noqa: BLE001 - whoever waits for the result gets it
            for awaited in (self._made, self._abroad):
                if not awaited.done():
                    awaited.set_exception(error)

    def _report(self, done: int, total: int) -> None:
        self.progress = (done, total)


def opened(*, abroad: bool = False) -> Matchmaker:
    """Return the matchmaker of the environment's settings; while it is made, the session sees how far it is.

    Args:
        abroad: whether the profiles of organisations abroad must be read too.

    Raises:
        BadInput: the catalogue or the model cannot be used. The next call tries again.
    """
    settings = Settings.from_environment(os.environ)
    states = _states(settings.catalogue)
    opening = _opening(settings, states)
    if not opening.done_within(_PATIENCE, abroad=abroad):
        place = st.empty()
        while not opening.done_within(_LOOK_EVERY, abroad=abroad):
            done, total = opening.progress
            place.progress(done / max(total, 1), texts.opening(done, total) if total else texts.OPENING)
        place.empty()
    try:
        return opening.matchmaker(abroad=abroad)
    except Exception:
        _opening.clear(settings, states)
        raise


@st.cache_resource(max_entries=2, show_spinner=False)
def _opening(settings: Settings, states: FileStates) -> Opening:  # noqa: ARG001 - a changed file is another catalogue
    return Opening(settings)


def _states(folder: Path) -> FileStates:
    """Return name, size and time of change of a catalogue's files: when one changes, the catalogue is opened anew."""
    stats = sorted((path.name, path.stat()) for path in folder.glob("*.*") if path.is_file())
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)
