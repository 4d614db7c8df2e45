from pathlib import Path

import pytest

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.folder import write_folder
from tests.cli.conftest import Command

COUNTABLE = {"countries", "member-states", "participating", "kind"}


def test_consortia_of_the_basque_energy_cluster_are_eligible_as_far_as_can_be_counted(
    command: Command, shipped_catalogue: Catalogue
) -> None:
    answer = command("consortia", "es-basque-energy-cluster", "--json")
    assert answer.status == 0
    assert answer.json["exact"] is True
    assert len(answer.json["consortia"]) == 10
    funded = [set(members) for members in shipped_catalogue.members.values()]
    for consortium in answer.json["consortia"]:
        assert "es-bec" in consortium["members"]
        assert len(set(consortium["countries"])) == 3
        assert set(consortium["members"]) not in funded
        outcomes = {finding["rule"]: finding["outcome"] for finding in consortium["findings"]}
        assert {outcomes[rule] for rule in COUNTABLE} == {"pass"}
        assert "fail" not in outcomes.values() or outcomes["markets"] == "fail"


def test_consortia_answer_has_the_promised_keys(command: Command) -> None:
    answer = command("consortia", "es-bec", "--json", "--top", "1", "--market", "JP", "--market", "United States").json
    assert answer["query"] == {
        "organisation": "es-bec", "call": "GRO/SME/20/C/02", "size": 3, "top": 1,
        "markets": ["JP", "US"], "lock": [], "exclude": [],
    }  # fmt: skip
    (consortium,) = answer["consortia"]
    assert consortium.keys() >= {"members", "countries", "score", "contributions", "verdict", "findings"}
    assert sum(consortium["contributions"].values()) == pytest.approx(consortium["score"], abs=1e-9)
    assert consortium["verdict"] == "evidence needed"
    assert all(
        finding.keys() >= {"rule", "outcome", "clause", "reason", "members"} for finding in consortium["findings"]
    )


def test_locked_are_in_and_excluded_are_out(command: Command) -> None:
    first = command("consortia", "es-bec", "--json", "--top", "1").json["consortia"][0]
    other = next(member for member in first["members"] if member != "es-bec")
    answer = command("consortia", "es-bec", "--json", "--lock", "fr-pmba", "--exclude", other).json
    assert answer["consortia"]
    for consortium in answer["consortia"]:
        assert "fr-pmba" in consortium["members"]
        assert other not in consortium["members"]


def test_a_person_reads_names_reasons_and_verdict(command: Command) -> None:
    answer = command("consortia", "Basque Energy Cluster", "--top", "1")
    assert answer.status == 0
    assert "BEC (Spain)" in answer.out
    assert "work in Energy-Renewables" in answer.out
    assert "evidence needed: entities" in answer.out


def test_no_consortium_is_exit_status_1(command: Command) -> None:
    # Three of one country: whatever is locked, the countries rule fails.
    answer = command("consortia", "es-bec", "--lock", "es-aclima", "--lock", "es-biocat", "--json")
    assert answer.status == 1
    assert answer.json["consortia"] == []
    assert "Lock or exclude fewer" in answer.err


def test_an_organisation_that_may_not_apply_is_told_why(command: Command) -> None:
    answer = command("consortia", "no-gce-node")
    assert answer.status == 2
    assert "Norway" in answer.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["consortia", "basqe enregy"], "es-bec (Basque Energy Cluster, ES)"),
        (["consortia", ""], "without a name"),
        (["consortia", "es-bec", "--call", "no-such-call"], "GRO/SME/20/C/02"),
        (["consortia", "es-bec", "--market", "Atlantis"], "--market 'Atlantis' is not a country"),
        (["consortia", "es-bec", "--lock", "es-bec"], "given twice"),
        (["consortia", "es-bec", "--size", "2"], "at least 3 members"),
        (["consortia", "es-bec", "--catalogue", "/nowhere"], "is not a catalogue"),
        (["partners", "es-bec", "--top", "0"], "Ask for at least 1"),
        (["organisations", "--country", "Atlantis"], "--country 'Atlantis' is not a country"),
        (["organisations", "--ecosystem", "Wind"], "Energy-Renewables"),
    ],
)
def test_bad_input_is_exit_status_2_with_a_remedy(command: Command, arguments: list[str], message: str) -> None:
    answer = command(*arguments)
    assert answer.status == 2
    assert message in answer.err
    assert "Traceback" not in answer.err


