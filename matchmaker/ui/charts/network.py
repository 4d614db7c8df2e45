"""A picture of how organisations are joined already: by the partnerships that they were in."""

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.partnership import Partnership
from matchmaker.ui.charts.maps import NAMES, OWN, POINT, Picture, told

_HEIGHT = 320  # pixels
_MOST = 14  # partnerships that are drawn; those that join most members come first
_SHAPES = {"organisation": "diamond", "partnership": "circle"}
_SEED = 7  # of the layout: the same question is drawn the same way


@dataclass(frozen=True)
class Joined:
    """Partnerships that some organisations were in, each with the ids of those of them who were in it."""

    partnerships: tuple[tuple[Partnership, tuple[str, ...]], ...]

    @property
    def shared(self) -> tuple[tuple[Partnership, tuple[str, ...]], ...]:
        """Those that join at least two."""
        return tuple(each for each in self.partnerships if len(each[1]) > 1)


def joined(catalogue: Catalogue, members: Sequence[str]) -> Joined:
    """Return the partnerships of some organisations, given by their ids, those that join most of them first."""
    found = {each.acronym: each for member in members for each in catalogue.partnerships_of[member]}
    pairs = [
        (each, tuple(member for member in members if member in catalogue.members[acronym]))
        for acronym, each in found.items()
    ]
    ordered = sorted(pairs, key=lambda pair: (-len(pair[1]), -pair[0].start_year, pair[0].acronym))
    return Joined(tuple(ordered))


def network(catalogue: Catalogue, members: Sequence[str], description: str) -> Picture:
    """Return a picture of organisations, given by their ids, and the partnerships that they were in.

    Organisations are diamonds and partnerships circles; a line says who was in which.
    """
    import networkx as nx

    drawn = joined(catalogue, members).partnerships[:_MOST]
    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    graph.add_nodes_from(("organisation", member) for member in members)
    graph.add_edges_from(
        (("organisation", member), ("partnership", each.acronym)) for each, own in drawn for member in own
    )
    places = nx.spring_layout(graph, seed=_SEED, k=1.2)
    nodes = [
        {
            "x": float(places[node][0]),
            "y": float(places[node][1]),
            "name": catalogue[node[1]].label if node[0] == "organisation" else node[1],
            "kind": node[0],
        }
        for node in graph
    ]
    lines = [
        {
            "x": float(places[one][0]),
            "y": float(places[one][1]),
            "x2": float(places[two][0]),
            "y2": float(places[two][1]),
        }
        for one, two in graph.edges
    ]
    hidden = {"type": "quantitative", "axis": None, "scale": {"padding": 40}}
    place = {"x": {"field": "x", **hidden}, "y": {"field": "y", **hidden}}
    kind = {"field": "kind", "type": "nominal", "title": None}
    colours = {"domain": list(_SHAPES), "range": [OWN, POINT]}
    shapes = {"domain": list(_SHAPES), "range": list(_SHAPES.values())}
    looks = {"color": {**kind, "scale": colours}, "shape": {**kind, "scale": shapes}, "tooltip": told("name")}
    name = {"text": {"field": "name", "type": "nominal"}}
    return {
        "width": "container",
        "height": _HEIGHT,
        "description": description,
        "layer": [
            {
                "data": {"values": lines},
                "mark": {"type": "rule", "color": NAMES, "strokeWidth": 1.5},
                "encoding": {**place, "x2": {"field": "x2"}, "y2": {"field": "y2"}},
            },
            {
                "data": {"values": nodes},
                "mark": {"type": "point", "filled": True, "size": 220, "opacity": 1},
                "encoding": {**place, **looks},
            },
            {
                "data": {"values": nodes},
                "mark": {"type": "text", "dy": -16, "fontSize": 12, "color": NAMES},
                "encoding": {**place, **name},
            },
        ],
    }
