import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.affinity.affinity import Affinity, shown, sum_of
from matchmaker.affinity.features import FEATURES
from matchmaker.affinity.weights import read_weights
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.matchmaker import Matchmaker
from matchmaker.settings import Settings
from tests.affinity.organisations import affinity_of, features_of, random_catalogue, reordered, some_weights

seeds = st.integers(0, 10_000)
few = settings(max_examples=40)


@given(seeds)
@few
def test_swapping_two_organisations_changes_no_affinity(seed: int) -> None:
    matrix = affinity_of(random_catalogue(seed)).matrix()
    np.testing.assert_array_equal(matrix, matrix.T)


@given(seeds)
@few
def test_every_feature_is_symmetric_and_finite(seed: int) -> None:
    everyone = np.arange(12)
    for name, block in features_of(random_catalogue(seed)).block(FEATURES, everyone, everyone).items():
        assert np.isfinite(block).all(), name
        np.testing.assert_array_equal(block, block.T, err_msg=name)


@given(seeds)
@few
def test_scalar_row_block_and_matrix_agree_to_the_last_bit(seed: int) -> None:
    affinity = affinity_of(random_catalogue(seed))
    matrix = affinity.matrix()
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(12)[:5], rng.permutation(12)[:7]
    np.testing.assert_array_equal(affinity.block(rows, columns), matrix[np.ix_(rows, columns)])
    np.testing.assert_array_equal(affinity.row(3), matrix[3])
    assert affinity.block(np.array([2]), np.array([9]))[0, 0] == matrix[9, 2]


@given(seeds)
@few
def test_contributions_sum_to_the_affinity(seed: int) -> None:
    affinity = affinity_of(random_catalogue(seed))
    parts = affinity.contributions(3, np.array([0, 5, 7]))
    np.testing.assert_allclose(sum_of(parts), affinity.matrix()[3, [0, 5, 7]], atol=1e-9, rtol=0)


@given(seeds)
@few
def test_reordering_the_catalogue_changes_no_affinity(seed: int) -> None:
    catalogue = random_catalogue(seed)
    order = np.random.default_rng(seed).permutation(len(catalogue)).tolist()
    moved = affinity_of(reordered(catalogue, order)).matrix()
    np.testing.assert_allclose(moved, affinity_of(catalogue).matrix()[np.ix_(order, order)], atol=1e-9, rtol=0)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_catalogue_of_hardly_anybody_has_an_affinity(count: int) -> None:
    assert affinity_of(random_catalogue(1, count, partnerships=0)).matrix().shape == (count, count)


def test_a_large_matrix_made_of_blocks_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = affinity_of(random_catalogue(3)).matrix()
    monkeypatch.setattr("matchmaker.affinity.affinity._NUMBERS_AT_ONCE", 1)
    np.testing.assert_array_equal(affinity_of(random_catalogue(3)).matrix(), whole)


def test_shipped_organisations_agree_in_rows_and_matrix(matchmaker: Matchmaker) -> None:
    affinity = matchmaker.affinity
    for at in (0, 100, len(affinity) - 1):
        np.testing.assert_array_equal(affinity.row(at), affinity.matrix()[at])


def test_weights_are_not_negative() -> None:
    assert min(read_weights(Settings().affinity).weights.values()) >= 0


def test_features_that_say_nothing_are_no_contributions() -> None:
    weights = some_weights()
    silent = weights.model_copy(update={"weights": {**weights.weights, "proximity": 0.0}})
    affinity = Affinity(features_of(random_catalogue(1)), silent)
    assert set(affinity.contributions(0, np.array([1]))) == {"starting point", *FEATURES} - {"proximity"}


def test_an_organisation_of_which_only_the_name_is_known_is_compared() -> None:
    catalogue = random_catalogue(2)
    bare = Catalogue((*catalogue.organisations, Organisation("x", "X", "ES")))
    assert np.isfinite(affinity_of(bare).row(12)).all()


@pytest.mark.parametrize(("log_odds", "expected"), [(0.0, 0.5), (-800.0, 0.0), (800.0, 1.0), (np.log(3), 0.75)])
def test_log_odds_are_shown_between_0_and_1(log_odds: float, expected: float) -> None:
    assert shown(log_odds) == pytest.approx(expected)
