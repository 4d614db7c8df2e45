import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import approx_fprime
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.utils.estimator_checks import check_estimator

from matchmaker.affinity.choice import ConditionalLogit
from matchmaker.affinity.choice import _loss as choice_loss
from matchmaker.affinity.estimator import NonNegativeLogisticRegression

Values = npt.NDArray[np.float64]


def test_logistic_regression_passes_the_checks_of_scikit_learn() -> None:
    # The check of the array API is for estimators that claim it; this one does not.
    check_estimator(NonNegativeLogisticRegression(), on_skip=None)


def _separable(seed: int) -> tuple[Values, npt.NDArray[np.bool_]]:
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(400, 3))
    return features, rng.random(400) < 1 / (1 + np.exp(-(features @ [1.5, 0.7, 0.0] - 0.3)))


def test_where_all_weights_are_positive_it_is_ordinary_logistic_regression() -> None:
    features, target = _separable(1)
    features = features[:, :2]
    ours = NonNegativeLogisticRegression(penalty=0).fit(features, target)
    usual = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(features, target)
    np.testing.assert_allclose(ours.coef_, usual.coef_[0], rtol=1e-3)
    np.testing.assert_allclose(ours.intercept_, usual.intercept_[0], atol=1e-3)


def test_a_feature_that_speaks_against_gets_no_weight() -> None:
    features, target = _separable(2)
    model = NonNegativeLogisticRegression().fit(np.column_stack([features[:, 0], -features[:, 1]]), target)
    assert model.coef_[0] > 0
    assert model.coef_[1] == 0


def test_a_sample_that_counts_double_is_a_sample_given_twice() -> None:
    features, target = _separable(3)
    counts = np.where(np.arange(400) % 3 == 0, 2, 1)
    weighted = NonNegativeLogisticRegression().fit(features, target, counts)
    doubled = NonNegativeLogisticRegression().fit(np.repeat(features, counts, axis=0), np.repeat(target, counts))
    np.testing.assert_allclose(weighted.coef_, doubled.coef_, atol=1e-6)


def _choices(
    seed: int, choices: int = 500, size: int = 8
) -> tuple[Values, npt.NDArray[np.bool_], npt.NDArray[np.intp]]:
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(choices, size, 3))
    # Gumbel noise makes the highest sum a draw from the conditional logit.
    chosen = (features @ [2.0, 1.0, -1.0] + rng.gumbel(size=(choices, size))).argmax(axis=1)
    flags = np.zeros((choices, size), dtype=np.bool_)
    flags[np.arange(choices), chosen] = True
    return features.reshape(-1, 3), flags.ravel(), np.repeat(np.arange(choices), size)


def test_the_weights_behind_choices_are_found_again() -> None:
    features, chosen, groups = _choices(4)
    model = ConditionalLogit(penalty=0).fit(features[:, :2], chosen, groups)
    assert model.coef_[0] / model.coef_[1] == pytest.approx(2, rel=0.25)


def test_a_feature_that_those_chosen_lack_gets_no_weight() -> None:
    assert ConditionalLogit().fit(*_choices(5)).coef_[2] == 0


def test_the_gradient_of_choices_is_that_of_their_loss() -> None:
    features, chosen, groups = _choices(6, choices=20)
    starts = np.flatnonzero(np.r_[True, np.diff(groups) > 0])
    weight = np.full(20, 1 / 20)
    at = np.array([0.3, 0.2, 0.1])
    numeric = approx_fprime(at, lambda x: choice_loss(x, features, chosen, starts, weight, 0.1)[0], 1e-7)
    np.testing.assert_allclose(choice_loss(at, features, chosen, starts, weight, 0.1)[1], numeric, atol=1e-5)


def test_choices_without_exactly_one_chosen_are_refused() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        ConditionalLogit().fit(np.eye(3), [1, 1, 0], [0, 0, 0])


def test_alternatives_that_are_not_sorted_by_choice_are_refused() -> None:
    with pytest.raises(ValueError, match="sort them"):
        ConditionalLogit().fit(np.eye(4), [1, 0, 1, 0], [0, 1, 0, 1])


def test_a_model_of_choices_can_be_cloned() -> None:
    assert clone(ConditionalLogit(penalty=0.7)).penalty == 0.7