def test_partners_complete_a_group_and_explain_the_score(command: Command) -> None:
    answer = command("partners", "es-bec", "dk-ecd", "--top", "5", "--json")
    partners = answer.json["partners"]
    assert len(partners) == 5
    assert not {"es-bec", "dk-ecd"} & {partner["id"] for partner in partners}
    scores = [partner["score"] for partner in partners]
    assert scores == sorted(scores, reverse=True)
    for partner in partners:
        assert sum(partner["contributions"].values()) == pytest.approx(partner["score"], abs=1e-9)


def test_a_person_sees_partners_with_reasons(command: Command) -> None:
    answer = command("partners", "es-bec", "--top", "3")
    assert answer.status == 0
    assert "Energy-Renewables" in answer.out


def test_partners_in_a_catalogue_of_one_are_exit_status_1(
    command: Command, shipped_catalogue: Catalogue, tmp_path: Path
) -> None:
    write_folder(tmp_path, [shipped_catalogue["es-bec"]])
    answer = command("partners", "es-bec", "--catalogue", str(tmp_path), "--json")
    assert (answer.status, answer.json) == (1, {"partners": [], "caveats": []})
    assert "no other organisation" in answer.err


def test_consortia_in_a_catalogue_of_two_are_exit_status_1(
    command: Command, shipped_catalogue: Catalogue, tmp_path: Path
) -> None:
    write_folder(tmp_path, [shipped_catalogue["es-bec"], shipped_catalogue["dk-ecd"]])
    answer = command("consortia", "es-bec", "--catalogue", str(tmp_path))
    assert (answer.status, answer.out) == (1, "")


def test_a_market_that_is_no_third_country_is_refused(command: Command) -> None:
    answer = command("consortia", "es-bec", "--market", "Germany", "--market", "JP")
    assert answer.status == 2
    assert "Germany" in answer.err
    assert "third country" in answer.err


def test_who_is_known_by_words_in_another_language_is_told_so(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    german = "Wir sind ein Netzwerk von Unternehmen der Windenergie auf See und der erneuerbaren Energien."
    path.write_text(f"id,name,country,description\nat-nwk,NWK,AT,{german}\nat-x,X Cluster,AT,\n", encoding="utf-8")
    folder = str(tmp_path / "catalogue")
    assert command("import", str(path), "--into", folder).status == 0
    answer = command("partners", "at-nwk", "--catalogue", folder)
    assert answer.status == 0
    assert "German" in answer.out


def test_time_that_ran_out_is_not_told_as_there_being_none(command: Command) -> None:
    answer = command("consortia", "--size", "5", "--seconds", "0.000001", "--json")
    assert answer.json["exact"] is False
    assert answer.json["consortia"] or "Time ran out" in answer.err


def test_an_answer_that_is_not_exact_carries_a_bound_that_holds(command: Command) -> None:
    hurried = command("consortia", "--size", "5", "--seconds", "0.000001", "--json").json
    assert hurried["exact"] is False
    best = command("consortia", "--size", "5", "--seconds", "600", "--top", "1", "--json").json
    assert best["exact"] is True
    assert hurried["bound"] >= best["consortia"][0]["score"]


def test_a_consortium_that_was_not_proven_the_best_gets_no_rank(command: Command) -> None:
    answer = command("why-not", "es-bec", "--size", "6", "--seconds", "0.000001")
    assert "Nobody can join them" not in answer.out
    assert "Time ran out" in answer.out
