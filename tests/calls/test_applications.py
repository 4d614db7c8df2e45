"""Files of applications: what is good is read, what is bad is named with place and remedy, and nothing gets lost."""

# ruff: noqa: E501  # one row a line, so that tables read as tables

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook

from matchmaker.calls.application import Application, Role
from matchmaker.calls.applications import Applications, read_applications
from matchmaker.calls.check import Checker
from matchmaker.calls.checked_file import check_file
from matchmaker.calls.finding import Verdict
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.third_country import ThirdCountryOrganisation
from matchmaker.errors import BadInput
from matchmaker.shipped import shipped
from tests.calls.world import call, catalogue

EXAMPLES = shipped("data") / "examples"
ONE = {
    "name": "Consortium One",
    "members": [
        {"organisation": "es-a", "role": "coordinator", "evidence": {"services": "annual report"}},
        {"organisation": "de-a", "role": "member", "evidence": {"services": "www.example.org"}},
        {"organisation": "it-a", "role": "associated partner"},
    ],
    "markets": ["JP", "US"],
    "duration": 40,
    "duration_justification": "the fair is late",
    "total_cost": 600000,
    "share_asked": "85 %",
    "defence": False,
    "smes_involved": True,
}
HEADER = (
    "consortium", "organisation", "role", "markets", "duration", "duration_justification", "total_cost", "share_asked",
    "defence", "smes_involved", "evidence_services",
)  # fmt: skip
ONE_AS_ROWS = (
    ("Consortium One", "es-a", "coordinator", "JP; US", "40", "the fair is late", "600000", "85 %", "no", "yes", "annual report"),
    ("Consortium One", "de-a", "member", "", "", "", "", "", "", "", "www.example.org"),
    ("Consortium One", "it-a", "Associated Partner", "", "", "", "", "", "", "", ""),
)  # fmt: skip


def _written(path: Path, content: Any) -> Path:
    """Write one content in the format of the ending of a path."""
    if path.suffix == ".json":
        path.write_text(json.dumps(content), encoding="utf-8")
    elif path.suffix == ".yaml":
        path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    elif path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(content)
    else:
        book = Workbook()
        for row in content:
            book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
        book.save(path)
    return path


def _table(tmp_path: Path, *rows: Sequence[str], header: Sequence[str] = HEADER) -> Applications:
    padded = [(*row, *[""] * (len(header) - len(row))) for row in rows]
    return read_applications(_written(tmp_path / "many.csv", [header, *padded]), catalogue())


def _structure(tmp_path: Path, content: Any) -> Applications:
    return read_applications(_written(tmp_path / "many.yaml", content), catalogue())


def _messages(read: Applications) -> str:
    return "\n".join(str(problem) for problem in read.problems)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one.yaml", ONE), ("one.json", ONE), ("many.yaml", {"consortia": [ONE]}), ("many.json", [ONE]),
        ("many.csv", [HEADER, *ONE_AS_ROWS]), ("many.xlsx", [HEADER, *ONE_AS_ROWS]),
    ],
)  # fmt: skip
def test_every_format_says_the_same(tmp_path: Path, name: str, content: Any) -> None:
    read = read_applications(_written(tmp_path / name, content), catalogue())
    assert read.problems == ()
    assert read.applications == (Application.model_validate(ONE),)


def test_a_share_in_per_cent_is_of_the_cost(tmp_path: Path) -> None:
    (application,) = _structure(tmp_path, ONE).applications
    assert application.share_asked == Decimal(510_000)


def test_members_may_be_named_alone_and_by_name_or_alias(tmp_path: Path) -> None:
    (application,) = _structure(tmp_path, {"members": ["es-before", "Cluster de-a", "it-a"]}).applications
    assert [member.organisation for member in application.members] == ["es-merged", "de-a", "it-a"]
    assert {member.role for member in application.members} == {Role.MEMBER}


def test_markets_may_be_named_in_english_or_as_the_union_does(tmp_path: Path) -> None:
    read = _structure(tmp_path, {"members": ["es-a"], "markets": ["South Korea", "jp", "UK", "Viet Nam"]})
    assert read.applications[0].markets == ("KR", "JP", "GB", "VN")


