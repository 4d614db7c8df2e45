"""The rank of a consortium is how many brute force places before it."""

from dataclasses import replace
from itertools import repeat

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.catalogue.organisation import Platform
from matchmaker.consortia.every import every_consortium
from matchmaker.consortia.finder import Asked
from matchmaker.consortia.watch import Watch
from matchmaker.consortia.why_not import rank_of
from matchmaker.consortia.wishes import Wishes
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from tests.consortia.worlds import KINDS, brute_force, random_case


@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_the_rank_is_the_place_in_the_whole_list(kind: str, seed: int) -> None:
    case = random_case(seed, kind, largest=12)
    consortia = brute_force(case)
    for at in {0, len(consortia) // 2, len(consortia) - 1} if consortia else ():
        rank = rank_of(case.field, case.query, consortia[at])
        assert (rank.place, rank.exact) == (at + 1, True)


@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 2**32 - 1), part=st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_every_consortium_that_reaches_a_score_is_listed(kind: str, seed: int, part: float) -> None:
    case = random_case(seed, kind, largest=12)
    consortia = brute_force(case)
    if not consortia:
        return
    least = consortia[int(part * (len(consortia) - 1))].score
    listed = every_consortium(case.field, replace(case.query, top=len(consortia)), least, Watch())
    assert listed is not None
    found = {tuple(sorted(group)) for group in listed.tolist()}
    assert found >= {tuple(sorted(each.members)) for each in consortia if each.score >= least}
    assert found <= {tuple(sorted(each.members)) for each in consortia if each.score >= least - 1e-3}


def test_more_than_asked_for_are_not_listed() -> None:
    case = next(each for each in map(random_case, range(50), repeat("dense"), repeat(12)) if brute_force(each))
    case = replace(case, query=replace(case.query, locked=(), excluded=(), required=None, top=1))
    assert len(brute_force(case)) > 1
    assert every_consortium(case.field, case.query, -np.inf, Watch()) is None


def test_the_best_consortium_of_the_catalogue_stands_first(matchmaker: Matchmaker) -> None:
    asked = Asked(lock=("es-bec",))
    best, second = matchmaker.suggest(replace(asked, top=2)).consortia
    for rank, consortium in ((1, best), (2, second)):
        standing = matchmaker.why_not([each.id for each in consortium.members], asked)
        assert (standing.rank, standing.rank_exact, standing.obstacles) == (rank, True, ())


def test_an_organisation_stands_where_its_best_consortium_does(matchmaker: Matchmaker) -> None:
    standing = matchmaker.why_not(["fr-pmba"], Asked(lock=("es-bec",)))
    assert standing.consortium is not None
    assert {"es-bec", "fr-pmba"} < {each.id for each in standing.consortium.members}
    assert standing.rank is not None
    assert standing.rank > 1


def test_the_rule_that_keeps_it_out_is_named(matchmaker: Matchmaker) -> None:
    standing = matchmaker.why_not(["no-gce-node"], Asked(lock=("es-bec",)))
    assert [each.rule for each in standing.obstacles] == ["participating"]
    whole = matchmaker.why_not(["es-aclima", "es-biocat"], Asked(lock=("es-bec",)))
    assert {"countries", "member-states"} <= {each.rule for each in whole.obstacles}
    assert whole.rank is None


def test_what_was_asked_keeps_out_too(matchmaker: Matchmaker) -> None:
    best = [each.id for each in matchmaker.suggest(Asked(lock=("es-bec",), top=1)).consortia[0].members]
    excluding = matchmaker.why_not(best, Asked(exclude=(best[0],)))
    assert [each.rule for each in excluding.obstacles] == ["exclude"]
    requiring = matchmaker.why_not(best, Asked(wishes=Wishes(ecosystems=("Tourism",))))
    assert [each.rule for each in requiring.obstacles] == ["required"]


def test_nobody_who_can_complete_it_is_said(matchmaker: Matchmaker) -> None:
    standing = matchmaker.why_not(["es-aclima"], Asked(lock=("es-bec",)))
    assert standing.consortium is None
    assert [each.rule for each in standing.obstacles] == ["completion"]


def test_more_than_fit_are_refused(matchmaker: Matchmaker) -> None:
    with pytest.raises(BadInput, match="no consortium of 3"):
        matchmaker.why_not(["es-aclima", "fr-pmba", "dk-ecd"], Asked(lock=("es-bec",)))


def test_one_who_refuses_to_register_on_the_platform_is_named_by_that_rule(matchmaker: Matchmaker) -> None:
    catalogue = matchmaker.catalogue
    refusing = tuple(
        replace(each, platform=Platform.NO) if each.id == "dk-ecd" else each for each in catalogue.organisations
    )
    changed = matchmaker.on(replace(catalogue, organisations=refusing))
    asked = Asked(lock=("es-bec",))
    for named in (["dk-ecd"], ["dk-ecd", "gb-areg"]):
        standing = changed.why_not(named, asked)
        assert "platform" in {obstacle.rule for obstacle in standing.obstacles}
        assert standing.rank is None
