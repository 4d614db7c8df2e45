"""Checking a whole file of applications: every good one is checked, every bad one reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from matchmaker.calls.application import Application
from matchmaker.calls.applications import read_applications
from matchmaker.calls.call import Call
from matchmaker.calls.check import Assessment, Checker
from matchmaker.calls.finding import Verdict
from matchmaker.errors import Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """One application and what the call's rules say of it."""

    application: Application
    assessment: Assessment


@dataclass(frozen=True)
class CheckedFile:
    """The verdicts on the applications of a source; `refused` could not be read, and `problems` say why."""

    source: str
    call: Call
    as_of: date
    checked: tuple[Checked, ...]
    problems: tuple[Problem, ...] = ()
    refused: tuple[str, ...] = ()
    unknown_columns: tuple[str, ...] = ()

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many applications have each verdict."""
        verdicts = [each.assessment.verdict for each in self.checked]
        return MappingProxyType({verdict: verdicts.count(verdict) for verdict in Verdict})


def check_file(path: Path, checker: Checker) -> CheckedFile:
    """Check every application of a file that can be read.

    Raises:
        BadInput: the file as a whole cannot be read, or the call has no deadline and no day was given.
    """
    day = checker.day
    read = read_applications(path, checker.catalogue)
    return CheckedFile(
        source=str(path),
        call=checker.call,
        as_of=day,
        checked=tuple(Checked(application, checker.check(application)) for application in read.applications),
        problems=read.problems,
        refused=read.refused,
        unknown_columns=read.unknown_columns,
    )
