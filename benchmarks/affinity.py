"""Which way of learning the affinity generalises: ways tried, judged on partnerships that none of them has seen.

The way of learning and its penalty were chosen on partnerships before 2020: those of 2018 completed by models of those
of 2016, and all of them in five folds. Those of 2020, completed by models of all before, chose neither. `--write`
writes the tables beside the model card.
"""

import argparse
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit
from scipy.stats import rankdata
from sklearn.ensemble import HistGradientBoostingClassifier

from matchmaker.affinity.choice import ConditionalLogit
from matchmaker.affinity.content import CONTENT_FEATURES
from matchmaker.affinity.estimator import NonNegativeLogisticRegression
from matchmaker.affinity.examples import Lesson, read_choices, read_lessons, read_pairs, size_classes
from matchmaker.affinity.features import FEATURES, PairFeatures, read_features
from matchmaker.affinity.training import PENALTY
from matchmaker.calls.filter import eligibility_filter
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.evaluation.baselines import baseline_scores, completion_scores
from matchmaker.evaluation.cases import Case, completion_cases, rank
from matchmaker.evaluation.metrics import resampled, summary
from matchmaker.evaluation.split import Hidden, Split, split_by_year
from matchmaker.matchmaker import DEFAULT_CALL, Matchmaker
from matchmaker.network.network import read_network
from matchmaker.settings import Settings
from matchmaker.shipped import shipped

Values = npt.NDArray[np.float64]
Complete = Callable[[tuple[int, ...]], Values]
"""Given the rest, returns a score of shape (n,) for who completes it."""

CHOSEN = "conditional logit (kept)"
_DIMENSIONS = 50
_SEEDS = range(3)
_FOLDS, _FOLD_SEED = 5, 0
_MANY = 1_000  # more than there are partnerships


@dataclass(frozen=True, eq=False)
class World:
    """What may be learned from: features of all pairs, of shape (n, n, features), and the lessons of partnerships."""

    features: PairFeatures
    lessons: tuple[Lesson, ...]
    block: Values
    bm25: Values


def world(matchmaker: Matchmaker, split: Split) -> World:
    """Return what is known of the catalogue and of the partnerships that may be seen."""
    network = read_network(split.seen)
    features = read_features(split.seen, matchmaker.encoder, network)
    everyone = np.arange(len(split.seen))
    eligible = eligibility_filter(split.seen, matchmaker.call(DEFAULT_CALL)).admissible
    block = np.stack(list(features.block(FEATURES, everyone, everyone).values()), axis=-1)
    bm25 = baseline_scores(split.seen, network, matchmaker.encoder)["bm25"]
    return World(features, read_lessons(features, network, eligible), block, bm25)


def _by_choices(known: World, penalty: float = PENALTY, names: tuple[str, ...] = FEATURES) -> Values:
    columns = [FEATURES.index(name) for name in names]
    choices = read_choices(known.lessons)
    model = ConditionalLogit(penalty).fit(choices.features[:, columns], choices.chosen, choices.groups, choices.weights)
    matrix: Values = known.block[..., columns] @ model.coef_
    return matrix


def _by_pairs(known: World) -> Values:
    pairs = read_pairs(known.lessons, size_classes(known.features.content.members))
    model = NonNegativeLogisticRegression().fit(pairs.features, pairs.partners, pairs.counts)
    matrix: Values = known.block @ model.coef_ + model.intercept_
    return matrix


def _by_boosting(known: World) -> Values:
    pairs = read_pairs(known.lessons, size_classes(known.features.content.members))
    flat = known.block.reshape(-1, len(FEATURES))
    total = np.zeros(len(flat))
    for seed in _SEEDS:
        model = HistGradientBoostingClassifier(
            max_iter=150,
            learning_rate=0.06,
            max_leaf_nodes=8,
            l2_regularization=5,
            max_features=0.5,
            monotonic_cst=[1] * len(FEATURES),
            random_state=seed,
        )
        total += model.fit(pairs.features, pairs.partners, pairs.counts).decision_function(flat)
    matrix = total.reshape(known.block.shape[:2]) / len(_SEEDS)
    return (matrix + matrix.T) / 2


def _by_metric(known: World) -> Values:
    """Learn a weight for each principal dimension of the topics, instead of one for their similarity."""
    topics = known.features.content.topics
    directions = np.linalg.svd(topics - topics.mean(axis=0), full_matrices=False)[2][:_DIMENSIONS]
    reduced = topics @ directions.T
    others = [at for at, name in enumerate(FEATURES) if name != "profile similarity"]

    def widened(block: Values, rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp]) -> Values:
        return np.concatenate([block[..., others], reduced[rows][:, None] * reduced[columns]], axis=-1)

    lessons = tuple(
        replace(each, features=widened(each.features, each.members, np.concatenate([each.members, each.others])))
        for each in known.lessons
    )
    choices = read_choices(lessons)
    model = ConditionalLogit(PENALTY).fit(choices.features, choices.chosen, choices.groups, choices.weights)
    everyone = np.arange(len(topics))
    matrix: Values = widened(known.block, everyone, everyone) @ model.coef_
    return matrix


def _mean(matrix: Values) -> Complete:
    return lambda rest: completion_scores(matrix, rest)


def _fused(first: Values, second: Values) -> Complete:
    return lambda rest: sum(1 / (60 + rankdata(-completion_scores(each, rest))) for each in (first, second))


