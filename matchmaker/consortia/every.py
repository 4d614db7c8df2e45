"""Every consortium whose score reaches what is asked, as long as they are not too many."""

import numpy as np

from matchmaker.calls.filter import Positions
from matchmaker.consortia.best import All
from matchmaker.consortia.branching import Search
from matchmaker.consortia.candidates import Task, candidates
from matchmaker.consortia.closer import MOST_COMPARED, closer, surviving
from matchmaker.consortia.query import Field, Query
from matchmaker.consortia.search import slack
from matchmaker.consortia.watch import Stopped, Watch


def every_consortium(field: Field, query: Query, least: float, watch: Watch) -> Positions | None:
    """Return every consortium that a query allows and whose score is at least so much, of shape (m, size).

    A few whose score is lower by no more than rounding may be among them.

    Returns:
        None where there are more than `query.top`.

    Raises:
        Stopped: time is up.
    """
    task = Task(field.affinity, field.rules, query)
    base, of = candidates(task)
    floor = least * task.pairs - 2 * slack(task, base, of)
    found = All(floor, query.top, task.allows)
    if task.places > 2 and len(of) <= MOST_COMPARED:
        of = closer(task, surviving(task, of, base, floor), watch)
    left = Search(task, surviving(task, of, base, floor), base, found, watch).run()
    if left > -np.inf:
        raise Stopped
    if found.overflowed:
        return None
    groups = found.groups()
    return np.empty((0, query.size), dtype=np.intp) if groups is None else groups
