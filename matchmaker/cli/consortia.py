"""Commands that suggest: partners for an organisation or a group, and whole consortia."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from matchmaker.affinity.affinity import shown
from matchmaker.cli.arguments import CallId, Markets
from matchmaker.cli.eligibility import finding_json, print_summary
from matchmaker.cli.output import (
    AsJson,
    CatalogueFolder,
    console,
    contributions_text,
    opened,
    print_json,
    say,
    search_bar,
)
from matchmaker.cli.wishes import (
    Ecosystems,
    Exclude,
    Lock,
    MarketFit,
    Newcomers,
    RequiredMarkets,
    Seconds,
    Size,
    Spread,
    asked,
)
from matchmaker.consortia.consortium import Suggestions
from matchmaker.consortia.finder import Asked
from matchmaker.consortia.wishes import Wishes
from matchmaker.countries import country_name
from matchmaker.errors import NoResult
from matchmaker.matchmaker import DEFAULT_CALL, Consortium, Matchmaker
from matchmaker.wording import counted

Top = Annotated[int, typer.Option(help="How many to show.")]
TOP = 10


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("partners")(partners)
    app.command("consortia")(consortia)


def partners(
    organisations: Annotated[list[str], typer.Argument(metavar="ORG...", help="Ids or names.")],
    top: Top = TOP,
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Suggest the organisations that best complete the given one or group."""
    matchmaker = opened(catalogue)
    found = matchmaker.partners(organisations, top)
    caveats = _caveats(matchmaker, organisations)
    if as_json:
        rows = [
            {"id": each.organisation.id, "score": each.score, "contributions": dict(each.contributions)}
            for each in found
        ]
        print_json({"partners": rows, "caveats": caveats})
    if not found:
        raise NoResult("The catalogue has no other organisation. Import more.")
    if not as_json:
        for caveat in caveats:
            say(f"Little to go by: {caveat}", hanging=2)
        for rank, each in enumerate(found, start=1):
            partner = each.organisation
            say(f"{rank}. {partner.name} ({country_name(partner.country)})", hanging=3, style="bold")
            say(partner.id, indent=3, style="dim")
            _print_score(each.score, each.contributions, each.reasons)
            console.print()


def _caveats(matchmaker: Matchmaker, organisations: Sequence[str]) -> list[str]:
    """Return why partners of those whose own words are all that is known may be less well found than others."""
    described = [each for each in map(matchmaker.catalogue.find, organisations) if each.description]
    return [f"{each.label}: {caveat}" for each in described for caveat in matchmaker.profile(each).caveats]


