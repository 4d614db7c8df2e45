"""Keeps out whom the countable rules rule out, given who is in a consortium already."""

import numpy as np

from matchmaker.calls.filter import Flags, Positions
from matchmaker.consortia.batch import Batch
from matchmaker.consortia.candidates import Candidates, Task


def bar(task: Task, of: Candidates, batch: Batch) -> Batch:
    """Return the consortia of a batch that may still meet the rules; who may not join them is barred, in place.

    What is left may break a rule nevertheless: whoever is offered a consortium asks the rules themselves.
    """
    rules, locked = task.rules, task.locked
    alive = np.ones(len(batch.members), dtype=np.bool_)
    for minimum, given, values in (
        (rules.minimum_countries, rules.country[locked], of.country),
        (rules.minimum_member_states, task.states[locked], of.state),
    ):
        if minimum:
            alive &= _bar_seen(batch, minimum, np.concatenate([given, [-1]]), values)
    if rules.minimum_entities and not rules.counted and len(rules.conflicts):
        _bar_dependent(task, of, batch)
    if alive.all():
        return batch
    return Batch(batch.places, batch.columns, batch.members[alive], batch.base[alive], batch.gain[alive])


def _bar_seen(batch: Batch, minimum: int, given: Positions, values: Positions) -> Flags:
    """Bar values seen before where each place needs a new one; return which consortia can still have enough, (q,)."""
    # The last column stands for -1, which never counts.
    seen = np.zeros((len(batch.members), max(int(values.max(initial=-1)), int(given.max())) + 2), dtype=np.bool_)
    seen[:, given] = True
    seen[np.arange(len(seen))[:, None], values[batch.members]] = True
    needed = minimum - seen[:, :-1].sum(axis=1)
    tight = np.flatnonzero(needed == batch.places)
    if len(tight):
        barred = seen[tight].take(values[batch.columns], axis=1)
        if len(tight) == len(seen):
            batch.gain[barred] = -np.inf
        else:
            rows, columns = np.nonzero(barred)
            batch.gain[tight[rows], columns] = -np.inf
    possible: Flags = needed <= batch.places
    return possible


def _bar_dependent(task: Task, of: Candidates, batch: Batch) -> None:
    """Bar those who are not independent of the newest members; they were barred for the earlier ones before."""
    positions = of.positions[batch.columns]
    if not batch.members.shape[1]:
        for member in task.query.locked:
            batch.gain[:, np.isin(positions, task.dependent(member))] = -np.inf
        return
    for row, member in enumerate(of.positions[batch.members[:, -1]].tolist()):
        dependent = task.dependent(member)
        if len(dependent):
            batch.gain[row, np.isin(positions, dependent)] = -np.inf


def countries_differ(task: Task) -> bool:
    """Return whether each free place must have a country of its own."""
    given = task.rules.country[task.locked]
    return task.rules.minimum_countries - len(set(given[given >= 0].tolist())) >= task.places


def same_country(of: Candidates, rows: Positions) -> Flags:
    """Return which pairs of some candidates with all share a country, or have none that counts, of shape (rows, m)."""
    shared: Flags = (of.country[rows, None] == of.country) | (of.country < 0)
    return shared
