"""What each applicant must be by itself: established in a participating country, and of the right kind."""

from matchmaker.calls.case import Case
from matchmaker.calls.finding import Question
from matchmaker.calls.parameters import KindRule, Rule
from matchmaker.calls.rules.answer import Answer, asks, fails, named, passes, unknown_country
from matchmaker.catalogue.organisation import Kind, Organisation, Platform
from matchmaker.countries import in_words


def participating(case: Case, _rule: Rule) -> Answer:
    """Fail where an applicant is established outside the participating countries; ask where that is unknown."""
    outside = [each for each in case.applicants if not case.status(each.country).may_participate]
    if not outside:
        questions = [unknown_country(case.statuses, each) for each in case.from_unknown()]
        return asks(questions) if questions else passes("Every applicant is established in a participating country.")
    reasons = "; ".join(f"{each.id} is in {_outside(case, each)}" for each in outside)
    changes = ", ".join(f"{each.id} ({in_words(each.country)} does not participate)" for each in outside)
    them = "it as an associated partner" if len(outside) == 1 else "them as associated partners"
    return fails(f"{reasons}.", f"Replace {changes} or list {them}.", [each.id for each in outside])


def _outside(case: Case, organisation: Organisation) -> str:
    period = case.statuses.get(organisation.country)
    basis = f": {period.basis}" if period else ""
    return f"{in_words(organisation.country)}, which does not participate on {case.day.isoformat()}{basis}"


def kind(case: Case, rule: KindRule) -> Answer:
    """Fail where an applicant is of another kind; ask where its kind is unknown."""
    asked = " or a ".join(rule.kinds)
    wrong = [each for each in case.applicants if each.kind not in (*rule.kinds, Kind.UNKNOWN)]
    if wrong:
        return fails(
            f"Not a {asked}: {named(wrong)}.",
            f"Replace {named(wrong)}, or list as associated partner what is of another kind.",
            [each.id for each in wrong],
        )
    unknown = [each for each in case.applicants if each.kind is Kind.UNKNOWN]
    remedy = f"Show that it is a {asked}."
    questions = [Question("kind unknown", remedy, each.id) for each in unknown]
    return asks(questions) if questions else passes(f"Every applicant is a {asked}.")


def services(case: Case, _rule: Rule) -> Answer:
    """Ask for every applicant: whether its services are those of an innovation cluster is for a person to judge."""
    remedy = "Attach what shows its services: statutes, an annual report, or a page of its own."
    return asks([Question(_stated_services(each), remedy, each.id) for each in case.applicants])


def _stated_services(organisation: Organisation) -> str:
    if organisation.services:
        return f"stated services, to be judged: {', '.join(organisation.services)}"
    return "no services stated"


def platform(case: Case, _rule: Rule) -> Answer:
    """Fail where an applicant says that it will not register on the platform; ask where it says nothing."""
    refusing = [each for each in case.applicants if each.platform is Platform.NO]
    if refusing:
        return fails(
            f"Not registered on the platform and not going to be: {named(refusing)}.",
            f"Let {named(refusing)} ask for registration, or replace who will not.",
            [each.id for each in refusing],
        )
    remedy = "Look it up on the platform, or attach its request for registration."
    questions = [
        Question("registration unknown", remedy, each.id)
        for each in case.applicants
        if each.platform is Platform.UNKNOWN
    ]
    return (
        asks(questions) if questions else passes("Every applicant is registered on the platform, or has asked to be.")
    )
