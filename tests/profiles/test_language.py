import pytest

from matchmaker.catalogue.organisation import Organisation
from matchmaker.profiles.language import detect, language_name, language_of

from .conftest import Paragraph


def test_the_language_of_every_paragraph_is_detected(paragraphs: list[Paragraph]) -> None:
    assert [detect(each.text) for each in paragraphs] == [each.language for each in paragraphs]


@pytest.mark.parametrize("text", ["", "  ", "wind", "ICT; software", "12345"])
def test_too_little_text_has_no_language(text: str) -> None:
    assert detect(text) == ""


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"description": "Nous accompagnons les entreprises de la région."}, "fr"),
        ({"keywords": ("énergie éolienne", "réseaux intelligents")}, "fr"),
        ({"keywords": ("wind energy", "smart grids")}, ""),
        ({"keywords": ("énergie éolienne",), "description": "We help companies of the region to export."}, "en"),
        ({}, ""),
    ],
)
def test_the_description_tells_the_language_before_the_keywords_do(
    fields: dict[str, str | tuple[str, ...]], expected: str
) -> None:
    assert language_of(Organisation(id="x", name="X", country="FR", **fields)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(("code", "name"), [("de", "German"), ("el", "Modern Greek"), ("zz", "zz")])
def test_languages_have_names(code: str, name: str) -> None:
    assert language_name(code) == name
