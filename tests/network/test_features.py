"""Each feature against its slow twin in networkx, and what must hold however it is asked for."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.network.features import (
    Block,
    Selection,
    adamic_adar,
    common_partners,
    mutual_pagerank,
    past_partnerships,
    resource_allocation,
    same_community,
)
from matchmaker.network.network import Network, read_network

PairFeature = Callable[[Network, Selection, Selection], Block]

FEATURES: tuple[PairFeature, ...] = (
    past_partnerships,
    common_partners,
    adamic_adar,
    resource_allocation,
    mutual_pagerank,
    same_community,
)
every_feature = pytest.mark.parametrize("feature", FEATURES, ids=[each.__name__ for each in FEATURES])


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """Catalogues of a few organisations, in any order, some in no partnership and some partnerships with one member."""
    ids = [f"o{number:02}" for number in range(draw(st.integers(1, 12)))]
    groups = draw(st.lists(st.sets(st.sampled_from(ids), max_size=5), max_size=8))
    partnerships = tuple(
        Partnership(f"P{at}", draw(st.integers(2014, 2021)), call_id=f"call {at % 3}") for at in range(len(groups))
    )
    return Catalogue(
        organisations=tuple(Organisation(id=each, name=each, country="ES") for each in draw(st.permutations(ids))),
        partnerships=tuple(draw(st.permutations(partnerships))),
        memberships=tuple(Membership(f"P{at}", each) for at, group in enumerate(groups) for each in sorted(group)),
    )


def shuffled(catalogue: Catalogue, seed: int) -> Catalogue:
    rng = np.random.default_rng(seed)
    return replace(
        catalogue,
        **{
            name: tuple(getattr(catalogue, name)[at] for at in rng.permutation(len(getattr(catalogue, name))))
            for name in ("organisations", "partnerships", "memberships")
        },
    )


def pairs(network: Network) -> list[tuple[int, int]]:
    return list(combinations(range(len(network)), 2))


def check_against_networkx(network: Network) -> None:
    graph, ids = network.graph, network.ids
    named = [(ids[one], ids[other]) for one, other in pairs(network)]
    at = ([one for one, _ in pairs(network)], [other for _, other in pairs(network)])
    expected = {
        past_partnerships: [graph.get_edge_data(*pair, default={"weight": 0})["weight"] for pair in named],
        common_partners: [len(list(nx.common_neighbors(graph, *pair))) for pair in named],
        adamic_adar: [value for _, _, value in nx.adamic_adar_index(graph, named)],
        resource_allocation: [value for _, _, value in nx.resource_allocation_index(graph, named)],
    }
    for feature, values in expected.items():
        np.testing.assert_allclose(feature(network)[at], values, atol=1e-9, err_msg=feature.__name__)


def check_pagerank_against_networkx(network: Network, starts: list[int]) -> None:
    ranks = {
        start: nx.pagerank(
            network.graph, personalization={network.ids[start]: 1}, tol=1e-14, max_iter=1000, weight="weight"
        )
        for start in starts
    }
    for one, other in combinations(starts, 2):
        there, back = ranks[one][network.ids[other]], ranks[other][network.ids[one]]
        found = mutual_pagerank(network, np.array([one]), np.array([other]))
        assert found == pytest.approx(np.sqrt(there * back), abs=1e-7)


@given(catalogues())
@settings(max_examples=100, deadline=None)
def test_features_agree_with_networkx_on_random_graphs(catalogue: Catalogue) -> None:
    check_against_networkx(read_network(catalogue))


@given(catalogues())
@settings(max_examples=40, deadline=None)
def test_pagerank_agrees_with_networkx_on_random_graphs(catalogue: Catalogue) -> None:
    network = read_network(catalogue)
    check_pagerank_against_networkx(network, list(range(len(network))))


@pytest.mark.parametrize("before", [2018, 2020, None])
def test_features_agree_with_networkx_on_the_shipped_partnerships(
    shipped_catalogue: Catalogue, before: int | None
) -> None:
    check_against_networkx(read_network(shipped_catalogue, before))


def test_pagerank_agrees_with_networkx_on_the_shipped_partnerships(shipped_catalogue: Catalogue) -> None:
    network = read_network(shipped_catalogue)
    check_pagerank_against_networkx(network, list(range(0, len(network), 40)))


@every_feature
@given(catalogue=catalogues(), data=st.data())
@settings(max_examples=30, deadline=None)
def test_one_row_a_block_and_all_pairs_agree_to_the_last_bit(
    feature: PairFeature, catalogue: Catalogue, data: st.DataObject
) -> None:
    network = read_network(catalogue)
    everything = feature(network, None, None)
    some = st.lists(st.integers(0, len(network) - 1), max_size=6).map(lambda each: np.array(each, dtype=np.intp))
    rows, columns = data.draw(some), data.draw(some)
    assert everything.shape == (len(network), len(network))
    np.testing.assert_array_equal(feature(network, rows, columns), everything[np.ix_(rows, columns)])
    np.testing.assert_array_equal(feature(network, rows, None), everything[rows])
    np.testing.assert_array_equal(feature(network, None, columns), everything[:, columns])


@every_feature
@given(catalogue=catalogues())
@settings(max_examples=30, deadline=None)
def test_swapping_the_two_organisations_changes_no_bit(feature: PairFeature, catalogue: Catalogue) -> None:
    everything = feature(read_network(catalogue), None, None)
    np.testing.assert_array_equal(everything, everything.T)


@every_feature
def test_reordering_the_shipped_catalogue_changes_no_bit(feature: PairFeature, shipped_catalogue: Catalogue) -> None:
    moved = shuffled(shipped_catalogue, seed=3)
    order = np.array([shipped_catalogue.positions[each.id] for each in moved])
    expected = feature(read_network(shipped_catalogue), None, None)[np.ix_(order, order)]
    np.testing.assert_array_equal(feature(read_network(moved), None, None), expected)


@every_feature
@given(catalogue=catalogues(), seed=st.integers(0, 100))
@settings(max_examples=30, deadline=None)
def test_reordering_any_catalogue_changes_no_bit(feature: PairFeature, catalogue: Catalogue, seed: int) -> None:
    moved = shuffled(catalogue, seed)
    order = np.array([catalogue.positions[each.id] for each in moved])
    expected = feature(read_network(catalogue), None, None)[np.ix_(order, order)]
    np.testing.assert_array_equal(feature(read_network(moved), None, None), expected)


@every_feature
def test_a_partnership_planted_in_later_years_changes_nothing(
    feature: PairFeature, shipped_catalogue: Catalogue
) -> None:
    ids = [each.id for each in shipped_catalogue][::30]
    planted = replace(
        shipped_catalogue,
        partnerships=(Partnership("PLANTED", 2020), *shipped_catalogue.partnerships),
        memberships=(*(Membership("PLANTED", each) for each in ids), *shipped_catalogue.memberships),
    )
    np.testing.assert_array_equal(
        feature(read_network(planted, before=2020), None, None),
        feature(read_network(shipped_catalogue, before=2020), None, None),
    )
    assert not np.array_equal(
        feature(read_network(planted, before=2021), None, None),
        feature(read_network(shipped_catalogue, before=2021), None, None),
    )


@every_feature
def test_somebody_without_partners_changes_nothing_for_the_others(
    feature: PairFeature, shipped_catalogue: Catalogue
) -> None:
    newcomer = Organisation(id="aa-first", name="First", country="ES")
    more = replace(shipped_catalogue, organisations=(newcomer, *shipped_catalogue.organisations))
    with_newcomer = feature(read_network(more), None, None)
    np.testing.assert_array_equal(with_newcomer[1:, 1:], feature(read_network(shipped_catalogue), None, None))
    assert not with_newcomer[0].any()


def test_pagerank_far_from_the_start_is_smaller_than_near_it() -> None:
    chain = Catalogue(
        organisations=tuple(Organisation(id=each, name=each, country="ES") for each in "abcd"),
        partnerships=tuple(Partnership(each, 2018) for each in ("ab", "bc", "cd")),
        memberships=tuple(Membership(each, member) for each in ("ab", "bc", "cd") for member in each),
    )
    _, near, farther, farthest = mutual_pagerank(read_network(chain), np.array([0]))[0]
    assert near > farther > farthest > 0


def test_communities_keep_groups_apart_that_never_met() -> None:
    catalogue = Catalogue(
        organisations=tuple(Organisation(id=each, name=each, country="ES") for each in "fedcbag"),
        partnerships=(Partnership("ONE", 2018), Partnership("TWO", 2018)),
        memberships=tuple(Membership("ONE", each) for each in "abc") + tuple(Membership("TWO", each) for each in "def"),
    )
    assert read_network(catalogue).communities.tolist() == [1, 1, 1, 0, 0, 0, -1]


def test_features_but_the_community_do_without_networkx() -> None:
    program = (
        "import sys; from matchmaker.catalogue.folder import read_folder; from matchmaker.shipped import shipped\n"
        "from matchmaker.network.network import read_network; from matchmaker.network import features\n"
        "network = read_network(read_folder(shipped('data')))\n"
        "for feature in (features.past_partnerships, features.adamic_adar, features.mutual_pagerank):\n"
        "    feature(network, None, None)\n"
        "print([name for name in ('networkx', 'sklearn', 'pandas') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
