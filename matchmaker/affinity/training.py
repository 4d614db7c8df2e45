"""Learning the weights of the affinity from partnerships that existed."""

import numpy as np
import numpy.typing as npt

from matchmaker.affinity.choice import ConditionalLogit
from matchmaker.affinity.estimator import NonNegativeLogisticRegression
from matchmaker.affinity.examples import (
    OTHERS_PER_PARTNER,
    known_members,
    read_choices,
    read_lessons,
    read_pairs,
    size_classes,
)
from matchmaker.affinity.features import FEATURES, PairFeatures
from matchmaker.affinity.weights import Training, Weights
from matchmaker.errors import BadInput
from matchmaker.network.network import Network

PENALTY = 0.03
"""Strength of the L2 penalty, chosen on partnerships before 2020 as `benchmarks/affinity.py` does."""

_ABOUT = "Learned by `matchmaker train` from past partnerships. What each number means stands in affinity.md beside it."
_FEWEST = 5
# What differs in later digits is the rounding of one processor against another's.
_DIGITS = 3


def learn(
    features: PairFeatures,
    network: Network,
    eligible: npt.NDArray[np.bool_],
    encoder: str,
    *,
    before: int | None = None,
    penalty: float = PENALTY,
) -> Weights:
    """Return the weights by which the members of past partnerships were found best, and what is written with them.

    How features weigh against each other is learned from choices: who of all eligible organisations completed the
    rest. How much a unit of their sum is worth in log-odds, and where they start, is then learned from pairs.

    Args:
        features: of the n organisations.
        network: the partnerships to learn from.
        eligible: of shape (n,), who might have been a partner.
        encoder: what identifies the model that embedded the organisations' topics.
        before: the year before which the network's partnerships started, if it was cut off.
        penalty: strength of the L2 penalty.

    Raises:
        BadInput: there are too few partnerships to learn from.
    """
    usable = sum(len(members) >= 3 for _, members in known_members(network))
    if usable < _FEWEST:
        when = f" that started before {before}" if before else ""
        raise BadInput(
            f"{usable} partnerships{when} have three known members or more; {_FEWEST} are the fewest to learn from. "
            f"Add partnerships, or choose a later year."
        )
    lessons = read_lessons(features, network, eligible)
    choices = read_choices(lessons)
    choice = ConditionalLogit(penalty).fit(choices.features, choices.chosen, choices.groups, choices.weights)
    pairs = read_pairs(lessons, size_classes(features.content.members))
    odds = NonNegativeLogisticRegression(penalty=0).fit(
        choice.decision_function(pairs.features)[:, None], pairs.partners, pairs.counts
    )
    return Weights(
        about=_ABOUT,
        encoder=encoder,
        training=Training(
            partnerships=usable,
            organisations=int(np.sum(network.experience > 0)),
            before=before,
            penalty=penalty,
            others_per_partner=OTHERS_PER_PARTNER,
        ),
        intercept=round(odds.intercept_, _DIGITS),
        weights={
            name: round(float(odds.coef_[0] * weight), _DIGITS)
            for name, weight in zip(FEATURES, choice.coef_, strict=True)
        },
        centre=tuple(features.content.centre.tolist()),
    )
