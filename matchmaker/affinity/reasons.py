"""Why organisations fit, as sentences that a cluster manager would say, each naming what caused it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from types import MappingProxyType

import numpy as np

from matchmaker.affinity.features import PairFeatures
from matchmaker.affinity.places import distances
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.organisation import Organisation
from matchmaker.countries import in_words
from matchmaker.wording import listed

_WORTH_SAYING = 0.05  # log-odds; less changes no ranking that a person would notice
_CLOSE = 0.35  # cosine of character n-grams; below, two keywords have little but an ending in common
_NEIGHBOURS = 400.0  # kilometres
_MOST_NAMED = 3
_SHORTEST_WORD = 4  # letters; shorter ones are mostly articles and the like
_SAID_BY_ALL = frozenset(
    {"cluster", "clusters", "network", "association", "innovation", "with", "from", "that", "their"}
)
_MOST_SENTENCES = 3  # of one feature


@dataclass(frozen=True)
class Reason:
    """A sentence, and the feature whose contribution it explains."""

    feature: str
    sentence: str


@dataclass(frozen=True)
class Group:
    """Some organisations of a catalogue, as positions, and what is known of all pairs."""

    catalogue: Catalogue
    features: PairFeatures
    positions: tuple[int, ...]

    @property
    def members(self) -> tuple[Organisation, ...]:
        """The organisations, in the order given."""
        return tuple(self.catalogue.organisations[at] for at in self.positions)

    @property
    def pairs(self) -> Iterator[tuple[int, int]]:
        """All pairs of positions."""
        return combinations(self.positions, 2)

    def both(self, one: int, other: int) -> str:
        """Return how a pair is called: "Both" where there are no others, else by their names."""
        return "Both" if len(self.positions) == 2 else f"{self.label(one)} and {self.label(other)}"

    def they(self, one: int, other: int) -> str:
        """Return how a pair is called where "Both" would be wrong."""
        return "They" if len(self.positions) == 2 else f"{self.label(one)} and {self.label(other)}"

    def label(self, position: int) -> str:
        """Return the short name of an organisation."""
        return self.catalogue.organisations[position].label


def reasons(group: Group, contributions: Mapping[str, float]) -> tuple[Reason, ...]:
    """Return why a group fits: the features that contribute most come first, each with what caused it.

    Args:
        group: two organisations or more.
        contributions: log-odds of each feature, the mean over the group's pairs. What contributes nothing is not said.
    """
    telling = [name for name in _SENTENCES if contributions.get(name, 0.0) > _WORTH_SAYING]
    telling.sort(key=lambda name: -contributions[name])
    found: dict[str, Reason] = {}
    for name in telling:
        for sentence in islice(_SENTENCES[name](group), _MOST_SENTENCES):
            found.setdefault(sentence, Reason(name, sentence))
    # What is true of most pairs of a catalogue tells least, however much it counts.
    return tuple(sorted(found.values(), key=lambda each: each.feature in _COMMON))


def _shared_topics(group: Group) -> Iterator[str]:
    known = {name.casefold() for member in group.members for name in member.ecosystems}
    by_group: dict[tuple[str, ...], list[str]] = {}
    for topic in dict.fromkeys(keyword for member in group.members for keyword in member.keywords):
        who = tuple(member.label for member in group.members if topic in member.keywords)
        if len(who) > 1 and topic.casefold() not in known:
            by_group.setdefault(who, []).append(topic)
    for who, topics in by_group.items():
        yield f"{_named(who, len(group.positions))} work on {listed(topics)}."


def _closest_keywords(group: Group) -> Iterator[str]:
    yield from _shared_topics(group)
    keywords = group.features.content.keywords
    for one, other in group.pairs:
        pair = keywords.closest_pair(one, other)
        if pair and pair[0] != pair[1] and pair[2] >= _CLOSE:
            yield f"{group.label(one)} works on {pair[0]}, {group.label(other)} on {pair[1]}."


def _shared_words(group: Group) -> Iterator[str]:
    said = tuple(_shared_topics(group))
    yield from said
    for one, other in group.pairs if not said else ():
        # The profile's text has words of ours besides, and those of the ecosystems' names.
        own = _own_words(group.catalogue.organisations[one]) & _own_words(group.catalogue.organisations[other])
        words = [word for word in group.features.content.terms.shared(one, other) if word in own][:_MOST_NAMED]
        if words:
            yield f"{group.both(one, other)} use the words {listed(words)} of themselves."


def _own_words(organisation: Organisation) -> frozenset[str]:
    """Return the words of an organisation's own texts that are long enough to tell something."""
    texts = (organisation.name, *organisation.keywords, organisation.description, *organisation.services)
    words = re.findall(r"\w+", " ".join(texts).lower())
    return frozenset(word for word in words if len(word) >= _SHORTEST_WORD and word not in _SAID_BY_ALL)


def _alike(group: Group) -> Iterator[str]:
    everyone = np.array(group.positions)
    topics = group.features.content.topics[everyone]
    similar = (topics @ topics.T)[np.triu_indices(len(everyone), 1)]
    if similar.min() > 0:
        yield f"What they work on reads alike (similarity {similar.mean():.2f} of 1)."


def _shared_ecosystems(group: Group) -> Iterator[str]:
    flags = group.features.content.ecosystems[list(group.positions)]
    for at in np.argsort(-flags.sum(axis=0), kind="stable"):
        who = [group.label(position) for position, works in zip(group.positions, flags[:, at], strict=True) if works]
        if len(who) > 1:
            yield f"{_named(who, len(group.positions))} work in {ECOSYSTEMS[at]}."


