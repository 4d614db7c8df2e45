"""Partners: the organisations that best complete one or a group, among those whom a person wants to see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matchmaker.affinity.affinity import Affinity, LogOdds, sum_of
from matchmaker.affinity.group import Group
from matchmaker.affinity.reasons import reasons
from matchmaker.calls.filter import Flags, Positions
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.consortia.known_markets import KnownMarkets, known_matrix


@dataclass(frozen=True)
class Partner:
    """An organisation that completes others: `score` is the mean affinity in log-odds, the sum of `contributions`."""

    organisation: Organisation
    score: float
    contributions: Mapping[str, float]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Among:
    """Which partners a person wants to see; by default all.

    Those of the `countries` (alpha-2), who work in one of the `ecosystems`, who know one of the `markets` (alpha-2: it
    worked there, was in a partnership that targeted it, or names it), only `newcomers` who were in no partnership yet,
    and none of the `exclude`d (ids).
    """

    countries: tuple[str, ...] = ()
    ecosystems: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    newcomers: bool = False
    exclude: tuple[str, ...] = ()

    def of(self, catalogue: Catalogue, known: Callable[[], KnownMarkets]) -> Flags:
        """Return which organisations these are, of shape (n,); `known` is asked only where markets matter."""
        wanted = np.array(
            [
                (not self.countries or each.country in self.countries)
                and (not self.ecosystems or not set(self.ecosystems).isdisjoint(each.ecosystems))
                and not (self.newcomers and catalogue.partnerships_of[each.id])
                and each.id not in self.exclude
                for each in catalogue
            ],
            dtype=np.bool_,
        )
        if self.markets:
            wanted &= known_matrix(catalogue, known(), self.markets).any(axis=1)
        return wanted


def best_partners(
    catalogue: Catalogue, affinity: Affinity, group: Sequence[int], others: Positions, top: int
) -> tuple[Partner, ...]:
    """Return the best `top` of some others to complete a group, best first; equal scores are ordered by id."""
    contributions = _mean([affinity.contributions(member, others) for member in group])
    scores = sum_of(contributions)
    ids = [catalogue.organisations[at].id for at in others]
    order = sorted(range(len(others)), key=lambda at: (-scores[at], ids[at]))[:top]
    found = []
    for at in order:
        own = {name: float(values[at]) for name, values in contributions.items()}
        why = reasons(Group(catalogue, affinity.features, (int(others[at]), *group)), own)
        organisation = catalogue.organisations[others[at]]
        found.append(Partner(organisation, float(scores[at]), own, tuple(each.sentence for each in why)))
    return tuple(found)


def _mean(contributions: Sequence[Mapping[str, LogOdds]]) -> Mapping[str, LogOdds]:
    return {name: np.mean([each[name] for each in contributions], axis=0) for name in contributions[0]}
