"""Which numbers of small groups are told, so that nobody's answer can be read off or worked out."""

from collections.abc import Sequence

SMALLEST = 5
"""The smallest group of which anything is told by itself."""


def told_alone(counts: Sequence[int]) -> frozenset[int]:
    """Return the positions of the groups that are large enough to be told by themselves."""
    return frozenset(at for at, count in enumerate(counts) if count >= SMALLEST)


def told_together(counts: Sequence[int]) -> bool:
    """Return whether groups that are each too small may be told in one sum.

    The sum must be large enough, and must not give its parts away: whoever knows that each is from 1 to `SMALLEST` - 1
    could otherwise conclude from a sum close to the lowest or the highest possible one how large each is. Every part
    keeps at least three possible sizes. Without such a sum nothing is told of the groups, and no total that includes
    them: there is nothing to subtract from.

    Args:
        counts: the sizes of the groups, each smaller than `SMALLEST`; empty ones do not count.
    """
    parts = [count for count in counts if count]
    lowest, highest = len(parts), (SMALLEST - 1) * len(parts)
    return max(SMALLEST, lowest + 2) <= sum(parts) <= highest - 2
