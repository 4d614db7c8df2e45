"""Personalised PageRank on the network: how often a walk that keeps returning to one organisation meets another."""

from collections.abc import Iterator
from math import ceil, log, sqrt

import numpy as np
import numpy.typing as npt

from matchmaker.network.network import Network, Positions

DAMPING = 0.85
"""Chance that the walk goes on to a partner rather than back to where it began; networkx has the same default."""

_PRECISION = 2.0**-40
_AT_ONCE = 256  # starting points in one sweep: bounds the memory at 256 x n numbers

Values = npt.NDArray[np.float64]


def personalised_pagerank(network: Network, start: int, damping: float = DAMPING) -> Values:
    """Return the personalised PageRank, of shape (n,), of walks that begin at one organisation; it sums to 1.

    A walk goes to a partner in proportion to the number of partnerships shared. Without a partner it stays.
    """
    ranks = np.zeros(len(network))
    if not network.partners[start]:
        ranks[start] = 1.0
        return ranks
    joined = network.joined
    at = np.flatnonzero(joined == start)
    strength = network.adjacency.sum(axis=1)[joined]
    ranks[joined] = _kernel(network, at, damping)[:, 0] * np.sqrt(strength / strength[at])
    return ranks


def symmetric_pagerank(network: Network, starts: Positions, damping: float = DAMPING) -> Values:
    """Return the geometric mean of the PageRank from a to b and from b to a, of shape (starts, n).

    On an undirected graph the two differ only by how strongly a and b are joined to all others, so that one walk gives
    both: with S the `walk` of the network, their geometric mean is the matrix
    (1 - damping) (I - damping S)^-1. 0 where an organisation has no partner, or no path leads from a to b.
    """
    ranks = np.zeros((len(starts), len(network)))
    place = np.full(len(network), -1, dtype=np.intp)
    place[network.joined] = np.arange(len(network.joined))
    for some in _chunks(np.flatnonzero(place[starts] >= 0)):
        ranks[np.ix_(some, network.joined)] = _kernel(network, place[starts[some]], damping).T
    return ranks


def _kernel(network: Network, at: Positions, damping: float) -> Values:
    """Solve (I - damping S) x = (1 - damping) e for each start, by Chebyshev's semi-iteration.

    Golub and Van Loan, Matrix Computations, section 11.2.8: the eigenvalues of S lie within [-1, 1]; each step divides
    the error by (1 + sqrt(1 - damping^2)) / damping, which is twice as many digits a step as plain iteration gives.
    """
    walk = damping * network.walk
    begin = np.zeros((walk.shape[0], len(at)))
    begin[at, np.arange(len(at))] = 1 - damping
    before, now, relaxation = np.zeros_like(begin), begin, 1.0
    for step in range(_steps(damping)):
        relaxation = 1 / (1 - damping**2 * relaxation / (2 if step == 0 else 4))
        before, now = now, relaxation * (walk @ now + begin - before) + before
    return now


def _steps(damping: float) -> int:
    return ceil(log(_PRECISION) / log(damping / (1 + sqrt(1 - damping**2))))


def _chunks(positions: Positions) -> Iterator[Positions]:
    for start in range(0, len(positions), _AT_ONCE):
        yield positions[start : start + _AT_ONCE]
