"""Synthetic catalogues drawn like the shipped one: whole organisations, which the product reads as it reads any.

How each part is drawn. A synthetic organisation stands between two shipped ones, a first drawn at random and a second
drawn among those that share an ecosystem with it:

- *ecosystems* are the first one's; *country, region and position* are the second one's, so that sizes of countries and
  what they work on stay as they are. Half of the positions are moved by some 50 km: towns that the catalogue lacks.
- *keywords*: as many as the first one's. Each is one of the first's or of the second's; one in three is made anew of
  the first words of one and the last word of another of theirs, as vocabularies grow with catalogues.
- *names* are made of words of both names, and a number.
- *members*: known as often as in the shipped catalogue; a shipped number times a log-normal deviate of a quarter.
- *topics* (the embeddings) are a mean of both ones' in random proportions, plus a normal deviate with the covariance of
  what the shipped topics differ from the means of their ecosystems, of a third of its length.
- *partnerships*: as many for each organisation as in the shipped catalogue, with the shipped sizes. A first member is
  drawn at random; the others are drawn from the nearest of a thousand, as real partners are near each other. Some are
  thus in several, and most of those who are in any are joined to most others through partners.

`compare` says how affinities are distributed among synthetic organisations beside the shipped ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matchmaker.affinity.affinity import Affinity, read_affinity
from matchmaker.affinity.weights import Weights, read_weights
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.matchmaker import Matchmaker
from matchmaker.profiles.cache import Embeddings
from matchmaker.profiles.encoder import Encoder, Progress
from matchmaker.profiles.topics import topic_embeddings

_NEAR = 50  # partners are drawn from so many of the nearest
_AMONG = 1_000
_ANEW = 1 / 3  # of the keywords
_MOVED = 0.5  # of the organisations
_AROUND = 0.5  # degrees
_DEVIATE = 1 / 3


class DrawnEncoder(Encoder):
    """Knows the topics that were drawn; nothing that the affinity asks of is read from other texts' embeddings."""

    def __init__(self, topics: dict[str, npt.NDArray[np.float32]], identity: str) -> None:
        self._topics, self.identity = topics, identity

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Embeddings:
        """Return the topics that belong to texts; zeros for other texts."""
        del progress
        dimensions = len(next(iter(self._topics.values())))
        found = np.zeros((len(texts), dimensions), dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            if text in self._topics:
                row[:] = self._topics[text]
        return found


@dataclass(frozen=True)
class Drawn:
    """A synthetic catalogue and what reads it."""

    catalogue: Catalogue
    encoder: DrawnEncoder
    weights: Weights

    @cached_property
    def affinity(self) -> Affinity:
        """The learned affinity of its organisations, read as the product reads it."""
        return read_affinity(self.catalogue, self.encoder, self.weights)


def draw_catalogue(matchmaker: Matchmaker, count: int, seed: int = 0) -> Drawn:
    """Draw a catalogue of so many organisations."""
    rng = np.random.default_rng(seed)
    shipped = matchmaker.catalogue.organisations
    topics = topic_embeddings(matchmaker.catalogue, matchmaker.encoder)
    flags = matchmaker.affinity.features.content.ecosystems
    sharing = [np.flatnonzero(flags[at] @ flags.T) for at in range(len(shipped))]
    firsts = rng.integers(len(shipped), size=count)
    seconds = np.array([rng.choice(sharing[at]) if len(sharing[at]) else at for at in firsts])
    shares = rng.random((count, 1), dtype=np.float32)
    own = shares * topics[firsts] + (1 - shares) * topics[seconds]
    own += _DEVIATE * rng.standard_normal((count, len(topics)), dtype=np.float32) @ _roots(topics, flags)
    own /= np.linalg.norm(own, axis=1, keepdims=True)
    sizes = np.array([each.members for each in shipped if each.members is not None])
    known = rng.random(count) < len(sizes) / len(shipped)
    members = np.maximum(rng.choice(sizes, count) * np.exp(rng.normal(0, 0.25, count)), 1).astype(int)
    organisations = tuple(
        _organisation(at, shipped[one], shipped[other], int(members[at]) if known[at] else None, rng)
        for at, (one, other) in enumerate(zip(firsts.tolist(), seconds.tolist(), strict=True))
    )
    partnerships, memberships = _partnerships(matchmaker.catalogue, organisations, own, rng)
    texts = {", ".join(each.keywords) or each.name: own[at] for at, each in enumerate(organisations)}
    weights = read_weights(matchmaker.settings.affinity)
    return Drawn(
        replace(
            matchmaker.catalogue, organisations=organisations, partnerships=partnerships, memberships=memberships,
            third_country_organisations=(), collaborations=(),
        ),
        DrawnEncoder(texts, weights.encoder),
        weights,
    )  # fmt: skip


def _organisation(
    at: int, first: Organisation, second: Organisation, members: int | None, rng: np.random.Generator
) -> Organisation:
    both = [*first.keywords, *second.keywords]
    keywords = [_keyword(both, rng) for _ in first.keywords] if both else []
    words = [*first.name.split(), *second.name.split()]
    name = " ".join(rng.choice(words, size=min(3, len(words)), replace=False).tolist())
    moved = rng.normal(0, _AROUND, 2) if rng.random() < _MOVED else np.zeros(2)
    here = second.latitude is not None and second.longitude is not None
    return replace(
        second,
        id=f"s{at:06}",
        name=f"{name} {at}",
        short_name="",
        ecosystems=first.ecosystems,
        keywords=tuple(dict.fromkeys(keywords)),
        latitude=float(np.clip((second.latitude or 0.0) + moved[0], -89, 89)) if here else None,
        longitude=float((second.longitude or 0.0) + moved[1]) if here else None,
        members=members,
        legal_id="",
        parent="",
        aliases=(),
    )


def _keyword(keywords: Sequence[str], rng: np.random.Generator) -> str:
    one, other = (keywords[int(at)] for at in rng.integers(len(keywords), size=2))
    if rng.random() >= _ANEW:
        return one
    return f"{one.rpartition(' ')[0] or one} {other.rpartition(' ')[2]}"


def _roots(topics: Embeddings, flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """Return the root of the covariance of what the shipped topics differ from the means of their ecosystems."""
    ecosystems = flags.astype(np.float32)
    centroids = ecosystems.T @ topics / np.maximum(ecosystems.sum(axis=0), 1)[:, None]
    counts = ecosystems.sum(axis=1, keepdims=True)
    left = topics - np.where(counts > 0, ecosystems @ centroids / np.maximum(counts, 1), topics.mean(axis=0))
    _, lengths, directions = np.linalg.svd(left, full_matrices=False)
    roots: npt.NDArray[np.float32] = ((lengths / np.sqrt(len(left)))[:, None] * directions).astype(np.float32)
    missing = len(topics) - len(roots)
    return np.vstack([roots, np.zeros((missing, roots.shape[1]), dtype=np.float32)]) if missing else roots


def _partnerships(
    shipped: Catalogue, organisations: Sequence[Organisation], topics: Embeddings, rng: np.random.Generator
) -> tuple[tuple[Partnership, ...], tuple[Membership, ...]]:
    sizes = [len(each) for each in shipped.members.values() if len(each) > 1]
    years = [each.start_year for each in shipped.partnerships]
    count = len(organisations)
    made, members = [], []
    for number, size in enumerate(rng.choice(sizes, size=round(len(sizes) * count / len(shipped))).tolist()):
        some = rng.choice(count, size=min(count, _AMONG), replace=False)
        near = some[np.argsort(-(topics[some] @ topics[some[0]]))[: max(_NEAR, size)]]
        who = [int(some[0]), *rng.choice(near[near != some[0]], size=size - 1, replace=False).tolist()]
        made.append(Partnership(f"P{number}", int(rng.choice(years))))
        members += [Membership(f"P{number}", organisations[at].id) for at in who]
    return tuple(made), tuple(members)


def compare(shipped: Affinity, drawn: Affinity) -> str:
    """Return how affinities are distributed among as many: shipped beside drawn."""
    heads = ("5 %", "median", "95 %", "99 %", "99.9 %", "nearest")
    lines = ["affinity of pairs      " + "".join(f"{name:>9}" for name in heads)]
    for name, affinity in (("shipped", shipped), ("drawn", drawn)):
        some = np.arange(len(shipped))
        block = affinity.block(some, some)
        pairs = block[np.triu_indices(len(block), 1)]
        np.fill_diagonal(block, -np.inf)
        numbers = [*np.percentile(pairs, (5, 50, 95, 99, 99.9)), np.median(block.max(axis=1))]
        lines.append(f"  {name:<21}" + "".join(f"{number:9.2f}" for number in numbers))
    return "\n".join(lines)
