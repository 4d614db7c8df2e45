from typing import Any

import pycountry
import pytest

from matchmaker.countries import country_code, country_name, flag, in_words


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("ES", "ES"), (" es ", "ES"), ("Spain", "ES"), ("ESP", "ES"), ("EL", "GR"), ("UK", "GB"), ("XK", "XK"),
        ("Kosovo", "XK"), ("South Korea", "KR"), ("Korea, Republic of", "KR"), ("Türkiye", "TR"), ("Moldova", "MD"),
        ("Turkey", "TR"), ("Turkiye", "TR"), ("Czech Republic", "CZ"), ("The Netherlands", "NL"), ("U.S.A.", "US"),
        ("U.S.", "US"), ("UAE", "AE"), ("Bosnia & Herzegovina", "BA"), ("Cote d'Ivoire", "CI"), ("Great Britain", "GB"),
        ("north macedonia", "MK"), ("Republic of Korea", "KR"), ("Korea", None), ("England", "GB"),
        ("Republic of Ireland", "IE"), ("日本", None), ("!", None),
        ("Atlantis", None), ("", None), ("E S", None),
    ],
)  # fmt: skip
def test_countries_are_understood_by_code_and_name(given: str, code: str | None) -> None:
    assert country_code(given) == code


@pytest.mark.parametrize(
    ("code", "name"), [("GB", "United Kingdom"), ("XK", "Kosovo"), ("KR", "South Korea"), ("QQ", "QQ")]
)
def test_names_are_short(code: str, name: str) -> None:
    assert country_name(code) == name


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("US", "the United States"), ("GB", "the United Kingdom"), ("AE", "the United Arab Emirates"),
        ("NL", "the Netherlands"), ("DO", "the Dominican Republic"), ("SB", "the Solomon Islands"),
        ("CD", "the Democratic Republic of the Congo"), ("JP", "Japan"), ("KP", "North Korea"), ("QQ", "QQ"),
    ],
)  # fmt: skip
def test_within_a_sentence_a_country_has_its_article(code: str, words: str) -> None:
    assert in_words(code) == words


def test_every_name_leads_back_to_its_code() -> None:
    codes = ["AT", "CZ", "GB", "TR", "XK", "US", "VN", "TW", "BO", "MD", "MK"]
    assert [country_code(country_name(code)) for code in codes] == codes


def test_a_flag_is_two_regional_indicators() -> None:
    assert flag("ES") == "🇪🇸"


@pytest.mark.parametrize("country", list(pycountry.countries), ids=lambda country: country.alpha_2)
def test_every_country_of_the_standard_is_understood(country: Any) -> None:
    code = country.alpha_2
    for spelling in (code, code.lower(), country.alpha_3, country.name, country.name.upper(), country_name(code)):
        assert country_code(spelling) == code