def test_norway_as_a_market_is_not_the_word_no(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("members: [es-a]\nmarkets: [NO, JP]", encoding="utf-8")
    assert read_applications(path, catalogue()).applications[0].markets == ("NO", "JP")


def test_a_number_may_be_a_name(tmp_path: Path) -> None:
    assert _structure(tmp_path, {"name": 101035, "members": ["es-a"]}).applications[0].name == "101035"


@pytest.mark.parametrize(
    ("change", "place", "remedy"),
    [
        ({"duration": "three years"}, "'three years' does not fit (consortia.1.duration)", "Write a whole number in digits"),
        ({"duration": 0}, "'0' does not fit (consortia.1.duration): it is too small", "Write 1 or more."),
        ({"duration": 601}, "'601' does not fit (consortia.1.duration): it is too large", "Write 600 or less."),
        ({"duration": 36.5}, "(consortia.1.duration): it is not a whole number", "such as 36."),
        ({"total_cost": "a lot"}, "'a lot' does not fit (consortia.1.total_cost): not an amount", "Write EUR as a plain number"),
        ({"total_cost": "600,000"}, "not an amount", "Write EUR as a plain number"),
        ({"total_cost": True}, "not an amount", "Write EUR as a plain number"),
        ({"total_cost": 0}, "(consortia.1.total_cost): it is too small", "Write more than 0."),
        ({"total_cost": "NaN"}, "(consortia.1.total_cost): it is not a number", "Write a number"),
        ({"total_cost": "0.001"}, "(consortia.1.total_cost): it is too exact", "Write 2 digits after the point at most."),
        ({"total_cost": 10**15}, "(consortia.1.total_cost): it has too many digits", "Write 15 digits at most."),
        ({"share_asked": -1}, "(consortia.1.share_asked): it is too small", "Write 0 or more."),
        ({"share_asked": "-1 %"}, "(consortia.1.share_asked): it is too small", "Write 0 % or more."),
        ({"share_asked": "-5 %"}, "'-5 %' does not fit (consortia.1.share_asked)", "Write 0 % or more."),
        ({"share_asked": "sNaN %"}, "'sNaN %' does not fit (consortia.1.share_asked): not a share", "per cent such as 85 %."),
        ({"share_asked": "NaN %"}, "not a share", "per cent such as 85 %."),
        ({"share_asked": "-Infinity %"}, "not a share", "per cent such as 85 %."),
        ({"share_asked": "1e999999 %"}, "'1e999999 %' does not fit (consortia.1.share_asked): it is too large", "Write 100 % or less."),
        ({"share_asked": "1e-999999 %"}, "it has too many digits", "Write 15 digits at most."),
        ({"share_asked": "sNaN"}, "(consortia.1.share_asked): it is not a number", "Write a number"),
        ({"duration": True}, "'True' does not fit (consortia.1.duration): it is not a number", "such as 36."),
        ({"share_asked": "much %"}, "(consortia.1.share_asked): not a share", "per cent such as 85 %."),
        ({"share_asked": "80 %", "total_cost": None}, "a share in per cent needs the total cost", "Give total_cost"),
        ({"markets": ["Atlantis"]}, "'Atlantis' does not fit (consortia.1.markets.1): not a country", "such as JP"),
        ({"markets": "JP"}, "(consortia.1.markets)", "Write a list."),
        ({"defence": "perhaps"}, "'perhaps' does not fit (consortia.1.defence)", "Write true or false."),
        ({"members": []}, "(consortia.1.members): no member is named", "Name at least one."),
        ({"members": [{"organisation": "es-a", "role": "associated partner"}]}, "every member is an associated partner", "Let at least one be a member"),
        ({"members": [{"organisation": "es-a", "role": "chief"}]}, "'chief' does not fit (consortia.1.members.1.role): it is not one of the choices", "Write 'coordinator', 'member' or 'associated partner'."),
        ({"members": [{"organization": "es-a"}]}, "'organization' is not a key that is known here", "Did you mean organisation?"),
        ({"evidence": {"service": "seen"}}, "not the id of a rule", "The rules are: entities"),
        ({"evidence": {"services": "  "}}, "(consortia.1.evidence.services)", "Write something, or leave it out."),
        ({"budget": 1}, "'budget' is not a key that is known here (consortia.1.budget)", "Remove it."),
    ],
)  # fmt: skip
def test_a_faulty_part_is_named_with_its_place_and_a_remedy(
    tmp_path: Path, change: dict[str, Any], place: str, remedy: str
) -> None:
    read = _structure(tmp_path, {"consortia": [{**ONE, **change}, ONE]})
    assert place in _messages(read)
    assert remedy in _messages(read)
    assert read.refused == ("Consortium One",)
    assert len(read.applications) == 1


def test_a_share_of_a_cost_that_is_refused_is_no_second_fault(tmp_path: Path) -> None:
    read = _structure(tmp_path, {**ONE, "total_cost": "a lot", "share_asked": "85 %"})
    (problem,) = read.problems
    assert problem.value == "a lot"


_ODD = (
    None, 0, -1, 1.5, True, "x", "", [], {}, [1], [None], {"a": 1}, "9" * 40, "NaN", "-Infinity", 10**30, "0.001", "1e400",
    {"entities": None}, {"entities": {}}, "90 %", "-3 %", "NaN %", "sNaN %", "1e999999 %", "1e-999999 %", "sNaN", "2020-13-01", "2020-01-01T10:00", "99999-01-01",
)  # fmt: skip


@pytest.mark.parametrize("key", Application.model_fields)
def test_whatever_stands_under_a_key_the_fault_is_said_in_our_own_words(tmp_path: Path, key: str) -> None:
    for odd in _ODD:
        for content in (
            {**ONE, key: odd},
            {**ONE, "members": [{"organisation": "es-a", "role": odd, "evidence": odd}]},
        ):
            try:
                message = _messages(_structure(tmp_path, content))
            except BadInput as error:
                message = str(error)
            assert not re.search("input|should|valid|instance|tuple|dictionary|decimal", message, re.IGNORECASE), (
                message
            )


@pytest.mark.parametrize("name", ["many.csv", "many.xlsx"])
def test_a_table_whose_members_are_all_associated_partners_is_refused_where_their_roles_stand(
    tmp_path: Path, name: str
) -> None:
    rows = [
        HEADER[:3],
        ("Good", "es-a", ""),
        ("Bad", "de-a", "associated partner"),
        ("Bad", "it-a", "associated partner"),
    ]
    read = read_applications(_written(tmp_path / name, rows), catalogue())
    (problem,) = read.problems
    assert (problem.row, problem.column, problem.value) == (3, "role", "")
    assert "every member is an associated partner" in problem.reason
    assert (read.refused, len(read.applications)) == (("Bad",), 1)


@pytest.mark.parametrize("role", ["Coordinator", "COORDINATOR ", "Associated  Partner"])
def test_a_role_may_be_written_in_any_case(tmp_path: Path, role: str) -> None:
    read = _structure(tmp_path, {"members": ["es-a", {"organisation": "de-a", "role": role}]})
    assert read.applications[0].members[1].role.value == " ".join(role.lower().split())


ABROAD = ThirdCountryOrganisation("us-massbio", "Massachusetts Biotechnology Council", "US", short_name="MassBio")
WITH_ABROAD = replace(catalogue(), third_country_organisations=(ABROAD,))


@pytest.mark.parametrize("given", ["us-massbio", "MassBio", "massachusetts biotechnology council"])
@pytest.mark.parametrize("name", ["one.yaml", "many.csv"])
def test_an_organisation_of_a_third_country_may_be_an_associated_partner_and_is_not_counted(
    tmp_path: Path, given: str, name: str
) -> None:
    members = [*("es-a", "de-a"), {"organisation": given, "role": "associated partner"}]
    rows = [HEADER[:3], ("A", "es-a", ""), ("A", "de-a", ""), ("A", given, "Associated partner")]
    path = _written(tmp_path / name, rows if name.endswith("csv") else {"members": members})
    (checked,) = check_file(path, Checker(call(), WITH_ABROAD)).checked
    assert [each.organisation for each in checked.application.members] == ["es-a", "de-a", "us-massbio"]
    entities = checked.assessment.findings[0]
    assert entities.reason == "There are 2 of at least 3 legal entities."


def test_an_organisation_of_a_third_country_that_applies_is_refused_with_how_to_list_it(tmp_path: Path) -> None:
    path = _written(tmp_path / "one.yaml", {"members": ["es-a", "MassBio"]})
    (problem,) = read_applications(path, WITH_ABROAD).problems
    assert "is in a third country, United States, and cannot be an applicant" in problem.reason
    assert problem.remedy == "In a file of consortia, give it the role of an associated partner."


def test_consortia_without_a_name_are_called_by_their_place_in_the_file_whatever_is_refused(tmp_path: Path) -> None:
    read = _structure(tmp_path, [{"members": ["es-a"]}, {"members": ["nobody"]}, {"name": " ", "members": ["de-a"]}])
    assert [each.name for each in read.applications] == ["Consortium 1", "Consortium 3"]
    assert read.refused == ("Consortium 2",)


def test_names_that_differ_in_case_and_spaces_alone_are_one_consortium(tmp_path: Path) -> None:
    read = _table(tmp_path, ("Water for the Gulf", "es-a"), ("water for  the gulf", "de-a"))
    (application,) = read.applications
    assert (application.name, len(application.members)) == ("Water for the Gulf", 2)


def test_a_torn_row_refuses_its_consortium_in_whatever_case_it_is_named(tmp_path: Path) -> None:
    read = _table(tmp_path, ("Gulf", "es-a"), ("GULF", "de-a", *[""] * 9, "surplus"))
    assert (read.refused, read.applications) == (("Gulf",), ())


def test_a_table_has_columns_for_evidence_on_the_consortium(tmp_path: Path) -> None:
    header = ("consortium", "organisation", "consortium_evidence_not_funded_before", "evidence_services")
    read = _table(tmp_path, ("A", "es-a", "annex 9", "annex 1"), ("A", "de-a"), header=header)
    (application,) = read.applications
    assert (application.evidence, read.unknown_columns) == ({"not-funded-before": "annex 9"}, ())
    assert [each.evidence for each in application.members] == [{"services": "annex 1"}, {}]


def test_evidence_on_the_consortium_that_contradicts_itself_is_refused(tmp_path: Path) -> None:
    header = ("consortium", "organisation", "consortium_evidence_entities")
    read = _table(tmp_path, ("A", "es-a", "annex 9"), ("A", "de-a", "annex 8"), header=header)
    assert [(each.row, each.column) for each in read.problems] == [(3, "consortium_evidence_entities")]
    assert read.refused == ("A",)


def test_a_percentage_in_a_workbook_is_a_share_in_per_cent(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(("consortium", "organisation", "total_cost", "share_asked"))
    book.active.append(("A", "es-a", 600_000, 0.95))
    book.active["D2"].number_format = "0%"
    book.save(tmp_path / "many.xlsx")
    read = read_applications(tmp_path / "many.xlsx", catalogue())
    assert read.applications[0].share_asked == Decimal(570_000)


def test_a_problem_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text("- members: [es-a]\n- name: Bad\n  members:\n    - de-a\n    - de-nobody\n", encoding="utf-8")
    read = read_applications(path, catalogue())
    (problem,) = read.problems
    assert problem.file == f"{path}, line 5"
    assert problem.value == "de-nobody"
    assert problem.remedy.startswith("The nearest are: de-")
    assert read.refused == ("Bad",)


def test_every_unknown_member_is_named(tmp_path: Path) -> None:
    read = _structure(tmp_path, {"members": ["nobody", "es-a", "no one"]})
    assert [problem.value for problem in read.problems] == ["nobody", "no one"]


def test_a_key_beside_the_list_of_consortia_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="'call' is not a key that may stand beside consortia"):
        _structure(tmp_path, {"call": "GRO/SME/20/C/02", "consortia": [ONE]})


@pytest.mark.parametrize(("name", "text"), [("a.yaml", ""), ("a.json", "[]"), ("a.yaml", "consortia: []"), ("a.csv", "consortium,organisation\n")])  # fmt: skip
def test_a_file_without_a_consortium_is_refused(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="holds no consortium"):
        read_applications(path, catalogue())


@pytest.mark.parametrize("text", ["just words", "42", "- 42", "members: 7"])
def test_what_is_no_consortium_is_reported_and_no_traceback(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    read = read_applications(path, catalogue())
    assert read.problems
    assert read.applications == ()


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(BadInput, match=r"'\.pdf'"):
        read_applications(path, catalogue())


@pytest.mark.parametrize("missing", ["consortium", "organisation"])
def test_a_table_without_a_column_that_it_needs_is_refused(tmp_path: Path, missing: str) -> None:
    header = [column for column in HEADER if column != missing]
    with pytest.raises(BadInput, match=f"Add the column {missing}"):
        _table(tmp_path, ("x",), header=header)


def test_bad_rows_are_reported_and_the_other_consortia_read(tmp_path: Path) -> None:
    read = _table(
        tmp_path,
        ("Good", "es-a"),
        ("Good", "de-a"),
        ("Unknown member", "nobody"),
        ("Unknown member", "es-a"),
        ("Bad role", "es-a", "king"),
        ("Bad money", "es-a", "", "", "", "", "cheap"),
        ("Bad market", "es-a", "", "JP;Atlantis"),
        ("", "es-a"),
        ("Nobody", ""),
        ("Good too", "it-a"),
    )
    assert [each.name for each in read.applications] == ["Good", "Good too"]
    assert set(read.refused) == {"Unknown member", "Bad role", "Bad money", "Bad market", "(without a name)", "Nobody"}
    assert [(problem.row, problem.column) for problem in read.problems] == [
        (4, "organisation"), (6, "role"), (7, "total_cost"), (8, "markets"), (9, "consortium"), (10, "organisation"),
    ]  # fmt: skip


def test_a_bad_cell_is_named_in_the_row_where_it_stands(tmp_path: Path) -> None:
    read = _table(tmp_path, ("A", "es-a"), ("A", "de-a", "", "", "late"), ("A", "it-a"))
    (problem,) = read.problems
    assert (problem.row, problem.column, problem.value) == (3, "duration", "late")


def test_rows_of_one_consortium_need_not_stand_together(tmp_path: Path) -> None:
    read = _table(tmp_path, ("A", "es-a"), ("B", "de-a"), ("A", "it-a"))
    assert [[member.organisation for member in each.members] for each in read.applications] == [
        ["es-a", "it-a"],
        ["de-a"],
    ]


def test_what_is_said_twice_alike_is_said_once(tmp_path: Path) -> None:
    read = _table(tmp_path, ("A", "es-a", "", "JP;US", "36"), ("A", "de-a", "", "JP;US", "36"))
    assert (read.applications[0].duration, read.problems) == (36, ())


def test_rows_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    read = _table(tmp_path, ("A", "es-a", "", "", "36"), ("A", "de-a", "", "", "48"))
    (problem,) = read.problems
    assert (problem.row, problem.column, problem.reason) == (3, "duration", "contradicts row 2 of A")
    assert read.refused == ("A",)


def test_a_row_with_too_many_cells_takes_its_consortium_with_it(tmp_path: Path) -> None:
    read = _table(tmp_path, ("A", "es-a"), ("A", "de-a", *[""] * 9, "surplus"), ("B", "it-a"))
    assert read.refused == ("A",)
    assert [each.name for each in read.applications] == ["B"]


def test_a_consortium_that_consists_of_such_a_row_is_named_too(tmp_path: Path) -> None:
    read = _table(tmp_path, ("A", "es-a", *[""] * 9, "surplus"), ("B", "it-a"))
    assert read.refused == ("A",)


def test_unknown_columns_are_named(tmp_path: Path) -> None:
    read = _table(tmp_path, ("A", "es-a"), header=("consortium", "organisation", "evidence_service", "remark"))
    assert read.unknown_columns == ("evidence_service", "remark")


def test_a_checked_file_counts_verdicts_and_keeps_what_was_refused(tmp_path: Path) -> None:
    rows = [HEADER, *ONE_AS_ROWS, ("Two", "nobody", *[""] * 9)]
    checked = check_file(_written(tmp_path / "many.csv", rows), Checker(call(), catalogue()))
    assert checked.counts == {Verdict.ELIGIBLE: 0, Verdict.EVIDENCE: 0, Verdict.NOT_ELIGIBLE: 1}
    assert checked.refused == ("Two",)


@pytest.mark.parametrize(
    ("name", "verdicts"),
    [
        ("consortia.yaml", ["eligible", "not eligible", "not eligible", "not eligible", "evidence needed", "evidence needed"]),
        ("consortia.csv", ["evidence needed", "not eligible"]),
    ],
)  # fmt: skip
def test_the_shipped_examples_are_read_and_checked(
    shipped_catalogue: Catalogue, name: str, verdicts: list[str]
) -> None:
    checked = check_file(EXAMPLES / name, Checker(call(), shipped_catalogue))
    assert checked.problems == ()
    assert [each.assessment.verdict for each in checked.checked] == verdicts
