from dataclasses import replace
from pathlib import Path

import pytest

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.errors import BadInput
from matchmaker.evaluation.given import Given, read_given
from matchmaker.evaluation.split import split_by_files


@pytest.fixture(scope="module")
def elbe(shipped_catalogue: Catalogue) -> tuple[str, ...]:
    """Ids of the known members of ELBE, which started in 2018."""
    return shipped_catalogue.members["ELBE"]


def files(folder: Path, partnerships: str, members: str, organisations: str = "") -> list[Path]:
    texts = {
        "partnerships": f"acronym,start_year\n{partnerships}",
        "partnership_members": f"acronym,organisation_id\n{members}",
        **({"organisations": f"id,name,country\n{organisations}"} if organisations else {}),
    }
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [folder / f"{name}.csv" for name in texts]


def given(folder: Path, catalogue: Catalogue, year: int, acronym: str, members: tuple[str, ...]) -> Given:
    rows = "".join(f"{acronym},{each}\n" for each in members)
    return read_given(files(folder, f"{acronym},{year}\n", rows), catalogue)


def test_rows_that_stand_twice_count_once_and_are_told(shipped_catalogue: Catalogue, tmp_path: Path) -> None:
    one, two = (each.id for each in shipped_catalogue.organisations[:2])
    twice = files(tmp_path, "LATER,2023\nLATER,2023\n", f"LATER,{one}\nLATER,{two}\nLATER,{one}\n")
    found = read_given(twice, shipped_catalogue)
    assert found.catalogue.members == {"LATER": (one, two)}
    assert found.repeated == 2


def test_one_acronym_of_two_partnerships_is_refused_with_a_remedy_that_exists(
    shipped_catalogue: Catalogue, tmp_path: Path
) -> None:
    one = shipped_catalogue.organisations[0].id
    with pytest.raises(BadInput, match=r"mend the files(.|\n)*Remove one of the two rows") as refused:
        read_given(files(tmp_path, "LATER,2023\nLATER,2024\n", f"LATER,{one}\n"), shipped_catalogue)
    assert "--skip-bad" not in str(refused.value)


def test_a_member_that_is_nowhere_is_refused_with_the_nearest(shipped_catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"row 2, column organisation_id: 'es-becc'(.|\n)*es-bec "):
        given(tmp_path, shipped_catalogue, 2023, "LATER", ("es-becc",))


def test_members_may_be_given_by_name_short_name_or_alias(shipped_catalogue: Catalogue, tmp_path: Path) -> None:
    first, second, third = shipped_catalogue.organisations[:3]
    merged = replace(third, aliases=("xx-before-the-merge",))
    catalogue = replace(shipped_catalogue, organisations=(first, second, merged, *shipped_catalogue.organisations[3:]))
    names = (f'"{first.name}"', second.short_name or f'"{second.name}"', "xx-before-the-merge", third.id)
    found = given(tmp_path, catalogue, 2023, "LATER", names)
    assert found.catalogue.members["LATER"] == (first.id, second.id, third.id)


def test_members_may_be_organisations_that_are_given_too(shipped_catalogue: Catalogue, tmp_path: Path) -> None:
    of_new = files(tmp_path, "LATER,2023\n", "LATER,xx-new\nLATER,Newer\n", "xx-new,New,ES\nxx-newer,Newer,FR\n")
    assert read_given(of_new, shipped_catalogue).catalogue.members["LATER"] == ("xx-new", "xx-newer")


def test_a_row_of_a_known_organisation_counts_instead_of_the_catalogues(
    shipped_catalogue: Catalogue, tmp_path: Path
) -> None:
    one = shipped_catalogue.organisations[0]
    found = read_given(
        files(tmp_path, "LATER,2023\n", f"LATER,{one.id}\n", f"{one.id},Renamed,{one.country}\n"), shipped_catalogue
    )
    assert len(found.catalogue) == len(shipped_catalogue)
    assert found.catalogue[one.id].name == "Renamed"


def test_other_tables_are_refused(tmp_path: Path, shipped_catalogue: Catalogue) -> None:
    (tmp_path / "markets.csv").write_text("country,name\nJP,Japan\n", encoding="utf-8")
    with pytest.raises(BadInput, match="matchmaker import"):
        read_given([tmp_path / "markets.csv"], shipped_catalogue)


@pytest.mark.parametrize("acronym", ["ELBE", "elbe", " Elbe! "])
def test_a_partnership_of_the_catalogue_is_known_in_any_spelling(
    acronym: str, shipped_catalogue: Catalogue, elbe: tuple[str, ...], tmp_path: Path
) -> None:
    found = given(tmp_path, shipped_catalogue, 2023, acronym, elbe[:3])
    assert list(found.known.values()) == [("ELBE",)]
    assert found.unseen == ()


@pytest.mark.parametrize(("year", "known"), [(2018, ("ELBE",)), (2017, ("ELBE",)), (2023, ())])
def test_the_same_members_at_the_same_time_are_the_same_partnership(
    year: int, known: tuple[str, ...], shipped_catalogue: Catalogue, elbe: tuple[str, ...], tmp_path: Path
) -> None:
    found = given(tmp_path, shipped_catalogue, year, "European Leaders in Blue Energy", tuple(reversed(elbe)))
    assert found.known.get("European Leaders in Blue Energy", ()) == known


def test_a_partnership_under_another_name_is_not_learned_from(
    shipped_catalogue: Catalogue, elbe: tuple[str, ...], tmp_path: Path
) -> None:
    rows = "".join(f"Blue Energy,{each}\n" for each in elbe)
    split = split_by_files(shipped_catalogue, files(tmp_path, "Blue Energy,2018\n", rows), before=2020)
    assert "ELBE" not in {each.acronym for each in split.seen.partnerships}
    assert "ELBE" not in {each.acronym for each in split.seen.memberships}
    assert len(split.seen.partnerships) == sum(each.start_year < 2020 for each in shipped_catalogue.partnerships) - 1
