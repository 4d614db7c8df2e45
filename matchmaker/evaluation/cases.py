"""Partner completion: one member of a hidden partnership is to be found from the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaker.evaluation.split import Hidden
from matchmaker.network.features import past_partnerships
from matchmaker.network.network import Network

SMALLEST = 3
"""Known members of a partnership that is used: with fewer, there is no rest of at least two."""


@dataclass(frozen=True)
class Case:
    """The `member` (a position) is hidden, the `rest` is known; `partnership` numbers the partnership.

    It is a newcomer where it was partner of nobody of the rest before: only content can find it.
    """

    partnership: int
    acronym: str
    rest: tuple[int, ...]
    member: int
    newcomer: bool


def completion_cases(hidden: Sequence[Hidden], seen: Network) -> tuple[Case, ...]:
    """Return one case for each member of each hidden partnership with at least three known members."""
    cases = []
    for number, each in enumerate(hidden):
        if len(each.members) < SMALLEST:
            continue
        together = past_partnerships(seen, np.array(each.members), np.array(each.members))
        met = np.count_nonzero(together, axis=1) > 0
        for at, member in enumerate(each.members):
            rest = each.members[:at] + each.members[at + 1 :]
            cases.append(Case(number, each.partnership.acronym, rest, member, newcomer=not met[at]))
    return tuple(cases)


def rank(scores: npt.NDArray[np.float64], case: Case) -> float:
    """Return the rank, from 1, of the hidden member by scores of shape (n,) among all that are not of the rest.

    Ties count at their average rank: integer scores tie by the hundred, and the best rank of a tie would flatter them.
    """
    own = scores[case.member]
    others = np.delete(scores, [*case.rest, case.member])
    # Scores that differ by rounding alone are tied.
    margin = 1e-12 * max(1.0, abs(own))
    above = np.count_nonzero(others > own + margin)
    tied = np.count_nonzero(np.abs(others - own) <= margin)
    return 1 + above + tied / 2
