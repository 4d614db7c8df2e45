from dataclasses import replace

import numpy as np
import pytest

from matchmaker.affinity.content_reasons import share_a_word
from matchmaker.affinity.features import FEATURES, read_features
from matchmaker.affinity.group import Group
from matchmaker.affinity.reasons import reasons
from matchmaker.affinity.strategies import Strategies
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.catalogue.region import Priority
from matchmaker.countries import in_words
from matchmaker.matchmaker import Matchmaker
from matchmaker.network.network import read_network
from tests.affinity.organisations import DIMENSIONS, LetterEncoder, features_of

ENERGY, DIGITAL = "Energy-Renewables", "Digital"
WIND = Organisation(
    "a", "A", "ES", nuts_code="ES21", latitude=43.3, longitude=-2.9, ecosystems=(ENERGY,), keywords=("wind", "ports")
)
SEA = Organisation(
    "b", "B", "FR", latitude=43.5, longitude=-1.5, ecosystems=(ENERGY, DIGITAL), keywords=("wind",), members=100
)
CODE = Organisation("c", "C", "PL", ecosystems=(DIGITAL,), keywords=("software", "harbour ports"), members=120)
PRIORITIES = (Priority("ES21", "energy", ENERGY, "País Vasco", "ES"),)


def said(catalogue: Catalogue, *positions: int, of: str = "") -> tuple[str, ...]:
    group = Group(catalogue, features_of(catalogue), positions)
    contributions = {of: 1.0} if of else dict.fromkeys(FEATURES, 1.0)
    return tuple(each.sentence for each in reasons(group, contributions))


def partnered(*acronyms: str) -> Catalogue:
    return Catalogue(
        (WIND, SEA, CODE),
        tuple(Partnership(each, 2018, target_third_countries=("JP",)) for each in acronyms),
        tuple(Membership(each, member) for each in acronyms for member in ("a", "c")),
    )


def test_a_topic_of_both_is_named() -> None:
    assert said(Catalogue((WIND, SEA)), 0, 1, of="closest keywords") == ("Both work on wind.",)


def test_topics_of_some_are_named_with_who_shares_them() -> None:
    assert "A and B work on wind." in said(Catalogue((WIND, SEA, CODE)), 0, 1, 2, of="closest keywords")


def test_close_keywords_are_both_named() -> None:
    sentences = said(Catalogue((WIND, CODE)), 0, 1, of="closest keywords")
    assert sentences == ("A works on ports, C on harbour ports.",)


def test_letters_in_common_are_no_topic_in_common() -> None:
    sports, sea = replace(WIND, keywords=("sports technology",)), replace(SEA, ecosystems=(), keywords=("ports",))
    assert said(Catalogue((sports, sea)), 0, 1, of="closest keywords") == ()


def test_closest_keywords_that_deceive_do_not_hide_those_that_share_a_word() -> None:
    one = replace(WIND, keywords=("sports", "deep sea fishing"))
    other = replace(SEA, keywords=("ports", "fishing gear"))
    assert said(Catalogue((one, other)), 0, 1, of="closest keywords") == (
        "A works on deep sea fishing, B on fishing gear.",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("port", "ports of call"),
        ("renewable energy", "new energies"),
        ("electronics", "microelectronics"),
        ("AI", "ai"),
    ],
)
def test_forms_of_one_word_are_one_word(one: str, other: str) -> None:
    assert share_a_word(one, other)
    assert share_a_word(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ports", "sports"), ("sport", "transport"), ("food technology", "biotechnology"), ("the sea", "the land")],
)
def test_words_that_say_nothing_or_look_alike_are_not_one_word(one: str, other: str) -> None:
    assert not share_a_word(one, other)
    assert not share_a_word(other, one)


def test_shared_ecosystems_are_named_with_who_shares_them() -> None:
    assert said(Catalogue((WIND, SEA, CODE)), 0, 1, 2, of="ecosystem overlap") == (
        f"B and C work in {DIGITAL}.",
        f"A and B work in {ENERGY}.",
    )


