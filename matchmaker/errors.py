"""What can be wrong with what a person gives us, said so that she can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in one place of one file.

    `row` counts as a spreadsheet does: the header is row 1. It is 0 where the whole file is meant.
    """

    file: str
    row: int
    column: str
    value: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        """Name the place, the value, the reason and the remedy in one line."""
        place = self.file
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        shown = self.value if len(self.value) <= 60 else self.value[:57] + "..."
        value = f" {shown!r}" if self.value else ""
        return f"{place}:{value} {self.reason}. {self.remedy}"


class MatchmakerError(Exception):
    """An error that a person can mend: its message says what is wrong and how."""


class BadInput(MatchmakerError):
    """Files or arguments that cannot be used; `problems` holds every one found, not just the first."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        self.problems = tuple(problems)
        self.summary = message
        super().__init__("\n".join([message, *(f"  {problem}" for problem in self.problems)]))


class NoResult(MatchmakerError):
    """The question was understood and has no answer; the message says what could be relaxed."""
