"""What findings say: the reason names who and what, the remedy what would change it."""

import pytest

from matchmaker.calls.application import Application
from matchmaker.calls.check import Checker
from matchmaker.calls.finding import Finding
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.errors import BadInput
from tests.calls.world import HORIZON, application, call, catalogue, organisation

CHECKER = Checker(call(), catalogue())


def _finding(rule: str, members: str, **facts: object) -> Finding:
    return next(each for each in CHECKER.check(application(members, **facts)).findings if each.rule == rule)


@pytest.mark.parametrize(
    ("rule", "members", "remedy"),
    [
        ("countries", "es-a es-b de-a", "Add an organisation from a third participating country."),
        ("countries", "es-a es-b es-c", "Add organisations from 2 other participating countries."),
        ("member-states", "es-a tr-a rs-a", "Add an organisation from a second Member State."),
        ("participating", "es-a no-a", "Replace no-a (Norway does not participate) or list it as an associated partner."),  # noqa: E501
        ("entities", "es-a de-a", "Add 1 independent organisation."),
        ("entities", "es-a es-a de-a it-a", "Give es-a once."),
        ("kind", "es-a de-other it-a", "Replace de-other, or list as associated partner what is of another kind."),
        ("not-funded-before", "be-a nl-a se-a", "Replace at least one of the members of OLD."),
        ("platform", "es-a de-platform-no it-a", "Let de-platform-no ask for registration, or replace who will not."),
    ],
)  # fmt: skip
def test_a_finding_says_what_would_change_it(rule: str, members: str, remedy: str) -> None:
    assert _finding(rule, members).remedy == remedy


def test_every_dependent_pair_is_named() -> None:
    finding = _finding("entities", "es-a de-child-of-es-a fr-of-holding it-of-holding")
    assert "es-a controls de-child-of-es-a." in finding.reason
    assert "fr-of-holding and it-of-holding are controlled by the same body (Holding AG)." in finding.reason
    assert finding.members == ("de-child-of-es-a", "es-a", "fr-of-holding", "it-of-holding")


def test_the_body_two_levels_up_is_named() -> None:
    assert "are controlled by the same body (hu-top)" in _finding("entities", "es-a de-under-top fr-under-top").reason


def test_every_partnership_that_is_held_whole_is_named() -> None:
    reason = _finding("not-funded-before", "be-a nl-a se-a dk-a at-a").reason
    assert "OLD (COS-CLUSTER-2014-3-03, 2018)" in reason
    assert "DEFENCE (COS-CLUSINT-2017-03-6, 2018)" in reason


def test_the_partnership_and_the_shared_members_are_named_where_many_are_shared() -> None:
    finding = _finding("not-funded-before", "be-a nl-a fr-a")
    assert "2 of 3 members were in OLD (COS-CLUSTER-2014-3-03, 2018), which was funded: be-a, nl-a" in finding.reason
    assert finding.members == ("be-a", "nl-a")


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ("ua-a es-a de-a fr-a", "funded with other members, who are not known: ua-a."),
        ("hr-a si-a sk-a", "funded with other members, who are not known: hr-a, si-a, sk-a."),
    ],
)
def test_a_partnership_of_which_members_are_unknown_says_so(members: str, said: str) -> None:
    finding = _finding("not-funded-before", members)
    assert finding.reason.endswith(said)
    assert finding.remedy.startswith("Look up who else was in ")


def test_one_whose_list_may_not_be_whole_says_so_and_what_to_do_if_there_were_more() -> None:
    finding = _finding("not-funded-before", "ee-a lt-a lv-a")
    assert finding.reason.startswith("The same known members were funded as THREE KNOWN")
    assert "members_complete: no" in finding.remedy


def test_a_pass_says_that_it_is_about_the_members_that_are_known() -> None:
    assert "the known members of any consortium" in _finding("not-funded-before", "es-a de-a it-a").reason


def test_the_united_kingdom_is_said_to_be_treated_as_a_member_state() -> None:
    reason = _finding("member-states", "es-a gb-a rs-a").reason
    assert "The United Kingdom is treated as a Member State (Withdrawal Agreement, Article 127(6))." in reason


def test_the_day_and_the_basis_are_given_for_a_country_that_does_not_participate() -> None:
    reason = _finding("participating", "es-a de-a no-a").reason
    assert reason == "no-a is in Norway, which does not participate on 2020-12-02: no agreement to take part in COSME."


def test_a_european_market_leaves_too_few_others() -> None:
    finding = _finding("markets", "es-a de-a it-a", markets=["JP", "FR"])
    assert finding.reason == "Not a third country: France. 1 of at least 2 target third countries: Japan."
    assert finding.remedy == ("Take out France. Add 1 country outside the European Union and those that participate.")


def test_what_may_be_asked_at_most_is_said() -> None:
    finding = _finding("money", "es-a de-a it-a", total_cost="333.33", share_asked="300")
    assert finding.reason == "EUR 300.00 of EUR 333.33 are asked, 90.001 %."
    assert finding.remedy == "Ask for EUR 299.99 at most (90 %)."


def test_what_is_not_known_of_a_member_is_named() -> None:
    assert _finding("entities", "es-a de-id-unknown it-a").reason == "de-id-unknown: legal id unknown."


def test_stated_services_are_shown_to_whoever_judges_them() -> None:
    stated = organisation("es-z", services=("training", "matchmaking"))
    checker = Checker(call(), Catalogue((stated,)))
    services = next(each for each in checker.check(Application.of("es-z")).findings if each.rule == "services")
    assert services.reason == "es-z: stated services, to be judged: training, matchmaking."


def test_a_call_without_a_deadline_needs_a_day() -> None:
    with pytest.raises(BadInput, match="as of which day"):
        Checker(call(HORIZON), catalogue()).check(application("es-a de-a it-a"))
