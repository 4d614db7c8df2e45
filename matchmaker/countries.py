"""Countries by ISO 3166 alpha-2 code: reading what people write, and showing names and flags."""

from functools import cache
from types import MappingProxyType

import pycountry
from slugify import slugify

# Codes that European institutions use and ISO 3166 does not, and Kosovo, which has no ISO 3166 code.
_EUROPEAN_CODES = MappingProxyType({"EL": "GR", "UK": "GB", "XK": "XK"})
_COMMON_NAMES = MappingProxyType(
    {
        "XK": "Kosovo",
        "KR": "South Korea",
        "TW": "Taiwan",
        "MD": "Moldova",
        "TR": "Türkiye",
        "VN": "Vietnam",
        "BO": "Bolivia",
        "IR": "Iran",
        "RU": "Russia",
        "TZ": "Tanzania",
        "VE": "Venezuela",
        "SY": "Syria",
        "LA": "Laos",
        "PS": "Palestine",
        "CD": "Democratic Republic of the Congo",
        "KP": "North Korea",
        "FM": "Micronesia",
        "VG": "British Virgin Islands",
        "VI": "United States Virgin Islands",
    }
)
# What people write and no list of countries has.
_OTHER_SPELLINGS = MappingProxyType(
    {
        "Turkey": "TR",
        "US": "US",
        "UAE": "AE",
        "Great Britain": "GB",
        "England": "GB",
        "Scotland": "GB",
        "Wales": "GB",
        "Northern Ireland": "GB",
        "Republic of Ireland": "IE",
        "Holland": "NL",
        "Macedonia": "MK",
        "Bosnia": "BA",
        "Republic of Kosovo": "XK",
        "Republic of Korea": "KR",
        "Ivory Coast": "CI",
        "Cape Verde": "CV",
        "Macau": "MO",
        "Brunei": "BN",
        "Burma": "MM",
    }
)
# Names that take an article and do not show it by how they begin or end.
_WITH_ARTICLE = frozenset({"BS", "CD", "GM", "IM", "KM", "MV", "NL", "PH", "SC", "VA"})


@cache
def _names() -> dict[str, str]:
    names = {country.alpha_2: country.name for country in pycountry.countries}
    return {**names, **_COMMON_NAMES}


@cache
def _codes() -> dict[str, str]:
    codes = {code.casefold(): code for code in _names()}
    for country in pycountry.countries:
        for spelling in (country.alpha_3, country.name, getattr(country, "official_name", country.name)):
            codes.setdefault(spelling.casefold(), country.alpha_2)
    codes.update({name.casefold(): code for code, name in _COMMON_NAMES.items()})
    codes.update({code.casefold(): iso for code, iso in _EUROPEAN_CODES.items()})
    return codes


@cache
def _spellings() -> dict[str, str]:
    spellings = {_spelling(name): code for name, code in _codes().items()}
    return spellings | {_spelling(name): code for name, code in _OTHER_SPELLINGS.items()}


def _spelling(text: str) -> str:
    """Return a name as a slug, so that accents, points, "and" or "&", and a leading article do not count."""
    return slugify(text.replace(".", "").replace("&", " and ")).removeprefix("the-")


def country_codes() -> tuple[str, ...]:
    """Return the alpha-2 codes of all countries, in the order of their names."""
    return tuple(sorted(_names(), key=lambda code: slugify(country_name(code))))


def country_code(text: str) -> str | None:
    """Return the alpha-2 code for a code or an English name (`EL` and `UK` are understood), or None."""
    # Files mostly hold codes, which are found at once.
    return _codes().get(text.strip().casefold()) or _spellings().get(_spelling(text) or text)


def country_name(code: str) -> str:
    """Return the English short name of an alpha-2 code, or the code itself where it has none."""
    return _names().get(code, code)


def in_words(code: str) -> str:
    """Return the English name of a country as it stands in a sentence: with an article where it takes one."""
    name = country_name(code)
    takes = code in _WITH_ARTICLE or name.startswith("United ") or name.endswith((" Islands", " Republic"))
    return f"the {name}" if takes else name


def flag(code: str) -> str:
    """Return the flag emoji of an alpha-2 code: its two letters as regional indicator symbols."""
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in code)
