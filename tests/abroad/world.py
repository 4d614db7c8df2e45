"""Small and large worlds for the tests of what lies abroad: real values, embeddings drawn at random."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from matchmaker.abroad.abroad import Abroad
from matchmaker.abroad.stated_wishes import StatedWishes
from matchmaker.abroad.weights import AbroadWeights, read_weights
from matchmaker.calls.call import Call, load_calls
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.catalogue.third_country import Collaboration, Market, ThirdCountryOrganisation
from matchmaker.matchmaker import DEFAULT_CALL
from matchmaker.network.network import read_network
from matchmaker.profiles.phrases import Phrases, distinct, phrases
from matchmaker.profiles.profiles import Profiles
from matchmaker.shipped import shipped

DIMENSIONS = 8


@cache
def calls() -> dict[str, Call]:
    return dict(load_calls(shipped("data") / "calls"))


def call() -> Call:
    return calls()[DEFAULT_CALL]


def unit(count: int, seed: int) -> npt.NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)).astype(np.float32)
    lengths: npt.NDArray[np.float32] = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / lengths


def profiles(ecosystems: Sequence[Sequence[str]], seed: int) -> Profiles:
    flags = np.array([[name in own for name in ECOSYSTEMS] for own in ecosystems], dtype=np.bool_)
    return Profiles(unit(len(ecosystems), seed), flags.reshape(len(ecosystems), len(ECOSYSTEMS)))


def _phrases(lists: Sequence[Sequence[str]], seed: int) -> Phrases:
    texts = distinct(lists)
    # The same phrase has the same vector on both sides, as a real model gives it.
    vectors = [unit(1, seed + sum(map(ord, text)))[0] for text in texts]
    return phrases(lists, texts, np.array(vectors, dtype=np.float32).reshape(len(texts), DIMENSIONS))


def abroad_of(catalogue: Catalogue, of_call: Call | None = None, weights: AbroadWeights | None = None) -> Abroad:
    """Return the answers about a catalogue whose embeddings are drawn at random."""
    there = catalogue.third_country_organisations
    return Abroad(
        call=of_call or call(),
        catalogue=catalogue,
        profiles=profiles([each.ecosystems for each in catalogue], seed=1),
        profiles_abroad=profiles([each.ecosystems for each in there], seed=2),
        wishes=StatedWishes(
            offers=_phrases([each.offers for each in catalogue], 0),
            requests=_phrases([each.requests for each in catalogue], 0),
            offers_abroad=_phrases([each.offers for each in there], 0),
            requests_abroad=_phrases([each.requests for each in there], 0),
        ),
        network=read_network(catalogue),
        weights=weights or read_weights(),
    )


def organisation(name: str, country: str = "ES", **more: object) -> Organisation:
    return Organisation(id=name.lower(), name=name, country=country, **more)  # type: ignore[arg-type]


def there(
    name: str, country: str = "JP", kind: str = "cluster organisation", **more: object
) -> ThirdCountryOrganisation:
    return ThirdCountryOrganisation(id=name.lower(), name=name, country=country, kind=kind, **more)  # type: ignore[arg-type]


def small() -> Catalogue:
    """Return four organisations: Alba and Brio were in OLD (2016), Brio and Cima in NEW (2018), Dado in none."""
    return Catalogue(
        organisations=(
            organisation("Alba", ecosystems=("Health",), keywords=("photonics", "lasers")),
            organisation("Brio", "FR", ecosystems=("Digital",)),
            organisation("Cima", "IT", ecosystems=("Textile",)),
            organisation("Dado", "PL", target_markets=("KR",)),
        ),
        partnerships=(
            Partnership("OLD", 2016, target_third_countries=("JP", "US")),
            Partnership("NEW", 2018, target_third_countries=("US",)),
        ),
        memberships=(
            Membership("OLD", "alba"),
            Membership("OLD", "brio"),
            Membership("NEW", "brio"),
            Membership("NEW", "cima"),
        ),
        third_country_organisations=(
            there("Sakura", ecosystems=("Health",)),
            there("Momiji", ecosystems=("Textile",)),
            there("Bison", "US", "business intermediary", ecosystems=ECOSYSTEMS),
            there("Moose", "CA", "trade promotion agency", ecosystems=ECOSYSTEMS),
        ),
        markets=(Market("JP", "Japan"), Market("US", "United States"), Market("KR", "South Korea")),
        collaborations=(
            Collaboration("Alba", "sakura", "mou", 2017),
            Collaboration("NEW", "bison", "mission", 2019),
        ),
    )
