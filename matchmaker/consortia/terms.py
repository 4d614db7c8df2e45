"""What is added to the mean affinity of a consortium: for each member, and for what its members cover together."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaker.calls.filter import Flags, Positions

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Terms:
    """What a consortium scores besides its affinity, in log-odds.

    The mean of `own` (n,) over the members, and `weights` (a,), none of them negative, of those of the a `attributes`
    (n, a), such as ecosystems, that at least one member has.
    """

    own: Scores
    attributes: Flags
    weights: Scores

    def score(self, groups: Positions) -> Scores:
        """Return what each group, a row of positions of shape (m, size), scores, of shape (m,)."""
        covered = self.attributes[groups].any(axis=1)
        # Not a product with the weights: its rounding would depend on how many groups there are.
        found: Scores = self.own[groups].sum(axis=1) / groups.shape[1]
        found += np.where(covered, self.weights, 0.0).sum(axis=1)
        return found


def together(*terms: Terms | None) -> Terms | None:
    """Return terms that add up others, of which some may be None; None where all are."""
    given = [each for each in terms if each is not None]
    if not given:
        return None
    return Terms(
        own=np.sum([each.own for each in given], axis=0),
        attributes=np.hstack([each.attributes for each in given]),
        weights=np.concatenate([each.weights for each in given]),
    )
