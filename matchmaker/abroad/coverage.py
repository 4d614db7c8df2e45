"""Lists that serve all members of a consortium together, not those alone whom most organisations abroad fit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaker.abroad.fit import Numbers


@dataclass(frozen=True)
class Coverage:
    """`scores` (N,) of the organisations abroad, and `fits` (n, N), how well each fits each member; 0 is the average.

    The first is the one with the highest score. Each further one is worth its score, and what it adds, on the mean over
    members, to the best fit that the list gives a member so far: of organisations that fit one member the second adds
    nothing, and whom the list does not serve yet comes to count.
    """

    scores: Numbers
    fits: Numbers

    def next(self, waiting: Sequence[int], chosen: Sequence[int]) -> int:
        """Return the index, in `waiting`, of the position that is worth most after those chosen.

        Args:
            waiting: positions, the highest score first; of those worth the same the first is taken.
            chosen: positions taken so far.
        """
        if not chosen or len(self.fits) == 1:
            return 0  # whatever is in a list for one serves that one
        so_far = self.fits[:, list(chosen)].max(axis=1)
        places: npt.NDArray[np.intp] = np.asarray(waiting, dtype=np.intp)
        raised = np.maximum(self.fits[:, places] - so_far[:, None], 0).mean(axis=0)
        return int(np.argmax(self.scores[places] + raised))


def first(waiting: Sequence[int], chosen: Sequence[int]) -> int:
    """Return the index of the highest score: that of the first, whatever was chosen."""
    del waiting, chosen
    return 0
