"""Consortia in the making, many at a time."""

from dataclasses import dataclass

from matchmaker.calls.filter import Positions
from matchmaker.consortia.terms import Scores


@dataclass(frozen=True)
class Batch:
    """q consortia in the making, with as many free places each.

    `columns` (m,) are the candidates of which some may join, `members` (q, d) those who did. `base` (q,) is the total
    so far, and `gain` (q, m) what each candidate adds to it by its affinities with those who are in, and by its own
    terms; minus infinity where it may not join.
    """

    places: int
    columns: Positions
    members: Positions
    base: Scores
    gain: Scores


@dataclass(frozen=True)
class Branches:
    """What may follow on a batch: children, best bound first.

    `order` (q, m) lists the batch's columns by `potential` (q, m, in this order), and `rank` (q, m) is its inverse.
    Child j adds to the consortium `node[j]` the candidate at place `at[j]` of the order; those at earlier places may
    not join later, so that no consortium comes twice. No total that comes of it is above `bound[j]`, nor above
    `besides[j]` plus the potential of any candidate that is to join.
    """

    batch: Batch
    order: Positions
    rank: Positions
    potential: Scores
    node: Positions
    at: Positions
    bound: Scores
    besides: Scores

    def part(self, start: int, end: int) -> "Branches":
        """Return some of the children."""
        cut = slice(start, end)
        return Branches(
            self.batch,
            self.order,
            self.rank,
            self.potential,
            self.node[cut],
            self.at[cut],
            self.bound[cut],
            self.besides[cut],
        )
