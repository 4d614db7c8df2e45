"""`matchmaker check` as call staff use it: members named, or a file; for people, for programs, and as a report."""

import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from matchmaker.shipped import shipped
from tests.cli.conftest import Command

EXAMPLES = shipped("data") / "examples"
RULES = [
    "entities", "countries", "member-states", "participating", "kind", "services", "platform", "not-funded-before",
    "not-defence", "markets", "smes", "duration", "money",
]  # fmt: skip
THREE = ("es-bec", "dk-ecd", "pl-beec")


def test_the_answer_for_programs_has_the_promised_keys(command: Command) -> None:
    answer = command("check", *THREE, "--market", "JP", "--market", "US", "--json")
    assert answer.status == 0
    assert answer.json.keys() == {"call", "as_of", "members", "roles", "verdict", "findings"}
    assert (answer.json["call"], answer.json["as_of"]) == ("GRO/SME/20/C/02", "2020-12-02")
    assert answer.json["roles"] == [{"organisation": each, "role": "member"} for each in THREE]
    assert answer.json["verdict"] == "evidence needed"
    assert [each["rule"] for each in answer.json["findings"]] == RULES
    for finding in answer.json["findings"]:
        assert finding.keys() >= {"rule", "outcome", "clause", "reason", "members"}
        assert finding["outcome"] in {"pass", "fail", "evidence needed", "advice"}
        assert set(finding["members"]) <= set(THREE)
        assert bool(finding["questions"]) == (finding["outcome"] == "evidence needed")
    services = next(each for each in answer.json["findings"] if each["rule"] == "services")
    assert {each["member"] for each in services["questions"]} == set(THREE)


def test_a_person_reads_outcome_reason_remedy_and_clause(command: Command) -> None:
    answer = command("check", "es-bec", "dk-ecd", "no-gce-node", "--market", "JP", "--market", "US")
    assert answer.status == 0
    assert answer.out.startswith("GRO/SME/20/C/02 as of 2020-12-02: not eligible")
    assert "✗ participating (fail): no-gce-node is in Norway" in answer.out
    assert "Replace no-gce-node (Norway does not participate) or list it as an associated partner." in answer.out
    assert "(COSME work programme 2020, action GRO/SME/20/C/02)" in answer.out


def test_members_may_be_named_by_name(command: Command) -> None:
    by_name = command("check", "Basque Energy Cluster", "Energy Cluster Denmark", "Baltic Eco-Energy Cluster", "--json")
    assert by_name.json == command("check", *THREE, "--json").json


def test_another_call_has_other_rules(command: Command) -> None:
    answer = command("check", *THREE, "--call", "HORIZON-EUROPE", "--as-of", "2024-06-01", "--json")
    assert [each["rule"] for each in answer.json["findings"]] == ["entities", "countries", "member-states"]


def test_the_day_of_the_verdict_decides_about_the_united_kingdom(command: Command) -> None:
    given = ("check", "gb-areg", "tr-arus", "es-bec", "--call", "HORIZON-EUROPE", "--json")
    outcomes = {
        day: {each["rule"]: each["outcome"] for each in command(*given, "--as-of", day).json["findings"]}["countries"]
        for day in ("2022-06-01", "2024-06-01")
    }
    assert outcomes == {"2022-06-01": "evidence needed", "2024-06-01": "pass"}


def test_fixes_come_best_affinity_first_and_mend_what_is_about_members(command: Command) -> None:
    answer = command(
        "check", "es-bec", "es-aclima", "dk-ecd", "--market", "JP", "--market", "US", "--fix", "--json"
    ).json
    assert answer["verdict"] == "not eligible"
    scores = [fix["score"] for fix in answer["fixes"]]
    assert scores == sorted(scores, reverse=True)
    for fix in answer["fixes"]:
        assert (len(fix["added"]), fix["removed"]) == (1, [])
        assert (fix["verdict"], fix["promoted"], fix["doubled"]) == ("evidence needed", [], [])
        assert [each["rule"] for each in fix["findings"]] == RULES


def test_a_person_reads_the_fix_and_what_is_still_to_mend(command: Command) -> None:
    answer = command("check", *THREE, "no-gce-node", "--market", "JP", "--fix")
    assert (
        "→ take out no-gce-node (or list as associated partner): then not eligible; still to mend: markets."
        in answer.out
    )


def test_a_consortium_too_large_to_mend_is_said_to_people_and_programs(command: Command, tmp_path: Path) -> None:
    catalogue = command("organisations", "--json").json
    members = [each["id"] for each in catalogue["organisations"]][:61]
    given = ("check", *members, "--fix", "--report", str(tmp_path / "report.xlsx"))
    assert "61 members are more than the 60" in command(*given, "--json").json["no_fixes_because"]
    assert "61 members are more than the 60" in " ".join(command(*given).out.split())
    changes = load_workbook(tmp_path / "report.xlsx")["Proposed changes"]
    assert "61 members are more than the 60" in changes["B2"].value


def test_what_is_not_about_members_has_no_fix(command: Command) -> None:
    answer = command("check", *THREE, "--market", "JP", "--fix")
    assert "No change to who is in the consortium mends it" in answer.out


def test_an_eligible_or_open_consortium_has_no_fix(command: Command) -> None:
    assert command("check", *THREE, "--fix", "--json").json["fixes"] == []


