"""Bounds brought closer: who can still be in one of the best consortia, and how much each can add at most."""

from dataclasses import replace

import numpy as np

from matchmaker.calls.filter import Positions
from matchmaker.consortia.affinities import Block, MatrixAffinities
from matchmaker.consortia.barring import countries_differ, same_country
from matchmaker.consortia.candidates import Candidates, Task, near, potential
from matchmaker.consortia.terms import Scores
from matchmaker.consortia.watch import Watch

MOST_COMPARED = 20_000
"""Candidates of which all pairs are looked at beforehand: a few seconds."""

_MOST_HELD = 3_000  # candidates whose affinities are held as a matrix: 72 MB
_ENTRIES = 1 << 20


def surviving(task: Task, of: Candidates, base: float, floor: float) -> Candidates:
    """Return the candidates that can be in a consortium whose total reaches a floor."""
    most = potential(task, of)
    others = task.places - 1
    if len(most) < task.places:
        return of.take(np.empty(0, dtype=np.intp))
    if others < 1:
        return of
    rest = float(np.partition(most, -others)[-others:].sum())
    kept = np.flatnonzero(most >= floor - base - rest)
    return of if len(kept) == len(of) else of.take(kept)


def highest(task: Task, of: Candidates, base: float) -> float:
    """Return what the total of no consortium is above; minus infinity where there are too few candidates."""
    if len(of) < task.places:
        return -np.inf
    return base + float(np.sort(potential(task, of))[len(of) - task.places :].sum())


def closer(task: Task, of: Candidates, watch: Watch) -> Candidates:
    """Return the candidates with the bounds that come of looking at all their pairs.

    Raises:
        Stopped: time is up.
    """
    everyone, pairs = np.arange(len(of)), near(task.affinity, of)
    apart = countries_differ(task)
    reach = np.zeros((task.places, len(of)))
    matrix = np.empty((len(of), len(of))) if len(of) <= _MOST_HELD else None
    step = max(1, _ENTRIES // max(len(of), 1))
    for start in range(0, len(of), step):
        watch.check(start, len(of))
        rows = everyone[start : start + step]
        affinities = pairs.block(rows, everyone)
        if matrix is not None:
            matrix[rows] = affinities
        affinities[np.arange(len(rows)), rows] = -np.inf
        if apart:
            affinities[same_country(of, rows)] = -np.inf
        reach[1:, rows] = _halved_sums(affinities, task.places - 1).T
    return replace(of, reach=reach, near=None if matrix is None else MatrixAffinities(matrix))


def _halved_sums(affinities: Block, others: int) -> Scores:
    """Return half of the sums of the 1, 2 ... highest of each row of affinities, of shape (rows, others)."""
    width = affinities.shape[1]
    if others == 1:
        highest: Scores = affinities.max(axis=1, keepdims=True).astype(np.float64)
        return highest / 2
    kept = min(others, width)
    best = np.sort(np.partition(affinities, width - kept, axis=1)[:, width - kept :], axis=1)[:, ::-1]
    sums = np.full((len(best), others), -np.inf)
    sums[:, :kept] = np.cumsum(best, axis=1, dtype=np.float64) / 2
    return sums


def gathered(task: Task, of: Candidates) -> Candidates:
    """Return the candidates by what they can add, the most first, their affinities laid out side by side."""
    ordered = of.take(np.argsort(-potential(task, of)))
    return replace(ordered, near=task.affinity.among(ordered.positions))


def most_promising(task: Task, of: Candidates, count: int) -> Positions:
    """Return where so many candidates are that can add most."""
    if len(of) <= count:
        return np.arange(len(of))
    return np.argpartition(potential(task, of), -count)[-count:]
