"""How interested SMEs are in a market, of groups that are large enough to be told of."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.abroad.survey.answers import HIGHEST, LOWEST, Answer
from matchmaker.abroad.survey.disclosure import SMALLEST, told_alone, told_together

INTERESTED = 4
_OPEN = 2  # of the interested, at either end
_OPEN_TOTAL = 7  # of the sum: with less, one who answered 5 among few others could tell that nobody else is interested
_CONFIDENCE = 0.95
_SHRINKING = 5  # answers by which a wish is shrunk towards none, as if so many SMEs had answered 3


@dataclass(frozen=True)
class Span:
    """What may be told of a whole number: it is from `lowest` to `highest`, both included."""

    lowest: int
    highest: int

    @property
    def middle(self) -> float:
        """The middle of the span."""
        return (self.lowest + self.highest) / 2

    def __add__(self, other: "Span") -> "Span":
        """Return the span of a sum."""
        return Span(self.lowest + other.lowest, self.highest + other.highest)

    def __str__(self) -> str:
        """Return the number where it is told exactly, or both ends."""
        return str(self.lowest) if self.lowest == self.highest else f"{self.lowest} to {self.highest}"


@dataclass(frozen=True)
class Interest:
    """What may be told of the interest of a group of SMEs in a market: `answers` of them, one an SME.

    `interested` is how many of them answered 4 or 5, and `total` the sum of all answers; both are spans where the
    number itself would give answers away: see `interest_of`.
    """

    answers: int
    interested: Span
    total: Span

    @property
    def mean(self) -> float:
        """Mean interest, from 1 to 5: the middle of what may be told."""
        return self.total.middle / self.answers

    @property
    def mean_span(self) -> tuple[float, float]:
        """What the mean interest is not below, and not above."""
        return self.total.lowest / self.answers, self.total.highest / self.answers

    @property
    def mean_words(self) -> str:
        """The mean interest as text: a number, or both ends of what may be told."""
        return _either(*(f"{each:.1f}" for each in self.mean_span))

    @property
    def share_words(self) -> str:
        """Likewise the share of the interested, in percent."""
        return _either(*(f"{each:.0%}" for each in self.share_span))

    @property
    def share(self) -> float:
        """The share of the interested: the middle of what may be told."""
        return self.interested.middle / self.answers

    @property
    def share_span(self) -> tuple[float, float]:
        """What the share of the interested is not below, and not above."""
        return self.interested.lowest / self.answers, self.interested.highest / self.answers

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share of the interested, by Wilson's score method, over all that may be told."""
        low, _ = _wilson(self.interested.lowest, self.answers)
        _, high = _wilson(self.interested.highest, self.answers)
        return low, high

    @property
    def wish(self) -> float:
        """What the group wishes, from -1 (no interest) to 1 (the highest), closer to 0 the fewer they are."""
        middle = (LOWEST + HIGHEST) / 2
        return (self.total.middle - middle * self.answers) / (self.answers + _SHRINKING) / (HIGHEST - middle)

    def __add__(self, other: "Interest") -> "Interest":
        """Return what may be told of two groups together that have no SME in common: no more than of each."""
        return Interest(self.answers + other.answers, self.interested + other.interested, self.total + other.total)


def interest_of(answers: Sequence[int]) -> Interest:
    """Return what may be told of the answers of a group of at least five, from 1 to 5 each.

    That all are interested, or none, tells what each answered; that all but one are, tells that one of all the others.
    So two at the least are left open at either end. Likewise the sum: close to the highest or the lowest possible one,
    it would tell somebody who knows one answer all the others.
    """
    count = len(answers)
    interested, total = sum(each >= INTERESTED for each in answers), sum(answers)
    return Interest(
        count,
        _widened(interested, 0, count, _OPEN),
        _widened(total, LOWEST * count, HIGHEST * count, _OPEN_TOTAL),
    )


def _widened(number: int, lowest: int, highest: int, by: int) -> Span:
    """Return a number alone, or as the span that begins or ends at the lowest or highest possible one if it is near."""
    if number <= lowest + by:
        return Span(lowest, lowest + by)
    return Span(highest - by, highest) if number >= highest - by else Span(number, number)


def _either(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _wilson(found: int, of: int) -> tuple[float, float]:
    from scipy.stats import binomtest  # takes 0.5 s to import

    interval = binomtest(found, of).proportion_ci(_CONFIDENCE, method="wilson")
    return float(interval.low), float(interval.high)


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


def withheld(answers: Iterable[Answer]) -> int:
    """Return how many groups, of one organisation and one market each, are told of neither alone nor together."""
    counts: dict[str, Counter[str]] = {}
    for answer in answers:
        counts.setdefault(answer.market, Counter())[answer.organisation] += 1
    small = [[count for count in each.values() if count < SMALLEST] for each in counts.values()]
    return sum(len(each) for each in small if not told_together(each))


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


def _interest(answers: Iterable[Answer]) -> Interest:
    return interest_of([answer.interest for answer in answers])
