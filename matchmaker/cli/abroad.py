"""Commands about third countries: whom to meet there, which markets suit, and what SMEs answered."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from matchmaker.abroad.abroad import AbroadPartners, Contact
from matchmaker.abroad.market_choice import RankedMarket, market_numbers
from matchmaker.abroad.partners import AbroadPartner
from matchmaker.abroad.survey.interest import Interest
from matchmaker.abroad.survey.report import SurveyReport, withheld_words
from matchmaker.abroad.weights import Judged
from matchmaker.affinity.affinity import shown
from matchmaker.cli.arguments import CallId, Markets, read_markets
from matchmaker.cli.output import AsJson, CatalogueFolder, console, contributions_text, opened, print_json, say
from matchmaker.countries import country_name, in_words
from matchmaker.errors import BadInput, NoResult
from matchmaker.matchmaker import DEFAULT_CALL, Matchmaker
from matchmaker.wording import counted

Organisations = Annotated[
    list[str], typer.Argument(metavar="ORG...", help="Ids or names: one organisation, or the members of a consortium.")
]
_MOST_CONTACTS = 3  # of each market; the JSON has them all


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("abroad")(abroad)
    app.command("markets")(markets)
    app.command("survey")(survey)


def abroad(
    organisations: Organisations,
    market: Markets = [],
    top: Annotated[int, typer.Option(help="How many to show.")] = 10,
    call: CallId = DEFAULT_CALL,
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Suggest whom to meet in third countries, for an organisation or a whole consortium, with reasons."""
    matchmaker = opened(catalogue)
    codes = read_markets(market)
    answer = matchmaker.partners_abroad(organisations, call_id=call, markets=codes, top=top)
    if as_json:
        query = _query(matchmaker, organisations, call) | {"markets": list(codes), "top": top}
        print_json({"query": query, **_partners_json(answer)})
    if not answer.partners:
        where = " or ".join(in_words(code) for code in codes) or "any third country"
        raise NoResult(
            f"The catalogue knows no organisation in {where}. Ask for another market, or bring your own list: "
            f"matchmaker import LIST.csv --into DIR"
        )
    if not as_json:
        _print_partners(answer, matchmaker.abroad_weights.judged.get("partners"))


def markets(
    organisations: Organisations,
    survey: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Answers of SMEs: their wishes count too.", show_default=False)
    ] = None,
    top: Annotated[int, typer.Option(help="How many to print; the JSON has all.")] = 10,
    call: CallId = DEFAULT_CALL,
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Rank the third countries that suit an organisation or a consortium; as many as the call asks are proposed."""
    if top < 1:
        raise BadInput(f"{top} markets cannot be shown. Ask for at least 1.")
    matchmaker = opened(catalogue)
    ranked = matchmaker.markets(organisations, call_id=call, survey=survey)
    if as_json:
        fewest, most = market_numbers(matchmaker.call(call))
        print_json(
            {
                "query": _query(matchmaker, organisations, call) | {"survey": str(survey) if survey else None},
                "fewest": fewest,
                "most": most,
                "proposed": [each.country for each in ranked if each.proposed],
                "markets": [_market_json(each) for each in ranked],
            }
        )
    if not ranked:
        raise NoResult("The catalogue knows no third country. Import markets or third-country organisations.")
    if not as_json:
        _print_markets(
            ranked[:top],
            [each for each in ranked if each.proposed],
            market_numbers(matchmaker.call(call)),
            matchmaker.abroad_weights.judged.get("markets"),
        )


def survey(
    file: Annotated[
        Path, typer.Argument(help="CSV or XLSX: organisation, sme_id, market, interest (1 to 5), needs, consent.")
    ],
    report: Annotated[Path | None, typer.Option(metavar="OUT.xlsx", help="Write a report.", show_default=False)] = None,
    call: CallId = DEFAULT_CALL,
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Report what SMEs answered about markets: only of those who consent, and only of groups of at least 5."""
    if report and report.suffix.lower() != ".xlsx":
        raise BadInput(f"--report {report}: the ending {report.suffix!r} is not known. End it in .xlsx.")
    if report and report.resolve() == file.resolve():
        raise BadInput(f"--report {report} is the file that is read. Choose another name for the report.")
    matchmaker = opened(catalogue)
    answer = matchmaker.survey(file, call)
    names = {each.id: each.label for each in matchmaker.catalogue}
    if report and answer.markets:
        _write_report(report, answer, names)
    if as_json:
        print_json(_survey_json(answer))
    if not answer.markets:
        raise NoResult(
            "Nothing may be told: there is no group of at least 5 SMEs that answered about one market and consent. Ask "
            "more of them."
        )
    if not as_json:
        _print_survey(answer, names)
        if report:
            console.print(f"Report written to {report}")


