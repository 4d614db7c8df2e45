"""Learning the calibration from organisations that declare their ecosystems."""

import numpy as np
import numpy.typing as npt

from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.profiles.calibration import Calibration, Declared, behind
from matchmaker.profiles.evidence import Scores

# Similarities differ by tenths and starting points by units: the scales say how lightly each is regularised.
_SIMILARITY_SCALE, _STARTING_SCALE = 10.0, 0.7
_DIGITS = 4
_THRESHOLDS = np.arange(0.2, 0.61, 0.05)

ABOUT = (
    "Learned from the shipped organisations that declare their ecosystems, which were hidden from their texts: "
    "a logistic regression whose two weights all ecosystems share. See ecosystems.md."
)


def fit_calibration(
    pooled: Scores,
    declared: Declared,
    cosines: Scores,
    ecosystems: npt.NDArray[np.intp],
    encoder: str,
) -> Calibration:
    """Return the calibration of n organisations.

    Args:
        pooled: pooled similarities to the ecosystems, of shape (n, 14).
        declared: which ecosystems the organisations declare, of shape (n, 14).
        cosines: cosines of p priorities with the organisations' closest texts, of shape (n, p).
        ecosystems: position in ECOSYSTEMS of each priority's ecosystem, of shape (p,).
        encoder: name of the model that made the embeddings.
    """
    from sklearn.linear_model import LogisticRegression  # takes more than a second to import

    similarities = _SIMILARITY_SCALE * np.stack([pooled.ravel(), behind(pooled).ravel()], axis=1)
    classes = np.tile(_STARTING_SCALE * np.eye(len(ECOSYSTEMS)), (len(pooled), 1))
    of_class = LogisticRegression(max_iter=1_000).fit(np.hstack([similarities, classes]), declared.ravel())
    weights, starting = of_class.coef_[0, :2] * _SIMILARITY_SCALE, of_class.coef_[0, 2:] * _STARTING_SCALE
    of_words = LogisticRegression().fit(_SIMILARITY_SCALE * cosines.reshape(-1, 1), declared[:, ecosystems].ravel())
    calibration = Calibration(
        about=ABOUT,
        encoder=encoder,
        similarity=_rounded(weights[0]),
        lead=_rounded(weights[1]),
        starting={
            name: _rounded(each + of_class.intercept_[0]) for name, each in zip(ECOSYSTEMS, starting, strict=True)
        },
        threshold=0.5,
        priority_similarity=_rounded(of_words.coef_[0, 0] * _SIMILARITY_SCALE),
        priority_starting=_rounded(of_words.intercept_[0]),
    )
    return calibration.model_copy(update={"threshold": _best_threshold(calibration, pooled, declared)})


def _best_threshold(calibration: Calibration, pooled: Scores, declared: Declared) -> float:
    strengths = calibration.strengths(pooled)
    scores = [
        macro_f1(declared, calibration.model_copy(update={"threshold": each}).read(strengths)) for each in _THRESHOLDS
    ]
    return _rounded(_THRESHOLDS[int(np.argmax(scores))])


def macro_f1(declared: Declared, read: Declared) -> float:
    """Return the mean over the ecosystems of the F1 score, 2 hits / (declared + read); 0 where there is neither."""
    both = 2 * (declared & read).sum(axis=0)
    either = declared.sum(axis=0) + read.sum(axis=0)
    return float(np.mean(both / np.maximum(either, 1)))


def _rounded(value: float) -> float:
    return round(float(value), _DIGITS)
