"""Call files: those that ship are sound, and one that does not fit is refused with its line and a remedy."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from matchmaker.calls.call import load_call, load_calls
from matchmaker.calls.parameters import Rules
from matchmaker.calls.rules.registry import FUNCTIONS
from matchmaker.calls.status import Status
from matchmaker.calls.yaml_text import read_yaml
from matchmaker.errors import BadInput
from tests.calls.world import CALLS, EUROCLUSTERS, GO_INTERNATIONAL, HORIZON, call

MEMBER_STATES = {
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
}  # fmt: skip
TERRITORIES = {"AX": "FI"} | dict.fromkeys(("GP", "GF", "MQ", "RE", "MF", "YT"), "FR")
GO_FILE = "gro-sme-20-c-02.yaml"


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CALLS, tmp_path / "calls"))


def _changed(calls: Path, old: str, new: str, file: str = GO_FILE) -> tuple[str, int]:
    """Change a file of a folder of calls; returns the error when it is read, and the line that was changed."""
    path = calls / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_calls(calls)
    return str(caught.value), line


def test_three_calls_ship() -> None:
    assert set(load_calls(CALLS)) == {GO_INTERNATIONAL, EUROCLUSTERS, HORIZON}


def test_every_rule_that_a_call_may_have_has_a_function() -> None:
    assert set(Rules.ids()) == FUNCTIONS.keys()


def test_each_clause_says_which_document_it_is_from() -> None:
    known = call()
    rules = known.rules.given()
    from_the_call = {name for name, rule in rules.items() if rule.source == "call"}
    assert from_the_call == {"markets", "platform"}
    for rule in rules.values():
        assert known.clause(rule).endswith(f"({known.documents[rule.source]})")


def test_a_call_is_found_by_alias_whatever_its_case() -> None:
    assert load_call(CALLS, "cos-clusint-2020-3-01").id == GO_INTERNATIONAL


def test_an_unknown_call_is_answered_with_those_that_are_known() -> None:
    with pytest.raises(BadInput, match="GRO/SME/20/C/02 = COS-CLUSINT-2020-3-01"):
        load_call(CALLS, "no-such-call")


@pytest.mark.parametrize(
    ("name", "day"), [(GO_INTERNATIONAL, "2020-12-02"), (EUROCLUSTERS, "2021-11-30"), (HORIZON, "2024-06-01")]
)
def test_the_27_member_states_are_member_states(name: str, day: str) -> None:
    statuses = call(name).statuses(date.fromisoformat(day))
    states = {each: period for each, period in statuses.items() if period.status is Status.MEMBER_STATE}
    assert {each for each, period in states.items() if period.part_of is None} == MEMBER_STATES
    assert {each: period.part_of for each, period in states.items() if period.part_of} == TERRITORIES
    assert len(MEMBER_STATES) == 27


def test_who_takes_part_at_the_deadline_of_2020() -> None:
    statuses = call().statuses(date(2020, 12, 2))
    others = {
        each: period.status for each, period in statuses.items() if each not in MEMBER_STATES | TERRITORIES.keys()
    }
    assert {each for each, status in others.items() if status is Status.TREATED_AS_MEMBER_STATE} == {"GB"}
    taking_part = {each for each, status in others.items() if status is Status.PARTICIPATING}
    assert taking_part == {"IS", "AL", "BA", "XK", "ME", "MK", "RS", "TR", "AM", "MD", "UA"}
    assert {each for each, status in others.items() if status is Status.THIRD} == {"NO", "CH", "LI"}


def test_a_territory_has_the_status_of_the_state_that_it_is_part_of() -> None:
    for day in (date(2010, 1, 1), date(2019, 1, 1), date(2023, 1, 1)):
        for known in load_calls(CALLS).values():
            statuses = known.statuses(day)
            for period in statuses.values():
                if period.part_of and period.status is not Status.UNKNOWN:
                    assert statuses[period.part_of].status is period.status


def test_every_status_names_the_law_it_rests_on() -> None:
    assert all(period.basis for known in load_calls(CALLS).values() for period in known.countries)


def test_what_is_left_out_of_a_call_is_said_and_is_no_rule() -> None:
    known = call(EUROCLUSTERS)
    assert set(known.left_out) == {"entities", "countries", "kind", "duration", "money"}
    assert not set(known.left_out) & known.rules.given().keys()


def test_a_wrong_key_is_refused_with_the_nearest_one(calls: Path) -> None:
    message, line = _changed(calls, "deadline:", "dedline:")
    assert f"line {line}" in message
    assert "'dedline'" in message
    assert "Did you mean deadline?" in message


def test_a_wrong_rule_is_refused(calls: Path) -> None:
    message, line = _changed(calls, "  not-defence:", "  not-offence:")
    assert f"line {line}" in message or f"line {line + 1}" in message
    assert "'not-offence'" in message


def test_a_wrong_parameter_of_a_rule_is_refused(calls: Path) -> None:
    message, _ = _changed(calls, "    encouraged: 5", "    encouraged: 5\n    forbidden: 9")
    assert "rules.markets.forbidden" in message


def test_a_missing_parameter_is_named(calls: Path) -> None:
    message, _ = _changed(calls, "    months: 36\n", "")
    assert "is missing (rules.duration.months). Add the key months." in message


@pytest.mark.parametrize("number", ["0", "-3", "three", "1.5", "1000", "true"])
def test_an_impossible_number_is_refused(calls: Path, number: str) -> None:
    message, line = _changed(calls, "    minimum: 3", f"    minimum: {number}")
    assert f"line {line}" in message
    assert "rules.entities.minimum" in message


def test_an_unknown_country_is_refused(calls: Path) -> None:
    message, line = _changed(calls, "country: XK", "country: KS", "countries/cosme.yaml")
    assert f"line {line}: 'KS'" in message
    assert "not an ISO 3166 code" in message


def test_norway_without_quotation_marks_is_norway(calls: Path) -> None:
    path = calls / "countries" / "cosme.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('country: "NO"', "country: NO"), encoding="utf-8")
    assert load_calls(calls)[GO_INTERNATIONAL].statuses(date(2020, 12, 2))["NO"].status is Status.THIRD


def test_an_unknown_status_is_refused(calls: Path) -> None:
    message, _ = _changed(calls, "status: participating", "status: friendly", "countries/cosme.yaml")
    assert "'friendly'" in message
    assert "'participating'" in message


@pytest.mark.parametrize("day", ["2020-13-02", "2020-02-30", "yesterday", "20201202T10:00"])
def test_an_impossible_date_is_refused(calls: Path, day: str) -> None:
    message, line = _changed(calls, "deadline: 2020-12-02", f"deadline: {day}")
    assert f"line {line}: '{day}'" in message
    assert "2020-12-02" in message


def test_a_deadline_before_the_opening_is_refused(calls: Path) -> None:
    message, line = _changed(calls, "deadline: 2020-12-02", "deadline: 2019-12-02")
    assert f"line {line}:" in message
    assert "the deadline is before the day on which the call opened. Correct one of them." in message


def test_a_period_that_ends_before_it_begins_is_refused(calls: Path) -> None:
    message, line = _changed(calls, "until: 2020-12-31", "until: 2019-12-31", "countries/cosme.yaml")
    assert f"line {line}:" in message
    assert "the period ends before it begins" in message


def test_two_statuses_on_one_day_are_refused(calls: Path) -> None:
    message, _ = _changed(calls, "until: 2020-12-31", "until: 2021-06-30", "countries/cosme.yaml")
    assert "GB has two statuses on 2021-01-01" in message


def test_an_unknown_list_of_countries_is_refused(calls: Path) -> None:
    message, line = _changed(calls, "[european-union, cosme]", "[european-union, cosmos]")
    assert f"line {line}" in message
    assert "The lists are: cosme, european-union" in message


def test_a_source_that_is_no_document_is_refused(calls: Path) -> None:
    message, line = _changed(calls, "source: call", "source: hearsay")
    assert f"line {line}:" in message
    assert "the source of platform is not a document of the call" in message


def test_a_rule_that_is_stated_and_left_out_is_refused(calls: Path) -> None:
    message, line = _changed(
        calls, "left_out:\n", "left_out:\n  participating: unsure\n", "smp-cosme-2021-cluster.yaml"
    )
    assert f"line {line + 1}:" in message
    assert "participating is both a rule and left out" in message


@pytest.mark.parametrize("key", ["opened", "documents", "countries", "title", "left_out"])
@pytest.mark.parametrize("odd", ["", "-1", "{}", "[]", "[[x]]", "1.5", "true", "{a: {}}"])
def test_whatever_stands_in_a_call_the_fault_is_said_in_our_own_words(calls: Path, key: str, odd: str) -> None:
    path = calls / GO_FILE
    content = read_yaml(path.read_text(encoding="utf-8"))
    content[key] = read_yaml(odd)
    path.write_text(json.dumps(content, default=str), encoding="utf-8")
    message = ""
    try:
        load_calls(calls)
    except BadInput as error:
        message = str(error)
    assert not re.search("input|should|valid|instance|tuple|dictionary|decimal", message, re.IGNORECASE)


def test_counting_by_country_needs_a_rule_that_counts(calls: Path) -> None:
    message, line = _changed(calls, "dependent_members: fail", "dependent_members: fail\n    different_countries: true")
    assert f"line {line + 1}:" in message
    assert "Remove them, or let dependent_members be: are not counted." in message


def test_a_call_without_a_rule_is_refused(calls: Path) -> None:
    path = calls / "horizon-europe-collaborative.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("rules:")] + "rules: {}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"the call has no rule. State its rules, or say under left_out which it has."):
        load_calls(calls)


def test_a_key_that_stands_twice_is_refused_with_its_line(calls: Path) -> None:
    message, line = _changed(calls, "title: Clusters", "title: Other\ntitle: Clusters")
    assert f"line {line + 1}" in message
    assert "'title' stands twice" in message


def test_text_that_is_not_yaml_is_refused_with_its_line(calls: Path) -> None:
    message, line = _changed(calls, "title: Clusters Go International", "title: [Clusters")
    assert "is not well-formed" in message
    assert f"line {line + 1}" in message


def test_all_that_is_wrong_is_named_at_once(calls: Path) -> None:
    path = calls / GO_FILE
    text = path.read_text(encoding="utf-8").replace("minimum: 3", "minimum: none").replace("months: 36", "months: x")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_calls(calls)
    assert len(caught.value.problems) == 3


def test_two_calls_with_one_name_are_refused(calls: Path) -> None:
    message, _ = _changed(
        calls,
        "aliases: [HORIZON-EUROPE]",
        f"aliases: [{GO_INTERNATIONAL.lower()}]",
        "horizon-europe-collaborative.yaml",
    )
    assert "Rename one of them" in message


def test_an_empty_file_is_refused(calls: Path) -> None:
    (calls / "empty.yaml").write_text("", encoding="utf-8")
    with pytest.raises(BadInput, match=r"empty\.yaml"):
        load_calls(calls)
