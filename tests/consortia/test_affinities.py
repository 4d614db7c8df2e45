"""What the affinities tell the search holds for every pair, and huge catalogues are never held as all their pairs."""

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.affinity.outline import Outline
from matchmaker.calls.filter import EligibilityFilter
from matchmaker.consortia.affinities import Block, LogOdds, Near, PairAffinities, Positions
from matchmaker.consortia.blocks import BlockAffinities
from matchmaker.consortia.learned import LearnedAffinities
from matchmaker.consortia.query import Field, Query
from matchmaker.consortia.search import best_consortia
from matchmaker.matchmaker import Matchmaker
from tests.consortia.worlds import KINDS, random_affinity, random_learned


@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_rows_blocks_and_bounds_hold_for_every_pair(kind: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, 40))
    affinity = random_affinity(kind, count, rng)
    one, other = (each.ravel() for each in np.indices((count, count)))
    exact = affinity.pairs(one, other).reshape(count, count)
    everyone, apart = np.arange(count), ~np.eye(count, dtype=bool)
    assert np.array_equal(exact, exact.T)
    rows = np.stack([affinity.row(each) for each in everyone])
    slack = affinity.tolerance + 1e-12
    assert np.abs(rows - exact)[apart].max() <= slack
    assert np.abs(affinity.block(everyone, everyone) - exact)[apart].max() <= slack
    assert (exact <= np.minimum.outer(affinity.ceilings, affinity.ceilings) + slack)[apart].all()
    assert np.abs(affinity.about(one, other).reshape(count, count) - exact)[apart].max() <= slack
    assert (affinity.at_most(one, other).reshape(count, count) >= exact - slack)[apart].all()
    listed = np.zeros_like(apart)
    listed[affinity.exceptions[:, 0], affinity.exceptions[:, 1]] = True
    listed |= listed.T
    assert np.array_equal(affinity.is_exception(one, other).reshape(count, count), listed)
    usual = apart & ~listed
    assert (exact <= np.minimum.outer(affinity.usual_ceilings, affinity.usual_ceilings) + slack)[usual].all()


@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 2**32 - 1), least=st.floats(-3, 5))
@settings(max_examples=60, deadline=None)
def test_gathered_affinities_find_every_pair_that_reaches_what_is_asked(kind: str, seed: int, least: float) -> None:
    rng = np.random.default_rng(seed)
    count = int(rng.integers(4, 40))
    affinity = random_affinity(kind, count, rng)
    some = rng.permutation(count)[: count - 1].astype(np.intp)
    rows, columns = np.arange(len(some) // 2), np.arange(len(some))
    gain = rng.normal(size=(1, len(columns)))
    exact = (
        affinity.pairs(np.repeat(some[rows], len(columns)), np.tile(some, len(rows))).reshape(-1, len(columns)) + gain
    )
    row, column, sums = affinity.among(some).reaching(rows, columns, gain, np.full(len(rows), least))
    codes = affinity.exceptions[:, 0] * count + affinity.exceptions[:, 1]
    first, second = np.meshgrid(some[rows], some, indexing="ij")
    asked = (first != second) & ~np.isin(np.minimum(first, second) * count + np.maximum(first, second), codes)
    slack = affinity.tolerance + 1e-9
    found = np.zeros(exact.shape, dtype=bool)
    found[row, column] = True
    assert found[asked & (exact >= least + slack)].all()
    assert not found[asked & (exact < least - slack)].any()
    regular = asked[row, column]
    assert np.abs(sums - exact[row, column])[regular].max(initial=0.0) <= slack


def test_the_learned_affinity_is_searched_alike_as_a_matrix_and_block_by_block(matchmaker: Matchmaker) -> None:
    searched = matchmaker.finder().searched
    query = Query(4, 20, (matchmaker.catalogue.positions["es-bec"],))
    by_block = replace(searched, affinity=BlockAffinities(matchmaker.affinity))
    assert best_consortia(by_block, query) == best_consortia(searched, query)


@dataclass
class Counting:
    """Passes everything on, and remembers how large the arrays were."""

    inner: PairAffinities
    largest: list[int] = field(default_factory=lambda: [0])

    def __len__(self) -> int:
        return len(self.inner)

    @property
    def ceilings(self) -> LogOdds:
        return self.inner.ceilings

    @property
    def exceptions(self) -> Positions:
        return self.inner.exceptions

    def is_exception(self, first: Positions, second: Positions) -> npt.NDArray[np.bool_]:
        return self.inner.is_exception(first, second)

    @property
    def usual_ceilings(self) -> LogOdds:
        return self.inner.usual_ceilings

    @property
    def tolerance(self) -> float:
        return self.inner.tolerance

    def row(self, organisation: int) -> LogOdds:
        return self.inner.row(organisation)

    def block(self, rows: Positions, columns: Positions) -> Block:
        self.largest.append(len(rows) * len(columns))
        return self.inner.block(rows, columns)

    def pairs(self, first: Positions, second: Positions) -> LogOdds:
        self.largest.append(len(first))
        return self.inner.pairs(first, second)

    def about(self, first: Positions, second: Positions) -> LogOdds:
        self.largest.append(len(first))
        return self.inner.about(first, second)

    def at_most(self, first: Positions, second: Positions) -> LogOdds:
        self.largest.append(len(first))
        return self.inner.at_most(first, second)

    def among(self, some: Positions) -> Near:
        return CountingNear(self.inner.among(some), self.largest)


@dataclass
class CountingNear:
    inner: Near
    largest: list[int]

    def block(self, rows: Positions, columns: Positions) -> Block:
        self.largest.append(len(rows) * len(columns))
        return self.inner.block(rows, columns)

    def reaching(
        self, rows: Positions, columns: Positions, gain: Block, least: Block
    ) -> tuple[Positions, Positions, Block]:
        self.largest.append(len(rows) * len(columns))
        return self.inner.reaching(rows, columns, gain, least)

    def among(self, some: Positions) -> Near:
        return CountingNear(self.inner.among(some), self.largest)


def huge(count: int) -> tuple[Field, Counting]:
    rng = np.random.default_rng(0)
    affinity = Counting(LearnedAffinities(Outline(random_learned(count, rng, twins=False))))
    rules = EligibilityFilter(
        np.ones(count, dtype=bool),
        rng.integers(0, 30, count),
        np.ones(count, dtype=bool),
        np.empty((0, 2), dtype=np.intp),
        (),
        3,
        3,
        2,
    )
    return Field(affinity, rules, tuple(f"o{at:05}" for at in range(count))), affinity


def test_all_pairs_of_many_organisations_are_never_held_at_once() -> None:
    count, query = 6_000, Query(3, 10, (7,))
    searched, counting = huge(count)
    found = best_consortia(searched, query)
    assert found.exact
    assert len(found.consortia) == query.top
    # 5,000 squared is what may be held; a sixth of all pairs here.
    assert max(counting.largest) <= count**2 / 6
