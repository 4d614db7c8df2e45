"""Why organisations fit, as sentences that a cluster manager would say."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.wording import listed


def reasons(catalogue: Catalogue, members: Sequence[Organisation]) -> tuple[str, ...]:
    """Return sentences about what the members share: ecosystems, topics, and partnerships they were in together."""
    return (*_shared_ecosystems(members), *_shared_topics(members), *_past_partnerships(catalogue, members))


def _shared_ecosystems(members: Sequence[Organisation]) -> list[str]:
    counts = Counter(name for member in members for name in member.ecosystems)
    sentences = []
    for name, count in counts.most_common():
        if count == len(members):
            sentences.append(f"{_all(count)} work in {name}.")
        elif count > 1:
            who = [member.label for member in members if name in member.ecosystems]
            sentences.append(f"{listed(who)} work in {name}.")
    return sentences


def _shared_topics(members: Sequence[Organisation]) -> list[str]:
    known = {name.casefold() for member in members for name in member.ecosystems}
    by_group: dict[tuple[str, ...], list[str]] = {}
    for topic in dict.fromkeys(keyword for member in members for keyword in member.keywords):
        who = tuple(member.label for member in members if topic in member.keywords)
        if len(who) > 1 and topic.casefold() not in known:
            by_group.setdefault(who, []).append(topic)
    return [
        f"{listed(who)} share the topic{'s' * (len(topics) > 1)} {listed(topics)}." for who, topics in by_group.items()
    ]


def _past_partnerships(catalogue: Catalogue, members: Sequence[Organisation]) -> list[str]:
    together: dict[str, set[str]] = {}
    for one, other in combinations(members, 2):
        theirs = {partnership.acronym for partnership in catalogue.partnerships_of[other.id]}
        for partnership in catalogue.partnerships_of[one.id]:
            if partnership.acronym in theirs:
                where = f"{partnership.acronym} ({partnership.start_year})"
                together.setdefault(where, set()).update((one.label, other.label))
    return [f"{listed(sorted(who))} were partners in {where}." for where, who in together.items()]


def _all(count: int) -> str:
    return "Both" if count == 2 else f"All {count}"
