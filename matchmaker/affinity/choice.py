"""The model of a choice: which one of several organisations joined the rest, by weights that cannot be negative."""

from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_array, check_consistent_length, check_is_fitted, validate_data

Values = npt.NDArray[np.float64]


class ConditionalLogit(BaseEstimator):  # type: ignore[misc]
    """Conditional logit with non-negative weights and an L2 penalty.

    McFadden, Conditional logit analysis of qualitative choice behavior, 1974: of the alternatives of one choice, each
    is taken with a probability proportional to the exponential of its features' weighted sum. The mean negative
    log-likelihood of the choices, plus `penalty` times the sum of the squared weights of the standardised features, is
    minimised by L-BFGS-B (Byrd, Lu, Nocedal and Zhu, 1995). Nothing is drawn by chance.

    Args:
        penalty: strength of the L2 penalty, at least 0.
        tolerance: of the projected gradient, at which the minimisation ends.
        max_iter: of the minimisation.

    Attributes:
        coef_: weights in log-odds for each unit of a feature, of shape (features,).
        n_iter_: iterations that the minimisation took.
    """

    def __init__(self, penalty: float = 0.03, tolerance: float = 1e-9, max_iter: int = 2_000) -> None:
        self.penalty = penalty
        self.tolerance = tolerance
        self.max_iter = max_iter

    def fit(self, X: Any, y: Any, groups: Any, choice_weight: Any = None) -> Self:  # noqa: N803
        """Fit to alternatives.

        Args:
            X: features of the alternatives, of shape (alternatives, features).
            y: whether each was chosen, of shape (alternatives,).
            groups: the choice that each alternative belongs to, of shape (alternatives,), in ascending order.
            choice_weight: how much each choice counts, of shape (choices,), in the groups' order; alike by default.

        Raises:
            ValueError: groups are not sorted, or one of them has not exactly one chosen alternative.
        """
        features = validate_data(self, X, dtype=np.float64)
        groups, chosen = check_array(groups, ensure_2d=False), check_array(y, ensure_2d=False).astype(np.bool_)
        check_consistent_length(features, chosen, groups)
        if np.any(np.diff(groups) < 0):
            raise ValueError("The alternatives of a choice must follow each other: sort them by group.")
        starts = np.flatnonzero(np.r_[True, np.diff(groups) > 0])
        if np.any(np.add.reduceat(chosen, starts, dtype=np.intp) != 1):
            raise ValueError("Of each group, exactly one alternative must have been chosen.")
        weights = np.ones(len(starts)) if choice_weight is None else np.asarray(choice_weight, dtype=np.float64)
        scale = features.std(axis=0)
        scale = np.where(scale > 0, scale, 1.0)
        solution = minimize(
            _loss,
            np.zeros(features.shape[1]),
            args=(features / scale, chosen, starts, weights / weights.sum(), self.penalty),
            jac=True,
            method="L-BFGS-B",
            bounds=[(0, None)] * features.shape[1],
            options={"gtol": self.tolerance, "ftol": 1e-15, "maxiter": self.max_iter, "maxcor": 30},
        )
        self.coef_ = solution.x / scale
        self.n_iter_ = int(solution.nit)
        return self

    def decision_function(self, X: Any) -> Values:  # noqa: N803
        """Return the weighted sums, of shape (alternatives,): of two in one choice, their difference is log-odds."""
        check_is_fitted(self)
        sums: Values = validate_data(self, X, dtype=np.float64, reset=False) @ self.coef_
        return sums


def _loss(
    weights: Values,
    features: Values,
    chosen: npt.NDArray[np.bool_],
    starts: npt.NDArray[np.intp],
    choice_weight: Values,
    penalty: float,
) -> tuple[float, Values]:
    """Return the penalised loss and its gradient."""
    sums = features @ weights
    counts = np.diff(np.r_[starts, len(sums)])
    highest = np.maximum.reduceat(sums, starts)  # keeps the exponentials from overflowing
    terms = np.exp(sums - np.repeat(highest, counts))
    totals = np.add.reduceat(terms, starts)
    loss = float(choice_weight @ (np.log(totals) + highest - sums[chosen]))
    pull = np.repeat(choice_weight / totals, counts) * terms
    pull[chosen] -= choice_weight
    return loss + penalty * float(weights @ weights), pull @ features + 2 * penalty * weights
