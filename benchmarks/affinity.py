"""Which way of learning the affinity generalises: ways tried, judged on partnerships that none of them has seen.

The way of learning and its penalty were chosen on partnerships before 2020: those of 2018 completed by models of those
of 2016, and all of them in five folds. Those of 2020, completed by models of all before, chose neither. Each way is
compared with the one kept, case by case. `--write` writes the tables beside the model card.
"""

import argparse
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import wrap

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
from matchmaker.evaluation.metrics import difference, resampled, summary
from matchmaker.evaluation.split import Hidden, Split, split_by_year
from matchmaker.matchmaker import DEFAULT_CALL, Matchmaker
from matchmaker.network.network import read_network
from matchmaker.settings import Settings
from matchmaker.shipped import shipped

Values = npt.NDArray[np.float64]
Complete = Callable[[tuple[int, ...]], Values]
"""Given the rest, returns a score of shape (n,) for who completes it."""

CHOSEN = "conditional logit (kept)"
HUBS = "likewise, corrected for hubs"
_DIMENSIONS = 50
_SEEDS = range(3)
_FOLDS, _FOLD_SEED = 5, 0
_CLOSEST = 10
_FEW = ("shared vocabulary", "closest keywords", "ecosystem overlap", "adjacent ecosystems", "Adamic-Adar")
_WIDTH = 120
_MANY = 1_000  # more than there are partnerships


@dataclass(frozen=True, eq=False)
class World:
    """What may be learned from: features of all pairs, of shape (n, n, features), and the lessons of partnerships."""

    features: PairFeatures
    lessons: tuple[Lesson, ...]
    block: Values
    baselines: Mapping[str, Values]


def world(matchmaker: Matchmaker, split: Split) -> World:
    """Return what is known of the catalogue and of the partnerships that may be seen."""
    network = read_network(split.seen)
    features = read_features(split.seen, matchmaker.encoder, network)
    everyone = np.arange(len(split.seen))
    eligible = eligibility_filter(split.seen, matchmaker.call(DEFAULT_CALL)).admissible
    block = np.stack(list(features.block(FEATURES, everyone, everyone).values()), axis=-1)
    baselines = baseline_scores(split.seen, network, matchmaker.encoder)
    return World(features, read_lessons(features, network, eligible), block, baselines)


def _by_choices(
    known: World, penalty: float = PENALTY, names: tuple[str, ...] = FEATURES, newcomers: float = 1.0
) -> Values:
    columns = [FEATURES.index(name) for name in names]
    choices = read_choices(known.lessons)
    met = choices.features[choices.chosen, FEATURES.index("past partnerships")] > 0
    weights = choices.weights * np.where(met, 1.0, newcomers)
    model = ConditionalLogit(penalty).fit(choices.features[:, columns], choices.chosen, choices.groups, weights)
    matrix: Values = known.block[..., columns] @ model.coef_
    return matrix


def _by_pairs(known: World) -> Values:
    pairs = read_pairs(known.lessons, size_classes(known.features.content.members))
    model = NonNegativeLogisticRegression().fit(pairs.features, pairs.partners, pairs.counts)
    matrix: Values = known.block @ model.coef_ + model.intercept_
    return matrix


