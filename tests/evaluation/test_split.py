from pathlib import Path

import pytest

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.errors import BadInput
from matchmaker.evaluation.cases import completion_cases
from matchmaker.evaluation.split import split_by_files, split_by_year
from matchmaker.network.network import read_network


def written(folder: Path, organisations: str = "", partnerships: str = "", members: str = "") -> list[Path]:
    made = []
    for name, content in (
        ("organisations", organisations),
        ("partnerships", partnerships),
        ("partnership_members", members),
    ):
        if content:
            path = folder / f"{name}.csv"
            path.write_text(content, encoding="utf-8")
            made.append(path)
    return made


def test_what_is_hidden_is_not_in_what_is_seen(shipped_catalogue: Catalogue) -> None:
    split = split_by_year(shipped_catalogue, 2018)
    assert {each.start_year for each in split.seen.partnerships} == {2016}
    assert min(each.partnership.start_year for each in split.hidden) == 2018
    seen = {each.acronym for each in split.seen.partnerships}
    assert {each.acronym for each in split.seen.memberships} <= seen
    assert len(split.seen.partnerships) + len(split.hidden) == len(shipped_catalogue.partnerships)


def test_the_last_year_is_hidden_by_default(shipped_catalogue: Catalogue) -> None:
    assert split_by_year(shipped_catalogue).before == 2020


@pytest.mark.parametrize("year", [1990, 2016, 2021])
def test_a_year_that_leaves_nothing_on_one_side_is_refused(year: int, shipped_catalogue: Catalogue) -> None:
    with pytest.raises(BadInput, match="Choose a year from 2017 to 2020"):
        split_by_year(shipped_catalogue, year)


def test_a_catalogue_without_partnerships_is_refused(shipped_catalogue: Catalogue) -> None:
    with pytest.raises(BadInput, match="no partnerships"):
        split_by_year(Catalogue(shipped_catalogue.organisations))


def test_given_partnerships_are_exactly_what_is_hidden(shipped_catalogue: Catalogue, tmp_path: Path) -> None:
    one, two, three = (each.id for each in shipped_catalogue.organisations[:3])
    files = written(
        tmp_path,
        partnerships="acronym,start_year\nLATER,2023\n",
        members=f"acronym,organisation_id\nLATER,{one}\nLATER,{two}\nLATER,{three}\n",
    )
    split = split_by_files(shipped_catalogue, files)
    assert [each.partnership.acronym for each in split.hidden] == ["LATER"]
    assert split.hidden[0].members == (0, 1, 2)
    assert split.before == 2023
    assert split.seen.partnerships == shipped_catalogue.partnerships


def test_a_partnership_that_the_catalogue_knows_too_is_not_seen(shipped_catalogue: Catalogue, tmp_path: Path) -> None:
    one, two, three = (each.id for each in shipped_catalogue.organisations[:3])
    files = written(
        tmp_path,
        partnerships="acronym,start_year\nELBE,2023\n",
        members=f"acronym,organisation_id\nELBE,{one}\nELBE,{two}\nELBE,{three}\n",
    )
    assert "ELBE" not in {each.acronym for each in split_by_files(shipped_catalogue, files).seen.partnerships}


def test_organisations_that_the_catalogue_lacks_may_be_given(shipped_catalogue: Catalogue, tmp_path: Path) -> None:
    one = shipped_catalogue.organisations[0].id
    files = written(
        tmp_path,
        organisations="id,name,country\nxx-new,New Cluster,ES\n",
        partnerships="acronym,start_year\nLATER,2023\n",
        members=f"acronym,organisation_id\nLATER,{one}\nLATER,xx-new\n",
    )
    split = split_by_files(shipped_catalogue, files)
    assert split.seen.positions["xx-new"] in split.hidden[0].members


def test_who_met_one_of_the_rest_before_is_no_newcomer(shipped_catalogue: Catalogue) -> None:
    split = split_by_year(shipped_catalogue)
    for case in completion_cases(split.hidden, read_network(split.seen)):
        ids = [shipped_catalogue.organisations[at].id for at in (case.member, *case.rest)]
        met = any({ids[0], other} <= set(who) for who in split.seen.members.values() for other in ids[1:])
        assert case.newcomer is not met


def test_partnerships_of_two_known_members_are_no_cases(shipped_catalogue: Catalogue) -> None:
    split = split_by_year(shipped_catalogue)
    small = {each.partnership.acronym for each in split.hidden if len(each.members) < 3}
    assert small
    assert not small & {case.acronym for case in completion_cases(split.hidden, read_network(split.seen))}
