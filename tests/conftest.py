"""What all tests share: the shipped catalogue, and one cache of embeddings for the whole run."""

from pathlib import Path

import pytest
from hypothesis import settings

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.folder import read_folder
from matchmaker.matchmaker import Matchmaker
from matchmaker.settings import Settings
from matchmaker.shipped import shipped

# Speed is measured in benchmarks/, never in tests: a busy machine must not make one fail.
settings.register_profile("matchmaker", deadline=None)
settings.load_profile("matchmaker")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A cache folder that the processes of a parallel run share, so that the real model reads the catalogue once."""
    base = tmp_path_factory.getbasetemp()
    return (base if worker_id == "master" else base.parent) / "cache"


@pytest.fixture(scope="session")
def shipped_catalogue() -> Catalogue:
    return read_folder(shipped("data"))


@pytest.fixture(scope="session")
def matchmaker(cache: Path) -> Matchmaker:
    """The real thing: shipped catalogue, real model."""
    return Matchmaker(Settings(cache=cache))
