from pathlib import Path

import numpy as np
import pytest

from matchmaker.errors import BadInput
from matchmaker.profiles.cache import EmbeddingCache


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "embeddings.sqlite"


def vectors(count: int) -> np.ndarray:
    return np.random.default_rng(1).normal(size=(count, 4)).astype(np.float32)


def test_a_missing_file_knows_nothing_and_is_not_made(path: Path) -> None:
    assert EmbeddingCache(path, "m").get(["a"]) == {}
    assert not path.exists()


def test_what_was_put_is_got_bit_for_bit(path: Path) -> None:
    kept = vectors(2)
    EmbeddingCache(path, "m").put(["a", "ü"], kept)
    found = EmbeddingCache(path, "m").get(["ü", "a", "unknown"])
    assert found.keys() == {"a", "ü"}
    np.testing.assert_array_equal(np.stack([found["a"], found["ü"]]), kept)


def test_another_model_shares_nothing(path: Path) -> None:
    EmbeddingCache(path, "one").put(["a"], vectors(1))
    assert EmbeddingCache(path, "other").get(["a"]) == {}


def test_a_damaged_file_is_named_with_the_way_out(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all, but long enough to look at" * 100)
    with pytest.raises(BadInput, match=r"embeddings\.sqlite cannot be used .* Delete it if it is damaged"):
        EmbeddingCache(path, "m").get(["a"])


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BadInput, match="set MATCHMAKER_CACHE"):
        EmbeddingCache(tmp_path / "file" / "embeddings.sqlite", "m").put(["a"], vectors(1))


def test_a_file_that_was_never_filled_knows_nothing(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"")
    assert EmbeddingCache(path, "m").get(["a"]) == {}


def test_more_texts_than_one_statement_takes(path: Path) -> None:
    texts = [f"text {number}" for number in range(1_201)]
    cache = EmbeddingCache(path, "m")
    cache.put(texts, vectors(len(texts)))
    assert cache.get(texts).keys() == set(texts)
