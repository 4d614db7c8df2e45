import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from matchmaker.abroad.survey.answers import Answer, read_answers
from matchmaker.abroad.third_countries import ThirdCountries
from matchmaker.errors import BadInput
from tests.abroad.world import call, small
from tests.catalogue.files import write_csv, write_xlsx

WRITTEN = "Zanzibarium"
GOOD = {
    "organisation": "alba",
    "sme_id": "s1",
    "market": "JP",
    "interest": 4,
    "needs": "a distributor",
    "consent": "yes",
}
Row = Mapping[str, object]


def read(path: Path) -> tuple[Answer, ...]:
    return read_answers(path, small(), ThirdCountries(call())).given


def read_rows(folder: Path, rows: Sequence[Row]) -> tuple[Answer, ...]:
    return read(write_csv(folder / "survey.csv", rows))


def test_an_answer_is_read_from_csv_and_xlsx_alike(tmp_path: Path) -> None:
    expected = (Answer("alba", "alba/s1", "JP", 4, "a distributor"),)
    assert read(write_csv(tmp_path / "survey.csv", [GOOD])) == expected
    assert read(write_xlsx(tmp_path / "survey.xlsx", [GOOD])) == expected


def test_organisations_and_markets_are_understood_by_name(tmp_path: Path) -> None:
    (answer,) = read_rows(tmp_path, [GOOD | {"organisation": "Alba", "market": "Japan"}])
    assert (answer.organisation, answer.market) == ("alba", "JP")


@pytest.mark.parametrize("consent", ["no", "No", "false", "0", ""])
def test_without_consent_an_answer_goes_nowhere(tmp_path: Path, consent: str) -> None:
    assert read_rows(tmp_path, [GOOD | {"consent": consent}]) == ()


def test_who_withholds_consent_once_is_left_out_with_all(tmp_path: Path) -> None:
    rows = [
        GOOD,
        GOOD | {"market": "US", "organisation": "Alba", "sme_id": "S1", "consent": "no"},
        GOOD | {"sme_id": "s2"},
    ]
    assert [answer.sme for answer in read_rows(tmp_path, rows)] == ["alba/s2"]


@pytest.mark.parametrize(
    ("change", "column", "message"),
    [
        ({"organisation": "Nobody"}, "organisation", "is not one organisation of the catalogue"),
        ({"market": "Atlantis"}, "market", "is not a country"),
        ({"market": "Spain"}, "market", "participates or may participate"),
        ({"interest": 6}, "interest", "out of range"),
        ({"interest": "much"}, "interest", "is not a whole number"),
        ({"interest": ""}, "interest", "is empty"),
        ({"sme_id": ""}, "sme_id", "is empty"),
        ({"consent": "perhaps"}, "consent", "is neither yes nor no"),
        ({"needs": "x" * 20_001}, "needs", "has 20,001 characters"),
    ],
)
def test_a_bad_cell_is_named_with_its_place_and_remedy(tmp_path: Path, change: Row, column: str, message: str) -> None:
    with pytest.raises(BadInput) as error:
        read_rows(tmp_path, [GOOD | {"sme_id": "s0"}, GOOD | change])
    (problem,) = error.value.problems
    assert (problem.row, problem.column) == (3, column)
    assert message in problem.reason
    assert problem.remedy


def test_every_bad_cell_is_named_not_the_first_alone(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        read_rows(tmp_path, [GOOD | {"interest": 9, "market": "Atlantis"}, GOOD | {"sme_id": ""}])
    assert len(error.value.problems) == 3


def test_a_second_answer_about_a_market_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="a second time about the United States"):
        read_rows(tmp_path, [GOOD | {"market": "US"}, GOOD | {"market": "US", "interest": 1}])


def test_an_sme_listed_under_two_organisations_counts_once_for_each_market(tmp_path: Path) -> None:
    own = GOOD | {"sme_id": "ESB12345678"}
    rows = [own, own | {"organisation": "brio", "interest": 1}, own | {"organisation": "brio", "market": "US"}]
    answers = read_answers(write_csv(tmp_path / "survey.csv", rows), small(), ThirdCountries(call()))
    assert [(each.organisation, each.market) for each in answers.given] == [("alba", "JP"), ("brio", "US")]
    assert len({each.sme for each in answers.given}) == 1
    assert answers.repeated == 1


def test_an_sme_that_withholds_consent_under_one_organisation_is_left_out_under_all(tmp_path: Path) -> None:
    own = GOOD | {"sme_id": "ESB12345678"}
    assert read_rows(tmp_path, [own, own | {"organisation": "brio", "consent": "no"}]) == ()


def test_numbers_in_two_lists_are_two_smes(tmp_path: Path) -> None:
    assert len({each.sme for each in read_rows(tmp_path, [GOOD, GOOD | {"organisation": "brio"}])}) == 2


def test_columns_that_are_missing_are_named(tmp_path: Path) -> None:
    without_consent = {name: value for name, value in GOOD.items() if name != "consent"}
    with pytest.raises(BadInput, match="consent: is missing"):
        read_rows(tmp_path, [without_consent])


BAD_AND_WRITTEN = {"interest": WRITTEN, "market": WRITTEN, "organisation": WRITTEN, "sme_id": WRITTEN, "needs": WRITTEN}


@pytest.mark.parametrize("consent", ["no", "", WRITTEN])
def test_no_cell_of_a_row_without_certain_consent_is_in_an_error(tmp_path: Path, consent: str) -> None:
    bad = GOOD | {"sme_id": "s2", "interest": 77}
    with pytest.raises(BadInput) as error:
        read_rows(tmp_path, [BAD_AND_WRITTEN | {"consent": consent}, bad])
    assert "77" in str(error.value)
    assert WRITTEN not in str(error.value)
    assert WRITTEN not in repr(error.value.problems)


def test_a_row_whose_cells_slipped_is_named_without_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(
        f"organisation,sme_id,market,interest,needs,consent\nalba,s1,JP,4,first,{WRITTEN},no\n", encoding="utf-8"
    )
    with pytest.raises(BadInput) as error:
        read(path)
    assert error.value.problems[0].row == 2
    assert WRITTEN not in str(error.value)


def test_what_somebody_wrote_is_in_no_error_even_with_consent(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        read_rows(tmp_path, [GOOD | {"needs": WRITTEN + "\x07"}])
    assert WRITTEN not in str(error.value)


def test_nothing_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        read_rows(tmp_path, [GOOD | {"needs": WRITTEN}, GOOD | {"sme_id": "s2", "needs": WRITTEN, "consent": "no"}])
    assert WRITTEN not in caplog.text
