"""Logistic regression whose weights cannot be negative: each feature can only speak for a pair, never against it."""

from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit, log_expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

Values = npt.NDArray[np.float64]


class NonNegativeLogisticRegression(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Binary logistic regression with non-negative weights and an L2 penalty.

    The weighted mean of the logistic loss, plus `penalty` times the sum of the squared weights of the standardised
    features, is minimised by L-BFGS-B (Byrd, Lu, Nocedal and Zhu, 1995). The intercept is neither bounded nor
    penalised. Nothing is drawn by chance.

    Args:
        penalty: strength of the L2 penalty, at least 0.
        tolerance: of the projected gradient, at which the minimisation ends.
        max_iter: of the minimisation.

    Attributes:
        classes_: the two classes; the second is the one that the weights speak for.
        coef_: weights in log-odds for each unit of a feature, of shape (features,).
        intercept_: log-odds where every feature is 0.
        n_iter_: iterations that the minimisation took.
    """

    def __init__(self, penalty: float = 1e-3, tolerance: float = 1e-9, max_iter: int = 2_000) -> None:
        self.penalty = penalty
        self.tolerance = tolerance
        self.max_iter = max_iter

    def __sklearn_tags__(self) -> Any:
        """Return what scikit-learn's checks need to know: two classes, and weak where a feature speaks against."""
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.classifier_tags.poor_score = True
        return tags

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:  # noqa: N803
        """Fit to features of shape (samples, features), classes (samples,) and optional weights (samples,).

        Raises:
            ValueError: not exactly two classes, or values that are not finite.
        """
        features, target = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(target)
        self.classes_, codes = np.unique(target, return_inverse=True)
        if len(self.classes_) != 2:
            raise ValueError(
                f"Only binary classification is supported. The type of the target is not binary: "
                f"{len(self.classes_)} class{'' if len(self.classes_) == 1 else 'es'}."
            )
        weights = _check_sample_weight(sample_weight, features, dtype=np.float64)
        weights = weights / weights.sum()
        scale = np.sqrt(np.average((features - np.average(features, axis=0, weights=weights)) ** 2, 0, weights))
        scale = np.where(scale > 0, scale, 1.0)
        solution = minimize(
            _loss,
            np.zeros(features.shape[1] + 1),
            args=(features / scale, 2.0 * codes - 1, weights, self.penalty),
            jac=True,
            method="L-BFGS-B",
            bounds=[(None, None), *[(0, None)] * features.shape[1]],
            options={"gtol": self.tolerance, "ftol": 1e-15, "maxiter": self.max_iter, "maxcor": 30},
        )
        self.intercept_ = float(solution.x[0])
        self.coef_ = solution.x[1:] / scale
        self.n_iter_ = int(solution.nit)
        return self

    def decision_function(self, X: Any) -> Values:  # noqa: N803
        """Return log-odds of the second class, of shape (samples,)."""
        check_is_fitted(self)
        features = validate_data(self, X, dtype=np.float64, reset=False)
        log_odds: Values = features @ self.coef_ + self.intercept_
        return log_odds

    def predict_proba(self, X: Any) -> Values:  # noqa: N803
        """Return the probabilities of both classes, of shape (samples, 2)."""
        second = expit(self.decision_function(X))
        return np.column_stack([1 - second, second])

    def predict(self, X: Any) -> Any:  # noqa: N803
        """Return the likelier class of each sample, of shape (samples,)."""
        second = self.decision_function(X) > 0
        return self.classes_[second.astype(np.intp)]


def _loss(
    parameters: Values, features: Values, sign: Values, sample_weight: Values, penalty: float
) -> tuple[float, Values]:
    """Return the penalised loss and its gradient; `sign` is 1 for the second class and -1 for the first."""
    intercept, weights = parameters[0], parameters[1:]
    margin = sign * (features @ weights + intercept)
    pull = -sign * sample_weight * expit(-margin)
    loss = -float(sample_weight @ log_expit(margin)) + penalty * float(weights @ weights)
    return loss, np.concatenate([[pull.sum()], pull @ features + 2 * penalty * weights])
