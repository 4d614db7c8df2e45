"""What is searched, and what is found."""

from dataclasses import dataclass

from matchmaker.calls.filter import EligibilityFilter, Flags
from matchmaker.consortia.affinities import PairAffinities
from matchmaker.consortia.terms import Terms
from matchmaker.errors import BadInput

SMALLEST, LARGEST = 3, 8
ALWAYS_EXACT = 4
"""Suggestions up to this size are searched to the end, however long it takes."""


@dataclass(frozen=True)
class Query:
    """What is searched, in positions of the catalogue: consortia of `size` with all `locked` and none `excluded`.

    `required` (n, r) is True where an organisation covers what the consortium needs; every one of the r needs, such as
    an ecosystem or a market, must be covered by some member. `terms` are added to the mean affinity.
    """

    size: int
    top: int
    locked: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()
    required: Flags | None = None
    terms: Terms | None = None

    def check(self, ids: tuple[str, ...]) -> None:
        """Check that the query does not contradict itself; `ids` are those of the organisations.

        Raises:
            BadInput: it does.
        """
        if self.size < SMALLEST:
            raise BadInput(f"A consortium has at least {SMALLEST} members, not {self.size}. Ask for a larger size.")
        if self.size > LARGEST:
            raise BadInput(f"Consortia have up to {LARGEST} members here, not {self.size}. Ask for a smaller size.")
        if self.top < 1:
            raise BadInput(f"{self.top} consortia cannot be shown. Ask for at least 1.")
        both = set(self.locked) & set(self.excluded)
        if both:
            named = ", ".join(sorted(ids[at] for at in both))
            raise BadInput(f"{named} cannot be both a member and excluded. Drop one of the two.")
        if len(self.locked) > self.size:
            raise BadInput(
                f"{len(self.locked)} organisations do not fit into a consortium of {self.size}. Ask for a larger size."
            )


@dataclass(frozen=True)
class Scored:
    """A consortium as positions in the order of the members' ids, and its score in log-odds."""

    members: tuple[int, ...]
    score: float


@dataclass(frozen=True)
class Found:
    """The best consortia, best first; equal scores are ordered by the members' ids.

    `exact` says that there is no better one. Otherwise no consortium that is not among them scores above `bound`.
    """

    consortia: tuple[Scored, ...]
    exact: bool
    bound: float | None = None


@dataclass(frozen=True)
class Field:
    """Where is searched: n organisations with their ids, the affinity of all pairs, and a call's countable rules."""

    affinity: PairAffinities
    rules: EligibilityFilter
    ids: tuple[str, ...]
