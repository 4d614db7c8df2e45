"""From files to figures: nothing of what is to be found reaches what is learned, or the ranks of other cases."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from matchmaker.catalogue.folder import catalogue_of, write_folder
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.evaluation.evaluation import Evaluation
from matchmaker.matchmaker import Matchmaker
from matchmaker.settings import Settings

PLANTED = "PLANTED"


@dataclass(frozen=True)
class Judged:
    """The same partnerships found twice: alone, and with a further one planted beside them."""

    alone: Evaluation
    planted: Evaluation


def _strangers(matchmaker: Matchmaker) -> list[str]:
    catalogue = matchmaker.catalogue
    return [each.id for each in catalogue if not catalogue.partnerships_of[each.id]][:4]


@pytest.fixture(scope="module")
def by_files(matchmaker: Matchmaker, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Two given partnerships of 2023, and the same with one of strangers that targets a market of its own."""
    catalogue, folder = matchmaker.catalogue, tmp_path_factory.mktemp("given")
    partnerships = "acronym,start_year,target_third_countries\nLATER,2023,JP\nAFTER,2024,\n"
    members = "acronym,organisation_id\n" + "".join(
        f"{acronym},{member}\n"
        for acronym, known in (("LATER", "ELBE"), ("AFTER", "EACP-ABROAD"))
        for member in catalogue.members[known][:4]
    )
    evaluations = []
    for name, more, who in (
        ("alone", "", ""),
        ("planted", f"{PLANTED},2023,NZ\n", "".join(f"{PLANTED},{each}\n" for each in _strangers(matchmaker))),
    ):
        (folder / name).mkdir()
        (folder / name / "partnerships.csv").write_text(partnerships + more, encoding="utf-8")
        (folder / name / "partnership_members.csv").write_text(members + who, encoding="utf-8")
        evaluations.append(matchmaker.evaluate(sorted((folder / name).iterdir())))
    return Judged(*evaluations)


@pytest.fixture(scope="module")
def by_year(matchmaker: Matchmaker, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """The catalogue's partnerships of its last year, and the same with one planted among them in its files."""
    folder = tmp_path_factory.mktemp("catalogue")
    known = matchmaker.catalogue
    records = (*known.organisations, *known.partnerships, *known.memberships, *known.priorities)
    planted = (
        Partnership(PLANTED, 2020, target_third_countries=("NZ",)),
        *(Membership(PLANTED, each) for each in _strangers(matchmaker)),
    )
    assert len(catalogue_of((*records, *planted)).partnerships) == len(known.partnerships) + 1
    write_folder(folder, (*records, *planted))
    with_more = Matchmaker(Settings(catalogue=folder, cache=cache, affinity=matchmaker.settings.affinity))
    return Judged(matchmaker.evaluate(before=2020), with_more.evaluate(before=2020))


@pytest.fixture(params=["by_files", "by_year"])
def judged(request: pytest.FixtureRequest) -> Judged:
    found: Judged = request.getfixturevalue(request.param)
    return found


def test_what_is_planted_is_among_what_is_to_be_found(judged: Judged) -> None:
    added = len(judged.planted.completion.cases) - len(judged.alone.completion.cases)
    assert added == sum(case.acronym == PLANTED for case in judged.planted.completion.cases) == 4


def test_what_is_planted_changes_no_weight(judged: Judged) -> None:
    assert judged.planted.weights == judged.alone.weights


def test_what_is_planted_is_in_no_network_and_targets_no_market(judged: Judged) -> None:
    assert judged.planted.split.seen.partnerships == judged.alone.split.seen.partnerships
    assert judged.planted.split.seen.memberships == judged.alone.split.seen.memberships


def test_what_is_planted_changes_no_rank_of_another_case_by_any_method(judged: Judged) -> None:
    others = [at for at, case in enumerate(judged.planted.completion.cases) if case.acronym != PLANTED]
    for method, ranks in judged.alone.completion.ranks.items():
        np.testing.assert_array_equal(judged.planted.completion.ranks[method][others], ranks, err_msg=method)