def test_partnerships_are_named_with_their_year() -> None:
    assert said(partnered("ELBE"), 0, 2, of="past partnerships") == ("They were partners in ELBE (2018).",)
    assert said(partnered("ELBE", "EnW"), 0, 1, 2, of="past partnerships") == (
        "A and C were partners in ELBE (2018) and EnW (2018).",
    )


def test_common_partners_are_named() -> None:
    catalogue = Catalogue(
        (WIND, SEA, CODE),
        (Partnership("X", 2016), Partnership("Y", 2018)),
        tuple(Membership(name, member) for name, who in (("X", "ac"), ("Y", "bc")) for member in who),
    )
    assert said(catalogue, 0, 1, of="mutual PageRank") == ("Both were partners of C.",)


def test_markets_that_both_aimed_at_are_named() -> None:
    assert said(partnered("ELBE"), 0, 2, of="shared target markets") == ("Both have aimed at Japan.",)


def test_neighbours_are_told_their_distance() -> None:
    assert said(Catalogue((WIND, SEA)), 0, 1, of="proximity") == ("They are about 120 km apart.",)


def test_sizes_are_told_where_both_are_known() -> None:
    assert said(Catalogue((SEA, CODE)), 0, 1, of="similar size") == ("They are of similar size: 100 and 120 members.",)
    assert said(Catalogue((WIND, CODE)), 0, 1, of="similar size") == ()


def fitting(strategies: Strategies, fit: float) -> Strategies:
    return replace(strategies, fit=np.full_like(strategies.fit, fit))


def test_the_priority_of_the_region_is_named_where_it_fits() -> None:
    catalogue = replace(Catalogue((WIND, SEA)), priorities=PRIORITIES)
    features = features_of(catalogue)
    told = []
    for fit in (0.6, 0.2):
        content = replace(features.content, strategies=fitting(features.content.strategies, fit))
        group = Group(catalogue, replace(features, content=content), (0, 1))
        told.append([each.sentence for each in reasons(group, {"regional strategies": 1.0})])
    assert told == [["The strategy of País Vasco, the region of A, names energy, which is close to what B does."], []]


def test_what_both_regions_name_is_told() -> None:
    twin = replace(WIND, id="d", name="D", short_name="", country="PT")
    catalogue = replace(Catalogue((WIND, twin)), priorities=PRIORITIES)
    assert said(catalogue, 0, 1, of="shared priorities") == (
        f"The strategies of both regions name {ENERGY}, in which both work.",
    )


def test_countries_are_named_where_all_differ() -> None:
    assert said(Catalogue((WIND, SEA)), 0, 1, of="different countries") == (
        "They are from different countries: Spain and France.",
    )
    assert said(Catalogue((WIND, replace(SEA, country="ES"))), 0, 1, of="different countries") == ()


def test_what_reads_most_alike_is_named() -> None:
    catalogue = Catalogue((replace(WIND, keywords=("wind",)), replace(WIND, id="d", name="D", keywords=("wind",))))
    features = read_features(catalogue, LetterEncoder(), read_network(catalogue), centre=[0.0] * DIMENSIONS)
    found = reasons(Group(catalogue, features, (0, 1)), {"profile similarity": 1.0})
    assert [each.sentence for each in found] == [
        "What they work on reads alike (similarity 1.00 of 1), above all wind."
    ]


def test_a_path_of_past_partners_is_told_where_no_partner_is_common() -> None:
    four = tuple(Organisation(each.lower(), each, "ES") for each in "ABCD")
    chain = Catalogue(
        four,
        tuple(Partnership(each, 2018) for each in ("ab", "bc", "cd")),
        tuple(Membership(name, member) for name in ("ab", "bc", "cd") for member in name),
    )
    assert said(chain, 0, 3, of="mutual PageRank") == (
        "Past partnerships link them: A was partner of B, B of C and C of D.",
    )


