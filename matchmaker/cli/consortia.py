"""Commands that suggest: partners for an organisation or a group, and whole consortia."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from matchmaker.affinity.affinity import shown
from matchmaker.cli.arguments import CallId, Markets, read_markets
from matchmaker.cli.eligibility import finding_json, print_summary
from matchmaker.cli.output import AsJson, CatalogueFolder, console, opened, print_json, say
from matchmaker.countries import country_name
from matchmaker.errors import NoResult
from matchmaker.matchmaker import DEFAULT_CALL, Consortium

Top = Annotated[int, typer.Option(help="How many to show.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("partners")(partners)
    app.command("consortia")(consortia)


def partners(
    organisations: Annotated[list[str], typer.Argument(metavar="ORG...", help="Ids or names.")],
    top: Top = 10,
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Suggest the organisations that best complete the given one or group."""
    found = opened(catalogue).partners(organisations, top)
    if as_json:
        rows = [
            {"id": each.organisation.id, "score": each.score, "contributions": dict(each.contributions)}
            for each in found
        ]
        print_json({"partners": rows})
    if not found:
        raise NoResult("The catalogue has no other organisation. Import more.")
    if not as_json:
        for rank, each in enumerate(found, start=1):
            partner = each.organisation
            say(f"{rank}. {partner.name} ({country_name(partner.country)})", hanging=3, style="bold")
            say(partner.id, indent=3, style="dim")
            _print_score(each.score, each.contributions, each.reasons)
            console.print()


def consortia(
    organisation: Annotated[
        str, typer.Argument(metavar="ORG", help="Id or name of the organisation that looks for partners.")
    ],
    call: CallId = DEFAULT_CALL,
    size: Annotated[int, typer.Option(help="Members of a consortium.")] = 3,
    top: Top = 10,
    market: Markets = [],
    lock: Annotated[list[str], typer.Option(help="Organisation that must be in. Repeat for more.")] = [],
    exclude: Annotated[list[str], typer.Option(help="Organisation that must not be in. Repeat for more.")] = [],
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Suggest whole consortia that the call's countable rules allow, best first, with reasons and verdicts."""
    matchmaker = opened(catalogue)
    markets = read_markets(market)
    suggestions = matchmaker.consortia(
        organisation, call_id=call, size=size, top=top, markets=markets, lock=lock, exclude=exclude
    )
    if as_json:
        find = matchmaker.catalogue.find
        query = {
            "organisation": find(organisation).id,
            "call": matchmaker.call(call).id,
            "size": size,
            "top": top,
            "markets": list(markets),
            "lock": [find(each).id for each in lock],
            "exclude": [find(each).id for each in exclude],
        }
        rows = [_consortium_json(each) for each in suggestions.consortia]
        print_json({"query": query, "exact": suggestions.exact, "consortia": rows})
    if not suggestions.consortia:
        raise NoResult("No consortium breaks none of the call's countable rules. Lock or exclude fewer organisations.")
    if not as_json:
        for rank, each in enumerate(suggestions.consortia, start=1):
            _print_consortium(rank, each)
        say("These are exactly the best under the call's countable rules; nothing was sampled.", style="dim")
        say("Every rule with its clause and remedy: matchmaker check ORG ORG ORG", style="dim")


def _consortium_json(consortium: Consortium) -> dict[str, Any]:
    return {
        "members": [member.id for member in consortium.members],
        "countries": list(consortium.countries),
        "score": consortium.score,
        "shown": shown(consortium.score),
        "contributions": dict(consortium.contributions),
        "reasons": list(consortium.reasons),
        "verdict": consortium.assessment.verdict,
        "findings": [finding_json(finding) for finding in consortium.assessment.findings],
    }


def _print_consortium(rank: int, consortium: Consortium) -> None:
    names = " + ".join(f"{member.label} ({country_name(member.country)})" for member in consortium.members)
    say(f"{rank}. {names}", hanging=3, style="bold")
    say(", ".join(member.id for member in consortium.members), indent=3, style="dim")
    _print_score(consortium.score, consortium.contributions, consortium.reasons)
    print_summary(consortium.assessment, indent=3)
    console.print()


def _print_score(score: float, contributions: Mapping[str, float], reasons: Sequence[str]) -> None:
    """Print a score as people see it, the log-odds that it is the sum of, and why."""
    parts = ", ".join(f"{name} {value:+.2f}" for name, value in contributions.items())
    say(f"Fit {shown(score):.2f} = log-odds {score:+.2f}: {parts}", indent=3)
    for reason in reasons:
        say(f"· {reason}", indent=3, hanging=2)
