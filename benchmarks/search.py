"""How fast the exact search is, beside brute force, a solver, and the one pass over the embeddings that it needs.

    python benchmarks/search.py                # 300, 1,500, 10,000 and 100,000 organisations; some minutes
    python benchmarks/search.py 300 1500

Organisations are drawn like the shipped ones: `synthetic.py` says how. Each size runs in a process of its own, which
reads what was drawn and reports its peak memory. One question is one organisation, the ten best consortia of three
under the countable rules of the default call; ten organisations ask, each three times. Their best times are taken, and
of these the median and the slowest are shown.

All run on one core, so that others on the machine disturb them alike; OPENBLAS_NUM_THREADS sets another number.

- *pass*: `vectors @ vector` on the same array, the physical floor of any search that knows nothing beforehand.
- *brute force*: all pairs beside the organisation, as blocked matrix products in NumPy, with the same rules; where it
  would take over a minute, it is extrapolated from a part of the blocks and marked with ~. Where it runs whole, the
  answers are compared.
- *CP-SAT*: the same question for the one best consortium, where OR-tools is installed and finishes in a minute.
  OR-tools takes protobuf back to a version below the pinned one, so it is no part of the development environment;
  install it into another one.
- *ready*: what is made once for a catalogue and kept: all affinities as a matrix up to 5,000 organisations, above that
  bounds and outlines of vectors.
- Above 5,000 organisations these are figures of inner products of vectors, a form that the learned affinity of the
  product does not have yet: the product's first question there passes over all pairs and takes far longer.
- *anywhere*: the ten best consortia of three of all, once.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from synthetic import Synthetic, compare, draw, read_shipped

from matchmaker.calls.filter import EligibilityFilter
from matchmaker.consortia.affinities import LARGEST_MATRIX, MatrixAffinities, PairAffinities
from matchmaker.consortia.query import Field, Query
from matchmaker.consortia.search import best_consortia
from matchmaker.consortia.vectors import VectorAffinities
from matchmaker.matchmaker import Matchmaker
from matchmaker.settings import Settings

SIZES = (300, 1_500, 10_000, 100_000)
ANYWHERE = (300, 1_500, 10_000)
_MINUTE = 60.0
_ASKING, _TIMES, _TOP = 10, 3, 10
_BLOCK = 256
_MOST_VARIABLES = 1_200_000  # pairs that CP-SAT is given
_PRECISION = 1_000_000  # CP-SAT counts in whole numbers


@dataclass(frozen=True)
class Instance:
    """What is searched: vectors and what pairs have besides, the rules, and who asks."""

    vectors: VectorAffinities
    rules: EligibilityFilter
    asking: tuple[int, ...]


def seconds(question: Callable[[], Any]) -> float:
    """Return how long a question takes."""
    start = time.perf_counter()
    question()
    return time.perf_counter() - start


def measure(instance: Instance) -> dict[str, Any]:
    """Return everything that is measured of one instance, in seconds and bytes."""
    start = time.perf_counter()
    affinity = made_ready(instance.vectors)
    ready = time.perf_counter() - start
    field = Field(affinity, instance.rules, tuple(f"s{at:06}" for at in range(len(affinity))))
    best_consortia(field, Query(3, _TOP, instance.asking[-1:]))  # once for what is kept from then on
    search, passing = [], []
    for anchor in instance.asking:
        vector = instance.vectors.vectors[anchor].copy()
        passing.append(min(seconds(lambda v=vector: instance.vectors.vectors @ v) for _ in range(_TIMES)))
        query = Query(3, _TOP, (anchor,))
        search.append(min(seconds(lambda q=query: best_consortia(field, q)) for _ in range(_TIMES)))
    memory = peak_memory()
    anchor = instance.asking[0]
    brute, whole, found = brute_force(instance, anchor)
    if whole:
        mine = best_consortia(field, Query(3, _TOP, (anchor,))).consortia
        if [set(each.members) for each in mine] != [set(each) for each in found]:
            raise AssertionError("The search and brute force differ.")
    measured = {
        "count": len(affinity), "ready": ready, "search": float(np.median(search)), "slowest": max(search),
        "pass": float(np.median(passing)), "brute": brute, "whole": whole, "memory": memory,
        "solver": solver(instance, anchor),
    }  # fmt: skip
    if len(affinity) in ANYWHERE:
        measured["anywhere"] = seconds(lambda: best_consortia(field, Query(3, _TOP)))
    return measured


def peak_memory() -> int:
    """Return the most memory, in bytes, that this process held."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not the rusage below: on Linux it counts what the parent held when it started this process.
        (line,) = (each for each in status.read_text(encoding="ascii").splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def made_ready(vectors: VectorAffinities) -> PairAffinities:
    """Return the affinities in the shape that is searched, with what is made once and kept.

    Up to `LARGEST_MATRIX` that is the product's own. Above it, the product searches its learned affinity block by
    block, which no size here measures: its first question passes over all pairs and takes far longer.
    """
    if len(vectors) > LARGEST_MATRIX:
        everyone = np.arange(1)
        vectors.at_most(everyone, everyone)
        _ = (vectors.ceilings, vectors.tolerance, vectors.exceptions)
        return vectors
    one, other = np.triu_indices(len(vectors), 1)
    matrix = np.zeros((len(vectors), len(vectors)))
    for start in range(0, len(one), 10_000):
        part = slice(start, start + 10_000)
        matrix[one[part], other[part]] = vectors.pairs(one[part], other[part])
    matrix += matrix.T
    affinity = MatrixAffinities(matrix)
    _ = affinity.ceilings
    return affinity


def brute_force(instance: Instance, anchor: int) -> tuple[float, bool, list[tuple[int, ...]]]:
    """Return how long all pairs beside an organisation take, whether all were looked at, and the best of them."""
    vectors, rules = instance.vectors, instance.rules
    start = time.perf_counter()
    row = vectors.row(anchor)
    free = np.flatnonzero(rules.admissible)
    free = free[(rules.country[free] != rules.country[anchor]) & (rules.country[free] >= 0) & (free != anchor)]
    beside = row[free].astype(np.float32)
    kept: list[tuple[float, int, int]] = []
    blocks = range(0, len(free), _BLOCK)
    for done, first in enumerate(blocks):
        rows = free[first : first + _BLOCK]
        others = slice(first, None)
        block = vectors.block(rows, free[others])
        block += beside[others]
        block += beside[first : first + _BLOCK, None]
        block[rules.country[rows][:, None] == rules.country[free[others]]] = -np.inf
        block[np.tril_indices(len(rows), 0, block.shape[1])] = -np.inf
        kept = _best_of(block, rows, free[others], kept, rules, anchor)
        spent = time.perf_counter() - start
        share = 1 - (1 - (done + 1) / len(blocks)) ** 2  # of the triangle of pairs
        if spent > 5 and spent / share > _MINUTE and done + 1 < len(blocks):
            return spent / share, False, []
    best = sorted(kept, reverse=True)[:_TOP]
    return time.perf_counter() - start, True, [(anchor, one, other) for _, one, other in best]


def _best_of(
    block: npt.NDArray[np.float32],
    rows: npt.NDArray[np.intp],
    columns: npt.NDArray[np.intp],
    kept: list[tuple[float, int, int]],
    rules: EligibilityFilter,
    anchor: int,
) -> list[tuple[float, int, int]]:
    most = min(4 * _TOP, block.size)
    least = sorted(kept, reverse=True)[_TOP - 1][0] if len(kept) >= _TOP else -np.inf
    if block.max() < least:
        return kept
    at = np.argpartition(block, -most, axis=None)[-most:]
    row, column = np.unravel_index(at, block.shape)
    groups = np.column_stack([np.full(len(at), anchor), rows[row], columns[column]])
    allowed = np.isfinite(block[row, column]) & rules.allows(groups)
    new = zip(
        block[row, column][allowed].tolist(),
        rows[row][allowed].tolist(),
        columns[column][allowed].tolist(),
        strict=True,
    )
    return sorted([*kept, *new], reverse=True)[:_TOP]


def solver(instance: Instance, anchor: int) -> float | None:
    """Return how long CP-SAT takes to prove the best consortium; None where it is not there or does not finish."""
    count = len(instance.vectors)
    if count * (count - 1) // 2 > _MOST_VARIABLES:
        return None
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        return None
    rules, row = instance.rules, instance.vectors.row(anchor)
    free = np.flatnonzero(rules.admissible & (np.arange(count) != anchor))
    start = time.perf_counter()
    # The tightest model there is, and generous to the solver: one variable for each pair that the rules allow.
    one, other = np.triu_indices(len(free), 1)
    groups = np.column_stack([np.full(len(one), anchor), free[one], free[other]])
    allowed = rules.allows(groups)
    one, other = one[allowed], other[allowed]
    totals = row[free[one]] + row[free[other]] + instance.vectors.block(free, free)[one, other]
    model = cp_model.CpModel()
    pairs = [model.new_bool_var("") for _ in one]
    model.add_exactly_one(pairs)
    model.maximize(cp_model.LinearExpr.weighted_sum(pairs, np.round(totals * _PRECISION).astype(int).tolist()))
    program = cp_model.CpSolver()
    program.parameters.max_time_in_seconds = _MINUTE
    program.parameters.num_workers = 2
    status = program.solve(model)
    return time.perf_counter() - start if status == cp_model.OPTIMAL else None


def save(synthetic: Synthetic, path: Path) -> None:
    """Write what was drawn, for another process to read."""
    rng = np.random.default_rng(1)
    affinities = synthetic.affinities()
    partners = synthetic.partners.tocoo()
    rules = synthetic.rules
    np.savez(
        path, vectors=affinities.vectors, intercept=affinities.intercept, row=partners.row, column=partners.col,
        besides=partners.data, admissible=rules.admissible, country=rules.country, member_state=rules.member_state,
        asking=rng.choice(np.flatnonzero(rules.admissible), _ASKING, replace=False),
    )  # fmt: skip


def load(path: Path) -> Instance:
    """Read what was drawn."""
    with np.load(path) as file:
        rows, count = file["vectors"], len(file["admissible"])
        pairs = (file["besides"], (file["row"], file["column"]))
        vectors = VectorAffinities(float(file["intercept"]), rows, sp.csr_array(pairs, shape=(count, count)))
        none = np.empty((0, 2), dtype=np.intp)
        rules = EligibilityFilter(
            file["admissible"], file["country"], file["member_state"], none, (), minimum_entities=3,
            minimum_countries=3, minimum_member_states=2,
        )  # fmt: skip
        return Instance(vectors, rules, tuple(file["asking"].tolist()))


def line(measured: dict[str, Any]) -> str:
    """Return one row of the table."""
    marked = "" if measured["whole"] else "~"
    brute = marked + format(measured["brute"], ".3g")
    ratio = marked + format(measured["brute"] / measured["search"], ",.0f")
    return (
        f"{measured['count']:>9,}{1000 * measured['search']:>10.2f}{1000 * measured['slowest']:>10.2f}"
        f"{1000 * measured['pass']:>10.3f}{measured['search'] / measured['pass']:>8.1f}"
        f"{brute:>10}{ratio:>9}"
        f"{'-' if measured['solver'] is None else format(measured['solver'], '.1f'):>9}"
        f"{measured['memory'] / 2**20:>9.0f}{measured['ready']:>8.2f}"
        f"{format(measured['anywhere'], '.2f') if 'anywhere' in measured else '-':>11}"
    )


def main() -> None:
    """Draw, measure each size in a process of its own, and print the table."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(load(Path(sys.argv[2])))))
        return
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    shipped = read_shipped(Matchmaker(Settings()))
    print(compare(shipped, draw(shipped, len(shipped.embeddings))), end="\n\n")
    print(
        f"{'':>9}{'search':>10}{'slowest':>10}{'pass':>10}{'search':>8}{'brute':>10}{'brute':>9}{'CP-SAT':>9}"
        f"{'memory':>9}{'ready':>8}{'anywhere':>11}\n"
        f"{'count':>9}{'ms':>10}{'ms':>10}{'ms':>10}{'/ pass':>8}{'force s':>10}{'/ search':>9}{'s':>9}"
        f"{'MB':>9}{'s':>8}{'s':>11}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            path = Path(folder) / f"{count}.npz"
            save(draw(shipped, count), path)
            answer = subprocess.run(
                [sys.executable, __file__, "--one", str(path)],
                capture_output=True,
                text=True,
                check=False,
                env={**os.environ, "OPENBLAS_NUM_THREADS": os.environ.get("OPENBLAS_NUM_THREADS", "1")},
            )
            if answer.returncode:
                sys.exit(answer.stderr)
            print(line(json.loads(answer.stdout)), flush=True)
            path.unlink()


if __name__ == "__main__":
    main()