def test_the_circle_of_past_partners_is_told_with_who_is_at_its_heart() -> None:
    five = tuple(Organisation(each.lower(), each, "ES") for each in "ABCDE")
    names = ("abc", "bcd", "cde")
    circle = Catalogue(
        five,
        tuple(Partnership(each, 2018) for each in names),
        tuple(Membership(name, member) for name in names for member in name),
    )
    (sentence,) = said(circle, 0, 1, of="same community")
    assert sentence.startswith("Both belong to one circle of past partners, around C")


def test_newcomers_are_told_that_they_are() -> None:
    assert said(Catalogue((WIND, SEA)), 0, 1, of="similar experience") == (
        "Neither was in a partnership that is known.",
    )


def test_what_contributes_much_to_shipped_suggestions_has_a_sentence_that_names_its_cause(
    matchmaker: Matchmaker,
) -> None:
    affinity, catalogue = matchmaker.affinity, matchmaker.catalogue
    for one in range(0, len(catalogue), 12):
        best = np.argsort(-affinity.row(one))
        others = best[best != one][:6]
        contributions = affinity.contributions(one, others)
        for at, other in enumerate(others):
            group = Group(catalogue, affinity.features, (one, int(other)))
            causes = _causes(catalogue, *group.members)
            for feature in set(contributions) & set(FEATURES) - {"similar size"}:  # often unknown, which is no cause
                if contributions[feature][at] > 0.6:
                    sentences = [each.sentence for each in reasons(group, {feature: 1.0})]
                    assert any(cause in each for cause in causes for each in sentences), (feature, one, other)


def _causes(catalogue: Catalogue, one: Organisation, other: Organisation) -> set[str]:
    """Return what a sentence about two may name: what either has, where it is, and how many partnerships it was in."""
    partnerships = [*catalogue.partnerships_of[one.id], *catalogue.partnerships_of[other.id]]
    words = [word.casefold() for each in (one, other) for word in (*each.keywords, each.name)]
    return {
        *one.keywords,
        *other.keywords,
        *ECOSYSTEMS,
        *(each.acronym for each in partnerships),
        *(catalogue[member].label for each in partnerships for member in catalogue.members[each.acronym]),
        *(part for word in words for part in word.split() if len(part) > 3),
        in_words(one.country),
        " km apart",
        " partnership",
    }


def test_what_contributes_nothing_is_not_said() -> None:
    group = Group(Catalogue((WIND, SEA)), features_of(Catalogue((WIND, SEA))), (0, 1))
    assert reasons(group, dict.fromkeys(FEATURES, 0.0)) == ()


def test_what_contributes_most_comes_first() -> None:
    catalogue = Catalogue((WIND, SEA))
    group = Group(catalogue, features_of(catalogue), (0, 1))
    found = reasons(group, {"ecosystem overlap": 0.5, "closest keywords": 0.4, "proximity": 0.6})
    assert [each.feature for each in found] == ["proximity", "ecosystem overlap", "closest keywords"]


def test_every_feature_can_be_put_into_words() -> None:
    assert said(partnered("ELBE"), 0, 1, 2)


def test_partners_met_in_a_partnership_of_both_are_not_told_again() -> None:
    catalogue = Catalogue((WIND, SEA, CODE), (Partnership("X", 2016),), tuple(Membership("X", who) for who in "abc"))
    assert said(catalogue, 0, 1, of="mutual PageRank") == ("They were partners in X (2016).",)


def test_words_that_only_the_profile_has_are_not_put_into_anybodys_mouth() -> None:
    one = Organisation("d", "D", "ES", ecosystems=("Electronics",), keywords=("sensors",))
    other = Organisation("e", "E", "FR", ecosystems=("Electronics",), keywords=("printed boards",))
    assert said(Catalogue((one, other)), 0, 1, of="shared terms") == ("Both work in Electronics.",)
