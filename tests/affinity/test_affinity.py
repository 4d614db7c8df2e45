import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.affinity.affinity import Affinity, read_weights, shown
from matchmaker.profiles.profiles import Profiles


def random_affinity(seed: int, count: int = 12) -> Affinity:
    rng = np.random.default_rng(seed)
    embeddings = rng.normal(size=(count, 8)).astype(np.float32)
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    return Affinity(Profiles(embeddings, rng.random((count, 14)) < 0.15), read_weights())


@given(st.integers(0, 10_000))
@settings(max_examples=50, deadline=None)
def test_affinity_is_symmetric_to_the_last_bit(seed: int) -> None:
    matrix = random_affinity(seed).matrix()
    np.testing.assert_array_equal(matrix, matrix.T)


@given(st.integers(0, 10_000))
@settings(max_examples=50, deadline=None)
def test_contributions_sum_to_the_affinity(seed: int) -> None:
    affinity = random_affinity(seed)
    parts = affinity.contributions(3, np.array([0, 5, 7]))
    np.testing.assert_allclose(sum(parts.values()), affinity.matrix()[3, [0, 5, 7]], atol=1e-9)


def test_the_same_organisations_in_another_order_have_the_same_affinity() -> None:
    affinity = random_affinity(7)
    order = np.random.default_rng(2).permutation(12)
    moved = Affinity(
        Profiles(affinity.profiles.embeddings[order], affinity.profiles.ecosystems[order]), affinity.weights
    )
    np.testing.assert_array_equal(moved.matrix(), affinity.matrix()[np.ix_(order, order)])


def test_weights_are_not_negative() -> None:
    assert min(read_weights().weights.values()) >= 0


@pytest.mark.parametrize(("log_odds", "expected"), [(0.0, 0.5), (-800.0, 0.0), (800.0, 1.0), (np.log(3), 0.75)])
def test_log_odds_are_shown_between_0_and_1(log_odds: float, expected: float) -> None:
    assert shown(log_odds) == pytest.approx(expected)
