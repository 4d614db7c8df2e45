from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.ui.charts.network import joined, network
from tests.ui.charts.picture import rows

MEMBERS = ("es-bec", "dk-ecd", "se-offshorevast")


def test_partnerships_that_join_most_members_come_first(shipped_catalogue: Catalogue) -> None:
    found = joined(shipped_catalogue, MEMBERS)
    counts = [len(own) for _, own in found.partnerships]
    assert counts == sorted(counts, reverse=True)
    assert found.shared[0][0].acronym == "ELBE"
    for partnership, own in found.partnerships:
        assert set(own) == set(shipped_catalogue.members[partnership.acronym]) & set(MEMBERS)


def test_every_member_and_partnership_is_drawn_and_the_same_question_the_same_way(shipped_catalogue: Catalogue) -> None:
    one, again = (network(shipped_catalogue, MEMBERS, "words") for _ in range(2))
    assert rows(one, 1) == rows(again, 1)
    names = {each["name"] for each in rows(one, 1)}
    assert {shipped_catalogue[member].label for member in MEMBERS} < names
    assert "ELBE" in names


def test_one_without_a_past_is_drawn_alone(shipped_catalogue: Catalogue) -> None:
    newcomer = next(each.id for each in shipped_catalogue if not shipped_catalogue.partnerships_of[each.id])
    assert len(rows(network(shipped_catalogue, [newcomer], "words"), 1)) == 1
