"""The command that checks consortia against a call, and how findings are shown."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from matchmaker.affinity.affinity import shown
from matchmaker.calls.application import Application
from matchmaker.calls.check import Assessment
from matchmaker.calls.checked_file import Checked, CheckedFile
from matchmaker.calls.finding import Finding, Outcome, Verdict
from matchmaker.cli.arguments import CallId, Markets, read_markets
from matchmaker.cli.output import AsJson, CatalogueFolder, console, opened, print_json, say
from matchmaker.consortia.fixes import Fix, Fixer
from matchmaker.errors import BadInput, NoResult
from matchmaker.matchmaker import DEFAULT_CALL
from matchmaker.reports.eligibility_report import EligibilityReport, change_of, still_failing
from matchmaker.wording import counted

_SIGNS = {Outcome.PASS: "✓", Outcome.ADVICE: "i", Outcome.EVIDENCE: "?", Outcome.FAIL: "✗"}
_MOST_SHOWN = 20  # consortia of a file; the report and the JSON have them all


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("check")(check)


def check(
    organisations: Annotated[
        list[str] | None, typer.Argument(metavar="ORG...", help="Ids or names of the members.", show_default=False)
    ] = None,
    call: CallId = DEFAULT_CALL,
    market: Markets = [],
    file: Annotated[
        Path | None,
        typer.Option(help="Applications: YAML or JSON, or CSV or XLSX with one row a member.", show_default=False),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD", help="Day of the verdict. Default: the call's deadline; today where it has none."
        ),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Propose the smallest changes that mend it.")] = False,
    report: Annotated[
        Path | None, typer.Option(metavar="OUT.xlsx|.docx", help="Write a report.", show_default=False)
    ] = None,
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Check consortia against a call: the outcome of every rule, with its clause and its reason."""
    _refuse_contradictions(organisations, market, file, report)
    day = _read_day(as_of)
    matchmaker = opened(catalogue)
    if file:
        checked = matchmaker.check_file(file, call, day)
    else:
        named = [matchmaker.catalogue.find(each).id for each in organisations or ()]
        application = Application.of(*named, markets=read_markets(market))
        assessment = matchmaker.check(application, call, day)
        one = Checked(application, assessment)
        checked = CheckedFile("the command line", matchmaker.call(call), assessment.as_of, (one,))
    fixes, unfixed = _fixes(checked, matchmaker.fixer(call, day)) if fix else (None, {})
    if report and checked.checked:  # of nothing there is no report
        today = datetime.now(UTC).date()
        _write_report(report, EligibilityReport(checked, matchmaker.catalogue, today, fixes, unfixed))
    if file:
        _answer_file(checked, fixes, unfixed, as_json=as_json)
    else:
        _answer_one(checked, fixes, unfixed, as_json=as_json)
    if report and checked.checked and not as_json:
        console.print(f"Report written to {report}", soft_wrap=True)
    if not checked.checked:
        raise BadInput(f"Nothing was checked: none of the {len(checked.refused)} consortia of {file} can be read.")


def _refuse_contradictions(
    organisations: Sequence[str] | None, market: Sequence[str], file: Path | None, report: Path | None
) -> None:
    if bool(organisations) == bool(file):
        raise BadInput("Nothing is to be checked, or two things. Name the members, or give a file with --file.")
    if file and market:
        raise BadInput("--market is for members named here. Give the markets in the file.")
    if report and report.suffix.lower() not in (".xlsx", ".docx"):
        raise BadInput(f"--report {report}: the ending {report.suffix!r} is not known. End it in .xlsx or .docx.")
    if report and file and report.resolve() == file.resolve():
        raise BadInput(f"--report {report} is the file that is checked. Choose another name for the report.")


def _read_day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise BadInput(f"--as-of {given!r} is not a day. Write it as 2020-12-02.") from error


def _fixes(checked: CheckedFile, fixer: Fixer) -> tuple[list[tuple[Fix, ...]], dict[int, str]]:
    """Return the fixes of each consortium, and why none were looked for, by the place of those that are too large."""
    fixes: list[tuple[Fix, ...]] = []
    unfixed: dict[int, str] = {}
    for at, each in enumerate(checked.checked):
        fixes.append(())
        if each.assessment.verdict is Verdict.NOT_ELIGIBLE:
            try:
                fixes[at] = fixer.fixes(each.application)
            except NoResult as error:
                unfixed[at] = str(error)
    return fixes, unfixed


def _write_report(path: Path, report: EligibilityReport) -> None:
    # The libraries that write documents take 0.3 s to import, and few commands need them.
    try:
        if path.suffix.lower() == ".xlsx":
            from matchmaker.reports.eligibility_workbook import write_workbook

            write_workbook(path, report)
        else:
            from matchmaker.reports.eligibility_document import write_document

            write_document(path, report)
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}. Choose another place with --report.") from error


def _answer_one(
    checked: CheckedFile, fixes: Sequence[Sequence[Fix]] | None, unfixed: Mapping[int, str], *, as_json: bool
) -> None:
    (one,) = checked.checked
    if as_json:
        answer = {"call": checked.call.id, "as_of": checked.as_of.isoformat(), **_checked_json(one)}
        print_json(answer | _fixes_json(0, fixes, unfixed))
        return
    print_findings(one.assessment)
    if fixes is not None:
        _print_fixes(one.assessment, fixes[0], unfixed.get(0))


def _checked_json(checked: Checked) -> dict[str, Any]:
    members = checked.application.members
    return {
        "members": [member.organisation for member in members],
        "roles": [{"organisation": member.organisation, "role": member.role} for member in members],
        "verdict": checked.assessment.verdict,
        "findings": [finding_json(finding) for finding in checked.assessment.findings],
    }