def _adjacent_ecosystems(group: Group) -> Iterator[str]:
    adjacency = group.features.past.adjacency
    ecosystems = group.features.content.ecosystems
    for one, other in group.pairs:
        meeting = [
            (adjacency[own, theirs], f"{ECOSYSTEMS[own]} and {ECOSYSTEMS[theirs]}")
            for own in np.flatnonzero(ecosystems[one])
            for theirs in np.flatnonzero(ecosystems[other])
            if adjacency[own, theirs] > 0
        ]
        if meeting and not (ecosystems[one] & ecosystems[other]).any():
            yield f"{max(meeting)[1]} often meet in partnerships."


def _regional_strategies(group: Group) -> Iterator[str]:
    strategies = group.features.content.strategies
    for pair in group.pairs:
        for guest, host in (pair, pair[::-1]):
            best = strategies.best_priority(guest, host)
            if best:
                region = group.catalogue.priorities_of(group.catalogue.organisations[host])[0].region_name
                whose = f"{region}, the region of {group.label(host)},"
                yield f"The strategy of {whose} names {best}, which is close to what {group.label(guest)} does."


def _shared_priorities(group: Group) -> Iterator[str]:
    own = group.features.content.strategies.ecosystems & group.features.content.ecosystems
    for one, other in group.pairs:
        names = [ECOSYSTEMS[at] for at in np.flatnonzero(own[one] & own[other])]
        if names:
            who = group.both(one, other).replace("Both", "both")
            yield f"The strategies of both regions name {listed(names)}, in which {who} work."


def _different_countries(group: Group) -> Iterator[str]:
    codes = dict.fromkeys(member.country for member in group.members)
    if len(codes) == len(group.positions):
        yield f"They are from different countries: {listed([in_words(code) for code in codes])}."


def _proximity(group: Group) -> Iterator[str]:
    places = group.features.content.places
    for one, other in group.pairs:
        apart = float(distances(places, np.array([one]), np.array([other]))[0, 0])
        if apart <= _NEIGHBOURS:
            yield f"{group.they(one, other)} are about {max(10, round(apart, -1)):.0f} km apart."


def _similar_size(group: Group) -> Iterator[str]:
    counts = [member.members for member in group.members]
    known = [count for count in counts if count is not None]
    if len(known) == len(counts) and max(known) <= 2 * min(known):
        yield f"They are of similar size: {listed([f'{count:,}' for count in known])} members."


def _shared_markets(group: Group) -> Iterator[str]:
    past = group.features.past
    for one, other in group.pairs:
        shared = [past.market_codes[at] for at in np.flatnonzero(past.markets[one] & past.markets[other])]
        if shared:
            yield f"{group.both(one, other)} have aimed at {listed([in_words(code) for code in shared])}."


def _past_partnerships(group: Group) -> Iterator[str]:
    together: dict[str, set[int]] = {}
    for one, other in group.pairs:
        for partnership in group.features.past.network.together(one, other):
            together.setdefault(f"{partnership.acronym} ({partnership.start_year})", set()).update((one, other))
    where: dict[tuple[int, ...], list[str]] = {}
    for name, who in together.items():
        where.setdefault(tuple(at for at in group.positions if at in who), []).append(name)
    for members, names in where.items():
        they = "They" if len(members) == len(group.positions) else listed([group.label(at) for at in members])
        yield f"{they} were partners in {listed(names)}."


def _common_partners(group: Group) -> Iterator[str]:
    yield from _past_partnerships(group)
    network = group.features.past.network
    for one, other in group.pairs:
        # Who was with both in one partnership says no more than that they were in it together.
        told = {partnership.acronym for partnership in network.together(one, other)}
        besides = network.without(told) if told else network
        common = [group.label(at) for at in besides.common(one, other) if at not in group.positions]
        if common:
            more = len(common) - _MOST_NAMED
            named = [*common[:_MOST_NAMED], f"{more} more"] if more > 0 else common
            yield f"{group.both(one, other)} were partners of {listed(named)}."


def _similar_experience(group: Group) -> Iterator[str]:
    counts = [int(group.features.past.network.experience[at]) for at in group.positions]
    if min(counts) and max(counts) <= 2 * min(counts):
        several = "one partnership" if max(counts) == 1 else f"{min(counts)} to {max(counts)} partnerships"
        exact = several if min(counts) < max(counts) or max(counts) == 1 else f"{max(counts)} partnerships"
        yield f"They are similarly experienced: each was in {exact}."


_COMMON = frozenset({"different countries", "similar experience", "similar size", "profile similarity"})

_SENTENCES: Mapping[str, Callable[[Group], Iterator[str]]] = MappingProxyType(
    {
        "profile similarity": _alike,
        "shared vocabulary": _shared_words,
        "shared terms": _shared_words,
        "closest keywords": _closest_keywords,
        "ecosystem overlap": _shared_ecosystems,
        "adjacent ecosystems": _adjacent_ecosystems,
        "regional strategies": _regional_strategies,
        "shared priorities": _shared_priorities,
        "different countries": _different_countries,
        "proximity": _proximity,
        "similar size": _similar_size,
        "shared target markets": _shared_markets,
        "past partnerships": _past_partnerships,
        "common partners": _common_partners,
        "Adamic-Adar": _common_partners,
        "resource allocation": _common_partners,
        "mutual PageRank": _common_partners,
        "same community": _common_partners,
        "similar experience": _similar_experience,
    }
)


def _named(who: Sequence[str], everybody: int) -> str:
    if len(who) < everybody:
        return listed(who)
    return "Both" if everybody == 2 else f"All {everybody}"
