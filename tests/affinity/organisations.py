"""Random catalogues, and an encoder that needs no model: what a text is embedded as depends on its letters alone."""

from collections.abc import Sequence

import numpy as np

from matchmaker.affinity.affinity import Affinity, read_affinity
from matchmaker.affinity.features import FEATURES, PairFeatures, read_features
from matchmaker.affinity.weights import Training, Weights
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.organisation import Kind, Organisation
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.catalogue.region import Priority
from matchmaker.network.network import read_network
from matchmaker.profiles.cache import Embeddings
from matchmaker.profiles.encoder import Encoder, Progress

DIMENSIONS = 16
_WORDS = ("wind", "offshore wind", "ports", "hydrogen", "valves", "textiles", "fibres", "photonics", "lasers", "food")
_COUNTRIES = ("ES", "FR", "DE", "PL", "RS", "NO")


class LetterEncoder(Encoder):
    """Embeds a text by a random direction that its letters seed; for tests of what is made of embeddings."""

    def __init__(self) -> None:
        self.identity = "letters"

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Embeddings:
        del progress
        rows = [np.random.default_rng(list(text.encode())).normal(size=DIMENSIONS) for text in texts]
        vectors = np.array(rows, dtype=np.float32).reshape(len(texts), DIMENSIONS)
        unit: Embeddings = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def random_catalogue(seed: int, count: int = 12, partnerships: int = 5) -> Catalogue:
    rng = np.random.default_rng(seed)

    def some(items: Sequence[str], most: int) -> tuple[str, ...]:
        return tuple(rng.choice(items, size=rng.integers(0, most + 1), replace=False).tolist())

    organisations = tuple(
        Organisation(
            id=f"o-{at}",
            name=f"Cluster {at} {' '.join(some(_WORDS, 1))}",
            country=str(rng.choice(_COUNTRIES)),
            kind=Kind.CLUSTER,
            nuts_code=str(rng.choice(["ES21", "DE6", ""])),
            latitude=None if rng.random() < 0.2 else float(rng.uniform(36, 60)),
            longitude=float(rng.uniform(-9, 25)),
            ecosystems=some(ECOSYSTEMS, 2),
            keywords=some(_WORDS, 4),
            members=None if rng.random() < 0.4 else int(rng.integers(5, 400)),
            target_markets=some(("JP", "US", "CA"), 2),
        )
        for at in range(count)
    )
    made = tuple(
        Partnership(f"P{at}", int(rng.choice([2016, 2018, 2020])), target_third_countries=some(("JP", "CN"), 1))
        for at in range(partnerships)
    )
    members = tuple(
        Membership(each.acronym, f"o-{at}")
        for each in made
        for at in rng.choice(count, size=min(int(rng.integers(2, 6)), count), replace=False)
    )
    priorities = (
        Priority("ES21", "energy", "Energy-Renewables", "País Vasco", "ES"),
        Priority("ES21", "advanced manufacturing", "Electronics", "País Vasco", "ES"),
        Priority("DE6", "aviation", "Aerospace & Defence", "Hamburg", "DE"),
    )
    return Catalogue(organisations, made, members, priorities)


def reordered(catalogue: Catalogue, order: Sequence[int]) -> Catalogue:
    return Catalogue(
        tuple(catalogue.organisations[at] for at in order),
        catalogue.partnerships,
        catalogue.memberships,
        catalogue.priorities,
    )


def some_weights(seed: int = 1) -> Weights:
    """Weights that are all above zero, so that no feature is left out."""
    rng = np.random.default_rng(seed)
    return Weights(
        about="random",
        encoder="another",
        training=Training(partnerships=0, organisations=0, before=None, penalty=0, others_per_partner=10),
        intercept=-3.0,
        weights={name: float(rng.uniform(0.1, 3)) for name in FEATURES},
        centre=(),
    )


def features_of(catalogue: Catalogue) -> PairFeatures:
    return read_features(catalogue, LetterEncoder(), read_network(catalogue))


def affinity_of(catalogue: Catalogue) -> Affinity:
    return read_affinity(catalogue, LetterEncoder(), some_weights())
