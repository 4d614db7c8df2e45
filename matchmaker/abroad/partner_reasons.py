"""Why a third-country organisation suits a consortium, as sentences that a cluster manager would say."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from matchmaker.abroad.role import Role
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.third_country import ThirdCountryOrganisation
from matchmaker.countries import country_name

_MOST_TOPICS = 3
_UNEVEN = 1.0  # log-odds between the members served best and least from which on it is worth saying

_OPENS_DOORS = MappingProxyType(
    {
        Role.INTERMEDIARY: "It is an intermediary: it can open doors in {country}.",
        Role.CHAMBER: "It is a {kind}: it knows the rules and the companies of {country}.",
        Role.RESEARCH: "It is a {kind}: a place for pilots and joint development in {country}.",
    }
)
# Words that say nothing about a field: two organisations that share only these share no topic.
_GENERAL = frozenset(
    "and for the with from new of in to technology technologies technical industry industrial system systems service "
    "services development innovation research smart sustainable business support international european digital cluster "
    "clusters management solutions companies production advanced materials equipment regional local global network "
    "applications processing products product design sector supply chain engineering manufacturing efficiency energy "
    "training start ups safety regulatory quality data market food water health "
    .split()
)


def partner_reasons(
    organisation: ThirdCountryOrganisation,
    role: Role,
    members: Sequence[Organisation],
    fits: Mapping[str, float],
    tie: str,
) -> tuple[str, ...]:
    """Return sentences about what an organisation abroad shares with the members, can do for them, and who knows it.

    Args:
        organisation: the organisation abroad.
        role: what it can be to the consortium.
        members: of the consortium.
        fits: how well it fits each member, by id, in log-odds.
        tie: the sentence about an existing tie, or empty.
    """
    return tuple(
        sentence
        for sentence in (
            tie,
            *_shared_ecosystems(organisation, members),
            *_shared_topics(organisation, members),
            *_met_requests(organisation, members),
            _door(organisation, role),
            _uneven(members, fits),
        )
        if sentence
    )


def _shared_ecosystems(organisation: ThirdCountryOrganisation, members: Sequence[Organisation]) -> list[str]:
    if len(organisation.ecosystems) == len(ECOSYSTEMS):
        return ["It works with all sectors, so it is no counterpart in your field."]
    by_group: dict[tuple[str, ...], list[str]] = {}
    for name in organisation.ecosystems:
        who = tuple(member.label for member in members if name in member.ecosystems)
        if who:
            by_group.setdefault(who, []).append(name)
    return [f"It works in {listed(names)}, as {_as(who, len(members))}." for who, names in by_group.items()]


def _as(who: Sequence[str], members: int) -> str:
    if len(who) == members > 1:
        return "both of you do" if members == 2 else "all of you do"
    return f"{listed(who)} {'does' if len(who) == 1 else 'do'}"


def _shared_topics(organisation: ThirdCountryOrganisation, members: Sequence[Organisation]) -> list[str]:
    sentences = []
    topics_of = {member.label: _telling(member.keywords) for member in members}
    found = [
        (topic, [label for label, words in topics_of.items() if words & _telling([topic])])
        for topic in organisation.keywords
    ]
    shared = [(topic, who) for topic, who in found if who][:_MOST_TOPICS]
    by_group: dict[tuple[str, ...], list[str]] = {}
    for topic, who in shared:
        by_group.setdefault(tuple(who), []).append(topic)
    for who, topics in by_group.items():
        sentences.append(f"Its topic{'s' * (len(topics) > 1)} {listed(topics)} {_near(topics)} those of {listed(who)}.")
    return sentences


def _near(topics: Sequence[str]) -> str:
    return "is near to" if len(topics) == 1 else "are near to"


def _telling(texts: Sequence[str]) -> set[str]:
    words = {word.removesuffix("s") for text in texts for word in re.findall(r"[^\W\d_]{3,}", text.casefold())}
    return words - {word.removesuffix("s") for word in _GENERAL}


def _met_requests(organisation: ThirdCountryOrganisation, members: Sequence[Organisation]) -> list[str]:
    sentences = []
    if organisation.offers:
        looking = [f"{member.label} looks for {listed(member.requests)}" for member in members if member.requests]
        sentences.append(f"It offers {listed(organisation.offers)}{'; ' if looking else ''}{'; '.join(looking)}.")
    if organisation.requests:
        offering = [f"{member.label} offers {listed(member.offers)}" for member in members if member.offers]
        sentences.append(f"It looks for {listed(organisation.requests)}{'; ' if offering else ''}{'; '.join(offering)}.")
    return sentences


def _door(organisation: ThirdCountryOrganisation, role: Role) -> str:
    sentence = _OPENS_DOORS.get(role, "")
    kind = organisation.kind.replace("european", "European")
    return sentence.format(country=country_name(organisation.country), kind=kind)


def _uneven(members: Sequence[Organisation], fits: Mapping[str, float]) -> str:
    if len(members) < 2:
        return ""
    ranked = sorted(members, key=lambda member: -fits[member.id])
    best, least = ranked[0], ranked[-1]
    if fits[best.id] - fits[least.id] < _UNEVEN:
        return f"It fits {'both' if len(members) == 2 else f'all {len(members)}'} of you about equally well."
    return f"It fits {best.label} best and {least.label} least."


def listed(items: Sequence[str]) -> str:
    """Return items as a person lists them: "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
