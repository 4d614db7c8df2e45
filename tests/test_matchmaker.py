import csv
import shutil
from pathlib import Path

import pytest

from matchmaker.calls.application import Application
from matchmaker.calls.finding import Outcome, Verdict
from matchmaker.catalogue.organisation import Organisation
from matchmaker.consortia.known_markets import known_markets
from matchmaker.consortia.market_fit import COVERED_WEIGHT, KNOWN_WEIGHT
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from matchmaker.profiles.profile import Confidence
from matchmaker.settings import Settings
from matchmaker.shipped import shipped


def test_consortia_come_best_first_and_none_is_listed_twice(matchmaker: Matchmaker) -> None:
    found = matchmaker.consortia("es-bec", top=20).consortia
    scores = [consortium.score for consortium in found]
    assert scores == sorted(scores, reverse=True)
    assert len({frozenset(member.id for member in consortium.members) for consortium in found}) == 20


def test_no_suggested_consortium_fails_a_countable_rule(matchmaker: Matchmaker) -> None:
    countable = {"entities", "countries", "member-states", "participating", "kind", "not-funded-before"}
    for consortium in matchmaker.consortia("gb-areg", top=50).consortia:
        failed = {each.rule for each in consortium.assessment.findings if each.outcome is Outcome.FAIL}
        assert not failed & countable


def test_contributions_of_a_consortium_sum_to_its_score(matchmaker: Matchmaker) -> None:
    for consortium in matchmaker.consortia("es-bec", top=5).consortia:
        assert sum(consortium.contributions.values()) == pytest.approx(consortium.score, abs=1e-9)


def test_a_partner_of_one_scores_as_the_pair_does(matchmaker: Matchmaker) -> None:
    positions = matchmaker.catalogue.positions
    for partner in matchmaker.partners(["es-bec"], top=5):
        pair = matchmaker.affinity.row(positions["es-bec"])[positions[partner.organisation.id]]
        assert partner.score == pytest.approx(pair, abs=1e-9)


def test_four_members_are_found_with_three_countries(matchmaker: Matchmaker) -> None:
    (consortium,) = matchmaker.consortia("es-bec", size=4, top=1).consortia
    assert len(consortium.members) == 4
    assert len(set(consortium.countries)) >= 3


def _funded_threes(matchmaker: Matchmaker) -> list[list[str]]:
    """Return the known members of the partnerships of three that calls funded whose consortia may not come again."""
    rule = matchmaker.call("GRO/SME/20/C/02").rules.not_funded_before
    assert rule
    calls = {name for names in rule.calls for name in names}
    members = matchmaker.catalogue.members
    funded = [each.acronym for each in matchmaker.catalogue.partnerships if each.call_id in calls]
    return [sorted(members[acronym]) for acronym in funded if len(members[acronym]) == 3]


def test_a_funded_consortium_is_never_suggested_again(matchmaker: Matchmaker) -> None:
    threes = _funded_threes(matchmaker)
    assert threes
    for one, *others in threes:
        try:
            found = matchmaker.consortia(one, lock=others, top=5).consortia
        except BadInput:
            continue  # one of them may not apply at all
        assert not found


def test_a_funded_consortium_that_had_other_members_is_suggested_with_that_question(
    matchmaker: Matchmaker, tmp_path: Path, cache: Path
) -> None:
    shutil.copytree(shipped("data"), tmp_path / "data")
    partnerships = tmp_path / "data" / "partnerships.csv"
    partnerships.write_text(partnerships.read_text(encoding="utf-8").replace(",unknown,", ",no,"), encoding="utf-8")
    larger = Matchmaker(Settings(catalogue=tmp_path / "data", cache=cache))
    asked = 0
    for one, *others in _funded_threes(matchmaker):
        try:
            found = larger.consortia(one, lock=others, top=5).consortia
        except BadInput:
            continue
        for each in found:
            finding = next(each for each in each.assessment.findings if each.rule == "not-funded-before")
            assert "with other members, who are not known" in finding.reason
            asked += 1
    assert asked


def test_check_answers_for_names_and_ids_alike(matchmaker: Matchmaker) -> None:
    by_id = matchmaker.check(Application.of("es-bec", "dk-ecd", "fr-pmba", markets=("JP", "US")))
    by_name = matchmaker.check(
        Application.of("Basque Energy Cluster", "Energy Cluster Denmark", "PMBA", markets=("JP", "US"))
    )
    assert by_id == by_name
    assert by_id.verdict is Verdict.EVIDENCE


def test_partners_of_nobody_are_refused(matchmaker: Matchmaker) -> None:
    with pytest.raises(BadInput, match="at least one"):
        matchmaker.partners([], top=3)


def test_contributions_of_a_consortium_with_markets_sum_to_its_score(matchmaker: Matchmaker) -> None:
    for consortium in matchmaker.consortia("es-bec", markets=["JP", "CO"], top=10).consortia:
        assert sum(consortium.contributions.values()) == pytest.approx(consortium.score, abs=1e-9)


def test_members_who_know_the_wanted_markets_come_first(matchmaker: Matchmaker) -> None:
    markets = ["JP", "KR", "TW"]
    with_markets = matchmaker.consortia("es-bec", markets=markets, top=1).consortia[0]
    everyone = matchmaker.consortia("es-bec", top=1000).consortia
    known = known_markets(matchmaker.catalogue)

    def rescored(members: tuple[Organisation, ...], affinity: float) -> float:
        mine = [set(known[member.id]) & set(markets) for member in members]
        shares = sum(len(each) for each in mine) / len(markets) / len(members)
        return affinity + KNOWN_WEIGHT * shares + COVERED_WEIGHT * len(set().union(*mine)) / len(markets)

    # The slow twin: all that have a chance without markets, scored again one by one.
    best = max(rescored(each.members, each.score) for each in everyone)
    assert everyone[-1].score + KNOWN_WEIGHT + COVERED_WEIGHT < best
    assert with_markets.score == pytest.approx(best)
    assert any(reason.startswith("Japan: ") for reason in with_markets.reasons)


@pytest.mark.parametrize(
    "description",
    [
        "Wir sind ein Netzwerk von Unternehmen der Windenergie auf See und der erneuerbaren Energien.",
        "Nous réunissons les entreprises de l'énergie éolienne en mer et des énergies renouvelables.",
        "Somos una asociación de empresas de energía eólica marina y energías renovables.",
    ],
    ids=["German", "French", "Spanish"],
)
def test_an_organisation_with_nothing_but_a_description_in_another_language_finds_partners(
    description: str, cache: Path, tmp_path: Path
) -> None:
    shutil.copytree(shipped("data"), tmp_path / "data")
    with (tmp_path / "data" / "organisations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    blank = dict.fromkeys(rows[0], "")
    given = {"id": "at-new", "name": "NWK", "country": "AT", "kind": "cluster organisation"}
    rows = [{**row, "description": ""} for row in rows] + [{**blank, **given, "description": description}]
    with (tmp_path / "data" / "organisations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    newcomer = Matchmaker(Settings(catalogue=tmp_path / "data", cache=cache))
    partners = newcomer.partners(["at-new"], 10)
    assert sum("Energy-Renewables" in each.organisation.ecosystems for each in partners) >= 3
    profile = newcomer.profile(newcomer.catalogue["at-new"])
    assert "Energy-Renewables" in profile.read
    assert profile.confidence is Confidence.LOW