def consortia(
    organisation: Annotated[
        str | None,
        typer.Argument(
            metavar="[ORG]", help="Id or name of who looks for partners; nobody: the best of all.", show_default=False
        ),
    ] = None,
    call: CallId = DEFAULT_CALL,
    size: Size = 3,
    top: Top = TOP,
    market: Markets = [],
    lock: Lock = [],
    exclude: Exclude = [],
    ecosystem: Ecosystems = [],
    require_market: RequiredMarkets = [],
    diverse: Annotated[
        int, typer.Option(metavar="N", help="Members by which any two consortia shown differ at least.")
    ] = 1,
    market_fit: MarketFit = 1.0,
    spread: Spread = 0.0,
    newcomers: Newcomers = 0.0,
    seconds: Seconds = 10.0,
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Suggest whole consortia that the call's countable rules allow, best first, with reasons and verdicts."""
    matchmaker = opened(catalogue)
    question = asked(
        size=size, top=top, market=market, lock=[*(() if organisation is None else (organisation,)), *lock],
        exclude=exclude, ecosystem=ecosystem, require_market=require_market, market_fit=market_fit, spread=spread,
        newcomers=newcomers, seconds=seconds, diverse=diverse,
    )  # fmt: skip
    with search_bar() as progress:
        suggestions = matchmaker.suggest(question, call, progress)
    if as_json:
        query = {
            "organisation": None if organisation is None else matchmaker.catalogue.find(organisation).id,
            **query_json(question, matchmaker, call),
            "lock": [matchmaker.catalogue.find(each).id for each in lock],
        }
        rows = [consortium_json(each) for each in suggestions.consortia]
        bound = {} if suggestions.bound is None else {"bound": suggestions.bound}
        print_json({"query": query, "exact": suggestions.exact, **bound, "consortia": rows})
    if not suggestions.consortia:
        if not suggestions.exact:
            raise NoResult("Time ran out before any consortium was found; there may be some. Give more --seconds.")
        refuse_too_few(matchmaker, size)
        raise NoResult(
            "Every consortium breaks a countable rule of the call or lacks something that is required. "
            "Lock or exclude fewer organisations, or require less."
        )
    if not as_json:
        for rank, each in enumerate(suggestions.consortia, start=1):
            print_consortium(each, f"{rank}. ")
        say(_proven(suggestions, diverse), style="dim")
        say("Every rule with its clause and remedy: matchmaker check ORG ORG ORG", style="dim")


def refuse_too_few(matchmaker: Matchmaker, size: int) -> None:
    """Say that no consortium can be made of so few organisations.

    Raises:
        NoResult: the catalogue has fewer than `size`.
    """
    there = len(matchmaker.catalogue)
    if there < size:
        raise NoResult(
            f"The catalogue has {counted(there, 'organisation')}, and a consortium takes {size}. Import more; those "
            f"that come with the program too, if you like: organisations.csv, partnerships.csv, partnership_members.csv"
        )


def _proven(suggestions: Suggestions, diverse: int) -> str:
    if not suggestions.exact:
        bound = "" if suggestions.bound is None else f" None has a fit above {shown(suggestions.bound):.2f}."
        if diverse > 1:
            return (
                f"Not proven: there may be better ones that differ as much.{bound} "
                f"Ask for fewer or for less --diverse, or give more time with --seconds."
            )
        return f"Time ran out: there may be better ones.{bound} Give more time with --seconds."
    if diverse > 1:
        return f"Chosen from the exact list, best first, so that any two differ by at least {diverse} members."
    return "These are exactly the best under the call's countable rules; nothing was sampled."


def query_json(question: Asked, matchmaker: Matchmaker, call: str) -> dict[str, Any]:
    """Return what was asked; what is as usual beyond the call's rules is left out."""
    find, wishes = matchmaker.catalogue.find, question.wishes
    beyond = {
        "ecosystems": list(wishes.ecosystems),
        "required_markets": list(wishes.markets),
        "ecosystem_spread": wishes.ecosystem_spread,
        "newcomers": wishes.newcomers,
        "difference": wishes.difference if wishes.difference > 1 else 0,
    }
    return {
        "call": matchmaker.call(call).id,
        "size": question.size,
        "top": question.top,
        "markets": list(question.markets),
        "lock": [find(each).id for each in question.lock],
        "exclude": [find(each).id for each in question.exclude],
        **({"market_fit": wishes.market_fit} if wishes.market_fit != Wishes.market_fit else {}),
        **{name: value for name, value in beyond.items() if value},
    }


def consortium_json(consortium: Consortium) -> dict[str, Any]:
    """Return a consortium with its findings, for programs."""
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


def print_consortium(consortium: Consortium, heading: str = "") -> None:
    """Print a consortium: its members, score, reasons and verdict."""
    names = " + ".join(f"{member.label} ({country_name(member.country)})" for member in consortium.members)
    say(f"{heading}{names}", hanging=3, style="bold")
    say(", ".join(member.id for member in consortium.members), indent=3, style="dim")
    _print_score(consortium.score, consortium.contributions, consortium.reasons)
    print_summary(consortium.assessment, indent=3)
    console.print()


def _print_score(score: float, contributions: Mapping[str, float], reasons: Sequence[str]) -> None:
    """Print a score as people see it, the log-odds that it is the sum of, and why."""
    say(f"Fit {shown(score):.2f} = log-odds {score:+.2f}: {contributions_text(contributions)}", indent=3)
    for reason in reasons:
        say(f"· {reason}", indent=3, hanging=2)
