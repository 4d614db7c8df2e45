import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from matchmaker.affinity.features import FEATURES
from matchmaker.errors import BadInput
from matchmaker.evaluation.card import WORDS, reliability_diagram, write_card
from matchmaker.evaluation.evaluation import Evaluation
from matchmaker.evaluation.recall import consortium_recall
from matchmaker.evaluation.split import split_by_year
from matchmaker.matchmaker import Matchmaker

METHODS = {
    "matchmaker",
    "random",
    "popularity",
    "past partner",
    "adamic-adar",
    "tfidf",
    "bm25",
    "minilm",
    "sum",
    "fusion",
}


@pytest.fixture(scope="module")
def evaluation(matchmaker: Matchmaker) -> Evaluation:
    return matchmaker.evaluate()


def test_every_method_ranks_every_case(evaluation: Evaluation) -> None:
    completion = evaluation.completion
    assert set(completion.ranks) == METHODS
    for ranks in completion.ranks.values():
        assert len(ranks) == len(completion.cases)
        assert ranks.min() >= 1


def test_random_ranks_are_in_the_middle(evaluation: Evaluation) -> None:
    ranks = evaluation.completion.ranks["random"]
    candidates = len(evaluation.split.seen)
    assert abs(ranks.mean() - candidates / 2) < 4 * candidates / np.sqrt(12 * len(ranks))


def test_newcomers_were_past_partners_of_nobody_so_that_all_tie(evaluation: Evaluation) -> None:
    completion = evaluation.completion
    newcomers = [at for at, case in enumerate(completion.cases) if case.newcomer]
    assert completion.ranks["past partner"][newcomers].min() > 100


def test_ours_is_better_than_chance_on_partnerships_it_has_not_seen(evaluation: Evaluation) -> None:
    low, _ = evaluation.completion.differences()["random"]["all"]["mrr_interval"]  # type: ignore[misc]
    assert low > 0


def test_bins_of_reliability_hold_all_pairs(evaluation: Evaluation) -> None:
    assert sum(each.share for each in evaluation.reliability.bins) == pytest.approx(1)
    pairs = sum(len(each.members) * (len(each.members) - 1) for each in evaluation.split.hidden)
    assert sum(each.partners for each in evaluation.reliability.bins) == pairs


def test_the_interval_of_a_bin_holds_what_was_observed(evaluation: Evaluation) -> None:
    for each in evaluation.reliability.bins:
        low, high = each.interval
        assert low <= each.observed <= high


def test_the_card_tells_every_method_and_every_weight(evaluation: Evaluation, tmp_path: Path) -> None:
    card, diagram = write_card(tmp_path, evaluation.weights, evaluation)
    text = card.read_text(encoding="utf-8")
    for name in (*METHODS, *FEATURES):
        assert f"| {name} |" in text
    bins = evaluation.reliability.bins
    assert diagram.read_text(encoding="utf-8").count("<circle") == len(bins)
    assert diagram.read_text(encoding="utf-8").count('class="interval"') == len(bins)
    assert all(f"{each.observed:.2f} [{each.interval[0]:.2f}, {each.interval[1]:.2f}]" in text for each in bins)


def test_the_diagram_is_well_formed(evaluation: Evaluation) -> None:
    ET.fromstring(reliability_diagram(evaluation.reliability))  # noqa: S314


def test_every_feature_has_words() -> None:
    assert set(WORDS) == set(FEATURES)


def test_recall_of_who_suggests_the_truth_is_one_and_of_who_suggests_strangers_none(matchmaker: Matchmaker) -> None:
    hidden = split_by_year(matchmaker.catalogue).hidden
    where = {at: each.members for each in hidden for at in each.members if len(each.members) >= 3}
    truth = consortium_recall(hidden, lambda member: list(combinations(where[member], 3)))
    strangers = consortium_recall(hidden, lambda member: [(member, -1, -2)])
    assert truth.recall == 1
    assert strangers.recall == 0


def test_who_may_not_apply_is_no_case_of_recall(matchmaker: Matchmaker) -> None:
    assert consortium_recall(split_by_year(matchmaker.catalogue).hidden, lambda _: None).recall is None


def test_only_the_first_twenty_count(matchmaker: Matchmaker) -> None:
    hidden = split_by_year(matchmaker.catalogue).hidden
    where = {at: each.members for each in hidden for at in each.members if len(each.members) >= 3}
    late = consortium_recall(hidden, lambda member: [*([(-1, -2, -3)] * 20), where[member][:3]])
    assert late.recall == 0


def test_partnerships_of_two_alone_cannot_be_judged_by(matchmaker: Matchmaker, tmp_path: Path) -> None:
    one, two = (each.id for each in matchmaker.catalogue.organisations[:2])
    (tmp_path / "partnerships.csv").write_text("acronym,start_year\nDUO,2023\n")
    (tmp_path / "partnership_members.csv").write_text(f"acronym,organisation_id\nDUO,{one}\nDUO,{two}\n")
    with pytest.raises(BadInput, match="three known members"):
        matchmaker.evaluate(sorted(tmp_path.iterdir()))
