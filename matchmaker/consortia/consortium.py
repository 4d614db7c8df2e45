"""Proposed consortia as people are shown them."""

from collections.abc import Mapping
from dataclasses import dataclass

from matchmaker.calls.check import Assessment
from matchmaker.catalogue.organisation import Organisation
from matchmaker.consortia.portfolio import Portfolio


@dataclass(frozen=True)
class Consortium:
    """A proposed consortium: `score`, in log-odds, is the sum of `contributions`.

    It is the mean pair affinity, and what a person weighs besides.
    """

    members: tuple[Organisation, ...]
    score: float
    contributions: Mapping[str, float]
    reasons: tuple[str, ...]
    assessment: Assessment

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of the members, in the members' order."""
        return tuple(member.country for member in self.members)


@dataclass(frozen=True)
class Suggestions:
    """The best consortia, best first; `exact` says that no better one exists under the call's countable rules.

    Otherwise time ran out, and no consortium that is not shown scores above `bound`, in log-odds. Where consortia have
    to differ, the same is said of those that differ enough.
    """

    consortia: tuple[Consortium, ...]
    exact: bool
    bound: float | None = None


@dataclass(frozen=True)
class Obstacle:
    """Why a consortium is not suggested: a rule's id or what was asked, the reason, and whom it is about (ids)."""

    rule: str
    reason: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Where a consortium stands: what rules it out, or its rank among all that are allowed.

    `consortium` is the one that was named, or the best one with those who were named; None where there is none. `rank`
    is None where an obstacle rules it out; where it is not `rank_exact`, it is that rank or a later one.
    """

    consortium: Consortium | None
    obstacles: tuple[Obstacle, ...]
    rank: int | None = None
    rank_exact: bool = True


@dataclass(frozen=True)
class ChosenSet:
    """Consortia that were chosen together, with the names of their applications (empty where they have none).

    `found` says what is proven of the choice, `asked` how many were to be chosen, and `left_out` which given
    applications could not be, and why.
    """

    consortia: tuple[Consortium, ...]
    names: tuple[str, ...]
    found: Portfolio
    asked: int
    left_out: tuple[tuple[str, str], ...] = ()
