"""How fast the exact search is, beside brute force, a solver, and the one pass over the embeddings that it needs.

    python benchmarks/search.py                    # 300, 1,500, 10,000 and 100,000 organisations; half an hour
    python benchmarks/search.py 300 1500 --write   # and writes the table into search.md beside this file

Organisations are drawn like the shipped ones: `drawn.py` says how each part is. The product reads them as it reads any
catalogue; only the embeddings of their topics are drawn too. Each size runs in a process of its own. One question is
one organisation, the ten best consortia of three under the countable rules of the default call; several organisations
ask, each three times. Their best times are taken, and of these the median and the slowest are shown.

All run on one core, so that others on the machine disturb them alike; OPENBLAS_NUM_THREADS sets another number.

- *search*: the learned affinity, as the product searches it: all pairs as a matrix up to 5,000 organisations, above
  that by its outline.
- *answer*: the same question asked of the product, with the reasons and the verdict of each suggestion.
- *alone*: the same search where nothing but the similarity of embeddings counts.
- *pass*: `vectors @ vector` over the embeddings, the physical floor of any search that knows nothing beforehand.
- *brute force*: all pairs beside the organisation, as blocks of the learned affinity in NumPy and SciPy with the same
  rules; where it would take over a minute, it is extrapolated from a part of the blocks and marked with ~. Where it
  runs whole, the answers are compared.
- *CP-SAT*: the same question for the one best consortium, where OR-tools is installed, the pairs are not too many, and
  it finishes in a minute; the table says which. OR-tools comes with the extra `benchmarks`.
- *ready*: what is made once for a catalogue, at the first question, and kept. Reading the catalogue's texts comes
  before and is not in it.
- *memory*: the peak of the process; *above* is by how much that exceeds what the catalogue and its features take.
- *anywhere*: the ten best consortia of three of all, once.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from drawn import Drawn, compare, draw_catalogue

from matchmaker.affinity.affinity import Affinity
from matchmaker.affinity.outline import Outline
from matchmaker.calls.filter import EligibilityFilter
from matchmaker.consortia.affinities import LARGEST_MATRIX, MatrixAffinities, PairAffinities
from matchmaker.consortia.finder import Asked, Finder
from matchmaker.consortia.known_markets import known_markets
from matchmaker.consortia.learned import LearnedAffinities
from matchmaker.consortia.query import Field, Query
from matchmaker.consortia.search import best_consortia
from matchmaker.matchmaker import Matchmaker
from matchmaker.settings import Settings

SIZES = (300, 1_500, 10_000, 100_000)
ANYWHERE = (300, 1_500, 10_000)
TABLE = Path(__file__).with_suffix(".md")
_MINUTE = 60.0
_ASKING, _TIMES, _TOP = 10, 3, 10
_BLOCK = 256
_MOST_VARIABLES = 1_200_000  # pairs that CP-SAT is given
_PRECISION = 1_000_000  # CP-SAT counts in whole numbers

HEADS = (
    "organisations", "search ms", "slowest ms", "pass ms", "search / pass", "answer ms", "alone ms", "alone / pass",
    "brute force s", "brute force / search", "CP-SAT s", "ready s", "memory MB", "above MB", "anywhere s",
)  # fmt: skip


@dataclass(frozen=True)
class Instance:
    """What is searched: the affinity as it was read, the rules, and who asks."""

    affinity: Affinity
    rules: EligibilityFilter
    ids: tuple[str, ...]
    asking: tuple[int, ...]

    def field(self, affinity: PairAffinities) -> Field:
        """Return where is searched."""
        return Field(affinity, self.rules, self.ids)


def seconds(question: Callable[[], Any]) -> float:
    """Return how long a question takes."""
    start = time.perf_counter()
    question()
    return time.perf_counter() - start


def measure(drawn: Drawn, matchmaker: Matchmaker) -> dict[str, Any]:
    """Return everything that is measured of one catalogue, in seconds and bytes."""
    affinity, base, checker = drawn.affinity, held_memory(), replace(matchmaker.checker(), catalogue=drawn.catalogue)
    start = time.perf_counter()
    pairs = searched(affinity)
    known = known_markets(drawn.catalogue)
    finder = Finder(drawn.catalogue, checker, pairs, affinity, lambda: known)
    rng = np.random.default_rng(1)
    asking = rng.choice(np.flatnonzero(finder.rules.admissible), _ASKING, replace=False).tolist()
    field = finder.searched
    best_consortia(field, Query(3, _TOP, (asking[-1],)))
    ready = time.perf_counter() - start
    instance = Instance(affinity, finder.rules, finder.ids, tuple(asking))
    vectors = affinity.features.content.topics.astype(np.float32)
    search, passing, answers = [], [], []
    for anchor in asking:
        vector = vectors[anchor].copy()
        passing.append(min(seconds(lambda v=vector: vectors @ v) for _ in range(_TIMES)))
        query = Query(3, _TOP, (anchor,))
        search.append(min(seconds(lambda q=query: best_consortia(field, q)) for _ in range(_TIMES)))
        asked = Asked(lock=(finder.ids[anchor],), top=_TOP)
        answers.append(min(seconds(lambda a=asked: finder.suggest(a)) for _ in range(_TIMES)))
    memory = peak_memory()
    brute, whole = compared_brute_force(instance, field, asking[0])
    alone = [min(seconds(each) for _ in range(_TIMES)) for each in of_embeddings_alone(instance)]
    measured = {
        "count": len(affinity), "ready": ready, "search": float(np.median(search)), "slowest": max(search),
        "pass": float(np.median(passing)), "answer": float(np.median(answers)), "alone": float(np.median(alone)),
        "brute": brute, "whole": whole, "memory": memory, "above": memory - base,
        "solver": solver(instance, asking[0]),
    }  # fmt: skip
    if len(affinity) in ANYWHERE:
        measured["anywhere"] = seconds(lambda: best_consortia(field, Query(3, _TOP)))
    return measured


def searched(affinity: Affinity) -> PairAffinities:
    """Return the affinities in the shape in which the product searches them."""
    return (
        LearnedAffinities(Outline(affinity)) if len(affinity) > LARGEST_MATRIX else MatrixAffinities(affinity.matrix())
    )


def of_embeddings_alone(instance: Instance) -> list[Callable[[], Any]]:
    """Return the same questions where nothing but the similarity of embeddings counts."""
    weights = instance.affinity.weights
    alone = {name: weight if name == "profile similarity" else 0.0 for name, weight in weights.weights.items()}
    affinity = Affinity(instance.affinity.features, weights.model_copy(update={"weights": alone}))
    field = instance.field(searched(affinity))
    best_consortia(field, Query(3, _TOP, instance.asking[-1:]))
    queries = [Query(3, _TOP, (anchor,)) for anchor in instance.asking]
    return [lambda q=query: best_consortia(field, q) for query in queries]


def held_memory() -> int:
    """Return how much memory, in bytes, this process holds now; 0 where that is not known."""
    status = Path("/proc/self/status")
    return _kilobytes(status, "VmRSS") * 1024 if status.exists() else 0


def peak_memory() -> int:
    """Return the most memory, in bytes, that this process held."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not the rusage below: on Linux it counts what the parent held when it started this process.
        return _kilobytes(status, "VmHWM") * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _kilobytes(status: Path, name: str) -> int:
    (line,) = (each for each in status.read_text(encoding="ascii").splitlines() if each.startswith(name))
    return int(line.split()[1])


