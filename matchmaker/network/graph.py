"""The network as a networkx graph, and its communities. Only who asks for either imports this, and networkx."""

from collections import defaultdict
from itertools import combinations

import networkx as nx
import numpy as np

from matchmaker.catalogue.partnership import Partnership
from matchmaker.network.network import Counts, Network

_SEED = 20


def graph(network: Network) -> "nx.Graph[str]":
    """Return the graph whose nodes are ids and whose edges join partners; nodes and edges are sorted by id.

    An edge has `weight` (the number of partnerships shared), `years`, `calls` (ids, where known) and `partnerships`
    (acronyms), each a tuple sorted by year and acronym, without repetitions.
    """
    shared: dict[tuple[str, str], list[Partnership]] = defaultdict(list)
    starts = network.incidence.indptr
    for at, partnership in enumerate(network.partnerships):
        members = sorted(network.ids[column] for column in network.incidence.indices[starts[at] : starts[at + 1]])
        for pair in combinations(members, 2):
            shared[pair].append(partnership)
    made: nx.Graph[str] = nx.Graph()
    made.add_nodes_from(sorted(network.ids))
    for (one, other), partnerships in sorted(shared.items()):
        made.add_edge(
            one,
            other,
            weight=len(partnerships),
            years=tuple(dict.fromkeys(each.start_year for each in partnerships)),
            calls=tuple(dict.fromkeys(each.call_id for each in partnerships if each.call_id)),
            partnerships=tuple(each.acronym for each in partnerships),
        )
    return made


def communities(network: Network) -> Counts:
    """Return the community of each organisation, of shape (n,), found by the Louvain method; -1 without a partner.

    The same whatever the catalogue's order, and whoever else without a partner is in it: only those who have one take
    part, in the order of their ids, and the seed is fixed. Communities are numbered by their first member's id.
    """
    joined = network.joined
    # Numbers, not ids, as nodes: sets of strings are walked through in an order that differs from run to run.
    adjacency = network.adjacency[joined][:, joined]
    adjacency.sort_indices()  # the method's result depends on the order of the edges
    numbered = nx.from_scipy_sparse_array(adjacency)
    found = nx.community.louvain_communities(numbered, weight="weight", seed=_SEED)
    labels = np.full(len(network), -1, dtype=np.int64)
    for label, members in enumerate(sorted(found, key=min)):
        labels[joined[list(members)]] = label
    return labels
