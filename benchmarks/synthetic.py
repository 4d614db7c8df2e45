"""Synthetic organisations drawn like the shipped ones, any number of them.

How the generator is fitted. Each organisation of the shipped catalogue has ecosystems, a country and an embedding.

1. A synthetic organisation takes its ecosystems from a shipped one drawn at random, and country and kind from another
   one drawn among those that share an ecosystem with it: sizes of countries and what they work on stay as they are.
2. Its embedding is the mean of the centroids of its ecosystems (of the shipped embeddings of all who work in each) plus
   a normal deviate with the covariance of what the shipped embeddings differ from their own such means, of which the
   whole spectrum is kept; then it is scaled to length 1, as the encoder's are.
3. Partnerships are drawn as often for each organisation as in the shipped catalogue, with the shipped sizes. A first
   member is drawn at random; the others are drawn from organisations near to it, as real partners are near each other.

`compare` says how the similarities of synthetic pairs are distributed beside those of the shipped ones.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from matchmaker.calls.filter import EligibilityFilter, eligibility_filter
from matchmaker.consortia.vectors import VectorAffinities
from matchmaker.matchmaker import DEFAULT_CALL, Matchmaker
from matchmaker.profiles.profiles import read_profiles

_NEAR = 50  # partners are drawn from so many of the nearest


@dataclass(frozen=True)
class Shipped:
    """What the generator is fitted to: n organisations' embeddings, ecosystems, rules, and sizes of partnerships."""

    embeddings: npt.NDArray[np.float32]
    ecosystems: npt.NDArray[np.bool_]
    rules: EligibilityFilter
    partnerships: tuple[int, ...]


@dataclass(frozen=True)
class Synthetic:
    """n synthetic organisations."""

    embeddings: npt.NDArray[np.float32]
    ecosystems: npt.NDArray[np.bool_]
    rules: EligibilityFilter
    partners: sp.csr_array

    def __len__(self) -> int:
        """Return the number of organisations."""
        return len(self.embeddings)

    @property
    def ids(self) -> tuple[str, ...]:
        """Their ids."""
        return tuple(f"s{at:06}" for at in range(len(self)))

    def affinities(self, similarity: float = 5.0, overlap: float = 2.0, partners: float = 1.0) -> VectorAffinities:
        """Return affinities of the kind that the product learns: two dense features and a sparse one."""
        counts = np.maximum(self.ecosystems.sum(axis=1, keepdims=True), 1)
        vectors = np.hstack([np.sqrt(similarity) * self.embeddings, np.sqrt(overlap / counts) * self.ecosystems])
        return VectorAffinities(-6.0, vectors.astype(np.float32), partners * self.partners)


def read_shipped(matchmaker: Matchmaker) -> Shipped:
    """Return what the generator is fitted to."""
    profiles = read_profiles(matchmaker.catalogue, matchmaker.encoder)
    return Shipped(
        embeddings=profiles.embeddings,
        ecosystems=profiles.ecosystems,
        rules=eligibility_filter(matchmaker.catalogue, matchmaker.call(DEFAULT_CALL)),
        partnerships=tuple(len(members) for members in matchmaker.catalogue.members.values() if len(members) > 1),
    )


def draw(shipped: Shipped, count: int, seed: int = 0) -> Synthetic:
    """Draw so many organisations."""
    rng = np.random.default_rng(seed)
    centres, roots = _fitted(shipped)
    like = rng.integers(len(shipped.embeddings), size=count)
    normal = rng.standard_normal((count, len(roots)), dtype=np.float32)
    embeddings = centres[like] + normal @ roots
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    ecosystems = shipped.ecosystems[like]
    sharing = shipped.ecosystems.astype(int) @ shipped.ecosystems.T > 0
    placed = np.array([rng.choice(np.flatnonzero(sharing[each])) if sharing[each].any() else each for each in like])
    none = np.empty((0, 2), dtype=np.intp)
    rules = shipped.rules
    return Synthetic(
        embeddings=np.ascontiguousarray(embeddings),
        ecosystems=ecosystems,
        rules=EligibilityFilter(
            admissible=rules.admissible[placed],
            country=rules.country[placed],
            member_state=rules.member_state[placed],
            conflicts=none,
            funded=(),
            minimum_entities=rules.minimum_entities,
            minimum_countries=rules.minimum_countries,
            minimum_member_states=rules.minimum_member_states,
        ),
        partners=_partners(shipped, embeddings, rng),
    )


def compare(shipped: Shipped, synthetic: Synthetic) -> str:
    """Return how similarities are distributed, shipped beside synthetic, and how near the nearest are among as many."""
    some = synthetic.embeddings[: len(shipped.embeddings)]
    lines = ["similarity of pairs    " + "".join(f"{name:>9}" for name in ("5 %", "median", "95 %", "99 %", "nearest"))]
    for name, embeddings in (("shipped", shipped.embeddings), ("synthetic", some)):
        similarity = embeddings @ embeddings.T
        pairs = similarity[np.triu_indices(len(similarity), 1)]
        np.fill_diagonal(similarity, -1)
        numbers = [*np.percentile(pairs, (5, 50, 95, 99)), np.median(similarity.max(axis=1))]
        lines.append(f"  {name:<21}" + "".join(f"{number:9.2f}" for number in numbers))
    return "\n".join(lines)


def _fitted(shipped: Shipped) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Return the mean of each shipped organisation's centroids, and the root of the covariance of what differs."""
    ecosystems = shipped.ecosystems.astype(np.float32)
    centroids = ecosystems.T @ shipped.embeddings / np.maximum(ecosystems.sum(axis=0), 1)[:, None]
    counts = ecosystems.sum(axis=1, keepdims=True)
    everywhere = shipped.embeddings.mean(axis=0)
    centres = np.where(counts > 0, ecosystems @ centroids / np.maximum(counts, 1), everywhere)
    left = shipped.embeddings - centres
    _, lengths, directions = np.linalg.svd(left, full_matrices=False)
    roots = (lengths / np.sqrt(len(left)))[:, None] * directions
    return centres.astype(np.float32), roots.astype(np.float32)


def _partners(shipped: Shipped, embeddings: npt.NDArray[np.float32], rng: np.random.Generator) -> sp.csr_array:
    count = len(embeddings)
    rows, columns = [], []
    for size in rng.choice(
        shipped.partnerships, size=round(len(shipped.partnerships) * count / len(shipped.embeddings))
    ):
        # Near among some: nearest of all would take an (n, n) product.
        some = rng.choice(count, size=min(count, 1_000), replace=False)
        near = some[np.argsort(-(embeddings[some] @ embeddings[some[0]]))[: max(_NEAR, size)]]
        members = np.append(some[0], rng.choice(near[near != some[0]], size=size - 1, replace=False))
        one, other = np.nonzero(~np.eye(size, dtype=bool))
        rows.append(members[one])
        columns.append(members[other])
    pairs = (np.concatenate(rows), np.concatenate(columns)) if rows else (np.empty(0, int), np.empty(0, int))
    partners = sp.csr_array((np.ones(len(pairs[0])), pairs), shape=(count, count))
    partners.data = np.minimum(partners.data, 1.0)
    return partners
