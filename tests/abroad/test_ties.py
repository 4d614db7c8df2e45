from dataclasses import replace
from itertools import product

import networkx as nx
import pytest

from matchmaker.abroad.ties import Ties
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.collaborators import match_collaborators
from matchmaker.catalogue.third_country import Collaboration
from matchmaker.network.network import read_network
from tests.abroad.world import small


def ties_of(catalogue: Catalogue) -> Ties:
    return Ties(catalogue, read_network(catalogue))


@pytest.mark.parametrize(
    ("members", "whom", "sentence"),
    [
        (["alba"], "sakura", "Alba has worked with Sakura (memorandum, 2017)."),
        (["cima"], "bison", "Cima knows Bison through NEW (2018): mission, 2019."),
        (["brio"], "sakura", "Brio was in OLD (2016) with Alba, which has worked with Sakura (memorandum, 2017)."),
        (["alba"], "bison", "Alba was in OLD (2016) with Brio, which knows Bison through NEW (2018) (mission, 2019)."),
    ],
)
def test_a_path_is_told_in_words(members: list[str], whom: str, sentence: str) -> None:
    ties = ties_of(small())
    assert ties.sentence(ties.to(members)[whom]) == sentence


def test_the_member_who_is_nearest_is_named() -> None:
    tie = ties_of(small()).to(["alba", "cima"])["bison"]
    assert tie.member == "cima"
    assert tie.strength == 1.0


def test_each_further_step_halves_the_strength() -> None:
    ties = ties_of(small())
    assert ties.to(["brio"])["sakura"].strength == 0.5
    assert ties.to(["alba"])["bison"].strength == 0.25


def test_who_was_in_no_partnership_knows_nobody() -> None:
    assert ties_of(small()).to(["dado"]) == {}


def test_of_equally_short_ties_the_latest_is_told() -> None:
    later = (*small().collaborations, Collaboration("Alba", "sakura", "event", 2020))
    ties = ties_of(replace(small(), collaborations=later))
    assert ties.to(["alba"])["sakura"].collaboration.year == 2020


def test_ties_are_the_shortest_paths_of_the_joined_graph(shipped_catalogue: Catalogue) -> None:
    """The slow twin: shortest paths in one graph of organisations, partnerships and collaborations."""
    graph = nx.Graph()
    for acronym, members in shipped_catalogue.members.items():
        graph.add_edges_from(product([("partnership", acronym)], [("organisation", member) for member in members]))
    for each in match_collaborators(shipped_catalogue).collaborators:
        party = ("organisation", each.organisation_id) if each.organisation_id else ("partnership", each.acronym)
        graph.add_edge(party, ("abroad", each.collaboration.third_country_organisation_id))
    ties = ties_of(shipped_catalogue)
    for member in ("es-bec", "fr-vitagora", "it-mesap"):
        european = graph.copy()
        for organisation_id, tie in ties.to([member]).items():
            whom = ("abroad", organisation_id)
            without_others = european.subgraph([node for node in european if node[0] != "abroad" or node == whom])
            assert tie.steps + 1 == nx.shortest_path_length(without_others, ("organisation", member), whom)


def test_the_basque_energy_cluster_knows_american_organisations_through_elbe(shipped_catalogue: Catalogue) -> None:
    ties = ties_of(shipped_catalogue)
    assert ties.sentence(ties.to(["es-bec"])["us-pmec"]) == "BEC knows PMEC through ELBE (2018): mission, 2018."
