"""The written descriptions of the ecosystems, `data/ecosystems.yaml`, as phrases that texts are compared with."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.errors import BadInput
from matchmaker.profiles.cache import Embeddings
from matchmaker.profiles.encoder import Encoder, Progress
from matchmaker.shipped import shipped

ENGLISH = "en"


class Description(BaseModel):
    """One ecosystem in words: `phrases` are English, `elsewhere` holds those of other languages (ISO 639-1)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    about: str
    phrases: tuple[str, ...]
    elsewhere: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class ClassPhrases:
    """All phrases: `owners` (p,) are positions in ECOSYSTEMS, `languages` (p,) codes, `embeddings` (p, dimensions)."""

    texts: tuple[str, ...]
    owners: npt.NDArray[np.intp]
    languages: npt.NDArray[np.str_]
    embeddings: Embeddings

    def of(self, languages: Collection[str]) -> "ClassPhrases":
        """Return only the phrases of some languages."""
        kept = np.isin(self.languages, list(languages))
        texts = tuple(text for text, keep in zip(self.texts, kept, strict=True) if keep)
        return ClassPhrases(texts, self.owners[kept], self.languages[kept], self.embeddings[kept])


def read_descriptions(path: Path | None = None) -> tuple[Description, ...]:
    """Read the descriptions of all ecosystems, in the order of ECOSYSTEMS.

    Raises:
        BadInput: the file does not describe exactly these.
    """
    path = path or shipped("data") / "ecosystems.yaml"
    read = TypeAdapter(tuple[Description, ...]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    by_name = {each.name: each for each in read}
    if by_name.keys() != set(ECOSYSTEMS) or len(read) != len(ECOSYSTEMS):
        raise BadInput(f"{path} does not describe each of these once: {', '.join(ECOSYSTEMS)}. Add or remove entries.")
    return tuple(by_name[name] for name in ECOSYSTEMS)


def class_phrases(
    descriptions: tuple[Description, ...], encoder: Encoder, progress: Progress | None = None
) -> ClassPhrases:
    """Return the embedded phrases of all ecosystems in all languages."""
    listed = [
        (text, at, language)
        for at, each in enumerate(descriptions)
        for language, texts in [(ENGLISH, each.phrases), *each.elsewhere.items()]
        for text in texts
    ]
    texts = tuple(text for text, _, _ in listed)
    return ClassPhrases(
        texts=texts,
        owners=np.array([at for _, at, _ in listed], dtype=np.intp),
        languages=np.array([language for _, _, language in listed]),
        embeddings=encoder.encode(texts, progress),
    )
