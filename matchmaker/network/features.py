"""What the network says of pairs of organisations.

Each feature takes the network, the positions of r organisations and those of c others (None for all, in the
catalogue's order), and returns an array of shape (r, c) with one number for each pair. All are symmetric, to the last
bit; a single row, a block and all pairs agree; how the catalogue is sorted changes nothing. Nobody is paired with
herself: there it is 0.
"""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, diags_array

from matchmaker.network.network import Network, Positions

Block = npt.NDArray[np.float64]
Selection = Positions | None


def past_partnerships(network: Network, rows: Selection = None, columns: Selection = None) -> Block:
    """Return how many partnerships two organisations shared."""
    block: Block = _columns(_rows(network.adjacency, rows), columns).toarray().astype(np.float64)
    return block


def common_partners(network: Network, rows: Selection = None, columns: Selection = None) -> Block:
    """Return how many organisations were partners of both."""
    return _through_partners(network, np.ones(len(network)), rows, columns)


def adamic_adar(network: Network, rows: Selection = None, columns: Selection = None) -> Block:
    """Return the sum, over the common partners, of 1 / log(number of the common partner's own partners).

    Adamic and Adar, Friends and neighbors on the Web, 2003.
    """
    # A common partner has two partners at least, so that only those who are never one are kept from the logarithm.
    return _through_partners(network, 1 / np.log(np.maximum(network.partners, 2)), rows, columns)


def resource_allocation(network: Network, rows: Selection = None, columns: Selection = None) -> Block:
    """Return the sum, over the common partners, of 1 / (number of the common partner's own partners).

    Zhou, Lu and Zhang, Predicting missing links via local information, 2009.
    """
    return _through_partners(network, 1 / np.maximum(network.partners, 1), rows, columns)


def mutual_pagerank(network: Network, rows: Selection = None, columns: Selection = None) -> Block:
    """Return the geometric mean of the personalised PageRank from one to the other and back, 0 where no path leads.

    On an undirected graph the two differ only by how strongly each is joined to all others: one walk gives both. Costs
    one walk for each of the rows or of the columns, whichever are fewer.
    """
    if _size(network, rows) > _size(network, columns):
        return mutual_pagerank(network, columns, rows).T
    starts = np.arange(len(network)) if rows is None else rows
    ranks = network.passages.ranks(starts)
    ranks = ranks if columns is None else ranks[:, columns]
    return _without_self(_rounded(ranks, 24), rows, columns)


def same_community(network: Network, rows: Selection = None, columns: Selection = None) -> Block:
    """Return 1 where the Louvain method puts both into the same community of the network, 0 elsewhere."""
    communities = network.communities
    own = communities if rows is None else communities[rows]
    others = communities if columns is None else communities[columns]
    same = ((own[:, None] == others) & (own[:, None] >= 0)).astype(np.float64)
    return _without_self(same, rows, columns)


def _through_partners(network: Network, weights: npt.NDArray[np.float64], rows: Selection, columns: Selection) -> Block:
    """Return the sum of the common partners' weights; rounded so that the sum is exact in whatever order it is made."""
    weighted = network.links @ diags_array(_rounded(weights, 40))
    block: Block = (_rows(weighted, rows) @ _rows(network.links, columns).T).toarray()
    return _without_self(block, rows, columns)


def _rounded(values: npt.NDArray[np.float64], bits: int) -> npt.NDArray[np.float64]:
    """Return values to the nearest multiple of 2**-bits: coarser than what the order of additions changes."""
    rounded: npt.NDArray[np.float64] = np.ldexp(np.rint(np.ldexp(values, bits)), -bits)
    return rounded


def _without_self(block: Block, rows: Selection, columns: Selection) -> Block:
    own = np.arange(block.shape[0]) if rows is None else rows
    others = np.arange(block.shape[1]) if columns is None else columns
    block[own[:, None] == others] = 0
    return block


def _size(network: Network, selection: Selection) -> int:
    return len(network) if selection is None else len(selection)


def _rows(matrix: csr_array, selection: Selection) -> csr_array:
    return matrix if selection is None else matrix[selection]


def _columns(matrix: csr_array, selection: Selection) -> csr_array:
    return matrix if selection is None else matrix[:, selection]
