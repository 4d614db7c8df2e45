import os
import subprocess
import sys
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.network.network import read_network


def small() -> Catalogue:
    members = {"OLD": "abc", "MID": "bcd", "NEW": "ade", "ALONE": "f"}
    return Catalogue(
        organisations=tuple(Organisation(id=each, name=each, country="ES") for each in "fedcbag"),
        partnerships=(
            Partnership("NEW", 2020, call_id="C"),
            Partnership("MID", 2018, call_id="B"),
            Partnership("OLD", 2016),
            Partnership("ALONE", 2016),
        ),
        memberships=tuple(Membership(acronym, member) for acronym, each in members.items() for member in each),
    )


def by_id(values: np.ndarray) -> dict[str, int]:
    return {each.id: int(value) for each, value in zip(small(), values, strict=True)}


def test_adjacency_counts_shared_partnerships_and_nobody_is_her_own_partner() -> None:
    catalogue = small()
    adjacency = read_network(catalogue).adjacency.toarray()
    at = catalogue.positions
    assert adjacency[at["b"], at["c"]] == 2
    assert adjacency[at["a"], at["e"]] == 1
    assert adjacency[at["b"], at["e"]] == 0
    assert not adjacency.diagonal().any()


def test_experience_counts_partnerships_and_partners_are_counted_once() -> None:
    network = read_network(small())
    assert by_id(network.experience) == {"a": 2, "b": 2, "c": 2, "d": 2, "e": 1, "f": 1, "g": 0}
    assert by_id(network.partners) == {"a": 4, "b": 3, "c": 3, "d": 4, "e": 2, "f": 0, "g": 0}


def test_only_partnerships_that_started_before_the_year_count() -> None:
    network = read_network(small(), before=2018)
    assert [each.acronym for each in network.partnerships] == ["ALONE", "OLD"]
    assert network.years.tolist() == [2016, 2016]
    assert by_id(network.partners) == {"a": 2, "b": 2, "c": 2, "d": 0, "e": 0, "f": 0, "g": 0}


def test_a_partnership_left_out_afterwards_is_as_one_never_read() -> None:
    read = read_network(small(), without={"MID", "unknown"})
    dropped = read_network(small()).without({"MID", "unknown"})
    assert read.partnerships == dropped.partnerships
    np.testing.assert_array_equal(read.adjacency.toarray(), dropped.adjacency.toarray())
    np.testing.assert_array_equal(read.experience, dropped.experience)


def test_what_two_organisations_share_can_be_named() -> None:
    catalogue = small()
    network = read_network(catalogue)
    at = catalogue.positions
    assert [each.acronym for each in network.together(at["c"], at["b"])] == ["OLD", "MID"]
    assert network.together(at["b"], at["e"]) == ()
    assert [network.ids[each] for each in network.common(at["b"], at["e"])] == ["a", "d"]


def test_an_edge_knows_its_partnerships_years_and_calls() -> None:
    graph = read_network(small()).graph
    assert graph.edges["b", "c"] == {
        "weight": 2,
        "years": (2016, 2018),
        "calls": ("B",),
        "partnerships": ("OLD", "MID"),
    }
    assert list(graph) == ["a", "b", "c", "d", "e", "f", "g"]


def test_the_graph_is_the_adjacency(shipped_catalogue: Catalogue) -> None:
    network = read_network(shipped_catalogue, before=2020)
    expected = nx.to_numpy_array(network.graph, nodelist=list(network.ids))
    np.testing.assert_array_equal(network.adjacency.toarray(), expected)


def test_an_alias_is_the_organisation_that_it_was_merged_into() -> None:
    catalogue = small()
    organisations = tuple(
        replace(each, aliases=("b",)) if each.id == "a" else each for each in catalogue if each.id != "b"
    )
    merged = read_network(replace(catalogue, organisations=organisations))
    assert merged.graph.edges["a", "c"]["weight"] == 2


@pytest.mark.parametrize("before", [None, 1900])
def test_a_catalogue_without_partnerships_is_a_network_without_links(before: int | None) -> None:
    catalogue = small() if before else replace(small(), partnerships=(), memberships=())
    network = read_network(catalogue, before)
    assert network.adjacency.shape == (7, 7)
    assert network.adjacency.nnz == 0
    assert set(network.communities) == {-1}


def test_nobody_at_all_is_an_empty_network() -> None:
    assert read_network(Catalogue(())).adjacency.shape == (0, 0)


def test_communities_are_the_same_in_another_process() -> None:
    program = (
        "from matchmaker.catalogue.folder import read_folder; from matchmaker.shipped import shipped\n"
        "from matchmaker.network.network import read_network\n"
        "print(read_network(read_folder(shipped('data'))).communities.tolist())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


def test_communities_of_many_networks_do_not_depend_on_the_order_of_the_catalogue() -> None:
    for seed in range(150):
        rng = np.random.default_rng(seed)
        ids = [f"o{number:02}" for number in range(rng.integers(6, 16))]
        groups = {f"P{at}": rng.choice(ids, rng.integers(2, 6), replace=False) for at in range(rng.integers(3, 10))}
        sorted_ = Catalogue(
            organisations=tuple(Organisation(id=each, name=each, country="ES") for each in ids),
            partnerships=tuple(Partnership(each, 2018) for each in groups),
            memberships=tuple(Membership(each, str(member)) for each, group in groups.items() for member in group),
        )
        order = rng.permutation(len(ids))
        moved = replace(sorted_, organisations=tuple(sorted_.organisations[at] for at in order))
        np.testing.assert_array_equal(read_network(moved).communities, read_network(sorted_).communities[order])
