"""How interested SMEs are in a market, of groups that are large enough to be told of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.abroad.survey.answers import HIGHEST, LOWEST, Answer
from matchmaker.abroad.survey.disclosure import told_alone, told_together

INTERESTED = 4
_CONFIDENCE = 0.95
_SHRINKING = 5  # answers by which a wish is shrunk towards none, as if so many SMEs had answered 3


@dataclass(frozen=True)
class Interest:
    """The interest of a group of SMEs in a market: `answers` of them, one an SME, whose interest is `total` in sum.

    `interested` are those who answered 4 or 5.
    """

    answers: int
    interested: int
    total: int

    @property
    def mean(self) -> float:
        """Mean interest, from 1 to 5."""
        return self.total / self.answers

    @property
    def share(self) -> float:
        """The share of the interested."""
        return self.interested / self.answers

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share of the interested, by Wilson's score method."""
        from scipy.stats import binomtest  # takes 0.5 s to import

        found = binomtest(self.interested, self.answers).proportion_ci(_CONFIDENCE, method="wilson")
        return float(found.low), float(found.high)

    @property
    def wish(self) -> float:
        """What the group wishes, from -1 (no interest) to 1 (the highest), closer to 0 the fewer they are."""
        middle = (LOWEST + HIGHEST) / 2
        return (self.total - middle * self.answers) / (self.answers + _SHRINKING) / (HIGHEST - middle)

    def __add__(self, other: "Interest") -> "Interest":
        """Return the interest of two groups together that have no SME in common."""
        return Interest(self.answers + other.answers, self.interested + other.interested, self.total + other.total)


@dataclass(frozen=True)
class MarketInterest:
    """The interest in one market: of all SMEs that may be told of, and by organisation, by its id.

    `others` are those of organisations that are too small to be told of by themselves, where they may be told together.
    `everyone` is the sum of all that is told; `complete` says whether nobody's answer is missing from it.
    """

    market: str
    everyone: Interest
    by_organisation: Mapping[str, Interest]
    others: Interest | None
    complete: bool


def interests(answers: Iterable[Answer]) -> tuple[MarketInterest, ...]:
    """Return what may be told of the interest in each market, the highest wish first.

    Markets of which nothing may be told are left out without a trace. No total includes what is not told, so that there
    is nothing to subtract from.
    """
    groups: dict[str, dict[str, list[Answer]]] = {}
    for answer in answers:
        groups.setdefault(answer.market, {}).setdefault(answer.organisation, []).append(answer)
    found = [told for market in sorted(groups) if (told := _told(market, groups[market]))]
    return tuple(sorted(found, key=lambda each: (-each.everyone.wish, each.market)))


def _told(market: str, by_organisation: Mapping[str, Sequence[Answer]]) -> MarketInterest | None:
    organisations = sorted(by_organisation)
    alone = told_alone([len(by_organisation[each]) for each in organisations])
    large = {each: _interest(by_organisation[each]) for at, each in enumerate(organisations) if at in alone}
    small = [by_organisation[each] for at, each in enumerate(organisations) if at not in alone]
    together = told_together([len(group) for group in small])
    others = _interest([answer for group in small for answer in group]) if together else None
    told = [*large.values(), *([others] if others else [])]
    if not told:
        return None
    return MarketInterest(market, sum(told[1:], start=told[0]), large, others, complete=not small or together)


def of_members(told: Iterable[MarketInterest], members: Sequence[str]) -> Mapping[str, Interest]:
    """Return the interest of a consortium's SMEs by market, from nothing but what may be told.

    A question about other members could otherwise be subtracted from this one and leave a single SME.
    """
    found: dict[str, Interest] = {}
    for each in told:
        groups = [each.by_organisation[member] for member in members if member in each.by_organisation]
        if groups:
            found[each.market] = sum(groups[1:], start=groups[0])
    return found


def _interest(answers: Sequence[Answer]) -> Interest:
    return Interest(
        answers=len(answers),
        interested=sum(answer.interest >= INTERESTED for answer in answers),
        total=sum(answer.interest for answer in answers),
    )
