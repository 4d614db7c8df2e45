"""The 14 EU industrial ecosystems: the sector taxonomy of the catalogue."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

ECOSYSTEMS: tuple[str, ...] = (
    "Aerospace & Defence",
    "Agri-food",
    "Construction",
    "Cultural & Creative Industries",
    "Digital",
    "Electronics",
    "Energy-Intensive Industries",
    "Energy-Renewables",
    "Health",
    "Mobility-Transport-Automotive",
    "Proximity & Social Economy",
    "Retail",
    "Textile",
    "Tourism",
)


def ecosystem_flags(named: Sequence[Iterable[str]]) -> npt.NDArray[np.bool_]:
    """Return for each of n lists of ecosystems which of the 14 it names, of shape (n, 14)."""
    flags = np.zeros((len(named), len(ECOSYSTEMS)), dtype=np.bool_)
    for row, names in zip(flags, named, strict=True):
        row[[ECOSYSTEMS.index(name) for name in names]] = True
    return flags
