"""Which numbers of small groups are withheld, so that nobody's answer can be read off or worked out."""

from collections.abc import Sequence

SMALLEST = 5
"""The smallest group of which anything is told."""


def withheld(counts: Sequence[int], smallest: int = SMALLEST) -> frozenset[int]:
    """Return the positions of the counts that must not be told beside their total.

    Groups smaller than `smallest` are withheld. What the total minus the told counts then gives away is a group too: it
    must be empty, or of at least `smallest` and made up of at least two groups. As long as it is not, the smallest
    group that is told is withheld as well. Empty groups are withheld like small ones, so that neither can be told from
    the other.

    Args:
        counts: sizes of groups that share no answer and together make up the total.
        smallest: the smallest group of which anything is told.
    """
    hidden = {at for at, count in enumerate(counts) if count < smallest}
    told = sorted((at for at in range(len(counts)) if at not in hidden), key=lambda at: (counts[at], at))
    while 0 < sum(counts[at] for at in hidden) < smallest and told:
        hidden.add(told.pop(0))
    return frozenset(hidden)
