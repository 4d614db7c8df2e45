"""The colour behind an outcome, pale enough to print black on; the outcome itself is always written out too."""

from types import MappingProxyType

from matchmaker.calls.finding import Outcome

_COLOURS = MappingProxyType(
    {Outcome.PASS: "E2EFDA", Outcome.ADVICE: "DDEBF7", Outcome.EVIDENCE: "FFF2CC", Outcome.FAIL: "F8CBAD"}
)


def outcome_colour(outcome: Outcome) -> str:
    """Return six hexadecimal digits: red, green, blue."""
    return _COLOURS[outcome]
