"""How long a file of 10,000 consortia takes to be read and checked, beside checking them one command at a time.

The alternative is what a person has without the file: a new checker for each consortium, which reads the call and who
controls whom again. It is timed on fewer consortia and scaled. Beside the clock on the wall stands the time of the
processor, which others on the machine do not lengthen. Exit status 1 where a limit is missed.
"""

import csv
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from xlsxwriter import Workbook

from matchmaker.calls.application import Application
from matchmaker.calls.applications import read_applications
from matchmaker.calls.call import load_call
from matchmaker.calls.check import Checker
from matchmaker.calls.checked_file import check_file
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.folder import read_folder
from matchmaker.shipped import shipped

CONSORTIA, ALONE, ROUNDS = 10_000, 50, 3
MOST_SECONDS = 5.0
CALL = "GRO/SME/20/C/02"
CALLS = shipped("data") / "calls"
MARKETS = ("JP", "US", "CA", "CN", "BR", "KR", "SG")
OF_CONSORTIUM = ("markets", "duration", "total_cost", "share_asked", "defence")

Consortium = dict[str, Any]


def consortia(catalogue: Catalogue) -> list[Consortium]:
    """Return random consortia of 3 to 8 shipped organisations, stated in full, some with evidence."""
    chance = random.Random(20)  # noqa: S311
    ids = [organisation.id for organisation in catalogue]
    return [
        {
            "name": f"Consortium {at + 1}",
            "members": [
                {"organisation": each, "role": "member", "evidence": {"services": "annual report"}}
                for each in chance.sample(ids, chance.randint(3, 8))
            ],
            "markets": chance.sample(MARKETS, chance.randint(1, 6)),
            "duration": chance.choice((30, 36, 40)),
            "total_cost": 600_000,
            "share_asked": chance.choice((500_000, 540_000, 550_000)),
            "defence": False,
        }
        for at in range(CONSORTIA)
    ]


def rows(content: list[Consortium]) -> list[list[str]]:
    """Return a table with a row for each member; what is about the consortium stands in its first one."""
    table = [["consortium", "organisation", "role", "evidence_services", *OF_CONSORTIUM]]
    for each in content:
        stated = {name: str(each[name]) for name in OF_CONSORTIUM} | {"markets": ";".join(each["markets"])}
        for at, member in enumerate(each["members"]):
            first = [stated[name] if at == 0 else "" for name in OF_CONSORTIUM]
            table.append([each["name"], member["organisation"], member["role"], member["evidence"]["services"], *first])
    return table


def write_csv(path: Path, content: list[Consortium]) -> None:
    """Write consortia as a CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows(content))


def write_xlsx(path: Path, content: list[Consortium]) -> None:
    """Write consortia as an XLSX file."""
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows(content)):
            sheet.write_row(at, 0, row)


def write_json(path: Path, content: list[Consortium]) -> None:
    """Write consortia as a JSON file."""
    path.write_text(json.dumps(content), encoding="utf-8")


def write_yaml(path: Path, content: list[Consortium]) -> None:
    """Write consortia as a YAML file."""
    path.write_text(yaml.dump(content, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper)), encoding="utf-8")


# The formats with the limit; the others are reported beside them.
FORMATS: Mapping[str, tuple[Callable[[Path, list[Consortium]], None], bool]] = {
    ".csv": (write_csv, True),
    ".json": (write_json, True),
    ".yaml": (write_yaml, True),
    ".xlsx": (write_xlsx, False),
}


def seconds(of: Callable[[], object]) -> tuple[float, float]:
    """Return how long a call takes, in seconds of the clock on the wall and of the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    of()
    return time.perf_counter() - wall, time.process_time() - processor


def main() -> None:
    """Print the seconds for each format, and the ratio to checking the same consortia one at a time."""
    catalogue = read_folder(shipped("data"))
    content = consortia(catalogue)
    with tempfile.TemporaryDirectory() as folder:
        paths = {ending: Path(folder) / f"consortia{ending}" for ending in FORMATS}
        for ending, path in paths.items():
            FORMATS[ending][0](path, content)
        del content  # what is not needed any more would be looked through by each collection of garbage
        few = read_applications(paths[".csv"], catalogue).applications[:ALONE]
        runs: dict[str, list[tuple[float, float]]] = {ending: [] for ending in FORMATS}
        alone: list[tuple[float, float]] = []
        for _ in range(ROUNDS):
            for ending, path in paths.items():
                runs[ending].append(seconds(partial(check_all, path, catalogue)))
            alone.append(seconds(partial(check_alone, few, catalogue)))
    scaled = min(alone)[0] * CONSORTIA / ALONE
    print(f"{CONSORTIA:,} consortia, quickest of {ROUNDS:<6}{'seconds':>10}{'processor':>11}{'ratio':>7}{'limit':>7}")
    for ending, (_, limited) in FORMATS.items():
        wall, processor = min(runs[ending])
        limit = f"{MOST_SECONDS:.0f}" if limited else ""
        print(f"  read and checked from {ending:13}{wall:10.2f}{processor:11.2f}{scaled / wall:7.0f}{limit:>7}")
    print(f"  one at a time, scaled from {ALONE:<8}{scaled:10.2f}{min(alone)[1] * CONSORTIA / ALONE:11.2f}{1:7}")
    missed = [ending for ending, (_, limited) in FORMATS.items() if limited and min(runs[ending])[0] >= MOST_SECONDS]
    if missed:
        sys.exit(f"missed: less than {MOST_SECONDS} s from {', '.join(missed)}")


def check_all(path: Path, catalogue: Catalogue) -> None:
    """Read and check a file as the command does."""
    check_file(path, Checker(load_call(CALLS, CALL), catalogue))


def check_alone(applications: Sequence[Application], catalogue: Catalogue) -> None:
    """Check each application with nothing shared between them."""
    for application in applications:
        Checker(load_call(CALLS, CALL), catalogue).check(application)


if __name__ == "__main__":
    main()
