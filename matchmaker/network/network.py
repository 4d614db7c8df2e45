"""Who was in which partnership before a date, as sparse matrices."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.partnership import Partnership
from matchmaker.network.passages import Passages

if TYPE_CHECKING:
    from networkx import Graph

Counts = npt.NDArray[np.int64]
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Network:
    """The n organisations of a catalogue, joined by the m partnerships that they were in.

    `ids` are the organisations' ids in the catalogue's order, and `partnerships` are sorted by start year and acronym.
    `incidence` has shape (m, n) and holds 1 where an organisation is a known member of a partnership. What is derived
    is computed once, when it is first asked for.
    """

    ids: tuple[str, ...]
    partnerships: tuple[Partnership, ...]
    incidence: csr_array

    def __len__(self) -> int:
        """Return the number of organisations."""
        return len(self.ids)

    def without(self, acronyms: Iterable[str]) -> "Network":
        """Return the network as it were if some partnerships had never been; acronyms it does not know change nothing.

        What is learned from a partnership must not see that very partnership.
        """
        left_out = frozenset(acronyms)
        kept = [at for at, each in enumerate(self.partnerships) if each.acronym not in left_out]
        return replace(self, partnerships=tuple(self.partnerships[at] for at in kept), incidence=self.incidence[kept])

    @cached_property
    def years(self) -> Counts:
        """Start year of each partnership, of shape (m,)."""
        return np.array([each.start_year for each in self.partnerships], dtype=np.int64)

    @cached_property
    def adjacency(self) -> csr_array:
        """Number of partnerships that two organisations share, of shape (n, n); nobody is her own partner."""
        shared = (self.incidence.T @ self.incidence).tocsr()
        shared.setdiag(0)
        shared.eliminate_zeros()
        shared.sort_indices()
        return shared

    @cached_property
    def links(self) -> csr_array:
        """1.0 where two organisations share any partnership, of shape (n, n): the adjacency without its counts."""
        links = self.adjacency.astype(np.float64)
        links.data[:] = 1.0
        return links

    @cached_property
    def experience(self) -> Counts:
        """Number of partnerships that each organisation was in, of shape (n,)."""
        return np.bincount(self.incidence.indices, minlength=len(self)).astype(np.int64)

    @cached_property
    def partners(self) -> Counts:
        """Number of distinct partners of each organisation, of shape (n,): its degree."""
        counts: Counts = np.diff(self.adjacency.indptr).astype(np.int64)
        return counts

    @cached_property
    def joined(self) -> Positions:
        """Positions of the organisations that have any partner, in the order of their ids.

        What is computed in this order comes out the same, to the last bit, however the catalogue is sorted.
        """
        return np.array(sorted(np.flatnonzero(self.partners), key=self.ids.__getitem__), dtype=np.intp)

    @cached_property
    def passages(self) -> Passages:
        """How walks pass between partnerships: PageRank."""
        return Passages(self.incidence)

    @cached_property
    def communities(self) -> Counts:
        """Community of each organisation, of shape (n,), numbered from 0; -1 where it has no partner."""
        from matchmaker.network.graph import communities  # networkx takes 0.15 seconds to import

        return communities(self)

    @cached_property
    def graph(self) -> "Graph[str]":
        """The network as a networkx graph: see `matchmaker.network.graph`."""
        from matchmaker.network.graph import graph

        return graph(self)

    def together(self, one: int, other: int) -> tuple[Partnership, ...]:
        """Return the partnerships that two organisations, given by position, were in together, earliest first."""
        return tuple(self.partnerships[at] for at in np.intersect1d(self._in(one), self._in(other)))

    def common(self, one: int, other: int) -> tuple[int, ...]:
        """Return the positions of the organisations that were partners of both, in the order of their ids."""
        found = np.intersect1d(self._partners_of(one), self._partners_of(other))
        return tuple(self._by_id(found))

    def path(self, one: int, other: int) -> tuple[int, ...]:
        """Return a shortest path of partners from one organisation to another, both included; empty where none leads.

        Of equally short ones, that through the first ids.
        """
        before = {one: one}
        front = [one]
        while front and other not in before:
            reached: dict[int, int] = {}
            for here in front:
                for at in self._by_id(self._partners_of(here)):
                    if at not in before:
                        reached.setdefault(at, here)
            before |= reached
            front = list(reached)
        if other not in before:
            return ()
        path = [other]
        while path[-1] != one:
            path.append(before[path[-1]])
        return tuple(reversed(path))

    def core(self, community: int, besides: Iterable[int] = ()) -> tuple[int, ...]:
        """Return the positions of a community's organisations but some, those with most partners in it first."""
        members = np.flatnonzero(self.communities == community)
        within = np.diff(self.links[members][:, members].indptr)
        number = dict(zip(members.tolist(), within.tolist(), strict=True))
        left = set(members.tolist()) - set(besides)
        return tuple(sorted(left, key=lambda at: (-number[at], self.ids[at])))

    def _by_id(self, positions: Iterable[int]) -> list[int]:
        return sorted((int(at) for at in positions), key=self.ids.__getitem__)

    def _in(self, organisation: int) -> Positions:
        return _row(self._memberships, organisation)

    def _partners_of(self, organisation: int) -> Positions:
        return _row(self.adjacency, organisation)

    @cached_property
    def _memberships(self) -> csr_array:
        return self.incidence.T.tocsr()


def read_network(catalogue: Catalogue, before: int | None = None, without: Iterable[str] = ()) -> Network:
    """Return the network of a catalogue's organisations.

    Args:
        catalogue: the organisations, and the partnerships that they were in.
        before: only partnerships that started in an earlier year count; None counts all.
        without: acronyms of partnerships that do not count.
    """
    left_out = frozenset(without)
    partnerships = sorted(
        (
            each
            for each in catalogue.partnerships
            if (before is None or each.start_year < before) and each.acronym not in left_out
        ),
        key=lambda each: (each.start_year, each.acronym),
    )
    members = [
        sorted(catalogue.positions[member] for member in catalogue.members[each.acronym]) for each in partnerships
    ]
    columns = np.array(list(chain.from_iterable(members)), dtype=np.int64)
    starts = np.cumsum([0, *map(len, members)], dtype=np.int64)
    incidence = csr_array(
        (np.ones(len(columns), dtype=np.int64), columns, starts), shape=(len(partnerships), len(catalogue))
    )
    return Network(tuple(each.id for each in catalogue), tuple(partnerships), incidence)


def _row(matrix: csr_array, row: int) -> Positions:
    columns: Positions = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
    return columns
