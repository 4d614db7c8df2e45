"""All organisations of a catalogue as arrays: one row each, in the catalogue's order."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.profiles.cache import Embeddings
from matchmaker.profiles.encoder import Encoder, Progress
from matchmaker.profiles.text import profile_text, third_country_text


@dataclass(frozen=True)
class Profiles:
    """What the machine knows of n organisations.

    `embeddings` has shape (n, dimensions) and unit rows; `ecosystems` has shape (n, 14) and is True where an
    organisation works in that ecosystem.
    """

    embeddings: Embeddings
    ecosystems: npt.NDArray[np.bool_]


def read_profiles(catalogue: Catalogue, encoder: Encoder, progress: Progress | None = None) -> Profiles:
    """Return the profiles of a catalogue's organisations; only texts that were never seen are encoded."""
    embeddings = encoder.encode([profile_text(organisation) for organisation in catalogue], progress)
    return Profiles(embeddings, _ecosystems([organisation.ecosystems for organisation in catalogue]))


def read_third_country_profiles(catalogue: Catalogue, encoder: Encoder, progress: Progress | None = None) -> Profiles:
    """Return the profiles of a catalogue's third-country organisations, likewise."""
    organisations = catalogue.third_country_organisations
    embeddings = encoder.encode([third_country_text(organisation) for organisation in organisations], progress)
    return Profiles(embeddings, _ecosystems([organisation.ecosystems for organisation in organisations]))


def _ecosystems(named: Sequence[Sequence[str]]) -> npt.NDArray[np.bool_]:
    ecosystems = np.zeros((len(named), len(ECOSYSTEMS)), dtype=np.bool_)
    for row, names in zip(ecosystems, named, strict=True):
        row[[ECOSYSTEMS.index(name) for name in names]] = True
    return ecosystems
