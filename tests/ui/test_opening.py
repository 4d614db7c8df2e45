from pathlib import Path

import pytest

from matchmaker.errors import BadInput
from matchmaker.settings import Settings
from matchmaker.ui.opening import Opening

FEW = "id,name,country\na,Wind Power Cluster,ES\nb,Solar Valley,FR\nc,Hydrogen Network,IT\n"


def test_opening_reads_new_profiles_and_says_how_far_it_is(tmp_path: Path) -> None:
    (tmp_path / "organisations.csv").write_text(FEW)
    opening = Opening(Settings(catalogue=tmp_path, cache=tmp_path / "cache"))
    assert opening.done_within(120)
    done, total = opening.progress
    assert done == total >= 3
    assert len(opening.matchmaker().affinity.matrix()) == 3


def test_waiting_ends_when_the_time_is_up(tmp_path: Path) -> None:
    (tmp_path / "organisations.csv").write_text(FEW)
    opening = Opening(Settings(catalogue=tmp_path, cache=tmp_path / "cache"))
    assert not opening.done_within(0)
    assert opening.done_within(120)


def test_a_catalogue_that_cannot_be_read_is_refused_to_whoever_waits(tmp_path: Path) -> None:
    opening = Opening(Settings(catalogue=tmp_path, cache=tmp_path / "cache"))
    assert opening.done_within(60)
    for _ in range(2):
        with pytest.raises(BadInput, match="not a catalogue"):
            opening.matchmaker()
