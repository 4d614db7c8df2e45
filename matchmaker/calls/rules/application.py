"""What the application as a whole must state: call, markets, SMEs, duration and money."""

from decimal import Decimal

from matchmaker.calls.case import Case
from matchmaker.calls.finding import Question
from matchmaker.calls.parameters import DurationRule, MarketsRule, MoneyRule, Rule
from matchmaker.calls.rules.answer import Answer, advises, asks, fails, named_countries, passes
from matchmaker.calls.status import Status
from matchmaker.countries import in_words
from matchmaker.wording import counted, listed

# A share below one of these is rather a part or a percentage that was written without its sign.
_LEAST_SHARE = Decimal(1)  # EUR
_LEAST_PERCENTAGE = Decimal(1)
_THIRD_COUNTRIES = ("target third country", "target third countries")


def not_defence(case: Case, _rule: Rule) -> Answer:
    """Fail where the consortium applies under the defence call; ask where it does not say."""
    defence = case.application.defence
    if defence is None:
        return asks([Question("whether it applies under the defence call is not stated", "State it.", unstated=True)])
    if defence:
        return fails("It applies under the separate defence and security call.", "Apply under one of the two calls.")
    return passes("It does not apply under the separate defence and security call.")


def markets(case: Case, rule: MarketsRule) -> Answer:
    """Fail on a European market or too few; ask while none is chosen; advise on more than is encouraged."""
    chosen = tuple(dict.fromkeys(case.application.markets))
    if not chosen:
        return asks([Question("no target third country is chosen", f"Choose at least {rule.minimum}.", unstated=True)])
    european = [code for code in chosen if case.status(code).participates]
    third = [code for code in chosen if code not in european]
    if european or len(third) < rule.minimum:
        return _wrong_markets(european, third, rule.minimum)
    reason = f"{counted(len(chosen), *_THIRD_COUNTRIES)}: {named_countries(chosen)}."
    unknown = [code for code in chosen if case.status(code) is Status.UNKNOWN]
    if unknown:
        names = listed([in_words(code) for code in unknown])
        so = "participates, and so is no third country," if len(unknown) == 1 else "participate, and so are no targets,"
        question = f"whether {names} {so} is unknown"
        return asks([Question(question, "Look it up and attach where it says so, or choose another market.")])
    if len(chosen) > rule.encouraged:
        return advises(reason, f"Consider no more than {rule.encouraged}.")
    return passes(reason)


def _wrong_markets(european: list[str], third: list[str], minimum: int) -> Answer:
    reasons, remedies = [], []
    if european:
        reasons.append(f"Not a third country: {named_countries(european)}.")
        remedies.append(f"Take out {listed([in_words(code) for code in european])}.")
    if len(third) < minimum:
        reasons.append(f"{len(third)} of at least {counted(minimum, *_THIRD_COUNTRIES)}: {named_countries(third)}.")
        missing = minimum - len(third)
        countries = "country" if missing == 1 else "countries"
        remedies.append(f"Add {missing} {countries} outside the European Union and those that participate.")
    return fails(" ".join(reasons), " ".join(remedies))


def smes(case: Case, _rule: Rule) -> Answer:
    """Advise unless the application states that SMEs or technology centres take part."""
    if case.application.smes_involved:
        return passes("SMEs or technology centres take part, as the application states.")
    remedy = "Say which SMEs or technology centres take part."
    if case.application.smes_involved is False:
        return advises("No SMEs or technology centres take part, as the application states.", remedy)
    counts = ", ".join(f"{each.id} ({each.smes})" for each in case.applicants if each.smes)
    known = f" There are SMEs among the members of {counts}." if counts else ""
    return advises(f"It is not stated that SMEs or technology centres take part.{known}", remedy)


def duration(case: Case, rule: DurationRule) -> Answer:
    """Fail below the call's months; ask where it is not stated, or longer without a justification."""
    months = case.application.duration
    if months is None:
        return asks(
            [Question("the duration is not stated", f"State it: {counted(rule.months, 'month')}.", unstated=True)]
        )
    if months < rule.months:
        return fails(f"{counted(months, 'month')} of at least {rule.months}.", f"Plan {counted(rule.months, 'month')}.")
    if months > rule.months and not case.application.duration_justification.strip():
        remedy = f"Justify the longer duration, or plan {counted(rule.months, 'month')}."
        return asks(
            [Question(f"{counted(months, 'month')}, longer than {rule.months}, without a justification", remedy)]
        )
    why = f", justified: {case.application.duration_justification.strip()}" if months > rule.months else ""
    return passes(f"{counted(months, 'month')}{why}.")


def money(case: Case, rule: MoneyRule) -> Answer:
    """Fail where too much of the cost is asked; ask where it is not stated; advise on more than an even part."""
    cost, asked = case.application.total_cost, case.application.share_asked
    if cost is None or asked is None:
        missing = " and ".join(name for name, value in (("total cost", cost), ("share asked", asked)) if value is None)
        return asks([Question(f"not stated: {missing}", f"State the {missing} in EUR.", unstated=True)])
    percentage = 100 * asked / cost
    reason = f"EUR {asked:,.2f} of EUR {cost:,.2f} are asked, {_shown(percentage, rule.highest_percentage)} %."
    if asked < _LEAST_SHARE or percentage < _LEAST_PERCENTAGE:
        # A part of 1, or a number of per cent without the sign, where EUR are read: nobody applies for so little.
        remedy = "State the share in EUR, or with its sign, such as 85 %. If so little is meant, attach that it is."
        return asks([Question(f"{reason.removesuffix('.')}: whether so little is meant is not clear", remedy)])
    if 100 * asked > rule.highest_percentage * cost:
        most = (rule.highest_percentage * cost / 100).quantize(Decimal("0.01"), rounding="ROUND_FLOOR")
        return fails(reason, f"Ask for EUR {most:,.2f} at most ({rule.highest_percentage.normalize():f} %).")
    if rule.budget and rule.grants and asked * rule.grants > rule.budget:
        even = rule.budget / rule.grants
        return advises(reason, f"The budget allows for about EUR {even:,.0f} a grant; consider asking for less.")
    return passes(reason)


def _shown(percentage: Decimal, highest: Decimal) -> str:
    # Rounding may not make a broken limit look like a kept one.
    for places in range(2, 12):
        rounded = round(percentage, places)
        if (rounded > highest) == (percentage > highest):
            return f"{rounded:f}"
    return f"more than {highest.normalize():f}"
