"""What the product answers of catalogues whose pairs are too many to hold: the same as of a matrix."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from matchmaker.affinity.affinity import Affinity
from matchmaker.calls.application import Application
from matchmaker.consortia.affinities import MatrixAffinities
from matchmaker.consortia.consortium import Consortium
from matchmaker.consortia.finder import Asked
from matchmaker.consortia.learned import LearnedAffinities
from matchmaker.consortia.selection import Aim
from matchmaker.consortia.wishes import Wishes
from matchmaker.matchmaker import Matchmaker

ASKED = Asked(lock=("es-bec",))


@dataclass(frozen=True)
class Both:
    """The shipped catalogue as it is, and as if it were huge: there its matrix is not to be had."""

    small: Matchmaker
    huge: Matchmaker


@pytest.fixture(scope="module", params=["passages held", "passages not held"])
def both(request: pytest.FixtureRequest, matchmaker: Matchmaker) -> Iterator[Both]:
    def matrix(_: Affinity) -> None:
        raise AssertionError("The matrix of a huge catalogue was asked for.")

    with pytest.MonkeyPatch.context() as patch:
        if request.param == "passages not held":
            patch.setattr("matchmaker.network.passages._MOST_HELD", 10)
        made = Both(Matchmaker(matchmaker.settings), Matchmaker(matchmaker.settings))
        assert isinstance(made.small.pair_affinities, MatrixAffinities)
        # Texts that several processes encode at once may differ in the last bit from one reading to the next.
        vars(made.huge)["affinity"] = made.small.affinity
        patch.setattr("matchmaker.matchmaker.LARGEST_MATRIX", 50)
        patch.setattr(Affinity, "matrix", matrix)
        assert isinstance(made.huge.pair_affinities, LearnedAffinities)
        yield made


def told(consortia: tuple[Consortium, ...]) -> list[tuple[tuple[str, ...], float]]:
    return [(tuple(member.id for member in each.members), each.score) for each in consortia]


@pytest.mark.parametrize(
    "asked",
    [
        replace(ASKED, top=40),
        replace(ASKED, lock=("fr-pmba", "es-bec")),
        replace(ASKED, size=4),
        replace(ASKED, size=5, top=3),
        Asked(top=20),
        replace(ASKED, markets=("JP", "US"), wishes=Wishes(ecosystems=("Digital",), markets=("JP",), newcomers=0.5)),
        replace(ASKED, wishes=Wishes(difference=2, ecosystem_spread=1.0)),
        replace(ASKED, lock=("de-photonics-bw",), exclude=("at-photonics-austria",), top=15),
    ],
    ids=["three", "two locked", "four", "five", "anywhere", "wishes", "differing", "another"],
)
def test_suggestions_are_those_of_the_matrix(both: Both, asked: Asked) -> None:
    found, expected = both.huge.suggest(asked), both.small.suggest(asked)
    assert found.exact
    assert told(found.consortia) == told(expected.consortia)


def test_every_organisation_is_suggested_the_same(both: Both) -> None:
    rules = both.small.finder().rules
    for at in range(0, len(both.small.catalogue), 12):
        if rules.admissible[at]:
            asked = Asked(lock=(both.small.catalogue.organisations[at].id,))
            assert told(both.huge.suggest(asked).consortia) == told(both.small.suggest(asked).consortia)


def test_ranks_are_those_of_the_matrix(both: Both) -> None:
    for named in (["fr-pmba"], ["dk-ecd", "pl-beec"], ["no-gce-node"]):
        found, expected = both.huge.why_not(named, ASKED), both.small.why_not(named, ASKED)
        assert (found.rank, found.rank_exact, found.obstacles) == (expected.rank, True, expected.obstacles)


def test_a_portfolio_is_that_of_the_matrix(both: Both) -> None:
    aim = Aim(4, ecosystems=8, countries=8)
    found, expected = both.huge.portfolio(Asked(), aim), both.small.portfolio(Asked(), aim)
    assert found is not None
    assert expected is not None
    assert told(found.consortia) == told(expected.consortia)
    assert found.found.exact


def test_what_mends_a_consortium_is_the_same(both: Both) -> None:
    application = Application.of("es-bec", "es-aclima", "dk-ecd")
    assert both.huge.fixes(application) == both.small.fixes(application)
