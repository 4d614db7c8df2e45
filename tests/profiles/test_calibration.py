"""The learned calibration: that it is what the shipped data give, and what must hold for any similarities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.profiles.calibration import read_calibration
from matchmaker.profiles.descriptions import ClassPhrases
from matchmaker.profiles.encoder import Encoder
from matchmaker.profiles.evidence import read_evidence
from matchmaker.profiles.fields import read_clauses, read_fields
from matchmaker.profiles.fitting import fit_calibration, macro_f1
from matchmaker.profiles.language import language_of
from matchmaker.profiles.priorities import closest, fit

seeds = st.integers(0, 10_000)


@given(seeds)
def test_strengths_are_between_0_and_1_and_grow_with_the_similarity(seed: int) -> None:
    rng = np.random.default_rng(seed)
    pooled = rng.uniform(0.1, 0.9, size=(5, len(ECOSYSTEMS)))
    more = pooled.copy()
    more[:, 3] += 0.05
    before, after = read_calibration().strengths(pooled), read_calibration().strengths(more)
    assert ((before >= 0) & (before <= 1)).all()
    assert (after[:, 3] >= before[:, 3]).all()
    assert (np.delete(after, 3, axis=1) <= np.delete(before, 3, axis=1)).all()


def test_without_any_text_nothing_is_read() -> None:
    calibration = read_calibration()
    strengths = calibration.strengths(np.zeros((1, len(ECOSYSTEMS))))
    assert not strengths.any()
    assert not calibration.read(strengths).any()


@given(seeds)
def test_the_strongest_ecosystem_is_always_read_and_so_is_every_strong_one(seed: int) -> None:
    calibration = read_calibration()
    strengths = np.random.default_rng(seed).uniform(0.001, 1, size=(6, len(ECOSYSTEMS)))
    read = calibration.read(strengths)
    assert read[np.arange(6), strengths.argmax(axis=1)].all()
    assert (read >= (strengths >= calibration.threshold)).all()


@given(seeds)
def test_macro_f1_is_that_of_scikit_learn(seed: int) -> None:
    rng = np.random.default_rng(seed)
    declared, read = rng.random((2, 20, len(ECOSYSTEMS))) < 0.3
    assert macro_f1(declared, read) == pytest.approx(f1_score(declared, read, average="macro", zero_division=0))


def test_a_priority_fits_better_the_closer_its_words_and_its_ecosystem_are() -> None:
    calibration = read_calibration()
    pooled = np.full((1, len(ECOSYSTEMS)), 0.2)
    pooled[0, 3] = 0.6
    near, far, other = fit(calibration, pooled, np.array([[0.7, 0.2, 0.7]]), np.array([3, 3, 4]))[0]
    assert near > far
    assert near > other


def test_the_shipped_calibration_is_what_the_shipped_organisations_teach(
    shipped_catalogue: Catalogue, encoder: Encoder, class_phrases_: ClassPhrases
) -> None:
    fields, clauses = read_fields(shipped_catalogue, encoder), read_clauses(shipped_catalogue, encoder)
    evidence = read_evidence(fields, clauses, [language_of(each) for each in shipped_catalogue], class_phrases_)
    declared = np.array([[name in each.ecosystems for name in ECOSYSTEMS] for each in shipped_catalogue])
    priorities = sorted({(each.priority, each.ecosystem) for each in shipped_catalogue.priorities})
    learned = fit_calibration(
        evidence.pooled(),
        declared,
        closest(evidence, encoder.encode([text for text, _ in priorities])),
        np.array([ECOSYSTEMS.index(name) for _, name in priorities]),
        encoder.model,
    )
    shipped = read_calibration()
    assert learned.similarity == pytest.approx(shipped.similarity, rel=0.01)
    assert learned.lead == pytest.approx(shipped.lead, rel=0.01)
    assert learned.starting == pytest.approx(shipped.starting, rel=0.02)
    assert learned.priority_similarity == pytest.approx(shipped.priority_similarity, rel=0.01)
    assert (learned.encoder, learned.threshold) == (shipped.encoder, shipped.threshold)
