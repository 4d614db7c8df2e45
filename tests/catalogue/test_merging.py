from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.catalogue.folder import catalogue_of
from matchmaker.catalogue.merging import merge_organisations, merge_records
from matchmaker.catalogue.organisation import Kind, Organisation, Platform
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.catalogue.schema import Record
from matchmaker.errors import BadInput

KEPT = Organisation(id="es-a", name="A Cluster", country="ES")
DROPPED = Organisation(id="es-b", name="A Cluster Association", country="ES")


def test_what_the_kept_one_does_not_say_is_taken_from_the_other() -> None:
    other = replace(DROPPED, kind=Kind.CLUSTER, city="Bilbao", members=12, platform=Platform.REGISTERED)
    merged = merge_organisations(KEPT, other)
    assert (merged.name, merged.kind, merged.city, merged.members, merged.platform) == (
        "A Cluster", Kind.CLUSTER, "Bilbao", 12, Platform.REGISTERED,
    )  # fmt: skip


def test_what_the_kept_one_says_stays() -> None:
    merged = merge_organisations(replace(KEPT, city="Vitoria", members=0), replace(DROPPED, city="Bilbao", members=12))
    assert (merged.city, merged.members) == ("Vitoria", 0)


def test_lists_are_joined_in_order_without_repetitions() -> None:
    merged = merge_organisations(
        replace(KEPT, keywords=("wind", "sun"), extra={"budget": "1"}),
        replace(DROPPED, keywords=("sun", "sea"), extra={"budget": "2", "notes": "x"}),
    )
    assert merged.keywords == ("wind", "sun", "sea")
    assert merged.extra == {"budget": "1", "notes": "x"}


def test_ids_of_before_stay_known_as_aliases() -> None:
    merged = merge_organisations(replace(KEPT, aliases=("es-1",)), replace(DROPPED, aliases=("es-2", "es-1")))
    assert merged.aliases == ("es-1", "es-b", "es-2")


def test_a_position_keeps_the_basis_it_was_found_on() -> None:
    placed = replace(KEPT, latitude=43.0, longitude=-2.0)
    other = replace(DROPPED, latitude=40.0, longitude=-3.0, position_basis="country")
    assert merge_organisations(placed, other).position_basis == ""
    taken = merge_organisations(KEPT, other)
    assert (taken.latitude, taken.longitude, taken.position_basis) == (40.0, -3.0, "country")


@pytest.mark.parametrize(
    ("own", "other", "parent"),
    [("", "es-gov", "es-gov"), ("es-gov", "es-x", "es-gov"), ("es-b", "es-gov", "es-gov"), ("es-b", "es-a", ""),
     ("none", "es-gov", "none"), ("es-old", "", "")],
)  # fmt: skip
def test_the_parent_is_never_one_of_the_two(own: str, other: str, parent: str) -> None:
    kept, dropped = replace(KEPT, parent=own, aliases=("es-old",)), replace(DROPPED, parent=other)
    assert merge_organisations(kept, dropped).parent == parent


@given(*[st.none() | st.integers(0, 30)] * 4)
def test_a_merge_never_counts_more_smes_than_members(
    members: int | None, smes: int | None, other_members: int | None, other_smes: int | None
) -> None:
    if None not in (members, smes):
        smes = min(members or 0, smes or 0)
    if None not in (other_members, other_smes):
        other_smes = min(other_members or 0, other_smes or 0)
    merged = merge_organisations(
        replace(KEPT, members=members, smes=smes), replace(DROPPED, members=other_members, smes=other_smes)
    )
    assert merged.members is None or merged.smes is None or merged.smes <= merged.members


def test_an_organisation_is_not_merged_with_itself() -> None:
    with pytest.raises(BadInput, match="itself"):
        merge_organisations(KEPT, KEPT)


def test_organisations_of_two_countries_are_not_merged() -> None:
    with pytest.raises(BadInput, match="es-a is in ES and es-b in FR"):
        merge_organisations(KEPT, replace(DROPPED, country="FR"))


def test_partnerships_of_both_are_kept_and_each_is_in_once() -> None:
    records: list[Record] = [
        KEPT, DROPPED, replace(KEPT, id="fr-c", country="FR"),
        *(Partnership(acronym=acronym, start_year=2018) for acronym in ("P", "Q", "R")),
        Membership("P", "es-a"), Membership("P", "es-b", role="coordinator", source="page"), Membership("Q", "es-b"),
        Membership("Q", "fr-c"), Membership("R", "es-old"),
    ]  # fmt: skip
    records[1] = replace(DROPPED, aliases=("es-old",))
    merged = catalogue_of(merge_records(records, "es-a", "es-b"))
    assert [each.id for each in merged] == ["es-a", "fr-c"]
    assert merged.members == {"P": ("es-a",), "Q": ("es-a", "fr-c"), "R": ("es-a",)}
    assert merged.memberships[0] == Membership("P", "es-a", role="coordinator", source="page")
    assert len(merged.memberships) == 4


def test_children_of_the_dropped_one_get_the_kept_one_as_parent() -> None:
    child = replace(KEPT, id="es-c", parent="es-b")
    merged = catalogue_of(merge_records([KEPT, DROPPED, child], "es-a", "es-b"))
    assert merged["es-c"].parent == "es-a"


def test_the_dropped_id_still_finds_the_organisation() -> None:
    merged = catalogue_of(merge_records([KEPT, DROPPED], "es-a", "es-b"))
    assert merged["es-b"] is merged["es-a"]
    assert merged.find("es-b").id == "es-a"
