"""Who of a consortium knows whom abroad: the graph of partnerships and collaborations joined, read as paths."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.collaborators import Collaborator, match_collaborators
from matchmaker.catalogue.third_country import Collaboration
from matchmaker.network.network import Network

if TYPE_CHECKING:
    from networkx import Graph

_FARTHEST = 3  # edges to the European side: member, partnership, partner, partner's other partnership
_KINDS = {"mou": "memorandum", "other": "cooperation"}
Node = tuple[str, str]
"""What a node of the graph is, `organisation` or `partnership`, and its id or acronym."""


@dataclass(frozen=True)
class Tie:
    """A shortest path from a member to a third-country organisation.

    `path` goes from the member to who has the collaboration; `steps` are the edges in between, 0 where the member
    itself has it, 1 where a partnership that it was in has.
    """

    path: tuple[Node, ...]
    collaboration: Collaboration

    @property
    def steps(self) -> int:
        """How many edges lie between the member and who has the collaboration."""
        return len(self.path) - 1

    @property
    def member(self) -> str:
        """The id of the member."""
        return self.path[0][1]

    @property
    def strength(self) -> float:
        """1 where the member, or a partnership it was in, has the collaboration; half for each further step."""
        return float(0.5 ** max(self.steps - 1, 0))


@dataclass(frozen=True)
class Ties:
    """The ties of a catalogue, whose organisations `network` joins. Nothing in it changes once it is made."""

    catalogue: Catalogue
    network: Network

    @cached_property
    def collaborators(self) -> Mapping[str, tuple[Collaborator, ...]]:
        """Who has worked with each third-country organisation, by its id."""
        found: dict[str, list[Collaborator]] = {}
        for each in match_collaborators(self.catalogue).collaborators:
            found.setdefault(each.collaboration.third_country_organisation_id, []).append(each)
        return {organisation_id: tuple(each) for organisation_id, each in found.items()}

    def to(self, members: Sequence[str]) -> Mapping[str, Tie]:
        """Return the shortest tie of any of the members (ids) to each third-country organisation that has one.

        Of equally short ties, a member's own comes before a partnership's, then the earlier member, the latest year.
        """
        paths: dict[Node, tuple[Node, ...]] = {}
        for member in members:
            for node, path in self._paths(member).items():
                if node not in paths or len(path) < len(paths[node]):
                    paths[node] = path
        ties = {}
        for organisation_id, collaborators in self.collaborators.items():
            known = [Tie(paths[node], each.collaboration) for each in collaborators if (node := _node(each)) in paths]
            if known:
                ties[organisation_id] = min(
                    known, key=lambda tie: (tie.steps, members.index(tie.member), -(tie.collaboration.year or 0))
                )
        return ties

    def _paths(self, member: str) -> Mapping[Node, tuple[Node, ...]]:
        from networkx import single_source_shortest_path  # takes 0.2 s to import

        start = ("organisation", member)
        if start not in self._graph:
            return {start: (start,)}
        found = single_source_shortest_path(self._graph, start, cutoff=_FARTHEST)
        return {node: tuple(path) for node, path in found.items()}

    @cached_property
    def _graph(self) -> "Graph[Node]":
        """Organisations joined to the partnerships that they were in."""
        from networkx import Graph

        graph: Graph[Node] = Graph()
        # The latest partnerships first: of equally short paths, the one through the latest is found.
        for at in reversed(range(len(self.network.partnerships))):
            partnership = ("partnership", self.network.partnerships[at].acronym)
            members = sorted(self.network.ids[column] for column in self.network.incidence[[at]].indices)
            graph.add_edges_from((("organisation", member), partnership) for member in members)
        return graph

    def sentence(self, tie: Tie) -> str:
        """Return a tie as a sentence: who knows the organisation, and by which path."""
        collaboration = tie.collaboration
        kind = _KINDS.get(collaboration.kind, collaboration.kind)
        when = ", ".join(str(part) for part in (kind, collaboration.year) if part)
        whom = self._third_country_label(collaboration.third_country_organisation_id)
        member, *between = (self._label(node) for node in tie.path)
        how = f" ({when})" if when else ""
        if tie.steps == 0:
            return f"{member} has worked with {whom}{how}."
        if tie.steps == 1:
            return f"{member} knows {whom} through {between[0]}{f': {when}' if when else ''}."
        if tie.steps == 2:
            return f"{member} was in {between[0]} with {between[1]}, which has worked with {whom}{how}."
        return f"{member} was in {between[0]} with {between[1]}, which knows {whom} through {between[2]}{how}."

    def _label(self, node: Node) -> str:
        what, name = node
        if what == "organisation":
            return self.catalogue[name].label
        return f"{name} ({self._years[name]})"

    @cached_property
    def _years(self) -> Mapping[str, int]:
        return {each.acronym: each.start_year for each in self.network.partnerships}

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return {each.id: each.label for each in self.catalogue.third_country_organisations}

    def _third_country_label(self, organisation_id: str) -> str:
        return self._labels[organisation_id]


def _node(collaborator: Collaborator) -> Node:
    if collaborator.organisation_id:
        return "organisation", collaborator.organisation_id
    return "partnership", collaborator.acronym
