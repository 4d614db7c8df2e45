import numpy as np

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.consortia.known_markets import known_markets, known_matrix, market_reasons
from tests.abroad.world import small


def test_markets_are_known_by_work_there_by_partnership_and_by_own_word() -> None:
    known = known_markets(small())
    assert known["alba"]["JP"] == "signed a memorandum with Sakura (2017)"
    assert known["alba"]["US"] == "targeted it in OLD (2016)"
    assert known["brio"]["US"] == "went on a mission to Bison through NEW (2019)"
    assert known["brio"]["JP"] == "targeted it in OLD (2016)"
    assert known["dado"] == {"KR": "names it as a target market"}


def test_the_matrix_follows_the_catalogue_and_the_markets_asked_for() -> None:
    catalogue = small()
    matrix = known_matrix(catalogue, known_markets(catalogue), ("KR", "JP"))
    np.testing.assert_array_equal(matrix, [[False, True], [False, True], [False, False], [True, False]])


def test_the_basque_energy_cluster_knows_the_markets_of_elbe(shipped_catalogue: Catalogue) -> None:
    known = known_markets(shipped_catalogue)["es-bec"]
    assert {"US", "CA", "TW", "JP", "KR", "CO"} <= known.keys()
    assert known["CO"] == "went on a mission to CAEM (2019)"


def test_reasons_say_of_each_wanted_market_who_knows_it() -> None:
    catalogue = small()
    members = catalogue.organisations[:3]
    assert market_reasons(known_markets(catalogue), members, ("JP", "KR")) == (
        "Japan: Alba signed a memorandum with Sakura (2017); Brio targeted it in OLD (2016).",
        "South Korea: no member is known to have worked there.",
    )
