"""Consortium recall: does a consortium suggested to a member lie wholly within the partnership that came to be?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from matchmaker.evaluation.cases import SMALLEST
from matchmaker.evaluation.metrics import interval, mean_over, resampled
from matchmaker.evaluation.split import Hidden

TOP = 20

Suggest = Callable[[int], Sequence[tuple[int, ...]] | None]
"""Given a member's position, returns the members of the best consortia, best first; None where it may not apply."""


@dataclass(frozen=True)
class Recall:
    """Part of the members (`cases` of them) for which a suggestion was right, with its 95 % interval."""

    cases: int
    recall: float | None
    interval: tuple[float, float] | None


def consortium_recall(hidden: Sequence[Hidden], suggest: Suggest) -> Recall:
    """Return the consortium recall over every member, that may apply, of every partnership with three known members."""
    found: list[bool] = []
    partnerships: list[int] = []
    for number, each in enumerate(hidden):
        for member in each.members if len(each.members) >= SMALLEST else ():
            suggested = suggest(member)
            if suggested is not None:
                found.append(any(set(members) <= set(each.members) for members in suggested[:TOP]))
                partnerships.append(number)
    if not found:
        return Recall(0, None, None)
    values = np.array(found, dtype=np.float64)
    return Recall(len(found), float(values.mean()), interval(mean_over(resampled(np.array(partnerships)), values)))
