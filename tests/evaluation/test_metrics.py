import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.evaluation.cases import Case, rank
from matchmaker.evaluation.metrics import difference, interval, mean_over, median_over, resampled, summary

CASE = Case(partnership=0, acronym="P", rest=(0, 1), member=2, newcomer=True)


def test_the_rest_is_not_ranked() -> None:
    assert rank(np.array([9.0, 8.0, 1.0, 0.5]), CASE) == 1


def test_ties_count_at_their_average_rank() -> None:
    assert rank(np.array([0.0, 0.0, 1.0, 1.0, 1.0, 2.0]), CASE) == 3


def test_a_constant_score_ranks_in_the_middle() -> None:
    assert rank(np.zeros(103), CASE) == 51


def test_scores_that_differ_by_rounding_are_tied() -> None:
    assert rank(np.array([0.0, 0.0, 1.0, 1.0 + 1e-15]), CASE) == 1.5


def test_metrics_are_those_of_ranks() -> None:
    ranks = np.array([1.0, 2.0, 10.0, 11.0])
    found = summary(ranks, resampled(np.arange(4)))
    assert found["cases"] == 4
    assert found["hit@1"] == 0.25
    assert found["hit@10"] == 0.75
    assert found["mrr"] == pytest.approx((1 + 1 / 2 + 1 / 10 + 1 / 11) / 4)
    assert found["ndcg@10"] == pytest.approx((1 + 1 / np.log2(3) + 1 / np.log2(11)) / 4)
    assert found["median_rank"] == 6


def test_without_a_case_there_is_no_figure() -> None:
    found = summary(np.zeros(0), resampled(np.zeros(0, dtype=np.intp)))
    assert found["cases"] == 0
    assert found["mrr"] is None
    assert found["mrr_interval"] is None


def test_whole_partnerships_are_drawn() -> None:
    draws = resampled(np.array([0, 0, 0, 1, 2]))
    assert (draws[:, 0] == draws[:, 2]).all()
    assert (draws[:, [0, 3, 4]].sum(axis=1) == 3).all()


@given(st.lists(st.integers(1, 50), min_size=1, max_size=12), st.integers(0, 99))
def test_the_median_of_draws_is_that_of_repeated_values(values: list[int], seed: int) -> None:
    draws = np.random.default_rng(seed).integers(0, 3, size=(5, len(values)))
    draws[:, 0] += 1  # nothing drawn has no median
    expected = [np.median(np.repeat(values, each)) for each in draws]
    np.testing.assert_allclose(median_over(draws, np.array(values, dtype=np.float64)), expected)


def test_the_mean_of_draws_is_that_of_repeated_values() -> None:
    draws = np.array([[2, 0, 1], [0, 1, 1]])
    np.testing.assert_allclose(mean_over(draws, np.array([3.0, 6.0, 9.0])), [5.0, 7.5])


def test_a_method_does_not_differ_from_itself() -> None:
    ranks = np.array([1.0, 5.0, 40.0])
    assert difference(ranks, ranks, resampled(np.arange(3)))["mrr_interval"] == [0, 0]


def test_the_interval_holds_95_percent() -> None:
    assert interval(np.arange(1001.0)) == pytest.approx((25, 975))
