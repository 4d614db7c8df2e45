"""What organisations have in common by themselves, as sentences: topics, sectors, strategies, places."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import numpy as np
from rapidfuzz.distance import Prefix

from matchmaker.affinity.group import Group
from matchmaker.affinity.places import distances
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.organisation import Organisation
from matchmaker.countries import in_words
from matchmaker.wording import listed

_CLOSE = 0.35  # cosine of character n-grams; below, two keywords have little but an ending in common
_FITTING = 0.4  # cosine; what is read below it on the shipped data fits a priority by a general word at best
_NEIGHBOURS = 1_000.0  # kilometres; beyond, proximity contributes next to nothing
_MOST_NAMED = 3
_SHORTEST_WORD = 4  # letters; shorter ones are mostly articles and the like
_SAID_BY_ALL = frozenset(
    {"cluster", "clusters", "network", "association", "innovation", "with", "from", "that", "their"}
)
_OF_ANY_FIELD = frozenset(
    {"a", "an", "and", "by", "for", "in", "of", "on", "or", "the", "to", "business", "chain", "development",
     "economy", "engineering", "equipment", "industrial", "industries", "industry", "innovative", "management",
     "processing", "product", "production", "products", "science", "sciences", "service", "services", "smart",
     "solution", "solutions", "supply", "system", "systems", "technologies", "technology", "transfer"}
)  # fmt: skip
_SHORTEST_STEM, _LONGEST_ENDING = 5, 3  # letters: "energ" is the stem of energy and energies
_SHORTEST_PART = 7  # letters, of a compound: electronics in microelectronics, biotech in biotechnology


def _shared_topics(group: Group) -> Iterator[str]:
    by_group: dict[tuple[str, ...], list[str]] = {}
    for topic in dict.fromkeys(keyword for member in group.members for keyword in member.keywords):
        who = [member for member in group.members if topic in member.keywords]
        # What is the name of an ecosystem of all of them is said where ecosystems are.
        if len(who) > 1 and not all(topic.casefold() in map(str.casefold, each.ecosystems) for each in who):
            by_group.setdefault(tuple(each.label for each in who), []).append(topic)
    for labels, topics in by_group.items():
        yield f"{group.named(labels)} work on {listed(topics)}."


def _closest_keywords(group: Group) -> Iterator[str]:
    yield from (tuple(_shared_topics(group)) + tuple(_close_topics(group))) or _shared_ecosystems(group)


def _close_topics(group: Group) -> Iterator[str]:
    keywords = group.features.content.keywords
    for one, other in group.pairs:
        for own, theirs, alike in keywords.closest_pairs(one, other):
            if alike < _CLOSE or own == theirs:  # what both work on is said already
                break
            # Letters alone deceive: "ports" stands in "sports technology", and says nothing of it.
            if share_a_word(own, theirs):
                yield f"{group.label(one)} works on {own}, {group.label(other)} on {theirs}."
                break


def share_a_word(one: str, other: str) -> bool:
    """Return whether two keywords have a telling word in common, in whatever form (energy, energies)."""
    return any(_same_word(own, theirs) for own in _telling_words(one) for theirs in _telling_words(other))


def _telling_words(keyword: str) -> set[str]:
    return set(re.findall(r"\w+", keyword.casefold())) - _SAID_BY_ALL - _OF_ANY_FIELD


def _same_word(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    common = Prefix.similarity(one, other)
    return (
        longer in {shorter, f"{shorter}s"}
        or (common >= _SHORTEST_STEM and len(longer) - common <= _LONGEST_ENDING)
        or (len(shorter) >= _SHORTEST_PART and (longer.startswith(shorter) or longer.endswith(shorter)))
    )


def _shared_words(group: Group) -> Iterator[str]:
    said = tuple(_shared_topics(group))
    yield from said
    if not said:
        words = tuple(_words_of_both(group))
        # Else they share the words of their ecosystems' names, which the profile's text has, too.
        yield from words or _shared_ecosystems(group)


def _words_of_both(group: Group) -> Iterator[str]:
    for one, other in group.pairs:
        own = _own_words(group.catalogue.organisations[one]) & _own_words(group.catalogue.organisations[other])
        words = [word for word in group.features.content.terms.shared(one, other) if word in own][:_MOST_NAMED]
        if words:
            noun = "word" if len(words) == 1 else "words"
            yield f"{group.both(one, other)} use the {noun} {listed(words)} of themselves."


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
        yield f"What they work on reads alike (similarity {similar.mean():.2f} of 1){_above_all(group)}."


def _above_all(group: Group) -> str:
    """Return which keywords of two of a group read most alike, as the end of a sentence; nothing without keywords."""
    keywords = group.features.content.keywords
    found = [(pair, closest) for pair in group.pairs if (closest := keywords.most_alike(*pair))]
    if not found:
        return ""
    (one, other), (own, theirs, _) = max(found, key=lambda each: each[1][2])
    if len(group.positions) == 2:
        return f", above all {own}" if own == theirs else f", above all {own} and {theirs}"
    if own == theirs:
        return f", above all {own} of {group.label(one)} and {group.label(other)}"
    return f", above all {own} of {group.label(one)} and {theirs} of {group.label(other)}"


def _shared_ecosystems(group: Group) -> Iterator[str]:
    flags = group.features.content.ecosystems[list(group.positions)]
    for at in np.argsort(-flags.sum(axis=0), kind="stable"):
        who = [group.label(position) for position, works in zip(group.positions, flags[:, at], strict=True) if works]
        if len(who) > 1:
            yield f"{group.named(who)} work in {ECOSYSTEMS[at]}."


def _regional_strategies(group: Group) -> Iterator[str]:
    strategies = group.features.content.strategies
    for pair in group.pairs:
        for guest, host in (pair, pair[::-1]):
            best = strategies.best_priority(guest, host)
            if best and strategies.best_fit(guest, host) >= _FITTING:
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


CONTENT_SENTENCES: Mapping[str, Callable[[Group], Iterator[str]]] = MappingProxyType(
    {
        "profile similarity": _alike,
        "shared vocabulary": _shared_words,
        "shared terms": _shared_words,
        "closest keywords": _closest_keywords,
        "ecosystem overlap": _shared_ecosystems,
        "regional strategies": _regional_strategies,
        "shared priorities": _shared_priorities,
        "different countries": _different_countries,
        "proximity": _proximity,
        "similar size": _similar_size,
    }
)
"""Of each feature of `content`, what goes through the sentences that name its causes."""
