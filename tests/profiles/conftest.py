from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.profiles.calibration import read_calibration
from matchmaker.profiles.descriptions import ClassPhrases, class_phrases, read_descriptions
from matchmaker.profiles.encoder import Encoder
from matchmaker.profiles.profile import ProfileReader
from matchmaker.settings import PACKAGED_MODEL


@dataclass(frozen=True)
class Paragraph:
    text: str
    language: str
    ecosystems: tuple[str, ...]


@pytest.fixture(scope="session")
def encoder(cache: Path) -> Encoder:
    return Encoder(PACKAGED_MODEL, cache)


@pytest.fixture(scope="session")
def class_phrases_(encoder: Encoder) -> ClassPhrases:
    return class_phrases(read_descriptions(), encoder)


@pytest.fixture(scope="session")
def reader(shipped_catalogue: Catalogue, encoder: Encoder, class_phrases_: ClassPhrases) -> ProfileReader:
    return ProfileReader(shipped_catalogue, encoder, class_phrases_, read_calibration())


@pytest.fixture(scope="session")
def paragraphs() -> list[Paragraph]:
    read = yaml.safe_load((Path(__file__).parent / "paragraphs.yaml").read_text(encoding="utf-8"))
    return [Paragraph(each["text"], each["language"], tuple(each["ecosystems"])) for each in read]
