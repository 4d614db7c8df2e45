"""No organisation of a country that participates, on any day, is suggested as partner abroad, nor the reverse."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.abroad.third_countries import ThirdCountries
from matchmaker.calls.filter import eligibility_filter
from matchmaker.calls.status import Status
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.countries import country_name
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from tests.abroad.world import abroad_of, call, calls, organisation, small, there

EVERYWHERE = sorted({period.country for each in calls().values() for period in each.countries} | {"JP", "US", "BR"})
DAYS = sorted(
    {
        edge + timedelta(days=shift)
        for each in calls().values()
        for period in each.countries
        for edge in (period.start, period.until)
        if edge is not None
        for shift in (-1, 0, 1)
    }
)


def with_one_in_every_country() -> Catalogue:
    everywhere = tuple(there(f"There {code}", code, ecosystems=ECOSYSTEMS) for code in EVERYWHERE)
    return replace(small(), third_country_organisations=everywhere)


@pytest.mark.parametrize("call_id", calls())
def test_nobody_of_a_country_that_participates_on_any_day_is_suggested(call_id: str) -> None:
    of_call = calls()[call_id]
    answer = abroad_of(with_one_in_every_country(), of_call).partners([0, 1], top=1000)
    suggested = {each.organisation.country for each in answer.partners}
    assert {"BR", "US"} <= suggested
    for day in DAYS:
        statuses = of_call.statuses(day)
        participating = {code for code, period in statuses.items() if period.status.may_participate}
        assert not suggested & participating, day


@settings(max_examples=40, deadline=None)
@given(
    members=st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True),
    call_id=st.sampled_from(sorted(calls())),
    day=st.sampled_from(DAYS) | st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    top=st.integers(1, 100),
)
def test_whoever_asks_and_whenever_no_suggestion_is_of_a_participating_country(
    members: list[int], call_id: str, day: date, top: int
) -> None:
    of_call = calls()[call_id]
    abroad = abroad_of(with_one_in_every_country(), of_call)
    answer = abroad.partners(members, top=top)
    statuses = of_call.statuses(day)
    for each in answer.partners:
        period = statuses.get(each.organisation.country)
        assert period is None or period.status is Status.THIRD
    for market in abroad.markets(members):
        period = statuses.get(market.country)
        assert period is None or period.status is Status.THIRD


def test_those_who_are_left_out_are_named() -> None:
    answer = abroad_of(with_one_in_every_country()).partners([0], top=1000)
    left_out = {each.country for each in answer.left_out}
    assert {"DE", "GB", "IS", "UA", "XK"} <= left_out
    assert left_out | {each.organisation.country for each in answer.partners} == set(EVERYWHERE)


@pytest.mark.parametrize("market", ["ES", "GB", "TR", "IS"])
def test_a_participating_country_is_no_market(market: str) -> None:
    with pytest.raises(BadInput, match=country_name(market)):
        ThirdCountries(call()).check(("JP", market))


def test_norway_and_switzerland_are_third_countries_to_the_call_of_2020() -> None:
    assert "NO" in ThirdCountries(call())
    assert "CH" in ThirdCountries(call())


def test_a_country_that_is_associated_later_is_no_third_country_before_either() -> None:
    horizon = calls()["HORIZON-EUROPE-COLLABORATIVE"]
    assert "CA" not in horizon.statuses(date(2021, 1, 1))
    assert horizon.statuses(date(2025, 1, 1))["CA"].status.may_participate
    assert "CA" not in ThirdCountries(horizon)


def test_nobody_of_a_third_country_is_suggested_for_a_consortium(matchmaker: Matchmaker) -> None:
    abroad = {each.id for each in matchmaker.catalogue.third_country_organisations}
    statuses = call().statuses(call().day(None))
    for given_ in ("es-bec", "fr-vitagora", "gb-areg"):
        for consortium in matchmaker.consortia(given_, top=20).consortia:
            assert not abroad & {member.id for member in consortium.members}
            assert all(statuses[country].status.participates for country in consortium.countries)
        assert not abroad & {each.organisation.id for each in matchmaker.partners([given_], top=1000)}


@pytest.mark.parametrize("call_id", [name for name, each in calls().items() if each.rules.participating])
def test_nobody_of_a_third_country_may_be_in_a_consortium_of_a_call_that_asks_where_applicants_are(
    call_id: str,
) -> None:
    of_call = calls()[call_id]
    everywhere = tuple(organisation(f"Here {code}", code) for code in EVERYWHERE)
    catalogue = replace(small(), organisations=(*small().organisations, *everywhere))
    admissible = eligibility_filter(catalogue, of_call).admissible
    third = ThirdCountries(of_call)
    for at, each in enumerate(catalogue):
        if each.country in third:
            assert not admissible[at], each.country


def test_an_organisation_of_a_third_country_in_the_catalogue_is_no_partner_abroad() -> None:
    catalogue = replace(small(), organisations=(*small().organisations, organisation("Fjord", "NO")))
    answer = abroad_of(catalogue).partners([0], top=100)
    assert "fjord" not in {each.organisation.id for each in answer.partners}
