"""What a person may set: where the catalogue and the cache lie, and which text model reads profiles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

from matchmaker.shipped import shipped

PACKAGED_MODEL = "all-MiniLM-L6-v2"


@dataclass(frozen=True)
class Settings:
    """Settings of one `Matchmaker`.

    `model` is `all-MiniLM-L6-v2` (the packaged weights), the path of a sentence-transformers model, or a hub name;
    `affinity` is the file of the learned affinity's weights.
    """

    catalogue: Path = field(default_factory=lambda: shipped("data"))
    cache: Path = field(default_factory=lambda: user_cache_path("matchmaker"))
    model: str = PACKAGED_MODEL
    affinity: Path = field(default_factory=lambda: shipped("models") / "affinity.json")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read MATCHMAKER_CATALOGUE, _CACHE, _MODEL and _AFFINITY; what is not set keeps its default."""
        default = cls()
        return cls(
            catalogue=Path(environment.get("MATCHMAKER_CATALOGUE") or default.catalogue),
            cache=Path(environment.get("MATCHMAKER_CACHE") or default.cache),
            model=environment.get("MATCHMAKER_MODEL") or default.model,
            affinity=Path(environment.get("MATCHMAKER_AFFINITY") or default.affinity),
        )
