"""How interested SMEs are in a market, of groups that are large enough to be told of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.abroad.survey.answers import HIGHEST, LOWEST, Answer
from matchmaker.abroad.survey.disclosure import SMALLEST, withheld

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
    """The interest in one market: of all SMEs, and of each organisation's that may be told, by its id.

    `complete` says whether every organisation with answers is told of.
    """

    market: str
    everyone: Interest
    by_organisation: Mapping[str, Interest]
    complete: bool


def interests(answers: Sequence[Answer]) -> tuple[MarketInterest, ...]:
    """Return what may be told of the interest in each market, the highest wish first.

    Markets of fewer than 5 answers are left out without a trace, as are organisations that `withheld` names.
    """
    organisations = sorted({answer.organisation for answer in answers})
    told = []
    for market in sorted({answer.market for answer in answers}):
        about = [answer for answer in answers if answer.market == market]
        if len(about) < SMALLEST:
            continue
        groups = [[answer for answer in about if answer.organisation == each] for each in organisations]
        hidden = withheld([len(group) for group in groups])
        told.append(
            MarketInterest(
                market=market,
                everyone=_interest(about),
                by_organisation={
                    organisation: _interest(group)
                    for at, (organisation, group) in enumerate(zip(organisations, groups, strict=True))
                    if at not in hidden
                },
                complete=not any(groups[at] for at in hidden),
            )
        )
    return tuple(sorted(told, key=lambda each: (-each.everyone.wish, each.market)))


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