def forget_peak() -> None:
    """Let the peak of memory begin anew, where the system knows how."""
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        clear.write_text("5", encoding="ascii")


def compared_brute_force(instance: Instance, field: Field, anchor: int) -> tuple[float, bool]:
    """Return how long all pairs beside an organisation take, and whether all were looked at.

    Raises:
        AssertionError: the best of them are not what the search finds.
    """
    brute, whole, found = brute_force(instance, anchor)
    if whole:
        mine = best_consortia(field, Query(3, _TOP, (anchor,))).consortia
        if [set(each.members) for each in mine] != [set(each) for each in found]:
            raise AssertionError("The search and brute force differ.")
    return brute, whole


def brute_force(instance: Instance, anchor: int) -> tuple[float, bool, list[tuple[int, ...]]]:
    """Return how long all pairs beside an organisation take, whether all were looked at, and the best of them."""
    affinity, rules = instance.affinity, instance.rules
    start = time.perf_counter()
    row = affinity.row(anchor)
    free = np.flatnonzero(rules.admissible)
    free = free[(rules.country[free] != rules.country[anchor]) & (rules.country[free] >= 0) & (free != anchor)]
    beside = row[free]
    kept: list[tuple[float, int, int]] = []
    step = max(8, min(_BLOCK, 4_000_000 // max(len(free), 1)))
    blocks = range(0, len(free), step)
    for done, first in enumerate(blocks):
        rows = free[first : first + step]
        others = slice(first, None)
        block = affinity.block(rows, free[others])
        block += beside[others]
        block += beside[first : first + step, None]
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
    block: npt.NDArray[np.float64],
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


def solver(instance: Instance, anchor: int) -> float | str:
    """Return how long CP-SAT takes to prove the best consortium, or why it did not."""
    count = len(instance.ids)
    if count * (count - 1) // 2 > _MOST_VARIABLES:
        return "too large"
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        return "not installed"
    rules, row = instance.rules, instance.affinity.row(anchor)
    free = np.flatnonzero(rules.admissible & (np.arange(count) != anchor))
    start = time.perf_counter()
    # The tightest model there is, and generous to the solver: one variable for each pair that the rules allow.
    one, other = np.triu_indices(len(free), 1)
    groups = np.column_stack([np.full(len(one), anchor), free[one], free[other]])
    allowed = rules.allows(groups)
    one, other = one[allowed], other[allowed]
    totals = row[free[one]] + row[free[other]] + instance.affinity.block(free, free)[one, other]
    model = cp_model.CpModel()
    pairs = [model.new_bool_var("") for _ in one]
    model.add_exactly_one(pairs)
    model.maximize(cp_model.LinearExpr.weighted_sum(pairs, np.round(totals * _PRECISION).astype(int).tolist()))
    program = cp_model.CpSolver()
    program.parameters.max_time_in_seconds = _MINUTE
    program.parameters.num_workers = 2
    status = program.solve(model)
    return time.perf_counter() - start if status == cp_model.OPTIMAL else "over a minute"


def cells(measured: dict[str, Any]) -> list[str]:
    """Return one row of the table."""
    marked = "" if measured["whole"] else "~"
    search, passing = measured["search"], measured["pass"]
    solved = measured["solver"]
    return [
        f"{measured['count']:,}", f"{1000 * search:.2f}", f"{1000 * measured['slowest']:.2f}", f"{1000 * passing:.3f}",
        f"{search / passing:.1f}", f"{1000 * measured['answer']:.1f}", f"{1000 * measured['alone']:.2f}",
        f"{measured['alone'] / passing:.1f}", marked + format(measured["brute"], ".3g"),
        marked + format(measured["brute"] / search, ",.0f"),
        solved if isinstance(solved, str) else f"{solved:.1f}", f"{measured['ready']:.2f}",
        f"{measured['memory'] / 2**20:.0f}", f"{measured['above'] / 2**20:.0f}",
        f"{measured['anywhere']:.1f}" if "anywhere" in measured else "not asked",
    ]  # fmt: skip


def table(rows: list[list[str]]) -> str:
    """Return the table in Markdown, its columns aligned."""
    widths = [max(len(row[at]) for row in (list(HEADS), *rows)) for at in range(len(HEADS))]
    lines = [[*HEADS], ["-" * (width - 1) + ":" for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in lines
    )


def text(rows: list[list[str]], likeness: str) -> str:
    """Return what is written: the table, how organisations were drawn, and how like the shipped ones they are."""
    head, _, rest = (__doc__ or "").partition("\n")
    said = rest.partition("Organisations are drawn")[2]
    return (
        f"# {head}\n\nWritten by `python benchmarks/search.py --write`.\n\n{table(rows)}\n\n"
        f"Organisations are drawn{said.rstrip()}\n\n## How like the shipped organisations those that are drawn are\n\n"
        f"```\n{likeness}\n```\n\nThe best affinities of those that are drawn are lower than the shipped ones': "
        f"real neighbours resemble each other in several ways at once more often. How far the best stand out decides "
        f"how much the bounds prune: figures of a real catalogue of the same size may differ.\n"
    )


def main() -> None:
    """Draw, measure each size in a process of its own, and print the table."""
    if sys.argv[1:2] == ["--one"]:
        matchmaker = Matchmaker(Settings.from_environment(os.environ))
        drawn = draw_catalogue(matchmaker, int(sys.argv[2]))
        _ = drawn.affinity
        forget_peak()
        print(json.dumps(measure(drawn, matchmaker)))
        return
    sizes = [int(each) for each in sys.argv[1:] if each.isdigit()] or SIZES
    matchmaker = Matchmaker(Settings.from_environment(os.environ))
    likeness = compare(matchmaker.affinity, draw_catalogue(matchmaker, len(matchmaker.catalogue)).affinity)
    print(likeness, end="\n\n")
    rows = []
    for count in sizes:
        answer = subprocess.run(
            [sys.executable, __file__, "--one", str(count)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "OPENBLAS_NUM_THREADS": os.environ.get("OPENBLAS_NUM_THREADS", "1")},
        )
        if answer.returncode:
            sys.exit(answer.stderr)
        rows.append(cells(json.loads(answer.stdout)))
        print(table(rows[-1:]), flush=True)
    if "--write" in sys.argv:
        TABLE.write_text(text(rows, likeness), encoding="utf-8")


if __name__ == "__main__":
    main()