def _query(matchmaker: Matchmaker, organisations: Sequence[str], call: str) -> dict[str, Any]:
    ids = [matchmaker.catalogue.find(each).id for each in organisations]
    return {"organisations": ids, "call": matchmaker.call(call).id}


def _partners_json(answer: AbroadPartners) -> dict[str, Any]:
    return {
        "partners": [_partner_json(each) for each in answer.partners],
        "contacts": {market: [_contact_json(each) for each in found] for market, found in answer.contacts.items()},
        "left_out": [each.id for each in answer.left_out],
    }


def _partner_json(partner: AbroadPartner) -> dict[str, Any]:
    organisation = partner.organisation
    return {
        "id": organisation.id,
        "name": organisation.name,
        "country": organisation.country,
        "kind": organisation.kind,
        "role": partner.role,
        "website": organisation.website,
        "score": partner.score,
        "contributions": dict(partner.contributions),
        "fits": dict(partner.fits),
        "reasons": list(partner.reasons),
    }


def _contact_json(contact: Contact) -> dict[str, Any]:
    return {
        "organisation": contact.organisation.id,
        "member": contact.tie.member,
        "path": [name for _, name in contact.tie.path],
        "year": contact.tie.collaboration.year,
        "source": contact.tie.collaboration.source_url,
        "sentence": contact.sentence,
    }


def _print_partners(answer: AbroadPartners, judged: Judged | None) -> None:
    for rank, each in enumerate(answer.partners, start=1):
        organisation = each.organisation
        place = ", ".join(part for part in (organisation.city, country_name(organisation.country)) if part)
        say(f"{rank}. {organisation.name} ({place})", hanging=3, style="bold")
        about = (organisation.id, organisation.kind, organisation.website)
        console.print(f"   {' · '.join(part for part in about if part)}", style="dim")
        say(f"Fit {each.score:+.2f} = {contributions_text(each.contributions)}", indent=3, hanging=2)
        for reason in each.reasons:
            say(f"· {reason}", indent=3, hanging=2)
        console.print()
    named = {each.organisation.id for each in answer.partners}
    for market, contacts in answer.contacts.items():
        others = [contact for contact in contacts if contact.organisation.id not in named]
        if others:
            known = any(each.tie for each in answer.partners if each.organisation.country == market)
            console.print(f"Whom {'else ' if known else ''}you know in {in_words(market)}", style="bold")
            for contact in others[:_MOST_CONTACTS]:
                say(f"· {contact.sentence}", indent=3, hanging=2)
    say(
        "Fit is in log-odds; 0 is the average organisation abroad. The order is balanced across kinds (of ten, five "
        "clusters or associations, two intermediaries, two chambers or agencies, one research body or park) and across "
        "the markets asked for; within a kind the best fit comes first, unless another serves those of you whom the "
        "list does not serve yet. Who shares no sector with you comes last.",
        style="dim",
    )
    if judged:
        say(f"How sure this is: of real collaborations since 2018, {judged.words}. These are few.", style="dim")
    if answer.left_out:
        say(
            f"Left out are {len(answer.left_out)} of the {answer.known} organisations abroad that the catalogue knows: "
            f"their countries participate or may participate in the call.",
            style="dim",
        )


def _market_json(market: RankedMarket) -> dict[str, Any]:
    return {
        "country": market.country,
        "name": country_name(market.country),
        "score": market.score,
        "shown": shown(market.score),
        "contributions": dict(market.contributions),
        "proposed": market.proposed,
        "reasons": list(market.reasons),
    }


