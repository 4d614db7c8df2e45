from dataclasses import replace

import numpy as np
import pytest

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.region import Priority
from matchmaker.profiles.encoder import Encoder
from matchmaker.profiles.fields import Fields, read_fields
from matchmaker.profiles.phrases import sentences


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue(
        organisations=(
            Organisation(
                id="es-a",
                name="A",
                country="ES",
                nuts_code="ES211",
                keywords=("wind energy", "smart grids", "wind energy"),
                description="We bring firms to sea. We train welders.",
                services=("training",),
            ),
            Organisation(id="es-b", name="B", country="ES"),
            Organisation(id="es-c", name="C", country="ES", nuts_code="ES21", keywords=("smart grids",)),
        ),
        priorities=(
            Priority("ES21", "energy", "Energy-Renewables"),
            Priority("ES21", "advanced manufacturing", "Digital"),
        ),
    )


def own(fields: Fields, name: str, organisation: int) -> list[str]:
    phrases = getattr(fields, name)
    return [phrases.texts[at] for at in phrases.of(organisation)]


def test_each_organisation_has_its_own_texts_once_in_the_order_given(catalogue: Catalogue, encoder: Encoder) -> None:
    fields = read_fields(catalogue, encoder)
    assert own(fields, "names", 1) == ["B"]
    assert own(fields, "keywords", 0) == ["wind energy", "smart grids"]
    assert own(fields, "keywords", 1) == []
    assert own(fields, "keywords", 2) == ["smart grids"]
    assert own(fields, "services", 0) == ["training"]
    assert own(fields, "sentences", 0) == ["We bring firms to sea.", "We train welders."]
    assert own(fields, "priorities", 0) == own(fields, "priorities", 2) == ["energy", "advanced manufacturing"]


def test_each_text_has_the_embedding_that_the_encoder_gives_it(catalogue: Catalogue, encoder: Encoder) -> None:
    keywords = read_fields(catalogue, encoder).keywords
    assert keywords.texts == ("smart grids", "wind energy")
    np.testing.assert_array_equal(keywords.embeddings, encoder.encode(["smart grids", "wind energy"]))


def test_owners_name_the_organisation_of_each_index(catalogue: Catalogue, encoder: Encoder) -> None:
    assert read_fields(catalogue, encoder).keywords.owners.tolist() == [0, 0, 2]


def test_another_order_of_the_catalogue_only_moves_the_organisations(catalogue: Catalogue, encoder: Encoder) -> None:
    moved = replace(catalogue, organisations=catalogue.organisations[::-1])
    fields, others = read_fields(catalogue, encoder), read_fields(moved, encoder)
    np.testing.assert_array_equal(others.keywords.embeddings, fields.keywords.embeddings)
    np.testing.assert_array_equal(others.keywords.of(2), fields.keywords.of(0))


def test_a_catalogue_without_organisations_has_no_texts(encoder: Encoder) -> None:
    fields = read_fields(Catalogue(()), encoder)
    assert len(fields.keywords) == 0
    assert fields.keywords.texts == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("One sentence without its stop", ("One sentence without its stop",)),
        ("We build ships. They sail far!\nWho buys them?", ("We build ships.", "They sail far!", "Who buys them?")),
        ("• wind energy at sea\n• wave energy at sea", ("wind energy at sea", "wave energy at sea")),
        (
            "e.g. training of welders; mentoring of young firms",
            ("e.g. training of welders;", "mentoring of young firms"),
        ),
    ],
)
def test_sentences(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected
