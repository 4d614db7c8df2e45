"""The command that checks a consortium against a call, and how findings are shown."""

from typing import Annotated, Any

import typer

from matchmaker.calls.application import Application
from matchmaker.calls.check import Assessment
from matchmaker.calls.finding import Finding, Outcome
from matchmaker.cli.arguments import CallId, Markets, read_markets
from matchmaker.cli.output import AsJson, CatalogueFolder, console, opened, print_json
from matchmaker.matchmaker import DEFAULT_CALL

_SIGNS = {Outcome.PASS: "✓", Outcome.ADVICE: "i", Outcome.EVIDENCE: "?", Outcome.FAIL: "✗"}


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("check")(check)


def check(
    organisations: Annotated[list[str], typer.Argument(metavar="ORG...", help="Ids or names of the members.")],
    call: CallId = DEFAULT_CALL,
    market: Markets = [],
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Check a consortium against a call: the outcome of every rule, with its clause and its reason."""
    assessment = opened(catalogue).check(Application.of(*organisations, markets=read_markets(market)), call)
    if as_json:
        findings = [finding_json(finding) for finding in assessment.findings]
        print_json({"verdict": assessment.verdict, "findings": findings})
        return
    print_findings(assessment)


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON shows it."""
    return {
        "rule": finding.rule,
        "outcome": finding.outcome,
        "clause": finding.clause,
        "reason": finding.reason,
        "members": list(finding.members),
        "remedy": finding.remedy,
    }


def print_findings(assessment: Assessment) -> None:
    """Print the verdict and every finding with its clause and what would change it."""
    console.print(_headline(assessment), style="bold")
    for finding in assessment.findings:
        console.print(f"{_SIGNS[finding.outcome]} {finding.rule} ({finding.outcome}): {finding.reason}")
        if finding.remedy:
            console.print(f"  {finding.remedy}")
        console.print(f"  {finding.clause}", style="dim")


def print_summary(assessment: Assessment, indent: str) -> None:
    """Print the verdict and, in a line for each outcome but pass, the rules that ask for something."""
    console.print(f"{indent}{_headline(assessment)}", style="bold")
    for outcome in (Outcome.FAIL, Outcome.EVIDENCE, Outcome.ADVICE):
        rules = [finding.rule for finding in assessment.findings if finding.outcome is outcome]
        if rules:
            console.print(f"{indent}{_SIGNS[outcome]} {outcome}: {', '.join(rules)}")


def _headline(assessment: Assessment) -> str:
    return f"{assessment.call} as of {assessment.as_of}: {assessment.verdict}"