def _print_markets(
    ranked: Sequence[RankedMarket],
    proposed: Sequence[RankedMarket],
    numbers: tuple[int, int],
    judged: Judged | None,
) -> None:
    for rank, each in enumerate(ranked, start=1):
        console.print(f"{rank}. {country_name(each.country)}{' (proposed)' if each.proposed else ''}", style="bold")
        odds = f"Likelihood {shown(each.score):.2f} = log-odds {each.score:+.2f}"
        say(f"{odds}: {contributions_text(each.contributions)}", indent=3, hanging=2)
        for reason in each.reasons:
            say(f"· {reason}", indent=3, hanging=2)
        console.print()
    fewest, most = numbers
    say(
        f"Proposed: {', '.join(in_words(each.country) for each in proposed)}. "
        f"The call asks for at least {fewest} third countries and encourages no more than {most}.",
    )
    say(_how_sure(judged), style="dim")


def _how_sure(judged: Judged | None) -> str:
    """Return what the ranking of markets is worth, as sentences."""
    little = (
        "Past partnerships say little beyond which markets are popular (models/abroad.md): what is specific to you "
    )
    little += "weighs little, and the choice is yours."
    if judged is None or judged.better:
        return little
    return (
        f"Of {judged.cases} later partnerships, a market that they chose was among the first {judged.first} in "
        f"{judged.share:.0%} ({judged.low:.0%} to {judged.high:.0%}): this order is not shown to be better than naming "
        f"the most popular markets. {little}"
    )


def _survey_json(report: SurveyReport) -> dict[str, Any]:
    return {
        "some_without_consent": report.dropped,
        "withheld_groups": report.withheld,
        "repeated_rows": report.repeated,
        "smallest_group": 5,
        "spans": "mean, interested and share are told as the lowest and the highest that they may be",
        "interval": "95 % Wilson score interval of the share of those who answered 4 or 5",
        "markets": [
            {
                "market": each.market,
                **_interest_json(each.everyone),
                "organisations": {
                    organisation: _interest_json(interest) for organisation, interest in each.by_organisation.items()
                },
                "smaller_groups_together": _interest_json(each.others) if each.others else None,
                "complete": each.complete,
            }
            for each in report.markets
        ],
        "themes": [{"words": list(each.words), "smes": each.smes} for each in report.themes],
    }


def _interest_json(interest: Interest) -> dict[str, Any]:
    return {
        "answers": interest.answers,
        "mean": list(interest.mean_span),
        "interested": [interest.interested.lowest, interest.interested.highest],
        "share": list(interest.share_span),
        "interval": list(interest.interval),
    }


def _print_survey(report: SurveyReport, names: Mapping[str, str]) -> None:
    for each in report.markets:
        say(f"{country_name(each.market)}: {_interest(each.everyone)}", hanging=3, style="bold")
        for organisation, interest in each.by_organisation.items():
            say(f"{names[organisation]}: {_interest(interest)}", indent=3, hanging=3)
        if each.others:
            say(f"Smaller groups together: {_interest(each.others)}", indent=3, hanging=3)
        if not each.complete:
            say("Not included: groups that are too small to be told of.", indent=3, style="dim")
    if report.themes:
        console.print("\nWhat they need", style="bold")
        for theme in report.themes:
            console.print(f"   {theme.name}: {theme.smes} SMEs")
    console.print()
    for note in _survey_notes(report):
        say(note, style="dim")


def _survey_notes(report: SurveyReport) -> Iterator[str]:
    yield (
        "Interested are those who answered 4 or 5; in brackets the 95 % interval of their share (Wilson). Where nearly "
        "all or nearly none are, a span is told, so that nobody's answer can be worked out. " + withheld_words(report)
    )
    if report.repeated:
        rows = counted(report.repeated, "row")
        yield f"Of SMEs that stand under another organisation too, {rows} about the same market did not count again."
    if report.dropped:
        yield "Answers without consent were not read any further."


def _interest(interest: Interest) -> str:
    low, high = interest.interval
    return (
        f"{interest.interested} of {interest.answers} interested, {interest.share_words} ({low:.0%} to {high:.0%}); "
        f"mean {interest.mean_words} of 5"
    )


def _write_report(path: Path, report: SurveyReport, names: Mapping[str, str]) -> None:
    from matchmaker.reports.survey_workbook import write_survey

    try:
        write_survey(path, report, names)
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}. Choose another place with --report.") from error
