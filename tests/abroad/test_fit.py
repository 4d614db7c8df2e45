import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matchmaker.abroad.fit import LEAST_SERVED, combined, ecosystem_overlap, met, similarity, starting_point
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.profiles.phrases import Phrases, distinct, phrases
from tests.abroad.world import profiles, unit

FITS = st.tuples(st.integers(1, 4), st.integers(1, 6)).flatmap(
    lambda shape: st.tuples(*[arrays(np.float64, shape, elements=st.floats(-5, 5))] * 2)
)
Numbers = npt.NDArray[np.float64]


@given(FITS)
def test_contributions_sum_to_half_the_mean_and_half_the_least_served(features: tuple[Numbers, Numbers]) -> None:
    shares, fits = combined({"one": features[0], "other": features[1]})
    total = features[0] + features[1]
    np.testing.assert_allclose(fits, total)
    expected = (1 - LEAST_SERVED) * total.mean(axis=0) + LEAST_SERVED * total.min(axis=0)
    np.testing.assert_allclose(shares["one"] + shares["other"], expected, atol=1e-9)


def test_who_serves_all_is_before_who_serves_one_of_them_very_well() -> None:
    shares, _ = combined({"fit": np.array([[4.0, 2.0], [0.0, 2.0]])})
    assert shares["fit"][1] > shares["fit"][0]


def test_the_average_organisation_scores_zero() -> None:
    scores = np.array([0.5, -1.0, 2.0])
    start = starting_point([scores])
    np.testing.assert_allclose(np.mean(np.exp(scores + start)), 1.0)


def test_one_with_all_ecosystems_overlaps_little_with_everybody() -> None:
    members = profiles([["Health"], ["Health", "Digital"]], seed=1)
    others = profiles([list(ECOSYSTEMS), ["Health"], []], seed=2)
    np.testing.assert_allclose(ecosystem_overlap(members, others), [[1 / 14, 1, 0], [2 / 14, 1 / 2, 0]])


def test_similarity_is_the_cosine_of_each_pair() -> None:
    members, others = profiles([[], []], seed=1), profiles([[], [], []], seed=2)
    slow = [[float(one @ other) for other in others.embeddings] for one in members.embeddings]
    np.testing.assert_allclose(similarity(members, others), slow, atol=1e-6)


def stated(lists: list[list[str]]) -> Phrases:
    texts = distinct(lists)
    return phrases(lists, texts, np.stack([unit(1, sum(map(ord, text)))[0] for text in texts]))


@given(
    st.lists(st.lists(st.sampled_from("abcdef"), max_size=3), min_size=2, max_size=4).filter(any),
    st.lists(st.lists(st.sampled_from("abcdef"), max_size=3), min_size=1, max_size=5).filter(any),
)
def test_wishes_are_met_by_the_nearest_phrase(asking: list[list[str]], giving: list[list[str]]) -> None:
    asked, given_ = stated(asking), stated(giving)
    slow = np.zeros((2, len(giving)))
    for row, member in enumerate((1, 0)):
        for column, offers in enumerate(giving):
            cosines = [
                float(unit(1, ord(want))[0] @ unit(1, ord(offer))[0]) for want in asking[member] for offer in offers
            ]
            slow[row, column] = max([0.0, *cosines])
    np.testing.assert_allclose(met(asked, [1, 0], given_), slow, atol=1e-6)
