"""Which third countries an organisation knows: by partnerships that targeted them, by its own word, by work there."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.collaborators import match_collaborators
from matchmaker.catalogue.organisation import Organisation
from matchmaker.countries import country_name
from matchmaker.wording import listed

KnownMarkets = Mapping[str, Mapping[str, str]]
"""For each organisation's id, the markets (alpha-2) that it knows, each with how it knows it, in a few words."""

_DID = {"mou": "signed a memorandum with", "mission": "went on a mission to", "event": "met at an event with"}
"""What a reported cooperation was, by its kind; of other kinds it is not known more closely."""


def known_markets(catalogue: Catalogue) -> KnownMarkets:
    """Return the markets that each organisation of a catalogue knows.

    Where it knows one in several ways, the way that binds it most is told: its own cooperation there, then a
    partnership of its own that targeted it, then that it names it as a target.
    """
    known: dict[str, dict[str, str]] = {organisation.id: {} for organisation in catalogue}
    abroad = {each.id: each for each in catalogue.third_country_organisations}
    for each in match_collaborators(catalogue).collaborators:
        partner = abroad[each.collaboration.third_country_organisation_id]
        ids = [each.organisation_id] if each.organisation_id else catalogue.members[each.acronym]
        did = _DID.get(each.collaboration.kind, "worked with")
        through = f" through {each.acronym}" if each.acronym else ""
        year = f" ({each.collaboration.year})" if each.collaboration.year else ""
        for organisation_id in ids:
            known[organisation_id].setdefault(partner.country, f"{did} {partner.label}{through}{year}")
    for organisation in catalogue:
        own = known[organisation.id]
        for partnership in reversed(catalogue.partnerships_of[organisation.id]):
            for market in partnership.target_third_countries:
                own.setdefault(market, f"targeted it in {partnership.acronym} ({partnership.start_year})")
        for market in organisation.target_markets:
            own.setdefault(market, "names it as a target market")
    return known


def known_matrix(catalogue: Catalogue, known: KnownMarkets, markets: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Return whether each organisation knows each market, of shape (n, markets), in the catalogue's order."""
    matrix = np.zeros((len(catalogue), len(markets)), dtype=np.bool_)
    for row, organisation in zip(matrix, catalogue, strict=True):
        row[:] = [market in known[organisation.id] for market in markets]
    return matrix


def market_reasons(known: KnownMarkets, members: Sequence[Organisation], markets: Sequence[str]) -> tuple[str, ...]:
    """Return, for each market that is wanted, who knows it and how, or that nobody does."""
    sentences = []
    for market in markets:
        name = country_name(market)
        by_way: dict[str, list[str]] = {}
        for member in members:
            if market in known[member.id]:
                by_way.setdefault(known[member.id][market], []).append(member.label)
        ways = "; ".join(f"{listed(who)} {way}" for way, who in by_way.items())
        sentences.append(f"{name}: {ways or 'no member is known to have worked there'}.")
    return tuple(sentences)
