from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.consortia.reasons import reasons

WIND = Organisation(id="a", name="A", country="ES", ecosystems=("Energy-Renewables",), keywords=("wind", "ports"))
SEA = Organisation(id="b", name="B", country="DK", ecosystems=("Energy-Renewables", "Digital"), keywords=("wind",))
CODE = Organisation(id="c", name="C", country="PL", ecosystems=("Digital",), keywords=("software",))


def test_what_members_share_is_named_with_who_shares_it() -> None:
    assert reasons(Catalogue((WIND, SEA, CODE)), (WIND, SEA, CODE)) == (
        "A and B work in Energy-Renewables.",
        "B and C work in Digital.",
        "A and B share the topic wind.",
    )


def test_a_pair_says_both() -> None:
    assert "Both work in Energy-Renewables." in reasons(Catalogue((WIND, SEA)), (WIND, SEA))


def test_past_partnerships_are_named_with_their_year() -> None:
    catalogue = Catalogue(
        (WIND, SEA, CODE), (Partnership("ELBE", 2018),), tuple(Membership("ELBE", each) for each in ("a", "c"))
    )
    assert "A and C were partners in ELBE (2018)." in reasons(catalogue, (WIND, SEA, CODE))


def test_organisations_with_nothing_in_common_have_no_reasons() -> None:
    assert reasons(Catalogue((WIND, CODE)), (WIND, CODE)) == ()
