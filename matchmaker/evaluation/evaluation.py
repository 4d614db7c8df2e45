"""One evaluation from beginning to end: learn from what may be seen, then find what is hidden."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaker.affinity.affinity import Affinity, read_affinity
from matchmaker.affinity.features import read_features
from matchmaker.affinity.training import learn
from matchmaker.affinity.weights import Weights
from matchmaker.calls.call import Call
from matchmaker.calls.filter import eligibility_filter
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.consortia.affinities import MatrixAffinities
from matchmaker.consortia.query import Field, Query
from matchmaker.consortia.search import best_consortia
from matchmaker.errors import BadInput
from matchmaker.evaluation.completion import Completion, complete
from matchmaker.evaluation.recall import TOP, Recall, consortium_recall
from matchmaker.evaluation.reliability import Reliability, reliability
from matchmaker.evaluation.split import Split
from matchmaker.network.network import read_network
from matchmaker.profiles.encoder import Encoder, Progress


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What was seen and hidden, the weights that were learned for it, and how well they did."""

    split: Split
    weights: Weights
    completion: Completion
    recall: Recall
    reliability: Reliability


def train(
    catalogue: Catalogue, encoder: Encoder, call: Call, before: int | None = None, progress: Progress | None = None
) -> Weights:
    """Return the weights learned from a catalogue's partnerships that started before a year (all by default).

    Raises:
        BadInput: there are too few partnerships to learn from.
    """
    network = read_network(catalogue, before)
    features = read_features(catalogue, encoder, network, progress=progress)
    return learn(features, network, _eligible(catalogue, call), encoder.identity, before=before)


def evaluate(split: Split, encoder: Encoder, call: Call, progress: Progress | None = None) -> Evaluation:
    """Return how well a model, learned anew from what is seen, finds what is hidden.

    Args:
        split: what is seen and what is hidden.
        encoder: embeds profiles.
        call: under whose countable rules consortia are suggested.
        progress: told how many of how many texts are encoded.

    Raises:
        BadInput: too little is seen to learn from, or no hidden partnership has three known members.
    """
    if not any(len(each.members) >= 3 for each in split.hidden):
        raise BadInput("No partnership to be found has three known members or more. Add their members.")
    weights = train(split.seen, encoder, call, split.before, progress)
    affinity = read_affinity(split.seen, encoder, weights, progress)
    return Evaluation(
        split=split,
        weights=weights,
        completion=complete(split, affinity.matrix(), encoder),
        recall=consortium_recall(split.hidden, suggester(split.seen, call, affinity)),
        reliability=reliability(affinity, split.hidden, _eligible(split.seen, call)),
    )


def suggester(seen: Catalogue, call: Call, affinity: Affinity) -> Callable[[int], list[tuple[int, ...]] | None]:
    """Return what suggests the best consortia of three to a member, or None to one that may not apply."""
    rules = eligibility_filter(seen, call)
    field = Field(MatrixAffinities(affinity.matrix()), rules, tuple(organisation.id for organisation in seen))

    def suggest(member: int) -> list[tuple[int, ...]] | None:
        if not rules.admissible[member]:
            return None
        query = Query(size=3, top=TOP, locked=(member,))
        return [each.members for each in best_consortia(field, query).consortia]

    return suggest


def _eligible(catalogue: Catalogue, call: Call) -> npt.NDArray[np.bool_]:
    return eligibility_filter(catalogue, call).admissible
