"""Embeddings on disk, keyed by the content of the text and the model that read it."""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matchmaker.errors import BadInput

Embeddings = npt.NDArray[np.float32]

_SCHEMA = "CREATE TABLE IF NOT EXISTS embedding (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
_AT_ONCE = 500  # SQLite's older limit on the parameters of one statement is 999


class EmbeddingCache:
    """A SQLite file of embeddings. Several processes may read and write it at once.

    Args:
        path: the file; it and its folder are made when the first embedding is kept.
        model: what identifies the model, such as the hash of its weights: other weights never share an embedding.
    """

    def __init__(self, path: Path, model: str) -> None:
        self._path = path
        self._model = model.encode()

    def get(self, texts: Sequence[str]) -> Mapping[str, Embeddings]:
        """Return the embeddings, each of shape (dimensions,), of those texts that are known.

        Raises:
            BadInput: the file cannot be read.
        """
        if not self._path.is_file():
            return {}
        keys = {self._key(text): text for text in texts}
        found: dict[str, Embeddings] = {}
        with self._opened() as connection:
            for start in range(0, len(keys), _AT_ONCE):
                some = list(keys)[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = connection.execute(f"SELECT key, vector FROM embedding WHERE key IN ({marks})", some)  # noqa: S608
                found |= {keys[key]: np.frombuffer(vector, dtype=np.float32) for key, vector in rows}
        return found

    def put(self, texts: Sequence[str], embeddings: Embeddings) -> None:
        """Keep one embedding, a row of an array of shape (texts, dimensions), for each text.

        Raises:
            BadInput: the file cannot be made or written to.
        """
        rows = [
            (self._key(text), np.ascontiguousarray(row, dtype=np.float32).tobytes())
            for text, row in zip(texts, embeddings, strict=True)
        ]
        with self._opened() as connection:
            connection.executemany("INSERT OR REPLACE INTO embedding VALUES (?, ?)", rows)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=30)) as connection, connection:
                connection.execute(_SCHEMA)
                yield connection
        except (OSError, sqlite3.Error) as error:
            raise BadInput(
                f"The cache of profiles at {self._path} cannot be used ({error}). "
                "Delete it if it is damaged, or set MATCHMAKER_CACHE to a folder that you may write to."
            ) from error

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(self._model + b"\0" + text.encode()).digest()
