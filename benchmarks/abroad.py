"""How fast partners abroad are found among 5,000 third-country organisations, against the naive way in the same run.

Organisations are the shipped ones, repeated with their real embeddings, so that texts, ecosystems and kinds are as they
are. The naive way scores one organisation abroad after the other, member by member.
"""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

import numpy as np

from matchmaker.abroad.abroad import Abroad
from matchmaker.abroad.fit import ECOSYSTEMS_SHARED, LEAST_SERVED, MARKET, SIMILARITY, TIES
from matchmaker.abroad.markets import market_contributions
from matchmaker.matchmaker import Matchmaker
from matchmaker.profiles.phrases import Phrases
from matchmaker.profiles.profiles import Profiles
from matchmaker.settings import Settings

MANY = 5_000
MEMBERS = ("es-bec", "dk-ecd", "fr-pmba", "it-mesap", "de-hav")
ROUNDS = 15


def many(abroad: Abroad) -> Abroad:
    """Return the same with 5,000 organisations abroad."""
    shipped = abroad.catalogue.third_country_organisations
    rows = np.arange(MANY) % len(shipped)
    # The first of each keeps its id, and so its collaborations.
    copies = tuple(
        shipped[row] if at < len(shipped) else replace(shipped[row], id=f"{shipped[row].id}-{at}")
        for at, row in enumerate(rows.tolist())
    )
    profiles = Profiles(abroad.profiles_abroad.embeddings[rows], abroad.profiles_abroad.ecosystems[rows])
    nothing = abroad.wishes.offers_abroad
    none = Phrases(nothing.texts, nothing.embeddings, np.zeros(MANY + 1, dtype=np.intp), nothing.indices)
    return replace(
        abroad,
        catalogue=replace(abroad.catalogue, third_country_organisations=copies),
        profiles_abroad=profiles,
        wishes=replace(abroad.wishes, offers_abroad=none, requests_abroad=none),
    )


def naive(abroad: Abroad, members: list[int]) -> list[int]:
    """Return the organisations abroad ranked one by one, best first, without balancing or reasons."""
    weights, ties = (
        abroad.weights.partners,
        abroad.search.ties.to([abroad.catalogue.organisations[at].id for at in members]),
    )
    odds = np.sum(list(market_contributions(abroad.history, members, abroad.weights.markets).values()), axis=0)
    suits = dict(zip(abroad.history.markets, odds.tolist(), strict=True))
    scores = []
    for at, organisation in enumerate(abroad.catalogue.third_country_organisations):
        fits = []
        for member in members:
            own, theirs = abroad.profiles.ecosystems[member], abroad.profiles_abroad.ecosystems[at]
            overlap = (own & theirs).sum() / max((own | theirs).sum(), 1)
            cosine = float(abroad.profiles.embeddings[member] @ abroad.profiles_abroad.embeddings[at])
            fits.append(weights[SIMILARITY] * cosine + weights[ECOSYSTEMS_SHARED] * overlap)
        tie = ties[organisation.id].strength if organisation.id in ties else 0.0
        whole = weights[TIES] * tie + weights[MARKET] * suits[organisation.country]
        scores.append((1 - LEAST_SERVED) * np.mean(fits) + LEAST_SERVED * min(fits) + whole)
    return np.argsort(-np.array(scores), kind="stable").tolist()


def seconds(work: Callable[[], object], rounds: int) -> list[float]:
    """Return how long each round took."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return taken


def main() -> None:
    """Measure and print."""
    abroad = many(Matchmaker(Settings.from_environment(os.environ)).abroad())  # of which nothing is read yet
    members = [abroad.catalogue.positions[each] for each in MEMBERS]
    opening = seconds(lambda: abroad.opened, 1)[0]
    first = seconds(lambda: abroad.partners(members, top=10), 1)[0]
    print(f"{MANY} organisations abroad, {len(members)} members")
    print(f"  opening (reads partnerships, collaborations and words, once): {opening * 1000:.0f} ms")
    print(f"  first question after opening: {first * 1000:.0f} ms")
    slow = median(seconds(lambda: naive(abroad, members), 3))
    for markets in ((), ("JP", "US")):
        taken = seconds(lambda markets=markets: abroad.partners(members, markets, top=10), ROUNDS)
        where = " and ".join(markets) or "everywhere"
        middle = median(taken)
        print(
            f"  {where}: median {middle * 1000:.0f} ms, slowest {max(taken) * 1000:.0f} ms, with reasons and balance; "
            f"one by one takes {slow * 1000:.0f} ms, {slow / middle:.0f} times as long"
        )
    taken = seconds(lambda: abroad.markets(members), ROUNDS)
    print(f"  markets ranked: median {median(taken) * 1000:.0f} ms, slowest {max(taken) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
