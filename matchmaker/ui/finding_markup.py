"""Findings in HTML, each with its reason, what would mend it, and the clause that it rests on."""

from html import escape

from matchmaker.calls.finding import Finding
from matchmaker.ui import texts
from matchmaker.ui.findings import Gap
from matchmaker.ui.markup import tag


def gap_markup(gap: Gap) -> str:
    """Return findings that belong together under their heading."""
    items = (finding_markup(finding) for finding in gap.findings)
    return tag("section", tag("h4", escape(gap.heading)), tag("ul", *items, class_="mm-findings"))


def finding_markup(finding: Finding) -> str:
    """Return one finding."""
    remedy = tag("p", tag("b", f"{texts.REMEDY}: "), escape(finding.remedy)) if finding.remedy else ""
    return tag(
        "li",
        tag("strong", escape(texts.rule(finding.rule))),
        tag("p", escape(finding.reason)),
        remedy,
        tag("p", f"{texts.CLAUSE}: {escape(finding.clause)}", class_="mm-clause"),
    )
