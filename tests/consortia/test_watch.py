"""One watch for a question: its parts end when it ends, and tell how far the whole is."""

import pytest

from matchmaker.consortia.watch import Stopped, Watch


@pytest.fixture(autouse=True)
def telling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matchmaker.consortia.watch._BETWEEN", -1.0)


def test_parts_tell_how_far_the_whole_is() -> None:
    told: list[float] = []
    watch = Watch(progress=lambda done, total: told.append(done / total))
    for at in range(3):
        part = watch.part(at, 3).part(1, 2)
        for done in range(4):
            part.check(done, 4)
    assert told == sorted(told)
    assert told[0] == pytest.approx(1 / 6, abs=1e-3)
    assert told[-1] < 1


def test_a_part_has_no_more_time_than_the_whole() -> None:
    watch = Watch(1e-9)
    with pytest.raises(Stopped):
        watch.part(0, 2).check(0, 1)


def test_a_part_that_needs_some_time_gets_it() -> None:
    Watch(1e-9).part(0, 2, at_least=60.0).check(0, 1)


def test_whoever_has_seen_enough_stops_a_part() -> None:
    watch = Watch(progress=lambda _done, _total: True)
    with pytest.raises(Stopped):
        watch.part(0, 2).part(0, 2).check(0, 1, timed=False)
