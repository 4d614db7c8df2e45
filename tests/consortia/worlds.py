"""Random catalogues as the search sees them, and the brute force that its answers must equal."""

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt

from matchmaker.affinity.affinity import Affinity
from matchmaker.affinity.outline import OUTLINED, Outline
from matchmaker.calls.filter import EligibilityFilter
from matchmaker.calls.parameters import EntitiesRule
from matchmaker.consortia.affinities import MatrixAffinities, PairAffinities
from matchmaker.consortia.blocks import BlockAffinities
from matchmaker.consortia.learned import LearnedAffinities
from matchmaker.consortia.query import Field, Query, Scored
from matchmaker.consortia.terms import Terms
from tests.affinity.organisations import features_of, random_catalogue, some_weights

KINDS = ("tied", "dense", "blocks", "learned", "learned of twins")


@dataclass(frozen=True)
class Case:
    field: Field
    query: Query


def random_affinity(kind: str, count: int, rng: np.random.Generator) -> PairAffinities:
    if kind in ("tied", "dense", "blocks"):
        # Few distinct values, so that many consortia have the same score.
        values = (
            rng.integers(-2, 3, (count, count)).astype(float) if kind == "tied" else rng.normal(size=(count, count))
        )
        held = MatrixAffinities(values + values.T)
        return BlockAffinities(held) if kind == "blocks" else held
    return LearnedAffinities(Outline(random_learned(count, rng, twins=kind == "learned of twins")))


def random_learned(count: int, rng: np.random.Generator, *, twins: bool) -> Affinity:
    """The affinity of a random catalogue; with twins, many have the same to all others, so that many consortia tie."""
    seed = int(rng.integers(10_000))
    catalogue = random_catalogue(seed, (count + 1) // 2 if twins else count, partnerships=count // 3)
    if twins:
        copies = [replace(each, id=f"{each.id}-twin") for each in catalogue][: count // 2]
        catalogue = replace(catalogue, organisations=(*catalogue.organisations, *copies))
    weights = some_weights(seed)
    outlined = {name: weight if name in OUTLINED else 0.0 for name, weight in weights.weights.items()}
    return Affinity(features_of(catalogue), weights.model_copy(update={"weights": outlined}))


def random_rules(count: int, rng: np.random.Generator) -> EligibilityFilter:
    pairs = np.array(list(combinations(range(count), 2)), dtype=np.intp)
    funded = [np.sort(rng.choice(count, size, replace=False)) for size in rng.integers(3, 5, 3) if size <= count]
    counted = EntitiesRule.model_validate(
        {"clause": "c", "source": "s", "minimum": 3, "dependent_members": "are not counted",
         "different_countries": bool(rng.integers(2)), "member_states": int(rng.integers(3))}
    )  # fmt: skip
    return EligibilityFilter(
        admissible=rng.random(count) < 0.9,
        country=rng.integers(-1, 7, count),
        member_state=rng.random(count) < 0.7,
        conflicts=pairs[rng.random(len(pairs)) < 0.08],
        funded=tuple(funded),
        minimum_entities=int(rng.choice([0, 3, 3, 4])),
        minimum_countries=int(rng.integers(0, 5)),
        minimum_member_states=int(rng.integers(0, 4)),
        counted=counted if rng.random() < 0.2 else None,
    )


def random_case(seed: int, kind: str, largest: int = 60) -> Case:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(3, 6))
    rules = random_rules(count := int(rng.integers(3, largest + 1)), rng)
    drawn = rng.permutation(np.flatnonzero(rules.admissible)).tolist()
    # As many are locked as leaves brute force a few ten thousand groups at most.
    fewest = next(locked for locked in range(size) if count ** (size - locked) < 250_000)
    locked = min(int(rng.integers(fewest, size + 1)) if rng.random() < 0.7 else fewest, len(drawn))
    terms = Terms(rng.integers(-1, 2, count).astype(float), rng.random((count, 4)) < 0.3, rng.integers(0, 3, 4) / 2)
    query = Query(
        size=size,
        top=int(rng.choice([1, 3, 10, 40])),
        locked=tuple(drawn[:locked]),
        excluded=tuple(drawn[locked : locked + int(rng.integers(0, 4))]),
        required=rng.random((count, int(rng.integers(1, 4)))) < 0.3 if rng.random() < 0.4 else None,
        terms=terms if rng.random() < 0.4 else None,
    )
    ids = tuple(f"o{number}" for number in rng.permutation(count))
    return Case(Field(random_affinity(kind, count, rng), rules, ids), query)


def brute_force(case: Case) -> tuple[Scored, ...]:
    """Every consortium, looked at one by one, in the order that counts."""
    field, query = case.field, case.query
    free = [at for at in range(len(field.ids)) if at not in query.locked + query.excluded]
    groups = [query.locked + others for others in combinations(free, query.size - len(query.locked))]
    rows = np.array([sorted(group, key=field.ids.__getitem__) for group in groups], dtype=np.intp)
    rows = rows.reshape(len(groups), query.size)
    rows = rows[field.rules.allows(rows)]
    if query.required is not None:
        rows = rows[query.required[rows].any(axis=1).all(axis=1)]
    scores = mean_affinities(field.affinity, rows) + (query.terms.score(rows) if query.terms else 0.0)
    found = [Scored(tuple(row), score) for row, score in zip(rows.tolist(), scores.tolist(), strict=True)]
    return tuple(sorted(found, key=lambda each: (-each.score, [field.ids[at] for at in each.members])))


def mean_affinities(affinity: PairAffinities, groups: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    pairs = list(combinations(range(groups.shape[1]), 2))
    total = np.zeros(len(groups))
    for one, other in pairs:
        total += affinity.pairs(groups[:, one], groups[:, other])
    return total / len(pairs)
