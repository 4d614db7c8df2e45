from dataclasses import replace

import pytest

from matchmaker.catalogue.organisation import Organisation
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Among, Matchmaker

ALL = 1_000


def test_each_filter_leaves_out_whoever_is_not_like_it_and_keeps_the_order(matchmaker: Matchmaker) -> None:
    everybody = matchmaker.partners(["es-bec"], ALL)
    catalogue = matchmaker.catalogue
    for among, fits in {
        Among(countries=("SE", "DE")): lambda each: each.country in ("SE", "DE"),
        Among(ecosystems=("Health",)): lambda each: "Health" in each.ecosystems,
        Among(newcomers=True): lambda each: not catalogue.partnerships_of[each.id],
        Among(exclude=("dk-ecd",)): lambda each: each.id != "dk-ecd",
    }.items():
        expected = [each for each in everybody if fits(each.organisation)]
        assert 0 < len(expected) < len(everybody)
        assert list(matchmaker.partners(["es-bec"], ALL, among)) == expected


def test_who_knows_a_market_was_there_or_names_it(matchmaker: Matchmaker) -> None:
    found = {each.organisation.id for each in matchmaker.partners(["es-bec"], ALL, Among(markets=("JP",)))}
    targeted = {
        member
        for partnership in matchmaker.catalogue.partnerships
        if "JP" in partnership.target_third_countries
        for member in matchmaker.catalogue.members[partnership.acronym]
    }
    assert targeted - {"es-bec"} <= found


def test_one_who_joins_with_the_texts_of_another_has_the_same_fit_with_third_ones(matchmaker: Matchmaker) -> None:
    # A newcomer, so that no partnership tells the two apart.
    newcomer = next(each for each in matchmaker.catalogue if not matchmaker.catalogue.partnerships_of[each.id])
    joined = matchmaker.joined_by(replace(newcomer, id="twin", aliases=()))
    ours = {each.organisation.id: each for each in joined.partners(["twin"], ALL)}
    theirs = {each.organisation.id: each for each in joined.partners([newcomer.id], ALL)}
    assert len(ours) == len(matchmaker.catalogue)
    for other in ours.keys() & theirs.keys():
        assert ours[other].score == theirs[other].score


def test_one_who_joins_gets_consortia_and_leaves_the_matchmaker_as_it_was(matchmaker: Matchmaker) -> None:
    before = matchmaker.partners(["es-bec"], 5)
    joined = matchmaker.joined_by(Organisation(id="mine", name="Mine", country="PT", keywords=("offshore wind",)))
    found = joined.consortia("mine", top=1).consortia[0]
    assert "mine" in {member.id for member in found.members}
    assert "mine" not in matchmaker.catalogue.positions
    assert matchmaker.partners(["es-bec"], 5) == before


def test_an_id_that_is_taken_cannot_join(matchmaker: Matchmaker) -> None:
    with pytest.raises(BadInput, match="another id"):
        matchmaker.joined_by(Organisation(id="es-bec", name="Again", country="ES"))


def test_what_one_says_of_itself_is_kept_nowhere(matchmaker: Matchmaker) -> None:
    text = "We grow purple carrots under glass beside the fjord."
    matchmaker.describe(text, country="DK")
    joined = matchmaker.joined_by(Organisation(id="mine", name="Mine", country="DK", description=text))
    assert joined.partners(["mine"], 1)
    assert not matchmaker.encoder.cache.get([text])
