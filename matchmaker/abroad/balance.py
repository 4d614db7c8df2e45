"""The order of suggestions: best first, balanced across roles, and across markets where several are asked for."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from matchmaker.abroad.coverage import first
from matchmaker.abroad.role import SHARES, Role

Pick = Callable[[Sequence[int], Sequence[int]], int]
"""Given those waiting, best first, and those chosen so far, returns the index of the one waiting that is taken."""


def balanced(
    ranked: Sequence[int],
    roles: Sequence[Role],
    markets: Sequence[str],
    top: int,
    pick: Pick = first,
    before: Sequence[int] = (),
) -> tuple[int, ...]:
    """Return the first `top` of a balanced order.

    Each place goes to the market that has the fewest places so far, and there to the role that lags most behind its
    share (the divisor method of Webster and Sainte-Laguë over `SHARES`); the best organisation of that market and role
    takes it. So the first three of a market are a cluster, an intermediary, and a chamber or agency, where it has them.

    Args:
        ranked: positions, best first.
        roles: the role of each position.
        markets: what each position counts for: its market, or the same for all where they are not to be balanced.
        top: how many.
        pick: which of those that wait for a place takes it; the best by default.
        before: those who have places already, as `pick` is told.
    """
    waiting: dict[str, dict[Role, list[int]]] = {}
    for at in ranked:
        waiting.setdefault(markets[at], {}).setdefault(roles[at], []).append(at)
    # Of markets with equally many places, that of the best organisation comes first.
    order = list(dict.fromkeys(markets[at] for at in ranked))
    taken: Counter[tuple[str, Role]] = Counter()
    places: Counter[str] = Counter()
    chosen: list[int] = []
    while len(chosen) < min(top, len(ranked)):
        market = min((each for each in order if waiting[each]), key=lambda each: (places[each], order.index(each)))
        role = _lagging(waiting[market], {each: taken[market, each] for each in Role})
        waits = waiting[market][role]
        chosen.append(waits.pop(pick(waits, (*before, *chosen))))
        if not waiting[market][role]:
            del waiting[market][role]
        taken[market, role] += 1
        places[market] += 1
    return tuple(chosen)


def _lagging(waiting: Mapping[Role, Sequence[int]], taken: Mapping[Role, int]) -> Role:
    return max((role for role in Role if role in waiting), key=lambda role: SHARES[role] / (2 * taken[role] + 1))
