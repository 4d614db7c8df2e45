"""Real collaborations as questions: whom did these members choose, of all that they could have chosen?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matchmaker.abroad.fit import Numbers
from matchmaker.abroad.learning import PARTNER_FEATURES, STATED_PARTNER_WEIGHTS, PartnerExamples
from matchmaker.abroad.markets import market_contributions
from matchmaker.abroad.partners import AbroadSearch
from matchmaker.abroad.past import before
from matchmaker.abroad.ties import Ties
from matchmaker.abroad.weights import MarketWeights
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.collaborators import Bearer, match_collaborators
from matchmaker.network.network import read_network


@dataclass(frozen=True)
class CollaborationCase:
    """One European side and one organisation abroad that work together.

    `members` are ids, those of the partnership where `party` is one; `organisation` is the position of the organisation
    abroad; `year` is the first one known, or None.
    """

    party: Bearer
    members: tuple[str, ...]
    organisation: int
    year: int | None


def collaboration_cases(catalogue: Catalogue) -> tuple[CollaborationCase, ...]:
    """Return the collaborations whose European side is known with at least one member, each pair once."""
    positions = {each.id: at for at, each in enumerate(catalogue.third_country_organisations)}
    found: dict[tuple[Bearer, int], CollaborationCase] = {}
    for each in match_collaborators(catalogue).collaborators:
        party = (each.organisation_id, each.acronym)
        members = (each.organisation_id,) if each.organisation_id else catalogue.members[each.acronym]
        at, year = positions[each.collaboration.third_country_organisation_id], each.collaboration.year
        earlier = found.get((party, at))
        years = [known for known in (year, earlier.year if earlier else None) if known is not None]
        if members:
            found[party, at] = CollaborationCase(party, members, at, min(years, default=None))
    return tuple(found.values())


def features_of(case: CollaborationCase, search: AbroadSearch, weights: MarketWeights, year: int) -> Numbers:
    """Return the features of all N organisations abroad for a case, of shape (N, features), as known before a year."""
    catalogue = before(search.catalogue, year)
    seen = replace(
        search,
        catalogue=catalogue,
        ties=Ties(catalogue, read_network(catalogue)),
        history=replace(search.history, catalogue=catalogue),
        weights=STATED_PARTNER_WEIGHTS,
    )
    members = [catalogue.positions[member] for member in case.members]
    suits = np.sum(list(market_contributions(seen.history, members, weights).values()), axis=0)
    contributions, _ = seen.scored(
        members, dict(zip(seen.history.markets, suits, strict=True)), seen.ties.to(list(case.members))
    )
    return np.column_stack([contributions[name] / STATED_PARTNER_WEIGHTS[name] for name in PARTNER_FEATURES])


def partner_examples(
    cases: Sequence[CollaborationCase], search: AbroadSearch, weights: MarketWeights
) -> PartnerExamples:
    """Return dated cases as examples, each seeing nothing of its own year or later."""
    dated = [(case, case.year) for case in cases if case.year is not None]
    parties = [case.party for case, _ in dated]
    return PartnerExamples(
        features=np.stack([features_of(case, search, weights, year)[search.suggestible] for case, year in dated]),
        chosen=np.searchsorted(search.suggestible, [case.organisation for case, _ in dated]),
        counts=np.array([1 / parties.count(party) for party in parties]),
    )
