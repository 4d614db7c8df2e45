"""The markets proposed to a consortium: ranked, with reasons, and as many as the call asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matchmaker.abroad.markets import MarketHistory, market_contributions, similar_partnerships
from matchmaker.abroad.survey.interest import Interest
from matchmaker.abroad.weights import MarketWeights
from matchmaker.calls.call import Call
from matchmaker.catalogue.organisation import Organisation
from matchmaker.countries import in_words
from matchmaker.wording import listed

FEWEST, MOST = 2, 5
"""How many markets are proposed under a call that does not say."""
_HALF = np.log(2)
_MOST_NAMED = 3


@dataclass(frozen=True)
class RankedMarket:
    """A third country for a consortium. `score` is in log-odds and the sum of `contributions`."""

    country: str
    score: float
    contributions: Mapping[str, float]
    reasons: tuple[str, ...]
    proposed: bool


def ranked_markets(
    history: MarketHistory,
    members: Sequence[int],
    weights: MarketWeights,
    call: Call,
    interest: Mapping[str, Interest] | None = None,
) -> tuple[RankedMarket, ...]:
    """Return all markets, the best first, with reasons.

    As many as the call asks for at least are proposed; further ones up to the number that it encourages, while their
    odds are at least half those of the last that had to be.

    Args:
        history: what is known of the past.
        members: positions of the consortium's members.
        weights: of the features.
        call: whose rule on markets counts.
        interest: what the members' SMEs answered about each market, where there was a survey.
    """
    wishes = None if interest is None else {market: each.wish for market, each in interest.items()}
    contributions = market_contributions(history, members, weights, wishes)
    scores = np.sum(list(contributions.values()), axis=0)
    order = sorted(range(len(history.markets)), key=lambda at: (-scores[at], history.markets[at]))
    fewest, most = market_numbers(call)
    told = _Reasons(history, members, weights, interest or {})
    ranked = []
    for rank, at in enumerate(order):
        enough = rank < most and scores[at] >= scores[order[min(fewest, len(order)) - 1]] - _HALF
        ranked.append(
            RankedMarket(
                country=history.markets[at],
                score=float(scores[at]),
                contributions={name: float(values[at]) for name, values in contributions.items()},
                reasons=told.of(at),
                proposed=bool(rank < fewest or enough),
            )
        )
    return tuple(ranked)


def market_numbers(call: Call) -> tuple[int, int]:
    """Return how many third countries a call asks for at least, and how many it encourages at most."""
    rule = call.rules.markets
    if rule is None:
        return FEWEST, MOST
    return rule.minimum, max(rule.minimum, rule.encouraged or rule.minimum)


class _Reasons:
    """Tells why markets suit one consortium."""

    def __init__(
        self,
        history: MarketHistory,
        members: Sequence[int],
        weights: MarketWeights,
        interest: Mapping[str, Interest],
    ) -> None:
        self._history = history
        self._members: list[Organisation] = [history.catalogue.organisations[at] for at in members]
        self._close = history.close(members)
        _, self._kernel = similar_partnerships(history.targeted, history.similarities(members), weights)
        self._interest = interest

    def of(self, market: int) -> tuple[str, ...]:
        """Return the reasons for a market, given by its position."""
        sentences = (
            *self._experience(market),
            self._similar(market),
            self._popularity(market),
            self._partners(market),
            self._wishes(market),
        )
        return tuple(sentence for sentence in sentences if sentence)

    def _experience(self, market: int) -> list[str]:
        country = self._history.markets[market]
        by_way: dict[str, list[str]] = {}
        for member in self._members:
            way = self._history.known[member.id].get(country)
            if way:
                by_way.setdefault(way, []).append(member.label)
        return [f"{listed(who)} {way}." for way, who in by_way.items()]

    def _similar(self, market: int) -> str:
        past = self._history.past
        close = np.argsort(-self._kernel, kind="stable")[: 2 * _MOST_NAMED]
        named = [past[at].partnership for at in close if self._history.targeted[at, market]][:_MOST_NAMED]
        if not named:
            return ""
        acronyms = listed([f"{each.acronym} ({each.start_year})" for each in named])
        return f"Of the partnerships most similar to yours, {acronyms} targeted it."

    def _popularity(self, market: int) -> str:
        count, of = int(self._history.targeted[:, market].sum()), len(self._history.past)
        return f"{count or 'None'} of {of} past partnerships targeted it."

    def _partners(self, market: int) -> str:
        there, close = int(self._history.there[market]), int(self._close[market])
        if not there:
            return "No organisation there is known to the catalogue."
        country = in_words(self._history.markets[market])
        if not close:
            return f"None of the {there} organisations known in {country} is among the closest to your field."
        are = "is" if close == 1 else "are"
        return f"{close} of the {there} organisations known in {country} {are} among the closest to your field."

    def _wishes(self, market: int) -> str:
        interest = self._interest.get(self._history.markets[market])
        if interest is None:
            return ""
        return (
            f"{interest.interested} of {interest.answers} SMEs that answered are interested "
            f"(4 or 5 of 5; mean {interest.mean_words})."
        )
