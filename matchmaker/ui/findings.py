"""What keeps a consortium from being eligible, grouped by who can mend it, in words for the screen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matchmaker.calls.finding import Finding, Outcome
from matchmaker.catalogue.organisation import Organisation
from matchmaker.ui import texts
from matchmaker.ui.markup import capitalised


@dataclass(frozen=True)
class Gap:
    """Findings that are not a pass and belong together."""

    heading: str
    findings: tuple[Finding, ...]


def gaps(findings: Sequence[Finding], members: Sequence[Organisation]) -> tuple[Gap, ...]:
    """Group findings: broken rules, what members must show, what the application must state, advice.

    Members are named as people name them, not by their ids.
    """
    headings = (texts.BROKEN, texts.ASK_MEMBERS, texts.STATE_IN_APPLICATION, texts.ADVICE)
    grouped: dict[str, list[Finding]] = {heading: [] for heading in headings}
    for finding in findings:
        if finding.outcome is not Outcome.PASS:
            grouped[_heading(finding)].append(_in_words(finding, members))
    return tuple(Gap(heading, tuple(each)) for heading, each in grouped.items() if each)


def _heading(finding: Finding) -> str:
    if finding.outcome is Outcome.FAIL:
        return texts.BROKEN
    if finding.outcome is Outcome.ADVICE:
        return texts.ADVICE
    return texts.ASK_MEMBERS if finding.members else texts.STATE_IN_APPLICATION


def _in_words(finding: Finding, members: Sequence[Organisation]) -> Finding:
    return replace(
        finding,
        reason=capitalised(named(finding.reason, members)),
        remedy=named(finding.remedy, members),
    )


def named(text: str, members: Sequence[Organisation]) -> str:
    """Return a text with the ids of organisations as people name them."""
    labels = {member.id: member.label for member in members}
    longest_first = sorted(labels, key=len, reverse=True)
    pattern = "|".join(re.escape(each) for each in longest_first)
    # An id within a longer word or id (es-bec in es-bec-2) is another one's.
    return re.sub(rf"(?<![\w-])(?:{pattern})(?![\w-])", lambda found: labels[found.group()], text) if labels else text
