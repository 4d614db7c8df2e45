"""The decision table: what each rule must say, written by hand from the rules of the calls.

Every row is a consortium, in a world in which all else is known, stated and in order, so that the verdict hangs on
what the row is about. `gb-a` is a cluster in the United Kingdom, and so on; see `world.py` for the others.
"""

# ruff: noqa: E501  # one row a line, so that it reads as a table

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import pytest

from matchmaker.calls.check import Assessment, Checker
from matchmaker.calls.rules.registry import FUNCTIONS
from tests.calls.world import EUROCLUSTERS, GO_INTERNATIONAL, HORIZON, application, call, catalogue

PASS, FAIL, EVIDENCE, ADVICE = "pass", "fail", "evidence needed", "advice"
ELIGIBLE, NOT_ELIGIBLE = "eligible", "not eligible"


@dataclass(frozen=True)
class Row:
    name: str
    members: str
    rule: str
    outcome: str
    verdict: str
    facts: dict[str, Any] = field(default_factory=dict)
    under: str = GO_INTERNATIONAL
    as_of: str = ""


# fmt: off
THREE = "es-a de-a it-a"
TABLE = (
    # entities: at least three, independent of each other
    Row("two members", "es-a de-a", "entities", FAIL, NOT_ELIGIBLE),
    Row("three members", THREE, "entities", PASS, ELIGIBLE),
    Row("eight members", "es-a de-a fr-a it-a pl-a be-a dk-a fi-a", "entities", PASS, ELIGIBLE),
    Row("two members and an associated partner are two", "es-a de-a (fr-a)", "entities", FAIL, NOT_ELIGIBLE),
    Row("one member given twice is one", "es-a es-a de-a", "entities", FAIL, NOT_ELIGIBLE),
    Row("one member given twice beside three", "es-a es-a de-a it-a", "entities", FAIL, NOT_ELIGIBLE),
    Row("a member and its id from before a merge", "es-merged es-before de-a it-a", "entities", FAIL, NOT_ELIGIBLE),
    Row("the same legal id, written differently", "es-a es-same-id de-a it-a", "entities", FAIL, NOT_ELIGIBLE),
    Row("the same legal id in two countries", "es-a de-same-id it-a", "entities", EVIDENCE, EVIDENCE),
    Row("one is the parent of another, by its legal id", "it-a de-a fr-child-by-number", "entities", FAIL, NOT_ELIGIBLE),
    Row("nobody controls them, in other words", "de-of-nobody fr-no-parent it-none pl-no", "entities", PASS, ELIGIBLE),
    Row("a parent that is no other body", "es-a fr-itself it-a", "entities", EVIDENCE, EVIDENCE),
    Row("one is the parent of another", "es-a de-child-of-es-a it-a", "entities", FAIL, NOT_ELIGIBLE),
    Row("one is the parent of another, by name", "es-a de-a fr-child-by-name", "entities", FAIL, NOT_ELIGIBLE),
    Row("one is the grandparent of another", "es-a de-a it-grandchild-of-es-a", "entities", FAIL, NOT_ELIGIBLE),
    Row("the same parent outside the catalogue", "es-a fr-of-holding it-of-holding", "entities", FAIL, NOT_ELIGIBLE),
    Row("the same parent two levels up", "es-a de-under-top fr-under-top", "entities", FAIL, NOT_ELIGIBLE),
    Row("the same body three levels up", "es-a de-deep fr-deep", "entities", FAIL, NOT_ELIGIBLE),
    Row("the same body three levels up, from another level", "es-a de-deep pt-deep", "entities", FAIL, NOT_ELIGIBLE),
    Row("one controls another through three levels", "es-a cz-deep de-deep", "entities", FAIL, NOT_ELIGIBLE),
    Row("two dependent ones beside three others", "es-a de-child-of-es-a it-a pl-a fr-a", "entities", FAIL, NOT_ELIGIBLE),
    Row("a dependent associated partner is not counted", "es-a it-a pl-a (de-child-of-es-a)", "entities", PASS, ELIGIBLE),
    Row("parents that are independent of each other", "de-child-of-es-a fr-under-top pl-a", "entities", PASS, ELIGIBLE),
    Row("ownership unknown", "es-a de-owner-unknown it-a", "entities", EVIDENCE, EVIDENCE),
    Row("ownership said to be unknown", "es-a de-owner-said-unknown it-a", "entities", EVIDENCE, EVIDENCE),
    Row("legal id unknown", "es-a de-id-unknown it-a", "entities", EVIDENCE, EVIDENCE),
    Row("two legal ids that are n/a are not the same", "es-a de-id-na it-id-na", "entities", EVIDENCE, EVIDENCE),
    Row("the owner's own owner unknown", "es-a fr-of-holding pl-a", "entities", EVIDENCE, EVIDENCE),
    Row("owners in a circle", "es-a de-circle pl-a", "entities", EVIDENCE, EVIDENCE),
    Row("two members of which nothing is known fail", "es-a de-owner-unknown", "entities", FAIL, NOT_ELIGIBLE),
    # countries: at least three different participating ones
    Row("three members in two countries", "es-a es-b de-a", "countries", FAIL, NOT_ELIGIBLE),
    Row("three members in one country", "es-a es-b es-c", "countries", FAIL, NOT_ELIGIBLE),
    Row("four members in three countries", "es-a es-b de-a fr-a", "countries", PASS, ELIGIBLE),
    Row("two countries and one that does not participate", "es-a de-a no-a", "countries", FAIL, NOT_ELIGIBLE),
    Row("three countries and one that does not participate", "es-a de-a fr-a no-a", "countries", PASS, NOT_ELIGIBLE),
    Row("the third country is an associated partner's", "es-a es-b de-a (fr-a)", "countries", FAIL, NOT_ELIGIBLE),
    # member states: at least two of the countries
    Row("no Member State", "tr-a rs-a ua-a", "member-states", FAIL, NOT_ELIGIBLE),
    Row("one Member State", "es-a tr-a rs-a", "member-states", FAIL, NOT_ELIGIBLE),
    Row("two members of one Member State", "es-a es-b tr-a rs-a", "member-states", FAIL, NOT_ELIGIBLE),
    Row("two Member States", "es-a de-a tr-a", "member-states", PASS, ELIGIBLE),
    Row("United Kingdom counts as one in 2020", "es-a gb-a rs-a", "member-states", PASS, ELIGIBLE),
    Row("United Kingdom as the only one", "gb-a tr-a rs-a", "member-states", FAIL, NOT_ELIGIBLE),
    Row("United Kingdom when it was one", "es-a gb-a rs-a", "member-states", PASS, ELIGIBLE, as_of="2020-01-31"),
    Row("United Kingdom the day after", "es-a gb-a rs-a", "member-states", PASS, ELIGIBLE, as_of="2020-02-01"),
    Row("United Kingdom in 2021 under the 2020 call", "es-a gb-a rs-a", "member-states", PASS, ELIGIBLE, as_of="2021-03-01"),
    Row("Norway is not one", "es-a no-a rs-a", "member-states", FAIL, NOT_ELIGIBLE),
    # participating: every applicant's country does
    Row("United Kingdom takes part", "es-a de-a gb-a", "participating", PASS, ELIGIBLE),
    Row("Kosovo takes part", "es-a de-a xk-a", "participating", PASS, ELIGIBLE),
    Row("Türkiye takes part", "es-a de-a tr-a", "participating", PASS, ELIGIBLE),
    Row("Iceland takes part", "es-a de-a is-a", "participating", PASS, ELIGIBLE),
    Row("Serbia takes part", "es-a de-a rs-a", "participating", PASS, ELIGIBLE),
    Row("Moldova takes part", "es-a de-a md-a", "participating", PASS, ELIGIBLE),
    Row("Armenia takes part", "es-a de-a am-a", "participating", PASS, ELIGIBLE),
    Row("Albania takes part", "es-a de-a al-a", "participating", PASS, ELIGIBLE),
    Row("Bosnia and Herzegovina takes part", "es-a de-a ba-a", "participating", PASS, ELIGIBLE),
    Row("Montenegro takes part", "es-a de-a me-a", "participating", PASS, ELIGIBLE),
    Row("North Macedonia takes part", "es-a de-a mk-a", "participating", PASS, ELIGIBLE),
    Row("Ukraine takes part", "es-a de-a fr-a ua-a", "participating", PASS, EVIDENCE),  # ONE KNOWN: who else was in it?
    Row("Norway does not", "es-a de-a fr-a no-a", "participating", FAIL, NOT_ELIGIBLE),
    Row("Switzerland does not", "es-a de-a fr-a ch-a", "participating", FAIL, NOT_ELIGIBLE),
    Row("Liechtenstein does not", "es-a de-a fr-a li-a", "participating", FAIL, NOT_ELIGIBLE),
    Row("Georgia does not", "es-a de-a fr-a ge-a", "participating", FAIL, NOT_ELIGIBLE),
    Row("Japan does not", "es-a de-a fr-a jp-a", "participating", FAIL, NOT_ELIGIBLE),
    Row("Norway as an associated partner", "es-a de-a it-a (no-a)", "participating", PASS, ELIGIBLE),
    Row("Réunion is in the European Union", "es-a de-a re-a", "participating", PASS, ELIGIBLE),
    Row("Réunion and France are one country", "re-a fr-a de-a", "countries", FAIL, NOT_ELIGIBLE),
    Row("Réunion and France are one Member State", "re-a fr-a tr-a rs-a", "member-states", FAIL, NOT_ELIGIBLE),
    Row("Åland counts as Finland", "ax-a de-a tr-a", "member-states", PASS, ELIGIBLE),
    Row("Gibraltar has to be looked up", "es-a de-a it-a gi-a", "participating", EVIDENCE, EVIDENCE),
    # kind: cluster organisation or business network organisation
    Row("a business network organisation", "es-a de-network it-a", "kind", PASS, ELIGIBLE),
    Row("neither of the two", "es-a de-other it-a", "kind", FAIL, NOT_ELIGIBLE),
    Row("kind unknown", "es-a de-kind-unknown it-a", "kind", EVIDENCE, EVIDENCE),
    Row("one of another kind and one unknown", "es-a de-other de-kind-unknown it-a", "kind", FAIL, NOT_ELIGIBLE),
    Row("of another kind as an associated partner", "es-a pl-a it-a (de-other)", "kind", PASS, ELIGIBLE),
    # services: always for a person to judge
    Row("services shown by evidence on each", THREE, "services", PASS, ELIGIBLE),
    # platform: registered, or has asked to be
    Row("registration planned", "es-a de-planned it-a", "platform", PASS, ELIGIBLE),
    Row("registration refused", "es-a de-platform-no it-a", "platform", FAIL, NOT_ELIGIBLE),
    Row("registration unknown", "es-a de-platform-unknown it-a", "platform", EVIDENCE, EVIDENCE),
    Row("an associated partner need not register", "es-a pl-a it-a (de-platform-no)", "platform", PASS, ELIGIBLE),
    # not funded before
    Row("nobody was in a funded consortium", THREE, "not-funded-before", PASS, ELIGIBLE),
    Row("the same members", "be-a nl-a se-a", "not-funded-before", FAIL, NOT_ELIGIBLE),
    Row("a superset", "be-a nl-a se-a fr-a it-a", "not-funded-before", FAIL, NOT_ELIGIBLE),
    Row("funded under the defence call of 2017", "be-a dk-a at-a", "not-funded-before", FAIL, NOT_ELIGIBLE),
    Row("funded in 2019, under the other name of the call", "fi-a gr-a at-a", "not-funded-before", FAIL, NOT_ELIGIBLE),
    Row("two of three members", "be-a nl-a fr-a", "not-funded-before", EVIDENCE, EVIDENCE),
    Row("one of three members", "be-a it-a fr-a", "not-funded-before", PASS, ELIGIBLE),
    Row("two of four members are half", "be-a nl-a fr-a it-a", "not-funded-before", EVIDENCE, EVIDENCE),
    Row("two of five members", "be-a nl-a fr-a it-a es-a", "not-funded-before", PASS, ELIGIBLE),
    Row("three of seven members", "cz-a hu-a ie-a fr-a it-a es-a de-a", "not-funded-before", EVIDENCE, EVIDENCE),
    Row("four of five funded members, without the fifth", "cz-a hu-a ie-a pt-a", "not-funded-before", EVIDENCE, EVIDENCE),
    Row("a funded member left is an associated partner", "be-a nl-a it-a fr-a es-a (se-a)", "not-funded-before", PASS, ELIGIBLE),
    Row("voluntary, without funding", "es-b de-b it-a", "not-funded-before", PASS, ELIGIBLE),
    Row("perhaps funded", "es-c de-b pl-a", "not-funded-before", EVIDENCE, EVIDENCE),
    Row("funded under a call that does not matter", "es-c de-a fr-a", "not-funded-before", PASS, ELIGIBLE),
    Row("funded under a call that is not known", "es-c it-a de-a rs-a", "not-funded-before", EVIDENCE, EVIDENCE),
    Row("the only known member of a funded one", "ua-a es-a de-a fr-a it-a", "not-funded-before", EVIDENCE, EVIDENCE),
    Row("all known members of one that may have had others", "ee-a lt-a lv-a", "not-funded-before", FAIL, NOT_ELIGIBLE),
    Row("all known members of such a one and two more", "ee-a lt-a lv-a fr-a it-a", "not-funded-before", FAIL, NOT_ELIGIBLE),
    Row("one of three known members", "ee-a it-a fr-a", "not-funded-before", PASS, ELIGIBLE),
    Row("all known members of one that had others", "hr-a si-a sk-a", "not-funded-before", EVIDENCE, EVIDENCE),
    Row("fewer than a call funded, said to be all", "bg-a cy-a de-a fr-a it-a", "not-funded-before", EVIDENCE, EVIDENCE),
    Row("two funded consortia joined", "be-a nl-a se-a fi-a gr-a at-a", "not-funded-before", FAIL, NOT_ELIGIBLE),
    Row("half of two funded consortia each", "be-a nl-a fi-a gr-a", "not-funded-before", EVIDENCE, EVIDENCE),
    Row("a member that was merged, by its id of today", "es-merged gb-a tr-a", "not-funded-before", FAIL, NOT_ELIGIBLE),
    Row("a member that was merged, by an alias", "es-long-before gb-a tr-a", "not-funded-before", FAIL, NOT_ELIGIBLE),
    Row("the same legal entity under another id", "be-a nl-twin se-a", "not-funded-before", FAIL, NOT_ELIGIBLE),
    # not defence
    Row("under the defence call", THREE, "not-defence", FAIL, NOT_ELIGIBLE, {"defence": True}),
    Row("not stated whether under the defence call", THREE, "not-defence", EVIDENCE, EVIDENCE, {"defence": None}),
    # markets: at least two third countries, five at most are encouraged
    Row("no market", THREE, "markets", EVIDENCE, EVIDENCE, {"markets": []}),
    Row("one market", THREE, "markets", FAIL, NOT_ELIGIBLE, {"markets": ["JP"]}),
    Row("one market given twice", THREE, "markets", FAIL, NOT_ELIGIBLE, {"markets": ["JP", "Japan"]}),
    Row("two markets", THREE, "markets", PASS, ELIGIBLE, {"markets": ["JP", "US"]}),
    Row("five markets", THREE, "markets", PASS, ELIGIBLE, {"markets": ["JP", "US", "CA", "BR", "CN"]}),
    Row("six markets", THREE, "markets", ADVICE, ELIGIBLE, {"markets": ["JP", "US", "CA", "BR", "CN", "SG"]}),
    Row("a market inside the European Union", THREE, "markets", FAIL, NOT_ELIGIBLE, {"markets": ["JP", "US", "GR"]}),
    Row("a market in a territory of the Union", THREE, "markets", FAIL, NOT_ELIGIBLE, {"markets": ["JP", "US", "RE"]}),
    Row("Åland as a market", THREE, "markets", FAIL, NOT_ELIGIBLE, {"markets": ["JP", "US", "AX"]}),
    Row("a market in a participating country", THREE, "markets", FAIL, NOT_ELIGIBLE, {"markets": ["JP", "US", "TR"]}),
    Row("United Kingdom as a market in 2020", THREE, "markets", FAIL, NOT_ELIGIBLE, {"markets": ["JP", "US", "GB"]}),
    Row("Norway and Switzerland as markets", THREE, "markets", PASS, ELIGIBLE, {"markets": ["NO", "CH"]}),
    # SMEs: advice only
    Row("not stated whether SMEs take part", THREE, "smes", ADVICE, ELIGIBLE, {"smes_involved": None}),
    Row("no SMEs take part", THREE, "smes", ADVICE, ELIGIBLE, {"smes_involved": False}),
    # duration: 36 months, or longer with a justification
    Row("35 months", THREE, "duration", FAIL, NOT_ELIGIBLE, {"duration": 35}),
    Row("36 months", THREE, "duration", PASS, ELIGIBLE, {"duration": 36}),
    Row("37 months without a reason", THREE, "duration", EVIDENCE, EVIDENCE, {"duration": 37}),
    Row("37 months with blanks for a reason", THREE, "duration", EVIDENCE, EVIDENCE,
        {"duration": 37, "duration_justification": "  "}),
    Row("37 months with a reason", THREE, "duration", PASS, ELIGIBLE,
        {"duration": 37, "duration_justification": "the trade fair is in month 37"}),
    Row("35 months with a reason", THREE, "duration", FAIL, NOT_ELIGIBLE,
        {"duration": 35, "duration_justification": "it is enough"}),
    Row("duration not stated", THREE, "duration", EVIDENCE, EVIDENCE, {"duration": None}),
    # money: at most 90 % of the cost; advice above 6,600,000 / 12 = 550,000
    Row("90 %", THREE, "money", PASS, ELIGIBLE, {"total_cost": 600_000, "share_asked": 540_000}),
    Row("90.01 %", THREE, "money", FAIL, NOT_ELIGIBLE, {"total_cost": 600_000, "share_asked": 540_060}),
    Row("one cent more than 90 %", THREE, "money", FAIL, NOT_ELIGIBLE, {"total_cost": 600_000, "share_asked": "540000.01"}),
    Row("90 % of an odd cost, in per cent", THREE, "money", PASS, ELIGIBLE,
        {"total_cost": "333.33", "share_asked": "90 %"}),
    Row("90.0001 % in per cent", THREE, "money", FAIL, NOT_ELIGIBLE, {"total_cost": 1_000, "share_asked": "90.0001 %"}),
    Row("all of the cost", THREE, "money", FAIL, NOT_ELIGIBLE, {"total_cost": 100, "share_asked": 100}),
    Row("an even part of the budget", THREE, "money", PASS, ELIGIBLE, {"total_cost": 700_000, "share_asked": 550_000}),
    Row("a cent more than an even part", THREE, "money", ADVICE, ELIGIBLE,
        {"total_cost": 700_000, "share_asked": "550000.01"}),
    Row("a part of one where EUR are read", THREE, "money", EVIDENCE, EVIDENCE, {"share_asked": "0.9"}),
    Row("a number of per cent without its sign", THREE, "money", EVIDENCE, EVIDENCE, {"share_asked": 90}),
    Row("less than 1 %", THREE, "money", EVIDENCE, EVIDENCE, {"share_asked": "0.9 %"}),
    Row("1 %", THREE, "money", PASS, ELIGIBLE, {"share_asked": 6_000}),
    Row("nothing", THREE, "money", EVIDENCE, EVIDENCE, {"share_asked": 0}),
    Row("share asked not stated", THREE, "money", EVIDENCE, EVIDENCE, {"share_asked": None}),
    Row("cost not stated", THREE, "money", EVIDENCE, EVIDENCE, {"total_cost": None}),
    # Euroclusters, 2021: only who may apply is stated; what is left out needs evidence
    Row("Euroclusters: Member States", THREE, "participating", PASS, EVIDENCE, under=EUROCLUSTERS),
    Row("Euroclusters: not the United Kingdom", "es-a de-a gb-a", "participating", FAIL, NOT_ELIGIBLE, under=EUROCLUSTERS),
    Row("Euroclusters: not Switzerland", "es-a de-a ch-a", "participating", FAIL, NOT_ELIGIBLE, under=EUROCLUSTERS),
    Row("Euroclusters: Norway has to be looked up", "es-a de-a no-a", "participating", EVIDENCE, EVIDENCE, under=EUROCLUSTERS),
    Row("Euroclusters: Kosovo has to be looked up", "es-a de-a xk-a", "participating", EVIDENCE, EVIDENCE, under=EUROCLUSTERS),
    Row("Euroclusters: Türkiye has to be looked up", "es-a de-a tr-a", "participating", EVIDENCE, EVIDENCE, under=EUROCLUSTERS),
    Row("Euroclusters: what is left out", THREE, "entities", EVIDENCE, EVIDENCE, under=EUROCLUSTERS),
    # Horizon Europe, generic: three independent entities of three countries, one of them in a Member State
    Row("Horizon: three Member States", THREE, "entities", PASS, ELIGIBLE, under=HORIZON, as_of="2024-06-01"),
    Row("Horizon: one Member State", "es-a no-a tr-a", "member-states", PASS, ELIGIBLE, under=HORIZON, as_of="2024-06-01"),
    Row("Horizon: no Member State", "gb-a no-a tr-a", "member-states", FAIL, NOT_ELIGIBLE, under=HORIZON, as_of="2024-06-01"),
    Row("Horizon: United Kingdom in 2024 is associated", "es-a no-a gb-a", "entities", PASS, ELIGIBLE, under=HORIZON, as_of="2024-06-01"),
    Row("Horizon: United Kingdom is no Member State", "gb-a tr-a no-a", "entities", FAIL, NOT_ELIGIBLE, under=HORIZON, as_of="2024-06-01"),
    Row("Horizon: United Kingdom in 2022 to be looked up", "es-a no-a gb-a", "countries", EVIDENCE, EVIDENCE, under=HORIZON, as_of="2022-06-01"),
    Row("Horizon: Switzerland in 2023 is a third country", "es-a de-a ch-a", "countries", FAIL, NOT_ELIGIBLE, under=HORIZON, as_of="2023-06-01"),
    Row("Horizon: Switzerland on the last day of 2024", "es-a de-a ch-a", "countries", FAIL, NOT_ELIGIBLE, under=HORIZON, as_of="2024-12-31"),
    Row("Horizon: Switzerland from 2025 on is associated", "es-a de-a ch-a", "countries", PASS, ELIGIBLE, under=HORIZON, as_of="2025-01-01"),
    Row("Horizon: Switzerland is no Member State", "ch-a no-a tr-a", "member-states", FAIL, NOT_ELIGIBLE, under=HORIZON, as_of="2025-06-01"),
    Row("Horizon: Norway is associated", "es-a de-a no-a", "entities", PASS, ELIGIBLE, under=HORIZON, as_of="2021-06-01"),
    Row("Horizon: Türkiye is associated", "es-a de-a tr-a", "entities", PASS, ELIGIBLE, under=HORIZON, as_of="2021-06-01"),
    Row("Horizon: others may take part beside three", "es-a de-a it-a ch-a us-a", "entities", PASS, ELIGIBLE, under=HORIZON, as_of="2023-06-01"),
    Row("Horizon: a dependent fourth is not counted", "es-a de-child-of-es-a it-a pl-a", "entities", PASS, ELIGIBLE, under=HORIZON, as_of="2023-06-01"),
    Row("Horizon: two dependent of three", "es-a de-child-of-es-a it-a", "entities", FAIL, NOT_ELIGIBLE, under=HORIZON, as_of="2023-06-01"),
    Row("Horizon: Réunion and France are one", "re-a fr-a de-a", "entities", FAIL, NOT_ELIGIBLE, under=HORIZON, as_of="2023-06-01"),
    Row("Horizon: two of one country are one", "es-a es-b it-a", "entities", FAIL, NOT_ELIGIBLE, under=HORIZON, as_of="2023-06-01"),
    Row("Horizon: Kosovo is associated", "es-a de-a xk-a", "entities", PASS, ELIGIBLE, under=HORIZON, as_of="2023-06-01"),
)
# fmt: on


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_the_rule_says_what_the_table_says(row: Row) -> None:
    finding = next(each for each in _assessment(row).findings if each.rule == row.rule)
    assert (finding.outcome, finding.reason != "") == (row.outcome, True), finding.reason


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_the_verdict_is_what_the_table_says(row: Row) -> None:
    assessment = _assessment(row)
    assert assessment.verdict == row.verdict, [each for each in assessment.findings if each.outcome != PASS]


@pytest.mark.parametrize("row", [row for row in TABLE if row.outcome != PASS], ids=lambda row: row.name)
def test_what_is_not_a_pass_says_what_would_change_it(row: Row) -> None:
    finding = next(each for each in _assessment(row).findings if each.rule == row.rule)
    assert finding.remedy


def test_the_table_has_every_rule() -> None:
    assert {row.rule for row in TABLE} == FUNCTIONS.keys()


def test_names_in_the_table_are_unique() -> None:
    assert len({row.name for row in TABLE}) == len(TABLE) >= 80


def _assessment(row: Row) -> Assessment:
    return _checker(row.under, row.as_of).check(application(row.members, **row.facts))


@cache
def _checker(name: str, as_of: str) -> Checker:
    return Checker(call(name), catalogue(), date.fromisoformat(as_of) if as_of else None)
