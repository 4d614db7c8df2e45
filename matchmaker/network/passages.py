"""How walks pass from one partnership to another: PageRank on the network, solved where it is smallest.

A walk on the network goes from organisation to organisation by way of partnerships. Of the symmetric matrix
I - damping * S, with S the walk of the network, everything but a diagonal goes through partnerships:

    I - damping * S = D - damping * C^T C

where C holds, for each partnership, its members' shares, and D is diagonal. By the formula of Sherman, Morrison and
Woodbury its inverse needs no more than that of a matrix with a row for each partnership, of which there are a fraction
of the organisations: Golub and Van Loan, Matrix Computations, section 2.1.4.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import ceil, log, sqrt

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, diags_array, issparse, vstack

DAMPING = 0.85
"""Chance that the walk goes on to a partner rather than back to where it began; networkx has the same default."""

_PRECISION, _ROUGH = 2.0**-40, 2e-5
_SHORTFALL = 3e-5  # how much less than it is a rank that is approximated may be, where passages are many
_MOST_HELD = 2_500  # partnerships of which all passages are held: 50 MB
_AT_ONCE = 256
_SOLVED_AT_ONCE = 64  # so few that what is solved stays in the processor's cache

Values = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Passages:
    """The passages between m partnerships of n organisations.

    `incidence` (m, n) holds 1 where an organisation is a member. `damping` is the chance that a walk goes on.
    """

    incidence: csr_array
    damping: float = DAMPING

    def ranks(self, starts: Positions) -> Values:
        """Return (1 - damping) (I - damping * S)^-1 for some rows, of shape (starts, n).

        It is the geometric mean of the personalised PageRank from a to b and from b to a; 0 for who has no partner.
        """
        ranks = np.empty((len(starts), self.incidence.shape[1]))
        for first in range(0, len(starts), _AT_ONCE):
            some = starts[first : first + _AT_ONCE]
            through = self._of_members.T @ self._passed(some)  # sums over the partnerships of each, in their order
            ranks[first : first + _AT_ONCE] = through.T * self._share * self._share[some, None]
        ranks[np.arange(len(starts)), starts] += self._alone[starts]
        return ranks

    def close(self, least: float) -> csr_array:
        """Return the ranks of pairs that may be more than little, of shape (n, n): those of others are below `least`.

        What is returned is not above the rank, and below it by `shortfall` at most. The diagonal is empty.
        """
        count = self.incidence.shape[1]
        parts = [csr_array((0, count))]
        for first in range(0, count, _AT_ONCE):
            ranks = self._shares[:, first : first + _AT_ONCE].T @ self._table @ self._shares
            if issparse(ranks):
                ranks.data[ranks.data < least - self.shortfall] = 0.0
                ranks.eliminate_zeros()
            else:
                ranks[ranks < least - self.shortfall] = 0.0
            parts.append(csr_array(ranks))
        close = vstack(parts).tocsr()
        close.setdiag(0)
        close.eliminate_zeros()
        close.sort_indices()
        return close

    def approximate(self, starts: Positions, columns: Positions) -> Values:
        """Return the ranks of some with some others, of shape (starts, columns).

        What is returned is not above the rank, and below it by `shortfall` at most.
        """
        ranks = self._shares[:, starts].T @ self._table @ self._shares[:, columns]
        found: Values = ranks.toarray() if issparse(ranks) else ranks
        return found

    @property
    def shortfall(self) -> float:
        """How much less than it is a rank that is approximated may be."""
        return _SHORTFALL if self._held is None else 0.0

    @cached_property
    def _shares(self) -> csr_array:
        return (self._of_members @ diags_array(self._share)).tocsc()

    @cached_property
    def _table(self) -> csr_array | Values:
        """The passages, of shape (m, m); where they are many, without those that are too small to count."""
        if self._held is not None:
            return self._held
        # A rank sums up passages between all partnerships of one and all of the other: none of them is above this.
        weights = self._share * np.diff(self._of_members.tocsc().indptr)
        most = np.array([weights[members].max(initial=0.0) for members in self._members()])
        parts = []
        for first in range(0, len(most), _SOLVED_AT_ONCE):
            some = np.arange(first, min(first + _SOLVED_AT_ONCE, len(most)))
            passages = self._solved(self._units(some).astype(np.float32), _ROUGH).T
            passages[passages * most[some, None] * most < _SHORTFALL / 2] = 0.0
            parts.append(csr_array(passages))
        return vstack(parts).tocsr()

    def _members(self) -> Iterator[Positions]:
        starts, indices = self._of_members.indptr, self._of_members.indices
        return (indices[starts[at] : starts[at + 1]] for at in range(len(starts) - 1))

    def _units(self, some: Positions) -> Values:
        units = np.zeros((self.incidence.shape[0], len(some)))
        units[some, np.arange(len(some))] = 1.0
        return units

    def _passed(self, starts: Positions) -> Values:
        """Return the sum of the passages from the partnerships of each start, of shape (m, starts)."""
        begin = self._of_members[:, starts]
        if self._held is not None:
            held: Values = (begin.T @ self._held).T
            return held
        return self._solved(begin.toarray())

    def _solved(self, begin: Values, precision: float = _PRECISION) -> Values:
        """Solve (I - step) x = begin by Chebyshev's iteration; the eigenvalues of I - step lie in [lowest, 1].

        Y. Saad, Iterative Methods for Sparse Linear Systems, 2nd edition, algorithm 12.1.
        """
        step = self._step.astype(begin.dtype)
        middle, half = (1 + self._lowest) / 2, max((1 - self._lowest) / 2, 1e-12)
        sigma = middle / half
        rho, left = 1 / sigma, begin.copy()
        change = left / middle
        found = change.copy()
        condition = sqrt(1 / self._lowest)
        for _ in range(ceil(log(2 / precision) / log((condition + 1) / max(condition - 1, 1e-12)))):
            following = 1 / (2 * sigma - rho)
            left += step @ change
            left -= change
            change *= following * rho
            change += (2 * following / half) * left
            found += change
            rho = following
        return found

    @cached_property
    def _strength(self) -> Values:
        """Partners of each organisation, counted as often as they met, of shape (n,)."""
        sizes = self.incidence.sum(axis=1)
        strength: Values = np.asarray(self.incidence.T @ (sizes - 1), dtype=np.float64)
        return strength

    @cached_property
    def _of_members(self) -> csr_array:
        """The incidence without those who have no partner, of shape (m, n)."""
        own = (self.incidence @ diags_array((self._strength > 0).astype(np.float64))).tocsr()
        own.eliminate_zeros()
        own.sort_indices()
        return own

    @cached_property
    def _times(self) -> Values:
        times: Values = np.asarray(self.incidence.sum(axis=0), dtype=np.float64)
        return times

    @cached_property
    def _share(self) -> Values:
        """What each organisation's part in a passage is multiplied with, of shape (n,)."""
        damping, strength = self.damping, np.maximum(self._strength, 1)
        share: Values = sqrt(damping * (1 - damping)) * np.sqrt(strength) / (strength + damping * self._times)
        return share

    @cached_property
    def _alone(self) -> Values:
        """What the rank of each organisation with itself has besides, of shape (n,)."""
        strength = self._strength
        met = (1 - self.damping) * strength / np.maximum(strength + self.damping * self._times, 1)
        alone: Values = np.where(strength > 0, met, 0.0)
        return alone

    @cached_property
    def _step(self) -> csr_array:
        """How much of what is in one partnership is in another after one step, of shape (m, m): symmetric, from 0."""
        each = self.damping / (np.maximum(self._strength, 1) + self.damping * self._times)
        step = (self._of_members @ diags_array(each) @ self._of_members.T).tocsr()
        step.sort_indices()
        return step

    @cached_property
    def _lowest(self) -> float:
        """A lower bound on the eigenvalues of I - step, by Collatz and Wielandt."""
        sizes = np.maximum(self._of_members.sum(axis=1), 1.0)
        return float(((sizes - self._step @ sizes) / sizes).min(initial=1.0))

    @cached_property
    def _held(self) -> Values | None:
        """All passages, of shape (m, m), where they are few enough."""
        if self.incidence.shape[0] > _MOST_HELD:
            return None
        inverse = np.linalg.inv(np.eye(self.incidence.shape[0]) - self._step.toarray())
        held: Values = (inverse + inverse.T) / 2
        return held
