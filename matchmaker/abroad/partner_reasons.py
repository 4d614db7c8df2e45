"""Why a third-country organisation suits a consortium, as sentences that a cluster manager would say."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from matchmaker.abroad.role import Role
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.third_country import ThirdCountryOrganisation
from matchmaker.countries import in_words
from matchmaker.wording import listed

_MOST_TOPICS = 3
_RARE = 0.03  # the part of all organisations that may use a word for it to tell a field: "photonics", not "technology"
_UNEVEN = 1.0  # log-odds between the members served best and least from which on it is worth saying

_OPENS_DOORS = MappingProxyType(
    {
        Role.INTERMEDIARY: "It is an intermediary: it can open doors in {country}.",
        Role.CHAMBER: "It is a {kind}: it knows the rules and the companies of {country}.",
        Role.RESEARCH: "It is a {kind}: a place for pilots and joint development in {country}.",
    }
)


@dataclass(frozen=True)
class PartnerReasons:
    """Tells reasons. `general` are the words that so many organisations use that sharing them means nothing."""

    general: frozenset[str]

    @classmethod
    def reading(cls, catalogue: Catalogue) -> "PartnerReasons":
        """Return the reasons of a catalogue, whose organisations say by their topics which words are general."""
        everyone = [
            *(each.keywords for each in catalogue),
            *(each.keywords for each in catalogue.third_country_organisations),
        ]
        counts = Counter(word for keywords in everyone for word in _words(keywords))
        return cls(frozenset(word for word, count in counts.items() if count > _RARE * len(everyone)))

    def of(
        self,
        organisation: ThirdCountryOrganisation,
        role: Role,
        members: Sequence[Organisation],
        fits: Mapping[str, float],
        tie: str,
    ) -> tuple[str, ...]:
        """Return sentences about what an organisation shares with the members, can do for them, and who knows it.

        Args:
            organisation: the organisation abroad.
            role: what it can be to the consortium.
            members: of the consortium.
            fits: how well it fits each member, by id, in log-odds.
            tie: the sentence about an existing tie, or empty.
        """
        sentences = (
            tie,
            *_shared_ecosystems(organisation, members),
            *self._shared_topics(organisation, members),
            *_stated(organisation, members),
            _door(organisation, role),
            _evenness(members, fits),
        )
        return tuple(sentence for sentence in sentences if sentence)

    def _shared_topics(self, organisation: ThirdCountryOrganisation, members: Sequence[Organisation]) -> list[str]:
        by_group: dict[tuple[str, ...], list[str]] = {}
        for topic in organisation.keywords:
            telling = _words([topic]) - self.general
            who = tuple(member.label for member in members if telling & _words(member.keywords))
            if who:
                by_group.setdefault(who, []).append(topic)
        return [
            f"Close to the work of {listed(who)}: {listed(topics[:_MOST_TOPICS])}." for who, topics in by_group.items()
        ]


def _words(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for text in texts for word in re.findall(r"[^\W\d_]{3,}", text.casefold()))


def _shared_ecosystems(organisation: ThirdCountryOrganisation, members: Sequence[Organisation]) -> list[str]:
    if len(organisation.ecosystems) == len(ECOSYSTEMS):
        return ["It serves all sectors: a way in, not a counterpart in your field."]
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


def _stated(organisation: ThirdCountryOrganisation, members: Sequence[Organisation]) -> list[str]:
    sentences = []
    if organisation.offers:
        looking = [f"; {member.label} looks for {listed(member.requests)}" for member in members if member.requests]
        sentences.append(f"It offers {listed(organisation.offers)}{''.join(looking)}.")
    if organisation.requests:
        offering = [f"; {member.label} offers {listed(member.offers)}" for member in members if member.offers]
        sentences.append(f"It looks for {listed(organisation.requests)}{''.join(offering)}.")
    return sentences


def _door(organisation: ThirdCountryOrganisation, role: Role) -> str:
    sentence = _OPENS_DOORS.get(role, "")
    kind = organisation.kind.replace("european", "European")
    return sentence.format(country=in_words(organisation.country), kind=kind)


def _evenness(members: Sequence[Organisation], fits: Mapping[str, float]) -> str:
    if len(members) < 2:
        return ""
    ranked = sorted(members, key=lambda member: -fits[member.id])
    best, least = ranked[0], ranked[-1]
    if fits[best.id] - fits[least.id] < _UNEVEN:
        return f"It fits {'both' if len(members) == 2 else f'all {len(members)}'} of you about equally well."
    return f"It fits {best.label} best and {least.label} least."
