"""How long the whole command takes from a cold start to its answer, and how much memory, beside bare Python.

Each process runs several times in turn, so that a busy moment of the machine hits all alike; the quickest run of each
counts. The profiles are in the cache from the first run on. Exit status 1 where a limit is missed.
"""

import os
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 7
MOST_SECONDS, MOST_MEGABYTES = 1.5, 300
QUERY = "matchmaker consortia es-basque-energy-cluster --json"
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "python -c pass": ("-c", "pass"),
    "matchmaker --help": ("-m", "matchmaker", "--help"),
    QUERY: ("-m", *QUERY.split()),
}


@dataclass(frozen=True)
class Run:
    """One process: wall-clock seconds from its start to its end, and the peak of its resident memory in megabytes."""

    seconds: float
    megabytes: float


def run(arguments: tuple[str, ...], environment: Mapping[str, str]) -> Run:
    """Run Python with these arguments to its end."""
    start = time.perf_counter()
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(sys.executable, [sys.executable, *arguments], environment, file_actions=silent)
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"{' '.join(arguments)} ended with status {os.waitstatus_to_exitcode(status)}")
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # macOS counts bytes, Linux kilobytes
    return Run(time.perf_counter() - start, usage.ru_maxrss / unit)


def main() -> None:
    """Print seconds, memory and the ratio to bare Python of each command."""
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "MATCHMAKER_CACHE": cache, "PYTHONPATH": str(Path(__file__).parent.parent)}
        first = run(COMMANDS[QUERY], environment)
        runs: dict[str, list[Run]] = {name: [] for name in COMMANDS}
        for _ in range(ROUNDS):
            for name, arguments in COMMANDS.items():
                runs[name].append(run(arguments, environment))
    quickest = {name: min(each.seconds for each in runs[name]) for name in COMMANDS}
    peak = {name: max(each.megabytes for each in runs[name]) for name in COMMANDS}
    bare = quickest["python -c pass"]
    print(f"{'quickest of ' + str(ROUNDS):56}{'seconds':>9}{'ratio':>8}{'peak MB':>9}")
    for name in COMMANDS:
        print(f"{name:56}{quickest[name]:9.2f}{quickest[name] / bare:8.1f}{peak[name]:9.0f}")
    print(f"{'the first time, when every profile is encoded':56}{first.seconds:9.2f}{'':8}{first.megabytes:9.0f}")
    if quickest[QUERY] >= MOST_SECONDS or peak[QUERY] >= MOST_MEGABYTES:
        sys.exit(f"missed: less than {MOST_SECONDS} s and {MOST_MEGABYTES} MB")


if __name__ == "__main__":
    main()
