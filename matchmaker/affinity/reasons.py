"""Why organisations fit, as sentences that a cluster manager would say, each naming what caused it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from matchmaker.affinity.content_reasons import CONTENT_SENTENCES
from matchmaker.affinity.group import Group
from matchmaker.affinity.past_reasons import PAST_SENTENCES

_WORTH_SAYING = 0.05  # log-odds; less changes no ranking that a person would notice
_MOST_SENTENCES = 3  # of one feature
_COMMON = frozenset({"different countries", "similar experience", "similar size", "profile similarity"})
_SENTENCES = {**CONTENT_SENTENCES, **PAST_SENTENCES}


@dataclass(frozen=True)
class Reason:
    """A sentence, and the feature whose contribution it explains."""

    feature: str
    sentence: str


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
