"""The colour behind an outcome or a verdict, pale enough to print black on; the word itself always stands there too."""

from types import MappingProxyType

from matchmaker.calls.finding import Outcome, Verdict

_GREEN, _BLUE, _YELLOW, _RED = "E2EFDA", "DDEBF7", "FFF2CC", "F8CBAD"
_COLOURS = MappingProxyType(
    {
        Outcome.PASS: _GREEN,
        Outcome.ADVICE: _BLUE,
        Outcome.EVIDENCE: _YELLOW,
        Outcome.FAIL: _RED,
        Verdict.ELIGIBLE: _GREEN,
        Verdict.EVIDENCE: _YELLOW,
        Verdict.NOT_ELIGIBLE: _RED,
    }
)


def outcome_colour(outcome: Outcome | Verdict) -> str:
    """Return six hexadecimal digits: red, green, blue."""
    return _COLOURS[outcome]
