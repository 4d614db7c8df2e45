"""What holds for every consortium under every call."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matchmaker.calls.application import Application, Member, Role
from matchmaker.calls.check import Assessment, Checker
from matchmaker.calls.finding import Outcome, Verdict
from matchmaker.calls.parameters import Rules
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Kind
from tests.calls.random_catalogue import catalogues
from tests.calls.world import COMPLETE, EUROCLUSTERS, GO_INTERNATIONAL, HORIZON, call, organisation

CALLS = (GO_INTERNATIONAL, EUROCLUSTERS, HORIZON)
DAYS = {GO_INTERNATIONAL: None, EUROCLUSTERS: None, HORIZON: date(2023, 6, 1)}
WORST_FIRST = (
    (Outcome.FAIL, Verdict.NOT_ELIGIBLE), (Outcome.EVIDENCE, Verdict.EVIDENCE), (Outcome.ADVICE, Verdict.ELIGIBLE),
    (Outcome.PASS, Verdict.ELIGIBLE),
)  # fmt: skip


@st.composite
def applications(draw: st.DrawFn) -> tuple[Catalogue, Application]:
    """A random consortium, stated in full or in part."""
    catalogue = draw(catalogues())
    members = draw(st.lists(st.sampled_from([each.id for each in catalogue]), min_size=1, max_size=5))
    stated = {name: value for name, value in COMPLETE.items() if draw(st.booleans())}
    stated |= {"markets": draw(st.lists(st.sampled_from(("JP", "US", "NO", "TR", "ES", "GB")), max_size=6))}
    stated |= {"duration": draw(st.sampled_from((None, 24, 36, 48)))}
    return catalogue, Application.model_validate(stated | {"members": members})


def _check(name: str, catalogue: Catalogue, application: Application) -> Assessment:
    return Checker(call(name), catalogue, DAYS[name]).check(application)


@pytest.mark.parametrize("name", CALLS)
@given(drawn=applications())
def test_a_new_independent_member_state_never_turns_a_pass_into_a_fail(
    name: str, drawn: tuple[Catalogue, Application]
) -> None:
    catalogue, application = drawn
    newcomer = replace(organisation("pl-new"), kind=Kind.CLUSTER)
    larger = replace(catalogue, organisations=(*catalogue.organisations, newcomer))
    enlarged = application.model_copy(update={"members": (*application.members, Member(organisation="pl-new"))})
    before = {each.rule: each.outcome for each in _check(name, larger, application).findings}
    after = {each.rule: each.outcome for each in _check(name, larger, enlarged).findings}
    for rule in ("entities", "countries", "member-states"):
        assert not (before.get(rule) is Outcome.PASS and after[rule] is Outcome.FAIL)


@pytest.mark.parametrize("name", CALLS)
@given(drawn=applications(), data=st.data())
def test_the_order_of_members_never_matters(
    name: str, drawn: tuple[Catalogue, Application], data: st.DataObject
) -> None:
    catalogue, application = drawn
    shuffled = application.model_copy(update={"members": tuple(data.draw(st.permutations(application.members)))})
    assert _check(name, catalogue, shuffled) == _check(name, catalogue, application)


@pytest.mark.parametrize("name", CALLS)
@given(drawn=applications())
def test_a_verdict_is_the_worst_of_its_findings(name: str, drawn: tuple[Catalogue, Application]) -> None:
    assessment = _check(name, *drawn)
    outcomes = {each.outcome for each in assessment.findings}
    assert assessment.verdict is next(verdict for outcome, verdict in WORST_FIRST if outcome in outcomes)


@pytest.mark.parametrize("name", CALLS)
@given(drawn=applications())
def test_every_finding_names_a_rule_of_the_call_once(name: str, drawn: tuple[Catalogue, Application]) -> None:
    assert [each.rule for each in _check(name, *drawn).findings] == list(call(name).rule_ids)


@pytest.mark.parametrize("name", CALLS)
@given(drawn=applications())
def test_what_is_not_a_pass_has_a_clause_a_reason_and_a_remedy(name: str, drawn: tuple[Catalogue, Application]) -> None:
    for finding in _check(name, *drawn).findings:
        assert finding.clause
        assert finding.reason
        assert finding.remedy or finding.outcome is Outcome.PASS


@pytest.mark.parametrize("name", CALLS)
@given(drawn=applications())
def test_only_open_questions_need_evidence(name: str, drawn: tuple[Catalogue, Application]) -> None:
    for finding in _check(name, *drawn).findings:
        assert bool(finding.questions) == (finding.outcome is Outcome.EVIDENCE)


@pytest.mark.parametrize("name", CALLS)
@given(drawn=applications())
def test_evidence_on_everything_changes_open_questions_alone(name: str, drawn: tuple[Catalogue, Application]) -> None:
    catalogue, application = drawn
    notes = dict.fromkeys(Rules.ids(), "seen")
    members = tuple(each.model_copy(update={"evidence": notes}) for each in application.members)
    answered = application.model_copy(update={"members": members, "evidence": notes})
    before, after = _check(name, catalogue, application), _check(name, catalogue, answered)
    for one, other in zip(before.findings, after.findings, strict=True):
        # What the application itself must say, such as its markets, no note stands in for.
        closed = one.outcome is Outcome.EVIDENCE and not any(each.unstated for each in one.questions)
        assert (other.outcome, other.on_evidence) == (Outcome.PASS if closed else one.outcome, closed)


@pytest.mark.parametrize("name", CALLS)
@given(drawn=applications())
def test_an_associated_partner_changes_nothing(name: str, drawn: tuple[Catalogue, Application]) -> None:
    catalogue, application = drawn
    beside = Member(organisation=catalogue.organisations[0].id, role=Role.ASSOCIATED, evidence={"services": "seen"})
    joined = application.model_copy(update={"members": (*application.members, beside)})
    assert _check(name, catalogue, joined) == _check(name, catalogue, application)


@given(drawn=applications(), day=st.dates(date(2014, 1, 1), date(2030, 12, 31)))
def test_every_country_has_one_status_on_every_day(drawn: tuple[Catalogue, Application], day: date) -> None:
    catalogue, application = drawn
    assume(application.members)
    for name in CALLS:
        holding = [period.country for period in call(name).countries if period.holds(day)]
        assert len(holding) == len(set(holding))
        assert Checker(call(name), catalogue, day).check(application).as_of == day