def _by_boosting(known: World, *, additive: bool = False) -> Values:
    pairs = read_pairs(known.lessons, size_classes(known.features.content.members))
    flat = known.block.reshape(-1, len(FEATURES))
    total = np.zeros(len(flat))
    for seed in _SEEDS:
        model = HistGradientBoostingClassifier(
            max_iter=300 if additive else 150,
            learning_rate=0.06,
            max_leaf_nodes=2 if additive else 8,
            l2_regularization=5,
            max_features=0.5,
            monotonic_cst=[1] * len(FEATURES),
            interaction_cst="no_interactions" if additive else None,
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


def _without_hubs(matrix: Values) -> Values:
    """Take from each affinity half of what each of the two has, on average, with the ten that are closest to it.

    Cross-domain similarity local scaling: Conneau and others, Word translation without parallel data, 2018.
    """
    others = matrix.copy()
    np.fill_diagonal(others, -np.inf)
    closest = np.sort(others, axis=1)[:, -_CLOSEST:].mean(axis=1)
    corrected: Values = matrix - (closest[:, None] + closest) / 2
    return corrected


def _mean(matrix: Values) -> Complete:
    return lambda rest: completion_scores(matrix, rest)


def _fused(first: Values, second: Values) -> Complete:
    return lambda rest: sum(1 / (60 + rankdata(-completion_scores(each, rest))) for each in (first, second))


def ways(known: World) -> Iterator[tuple[str, Complete]]:
    """Go through the ways tried, each learned from what may be seen."""
    kept = _by_choices(known)
    yield CHOSEN, _mean(kept)
    yield "likewise, content alone", _mean(_by_choices(known, names=tuple(CONTENT_FEATURES)))
    yield "likewise, five features alone", _mean(_by_choices(known, names=_FEW))
    yield "likewise, newcomers count thrice", _mean(_by_choices(known, newcomers=3.0))
    yield HUBS, _mean(_without_hubs(kept))
    yield "logistic regression on pairs", _mean(_by_pairs(known))
    yield "gradient boosting, monotone", _mean(_by_boosting(known))
    yield "gradient boosting, monotone and additive", _mean(_by_boosting(known, additive=True))
    yield "learned metric on embeddings", _mean(_by_metric(known))
    yield "group scored by its best pair", lambda rest: kept[list(rest)].max(axis=0)
    yield "group scored by its worst pair", lambda rest: kept[list(rest)].min(axis=0)
    pairs = _by_pairs(known)
    yield "group scored by mean probability", lambda rest: logit(expit(pairs[list(rest)]).mean(axis=0))
    yield "rank fusion with BM25", _fused(kept, known.baselines["bm25"])
    yield "BM25 alone", _mean(known.baselines["bm25"])
    yield "plain sum of TF-IDF, MiniLM and Adamic-Adar", _mean(known.baselines["sum"])


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


Ways = Callable[[Split], Iterator[tuple[str, Complete]]]


def table(splits: Iterable[Split], try_all: Ways, *, like_alone: bool = False) -> Iterator[str]:
    """Go through the lines of a table: how well each way completes what is hidden, over all splits.

    With `like_alone`, a hidden member is ranked only among those who, like it, were in a partnership seen, or in none.
    """
    cases: list[tuple[int, Case]] = []
    ranks_of: dict[str, list[float]] = {}
    for number, split in enumerate(splits):
        network = read_network(split.seen)
        own = completion_cases(split.hidden, network)
        cases += [(number, case) for case in own]
        seen = network.experience > 0
        for name, complete in try_all(split):
            for case in own:
                like = seen == seen[case.member] if like_alone else np.ones_like(seen)
                ranks_of.setdefault(name, []).append(rank(np.where(like, complete(case.rest), -np.inf), case))
    newcomers = np.array([case.newcomer for _, case in cases])
    partnerships = np.array([number * _MANY + case.partnership for number, case in cases])
    parts: Mapping[str, npt.NDArray[np.bool_]] = {"all": np.ones_like(newcomers), "newcomers": newcomers}
    draws = {name: resampled(partnerships[chosen]) for name, chosen in parts.items()}
    yield f"| {len(cases)} cases, {newcomers.sum()} newcomers | hit@10 | MRR | hit@10, newcomers | MRR, newcomers |"
    yield "|---|---|---|---|---|"
    kept = np.array(next(ranks for name, ranks in ranks_of.items() if name.endswith("(kept)")))
    for name, found_ranks in ranks_of.items():
        ranks = np.array(found_ranks)
        found = {part: summary(ranks[chosen], draws[part]) for part, chosen in parts.items()}
        than_kept = {part: difference(ranks[chosen], kept[chosen], draws[part]) for part, chosen in parts.items()}
        is_kept = name.endswith("(kept)")
        cells = (
            _cell(found[part], metric, None if is_kept else than_kept[part])
            for part in parts
            for metric in ("hit@10", "mrr")
        )
        yield f"| {name} | {' | '.join(cells)} |"


def _cell(found: Mapping[str, object], metric: str, than_kept: Mapping[str, object] | None) -> str:
    low, high = found[f"{metric}_interval"] if than_kept is None else than_kept[f"{metric}_interval"]  # type: ignore[misc]
    if than_kept is None:
        return f"{found[metric]:.3f} [{low:.2f}, {high:.2f}]"
    return f"{found[metric]:.3f} ({than_kept[metric]:+.3f} [{low:+.3f}, {high:+.3f}])"


def _about_hubs(split: Split, matchmaker: Matchmaker) -> Iterator[tuple[str, Complete]]:
    for name, complete in ways(world(matchmaker, split)):
        if name in (CHOSEN, HUBS):
            yield name, complete
        if name == HUBS:
            return


def lines(matchmaker: Matchmaker) -> Iterator[str]:
    """Go through the lines of the report."""
    yield "# Affinity: ways of learning that were tried"
    yield ""
    yield from wrap(" ".join(_ABOUT.split()), _WIDTH)
    earlier = split_by_year(matchmaker.catalogue, 2018)
    earlier = replace(earlier, hidden=tuple(each for each in earlier.hidden if each.partnership.start_year == 2018))
    yield "\n## Partnerships of 2018 by models of those of 2016: on these was chosen\n"
    yield from table([earlier], lambda split: ways(world(matchmaker, split)))
    yield ""
    yield from table([earlier], lambda split: penalties(world(matchmaker, split)))
    yield "\n## Partnerships before 2020, in five folds: on these was chosen\n"
    yield from table(folds(matchmaker.catalogue, 2020), lambda split: ways(world(matchmaker, split)))
    yield from ("", *wrap(" ".join(_ABOUT_HUBS.split()), _WIDTH), "")
    yield from table(folds(matchmaker.catalogue, 2020), lambda split: _about_hubs(split, matchmaker), like_alone=True)
    later = split_by_year(matchmaker.catalogue, 2020)
    yield "\n## Partnerships of 2020 by models of all before: these chose neither\n"
    yield from table([later], lambda split: ways(world(matchmaker, split)))


_ABOUT = """Written by `benchmarks/affinity.py --write`. In brackets: 95 % intervals, bootstrapped over partnerships;
for what was not kept, those of its difference from what was, case by case. Figures of 2020 were looked at while the
features were designed, so that those may be slightly too good."""

_ABOUT_HUBS = """Corrected for hubs, members are found better in the table above, and it was not kept. An organisation
is mostly in this catalogue because it was in some partnership, so that who is seen in none is likely to be in a hidden
one. The correction takes most from those with known partners: it profits from how the catalogue came about, which helps
nobody who looks for partners. Ranked only among those who, like the hidden member, are seen in a partnership, or in
none, little of it is left:"""


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
