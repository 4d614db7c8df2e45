"""What a person requires is in every suggestion, and what she weighs counts and is shown."""

from dataclasses import replace

import pytest

from matchmaker.consortia.finder import Asked
from matchmaker.consortia.known_markets import known_markets
from matchmaker.consortia.wishes import ECOSYSTEM_SPREAD, NEWCOMERS, Wishes
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker

ASKED = Asked(lock=("es-bec",), top=5)


def test_required_ecosystems_and_markets_are_covered(matchmaker: Matchmaker) -> None:
    wishes = Wishes(ecosystems=("Digital", "Textile"), markets=("JP",))
    found = matchmaker.suggest(replace(ASKED, wishes=wishes, size=4)).consortia
    assert len(found) == 5
    known = known_markets(matchmaker.catalogue)
    for consortium in found:
        assert {"Digital", "Textile"} <= {name for member in consortium.members for name in member.ecosystems}
        assert any("JP" in known[member.id] for member in consortium.members)


def test_contributions_with_weights_sum_to_the_score(matchmaker: Matchmaker) -> None:
    wishes = Wishes(ecosystem_spread=2.0, newcomers=0.7)
    for consortium in matchmaker.suggest(replace(ASKED, wishes=wishes)).consortia:
        assert {ECOSYSTEM_SPREAD, NEWCOMERS} <= consortium.contributions.keys()
        assert sum(consortium.contributions.values()) == pytest.approx(consortium.score, abs=1e-9)


def test_without_weights_nothing_is_added(matchmaker: Matchmaker) -> None:
    (best,) = matchmaker.suggest(replace(ASKED, top=1)).consortia
    assert not {ECOSYSTEM_SPREAD, NEWCOMERS} & best.contributions.keys()


def test_a_weight_on_newcomers_brings_more_of_them(matchmaker: Matchmaker) -> None:
    def newcomers(weight: float) -> int:
        found = matchmaker.suggest(replace(ASKED, top=10, wishes=Wishes(newcomers=weight))).consortia
        past = matchmaker.catalogue.partnerships_of
        return sum(not past[member.id] for each in found for member in each.members)

    assert newcomers(5.0) > newcomers(0.0)


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        (Wishes(ecosystems=("Wind",)), "Energy-Renewables"),
        (Wishes(newcomers=-1.0), "Give 0 to 1000"),
        (Wishes(newcomers=1e308), "Give 0 to 1000"),
        (Wishes(difference=0), "at least 1"),
        (Wishes(seconds=-1.0), "more than 0"),
        (Wishes(seconds=0.0), "more than 0"),
        (Wishes(seconds=float("nan")), "more than 0"),
    ],
)
def test_wishes_that_cannot_be_granted_are_refused(matchmaker: Matchmaker, wishes: Wishes, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        matchmaker.suggest(replace(ASKED, wishes=wishes))