def _fixes_json(at: int, fixes: Sequence[Sequence[Fix]] | None, unfixed: Mapping[int, str]) -> dict[str, Any]:
    if fixes is None:
        return {}
    why = {"no_fixes_because": unfixed[at]} if at in unfixed else {}
    return {"fixes": [_fix_json(fix) for fix in fixes[at]], **why}


def _answer_file(
    checked: CheckedFile, fixes: Sequence[Sequence[Fix]] | None, unfixed: Mapping[int, str], *, as_json: bool
) -> None:
    if as_json:
        rows = [
            {"name": each.application.name, **_checked_json(each), **_fixes_json(at, fixes, unfixed)}
            for at, each in enumerate(checked.checked)
        ]
        print_json(
            {
                "call": checked.call.id,
                "as_of": checked.as_of.isoformat(),
                "counts": {verdict.value: count for verdict, count in checked.counts.items()},
                "consortia": rows,
                "refused": list(checked.refused),
                "unknown_columns": list(checked.unknown_columns),
                "problems": [str(problem) for problem in checked.problems],
            }
        )
        return
    _print_file(checked, fixes, unfixed)


def _print_file(checked: CheckedFile, fixes: Sequence[Sequence[Fix]] | None, unfixed: Mapping[int, str]) -> None:
    number = counted(len(checked.checked), "consortium", "consortia")
    console.print(f"{checked.call.id} as of {checked.as_of}: {number} checked", style="bold")
    for verdict, count in checked.counts.items():
        console.print(f"  {verdict}: {count}")
    for at, each in enumerate(checked.checked[:_MOST_SHOWN]):
        console.print()
        console.print(each.application.name, style="bold")
        print_summary(each.assessment, indent=2)
        if fixes and each.assessment.verdict is Verdict.NOT_ELIGIBLE:
            _print_fixes(each.assessment, fixes[at], unfixed.get(at))
    beyond = len(checked.checked) - _MOST_SHOWN
    if beyond > 0:
        console.print(f"\n{beyond} more: write them all with --report OUT.xlsx, or use --json.")
    if checked.unknown_columns:
        console.print(f"\nColumns that are not known and were not read: {', '.join(checked.unknown_columns)}")
    if checked.problems:
        console.print(f"\nNot read, and not checked: {', '.join(checked.refused)}", style="bold", soft_wrap=True)
        for problem in checked.problems:
            console.print(f"  {problem}", soft_wrap=True)


def _print_fixes(assessment: Assessment, fixes: Sequence[Fix], unfixed: str | None) -> None:
    if assessment.verdict is not Verdict.NOT_ELIGIBLE:
        return
    if unfixed:
        say(unfixed, indent=2)
    elif not fixes:
        console.print("  No change to who is in the consortium mends it; what fails is said above.")
    for fix in fixes:
        still = still_failing(fix)
        remaining = f"; still to mend: {still}" if still else ""
        then = f"then {fix.assessment.verdict}{remaining}. Fit {shown(fix.score):.2f}"
        say(f"→ {change_of(fix)}: {then}", indent=2, hanging=2)


def _fix_json(fix: Fix) -> dict[str, Any]:
    return {
        "members": list(fix.members),
        "added": list(fix.added),
        "removed": list(fix.removed),
        "promoted": list(fix.promoted),
        "doubled": list(fix.doubled),
        "score": fix.score,
        "verdict": fix.assessment.verdict,
        "findings": [finding_json(finding) for finding in fix.assessment.findings],
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON shows it."""
    return {
        "rule": finding.rule,
        "outcome": finding.outcome,
        "clause": finding.clause,
        "reason": finding.reason,
        "members": list(finding.members),
        "remedy": finding.remedy,
        "questions": [
            {
                "member": question.member or None,
                "shared_by": list(question.shared_by),
                "question": question.text,
                "remedy": question.remedy,
                "stated_in_application": question.unstated,
            }
            for question in finding.questions
        ],
        "evidence": list(finding.evidence),
        "on_evidence": finding.on_evidence,
    }


def print_findings(assessment: Assessment) -> None:
    """Print the verdict and every finding with its clause and what would change it."""
    console.print(_headline(assessment), style="bold")
    for finding in assessment.findings:
        say(f"{_SIGNS[finding.outcome]} {finding.rule} ({finding.label}): {finding.reason}", hanging=2)
        for each in finding.evidence:
            say(f"Evidence: {each}", indent=2, hanging=2)
        if finding.remedy:
            say(finding.remedy, indent=2)
        say(finding.clause, indent=2, style="dim")


def print_summary(assessment: Assessment, indent: int) -> None:
    """Print the verdict, every rule that is broken with why, and which rules ask for evidence or give advice."""
    say(_headline(assessment), indent=indent, style="bold")
    for outcome in (Outcome.FAIL, Outcome.EVIDENCE, Outcome.ADVICE):
        findings = [finding for finding in assessment.findings if finding.outcome is outcome]
        if outcome is Outcome.FAIL:
            for each in findings:
                say(f"{_SIGNS[outcome]} {each.rule}: {each.reason} {each.remedy}", indent=indent, hanging=2)
        elif findings:
            rules = ", ".join(each.rule for each in findings)
            say(f"{_SIGNS[outcome]} {outcome}: {rules}", indent=indent, hanging=2)


def _headline(assessment: Assessment) -> str:
    return f"{assessment.call} as of {assessment.as_of}: {assessment.verdict}"
