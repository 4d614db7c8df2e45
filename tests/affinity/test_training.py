from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matchmaker.affinity.examples import OTHERS_PER_PARTNER, read_choices, read_lessons, read_pairs, size_classes
from matchmaker.affinity.features import FEATURES, read_features
from matchmaker.affinity.training import learn
from matchmaker.affinity.weights import read_weights, write_weights
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from matchmaker.network.network import read_network
from matchmaker.settings import Settings
from tests.affinity.organisations import features_of, random_catalogue


def test_training_on_the_shipped_data_gives_the_shipped_weights(matchmaker: Matchmaker) -> None:
    once, shipped = matchmaker.train(), read_weights(Settings().affinity)
    # The last digit may differ on another processor, whose sums round otherwise.
    assert once.weights == pytest.approx(dict(shipped.weights), abs=0.002)
    assert once.intercept == pytest.approx(shipped.intercept, abs=0.005)
    assert once.training == shipped.training


def test_training_twice_gives_the_same_file_to_the_last_byte(matchmaker: Matchmaker, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_weights(matchmaker.train(2018), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_partnership_planted_in_later_years_changes_no_feature_and_no_weight(matchmaker: Matchmaker) -> None:
    catalogue = matchmaker.catalogue
    strangers = [each.id for each in catalogue if not catalogue.partnerships_of[each.id]][:4]
    planted = replace(
        catalogue,
        partnerships=(*catalogue.partnerships, Partnership("PLANTED", 2019, target_third_countries=("NZ",))),
        memberships=(*catalogue.memberships, *(Membership("PLANTED", each) for each in strangers)),
    )
    eligible = np.ones(len(catalogue), dtype=np.bool_)
    encoder, everyone = matchmaker.encoder, np.arange(len(catalogue))
    learned, features = [], []
    for each in (catalogue, planted):
        network = read_network(each, before=2018)
        pair_features = read_features(each, encoder, network)
        learned.append(learn(pair_features, network, eligible, encoder.identity, before=2018))
        features.append(pair_features.block(FEATURES, everyone, everyone))
    assert learned[0] == learned[1]
    for name in FEATURES:
        np.testing.assert_array_equal(features[0][name], features[1][name], err_msg=name)


def test_too_few_partnerships_are_refused_with_a_remedy() -> None:
    catalogue = random_catalogue(1, partnerships=2)
    with pytest.raises(BadInput, match="fewest to learn from"):
        learn(features_of(catalogue), read_network(catalogue), np.ones(12, dtype=np.bool_), "letters")


def test_a_lesson_does_not_see_its_own_partnership() -> None:
    catalogue = random_catalogue(3)
    alone = Catalogue(
        catalogue.organisations,
        (Partnership("ONLY", 2018),),
        tuple(Membership("ONLY", f"o-{at}") for at in range(4)),
    )
    (lesson,) = read_lessons(features_of(alone), read_network(alone), np.ones(12, dtype=np.bool_))
    past = [at for at, name in enumerate(FEATURES) if name in ("past partnerships", "common partners")]
    assert not lesson.features[..., past].any()


def test_each_member_is_one_choice_among_all_that_were_not_partners() -> None:
    catalogue = random_catalogue(4, partnerships=3)
    network = read_network(catalogue)
    eligible = np.ones(12, dtype=np.bool_)
    eligible[5] = False
    choices = read_choices(read_lessons(features_of(catalogue), network, eligible))
    members = [len(each) for each in catalogue.members.values() if len(each) >= 3]
    assert len(choices.weights) == sum(members)
    assert choices.chosen.sum() == sum(members)
    np.testing.assert_allclose(choices.weights.sum(), len(members))


def test_pairs_weigh_ten_others_for_each_partner() -> None:
    catalogue = random_catalogue(5, partnerships=3)
    features = features_of(catalogue)
    lessons = read_lessons(features, read_network(catalogue), np.ones(12, dtype=np.bool_))
    pairs = read_pairs(lessons, size_classes(features.content.members))
    partners, others = pairs.counts[pairs.partners].sum(), pairs.counts[~pairs.partners].sum()
    assert others / partners == pytest.approx(OTHERS_PER_PARTNER)


def test_size_classes_tell_small_middle_large_and_unknown() -> None:
    assert size_classes(np.array([10, 50, 149, 150, np.nan])).tolist() == [0, 1, 1, 2, 3]


@pytest.mark.parametrize("content", ["", "{}", '{"weights": {"proximity": -1}}'])
def test_a_weights_file_that_does_not_fit_is_refused_with_a_remedy(content: str, tmp_path: Path) -> None:
    path = tmp_path / "affinity.json"
    path.write_text(content)
    with pytest.raises(BadInput, match="matchmaker train"):
        read_weights(path)


def test_a_weights_file_of_other_features_is_refused(tmp_path: Path) -> None:
    shipped = read_weights(Settings().affinity)
    odd = shipped.model_copy(update={"weights": {"magnetism": 1.0}})
    write_weights(odd, tmp_path / "affinity.json")
    with pytest.raises(BadInput, match="magnetism"):
        read_weights(tmp_path / "affinity.json")