def test_a_file_is_counted_and_each_consortium_summed_up(command: Command) -> None:
    answer = command("check", "--file", str(EXAMPLES / "consortia.yaml"))
    assert answer.status == 0
    assert "6 consortia checked" in answer.out
    assert all(line in answer.out for line in ("eligible: 1", "evidence needed: 2", "not eligible: 3"))
    assert "✗ money: EUR 360,040.00 of EUR 400,000.00 are asked, 90.01 %." in answer.out


def test_a_file_answers_programs_with_counts_and_findings(command: Command) -> None:
    answer = command("check", "--file", str(EXAMPLES / "consortia.csv"), "--json").json
    assert (answer["call"], answer["as_of"]) == ("GRO/SME/20/C/02", "2020-12-02")
    assert answer["counts"] == {"eligible": 0, "evidence needed": 1, "not eligible": 1}
    first = answer["consortia"][0]
    assert (first["name"], first["verdict"]) == ("Water for the Gulf", "evidence needed")
    entities = first["findings"][0]
    assert (entities["outcome"], entities["on_evidence"]) == ("pass", True)
    assert entities["evidence"] == ["es-cwp: declaration, annex 3", "fr-aqua-valley: declaration, annex 5", "nl-water-alliance: declaration, annex 1"]  # fmt: skip  # noqa: E501
    assert (answer["problems"], answer["refused"], answer["unknown_columns"]) == ([], [], [])


def test_bad_rows_are_reported_and_the_others_answered(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("consortium,organisation\nA,es-bec\nA,dk-ecd\nB,basqe enregy\n", encoding="utf-8")
    answer = command("check", "--file", str(path), "--json")
    assert answer.status == 0
    assert [each["name"] for each in answer.json["consortia"]] == ["A"]
    assert answer.json["refused"] == ["B"]
    (problem,) = answer.json["problems"]
    assert "row 4, column organisation: 'basqe enregy'" in problem
    assert "es-bec (Basque Energy Cluster, ES)" in problem
    assert "Not read, and not checked: B" in command("check", "--file", str(path)).out


def test_unknown_columns_are_said_to_a_person(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("consortium,organisation,remark\nA,es-bec,x\n", encoding="utf-8")
    assert "Columns that are not known and were not read: remark" in command("check", "--file", str(path)).out


def test_a_file_of_which_nothing_can_be_read_is_bad_input(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("consortium,organisation\nB,nobody\n", encoding="utf-8")
    report = tmp_path / "report.xlsx"
    answer = command("check", "--file", str(path), "--report", str(report), "--json")
    assert answer.status == 2
    assert not report.exists()
    assert "none of the 1 consortia" in answer.err
    assert answer.json["refused"] == ["B"]


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_a_report_is_written_beside_the_answer(command: Command, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"report{ending}"
    answer = command("check", "--file", str(EXAMPLES / "consortia.yaml"), "--report", str(path))
    assert f"Report written to {path}" in answer.out
    if ending == ".xlsx":
        assert load_workbook(path).sheetnames == ["Summary", "Consortia", "Findings", "Missing evidence"]
    else:
        assert "Energy systems for East Asia: eligible" in [each.text for each in Document(str(path)).paragraphs]


def test_one_consortium_can_be_reported_with_its_fixes(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "report.XLSX"
    command("check", *THREE, "no-gce-node", "--fix", "--report", str(path), "--json")
    assert "Proposed changes" in load_workbook(path).sheetnames


def test_json_stays_json_where_a_report_is_written(command: Command, tmp_path: Path) -> None:
    answer = command("check", *THREE, "--json", "--report", str(tmp_path / "report.docx"))
    assert json.loads(answer.out)["verdict"] == "evidence needed"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check"], "Name the members, or give a file with --file."),
        (["check", "es-bec", "--file", "x.yaml"], "or two things"),
        (["check", "--file", "x.yaml", "--market", "JP"], "Give the markets in the file."),
        (["check", "--file", "nowhere.yaml"], "does not exist"),
        (["check", "--file", "nowhere.csv"], "does not exist"),
        (["check", "es-bec", "--report", "out.pdf"], "End it in .xlsx or .docx."),
        (["check", "es-bec", "--report", "/nowhere/at/all/out.xlsx"], "Choose another place with --report."),
        (["check", "es-bec", "--report", "/nowhere/at/all/out.docx"], "Choose another place with --report."),
        (["check", "es-bec", "--as-of", "2.12.2020"], "Write it as 2020-12-02."),
        (["check", "es-bec", "--call", "nothing"], "Known calls: GRO/SME/20/C/02"),
        (["check", "es-bec", "--market", "Atlantis"], "--market 'Atlantis' is not a country"),
        (["check", "basqe enregy"], "es-bec (Basque Energy Cluster, ES)"),
    ],
)  # fmt: skip
def test_bad_input_is_exit_status_2_with_a_remedy(command: Command, arguments: list[str], message: str) -> None:
    answer = command(*arguments)
    assert answer.status == 2
    assert message in answer.err
    assert "Traceback" not in answer.err


def test_a_report_never_overwrites_what_is_checked(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    path.write_bytes(b"precious")
    answer = command("check", "--file", str(path), "--report", str(path))
    assert (answer.status, path.read_bytes()) == (2, b"precious")


def test_an_organisation_without_a_name_is_refused(command: Command) -> None:
    answer = command("check", "", "es-bec", "dk-ecd")
    assert answer.status == 2
    assert "without a name" in answer.err