def ways(known: World) -> Iterator[tuple[str, Complete]]:
    """Go through the ways tried, each learned from what may be seen."""
    kept = _by_choices(known)
    yield CHOSEN, _mean(kept)
    yield "likewise, content alone", _mean(_by_choices(known, names=tuple(CONTENT_FEATURES)))
    yield "logistic regression on pairs", _mean(_by_pairs(known))
    yield "gradient boosting, monotone", _mean(_by_boosting(known))
    yield "learned metric on embeddings", _mean(_by_metric(known))
    yield "group scored by its best pair", lambda rest: kept[list(rest)].max(axis=0)
    yield "group scored by its worst pair", lambda rest: kept[list(rest)].min(axis=0)
    pairs = _by_pairs(known)
    yield "group scored by mean probability", lambda rest: logit(expit(pairs[list(rest)]).mean(axis=0))
    yield "rank fusion with BM25", _fused(kept, known.bm25)
    yield "BM25 alone", _mean(known.bm25)


def penalties(known: World) -> Iterator[tuple[str, Complete]]:
    """Go through strengths of the penalty."""
    for penalty in (0.003, 0.01, 0.03, 0.1, 0.3):
        yield f"penalty {penalty:g}{' (kept)' if penalty == PENALTY else ''}", _mean(_by_choices(known, penalty))


def folds(catalogue: Catalogue, before: int) -> Iterator[Split]:
    """Go through five folds of the partnerships before a year: one hidden each, the other four seen."""
    earlier = [each for each in catalogue.partnerships if each.start_year < before]
    order = np.random.default_rng(_FOLD_SEED).permutation(len(earlier))
    for fold in range(_FOLDS):
        hidden = [earlier[at] for at in order[fold::_FOLDS]]
        seen = {each.acronym for each in earlier} - {each.acronym for each in hidden}
        yield Split(
            seen=replace(
                catalogue,
                partnerships=tuple(each for each in earlier if each.acronym in seen),
                memberships=tuple(each for each in catalogue.memberships if each.acronym in seen),
            ),
            hidden=tuple(
                Hidden(each, tuple(sorted(catalogue.positions[member] for member in catalogue.members[each.acronym])))
                for each in hidden
            ),
            before=before,
        )


def table(splits: Iterable[Split], try_all: Callable[[Split], Iterator[tuple[str, Complete]]]) -> Iterator[str]:
    """Go through the lines of a table: how well each way completes what is hidden, over all splits."""
    cases: list[tuple[int, Case]] = []
    ranks_of: dict[str, list[float]] = {}
    for number, split in enumerate(splits):
        own = completion_cases(split.hidden, read_network(split.seen))
        cases += [(number, case) for case in own]
        for name, complete in try_all(split):
            ranks_of.setdefault(name, []).extend(rank(complete(case.rest), case) for case in own)
    newcomers = np.array([case.newcomer for _, case in cases])
    partnerships = np.array([number * _MANY + case.partnership for number, case in cases])
    parts: Mapping[str, npt.NDArray[np.bool_]] = {"all": np.ones_like(newcomers), "newcomers": newcomers}
    draws = {name: resampled(partnerships[chosen]) for name, chosen in parts.items()}
    yield f"| {len(cases)} cases, {newcomers.sum()} newcomers | hit@10 | MRR | hit@10, newcomers | MRR, newcomers |"
    yield "|---|---|---|---|---|"
    for name, found_ranks in ranks_of.items():
        ranks = np.array(found_ranks)
        found = {part: summary(ranks[chosen], draws[part]) for part, chosen in parts.items()}
        cells = (_cell(found[part], metric) for part in parts for metric in ("hit@10", "mrr"))
        yield f"| {name} | {' | '.join(cells)} |"


def _cell(found: Mapping[str, object], metric: str) -> str:
    low, high = found[f"{metric}_interval"]  # type: ignore[misc]
    return f"{found[metric]:.3f} [{low:.2f}, {high:.2f}]"


def lines(matchmaker: Matchmaker) -> Iterator[str]:
    """Go through the lines of the report."""
    yield "# Affinity: ways of learning that were tried"
    yield ""
    yield "Written by `benchmarks/affinity.py --write`. In brackets: 95 % intervals, bootstrapped over partnerships."
    yield "Figures of 2020 were looked at while the features were designed, so that those may be slightly too good."
    earlier = split_by_year(matchmaker.catalogue, 2018)
    earlier = replace(earlier, hidden=tuple(each for each in earlier.hidden if each.partnership.start_year == 2018))
    yield "\n## Partnerships of 2018 by models of those of 2016: on these was chosen\n"
    yield from table([earlier], lambda split: ways(world(matchmaker, split)))
    yield ""
    yield from table([earlier], lambda split: penalties(world(matchmaker, split)))
    yield "\n## Partnerships before 2020, in five folds: on these was chosen\n"
    yield from table(folds(matchmaker.catalogue, 2020), lambda split: ways(world(matchmaker, split)))
    later = split_by_year(matchmaker.catalogue, 2020)
    yield "\n## Partnerships of 2020 by models of all before: these chose neither\n"
    yield from table([later], lambda split: ways(world(matchmaker, split)))


def main() -> None:
    """Print the report; with `--write`, write it beside the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    written = []
    write = parser.parse_args().write
    for line in lines(Matchmaker(Settings.from_environment(os.environ))):
        print(line, flush=True)
        written.append(line)
    if write:
        path: Path = shipped("models") / "affinity-alternatives.md"
        path.write_text("\n".join(written) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
