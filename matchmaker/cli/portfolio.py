"""Commands that look at consortia together: why one is not suggested, and the best set of them."""

from pathlib import Path
from typing import Annotated, Any

import typer

from matchmaker.cli.arguments import CallId, Markets
from matchmaker.cli.consortia import TOP, consortium_json, print_consortium, query_json, refuse_too_few
from matchmaker.cli.output import AsJson, CatalogueFolder, console, opened, print_json, say, search_bar
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
from matchmaker.consortia.consortium import ChosenSet, Standing
from matchmaker.consortia.selection import Aim
from matchmaker.errors import BadInput, NoResult
from matchmaker.matchmaker import DEFAULT_CALL
from matchmaker.wording import counted


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("why-not")(why_not)
    app.command("portfolio")(portfolio)


def why_not(
    organisations: Annotated[
        list[str], typer.Argument(metavar="ORG...", help="Ids or names: a whole consortium, or some of its members.")
    ],
    given: Annotated[
        str | None, typer.Option("--for", metavar="ORG", help="Who looks for partners.", show_default=False)
    ] = None,
    call: CallId = DEFAULT_CALL,
    size: Size = 3,
    market: Markets = [],
    lock: Lock = [],
    exclude: Exclude = [],
    ecosystem: Ecosystems = [],
    require_market: RequiredMarkets = [],
    market_fit: MarketFit = 1.0,
    spread: Spread = 0.0,
    newcomers: Newcomers = 0.0,
    seconds: Seconds = 30.0,
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Say which rule keeps a consortium or an organisation out of the suggestions, or at which rank it stands."""
    matchmaker = opened(catalogue)
    question = asked(
        size=size, market=market, lock=[*([] if given is None else [given]), *lock], exclude=exclude,
        ecosystem=ecosystem, require_market=require_market, market_fit=market_fit,
        spread=spread, newcomers=newcomers, seconds=seconds,
    )  # fmt: skip
    with search_bar() as progress:
        standing = matchmaker.why_not(organisations, question, call, progress)
    if as_json:
        named = [matchmaker.catalogue.find(each).id for each in organisations]
        query = {"organisations": named, **query_json(question, matchmaker, call)}
        print_json({"query": query, **_standing_json(standing)})
        return
    if standing.consortium is not None:
        print_consortium(standing.consortium)
    for obstacle in standing.obstacles:
        say(f"✗ {obstacle.rule}: {obstacle.reason}", hanging=2)
    if standing.rank is not None:
        together = {matchmaker.catalogue.find(each).id for each in (*organisations, *question.lock)}
        say(_place(standing, whole=len(together) == size))


def _place(standing: Standing, *, whole: bool) -> str:
    """Return where a consortium stands, and whether it is among those that are shown when nothing else is said."""
    which = "It" if whole else "The best consortium with them"
    among = "among all that the call's countable rules and what is asked allow"
    if not standing.rank_exact:
        return f"{which} stands at rank {standing.rank:,} or later (time ran out) {among}."
    if standing.rank is not None and standing.rank <= TOP:
        return f"{which} is suggested, at rank {standing.rank}: {TOP} are shown unless --top says otherwise."
    return f"{which} is allowed, and stands at rank {standing.rank:,} {among}: --top {standing.rank} shows it."


def _standing_json(standing: Standing) -> dict[str, Any]:
    return {
        "obstacles": [
            {"rule": each.rule, "reason": each.reason, "members": list(each.members)} for each in standing.obstacles
        ],
        "rank": standing.rank,
        "rank_exact": standing.rank_exact,
        "consortium": None if standing.consortium is None else consortium_json(standing.consortium),
    }


def portfolio(
    count: Annotated[int, typer.Option(help="How many consortia.")] = 12,
    call: CallId = DEFAULT_CALL,
    size: Size = 3,
    budget: Annotated[
        float | None,
        typer.Option(help="EUR for all; without the share asked, each costs a usual grant.", show_default=False),
    ] = None,
    each_organisation_once: Annotated[
        bool, typer.Option("--each-organisation-once/--organisations-may-repeat", help="Nobody is in two consortia.")
    ] = True,
    min_ecosystems: Annotated[int, typer.Option(metavar="K", help="Ecosystems that all cover together.")] = 0,
    min_countries: Annotated[int, typer.Option(metavar="K", help="Countries that all cover together.")] = 0,
    file: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Choose among these applications.", show_default=False)
    ] = None,
    market: Markets = [],
    exclude: Exclude = [],
    market_fit: MarketFit = 1.0,
    spread: Spread = 0.0,
    newcomers: Newcomers = 0.0,
    seconds: Seconds = 30.0,
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Choose the best set of consortia: of all that the call allows, or of the applications in a file."""
    matchmaker = opened(catalogue)
    if file and (market or exclude):
        raise BadInput("--market and --exclude are for consortia that are generated. Leave them out with --from.")
    question = asked(
        size=size, market=market, lock=[], exclude=exclude, ecosystem=[], require_market=[], market_fit=market_fit,
        spread=spread, newcomers=newcomers, seconds=seconds,
    )  # fmt: skip
    aim = Aim(count, each_organisation_once, min_ecosystems, min_countries, budget)
    with search_bar() as progress:
        if file:
            chosen = matchmaker.choose(file, question, aim, call, progress)
        else:
            chosen = matchmaker.portfolio(question, aim, call, progress)
    if as_json:
        of = {"from": str(file)} if file else query_json(question, matchmaker, call)
        aimed = {
            "count": count, "budget": budget, "each_organisation_once": each_organisation_once,
            "min_ecosystems": min_ecosystems, "min_countries": min_countries,
        }  # fmt: skip
        print_json({"query": {**of, **aimed}, "asked": count, **_chosen_json(chosen)})
    if chosen is None:
        if not file:
            refuse_too_few(matchmaker, size)
        raise NoResult("No consortium can be chosen. Exclude fewer organisations, or mend the applications.")
    if not as_json:
        _print_chosen(chosen)


def _chosen_json(chosen: ChosenSet | None) -> dict[str, Any]:
    if chosen is None:
        return {"found": 0, "consortia": []}
    names = [{"name": name} if name else {} for name in chosen.names]
    return {
        "found": len(chosen.consortia),
        "no_more": chosen.found.no_more,
        "exact": chosen.found.exact,
        "total": chosen.found.total,
        "bound": chosen.found.bound,
        "gap": chosen.found.gap,
        "short": chosen.found.short,
        "left_out": [{"name": name, "reason": reason} for name, reason in chosen.left_out],
        "consortia": [{**name, **consortium_json(each)} for name, each in zip(names, chosen.consortia, strict=True)],
    }


def _print_chosen(chosen: ChosenSet) -> None:
    for rank, (name, each) in enumerate(zip(chosen.names, chosen.consortia, strict=True), start=1):
        print_consortium(each, f"{rank}. {name}{': ' if name else ''}")
    for name, reason in chosen.left_out:
        say(f"✗ {name} is left out. {reason}", hanging=2)
    number, found = len(chosen.consortia), chosen.found
    members = [member for each in chosen.consortia for member in each.members]
    ecosystems = {name for member in members for name in member.ecosystems}
    countries = {member.country for member in members}
    console.print()
    size = counted(number, "consortium", "consortia")
    where = f"{counted(len(countries), 'country', 'countries')} and {counted(len(ecosystems), 'ecosystem')}"
    say(f"{size} of {where}, total {found.total:+.3f}.")
    fewer = ""
    if number < chosen.asked:
        fewer = f" of {number}"
        why = "proven: no more fit within these limits" if found.no_more else "no more were found in the time"
        say(f"{chosen.asked} were asked for; {why}.")
    if found.short:
        why = "more cannot be had" if found.exact else "no more were found"
        say(f"They fall short by {found.short} of the ecosystems or countries that were asked for: {why}.")
    if not found.gap:
        say(f"Proven: no other choice{fewer} has a higher total.", style="dim")
    else:
        say(f"No other choice{fewer} has a total more than {100 * found.gap:.2f} % higher.", style="dim")
