"""In which language an organisation writes, as far as its text shows."""

from functools import cache
from typing import TYPE_CHECKING

import pycountry

from matchmaker.catalogue.organisation import Organisation

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = ""

_SURE = 0.8  # below this the text is too short, or names things that are written alike everywhere
# The languages of the participating countries that the detector knows; of others, short texts would be mistaken.
_LANGUAGES = (
    *("bg", "bs", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "hy", "is", "it", "lt"),
    *("lv", "mk", "mt", "nl", "no", "pl", "pt", "ro", "sk", "sl", "sq", "sr", "sv", "tr", "uk"),
)


def language_of(organisation: Organisation) -> str:
    """Return the language, ISO 639-1, of the description, or else of keywords and services; empty where unsure.

    Keywords in plain letters are too little to tell by: without a description, only others are looked at.
    """
    listed = "; ".join((*organisation.keywords, *organisation.services))
    return detect(organisation.description or ("" if listed.isascii() else listed))


def detect(text: str) -> str:
    """Return the language of a text, ISO 639-1; empty where there is too little of it to be sure."""
    if not text.strip():
        return UNKNOWN
    language, probability = _identifier().classify(text)
    return str(language) if probability >= _SURE else UNKNOWN


def language_name(code: str) -> str:
    """Return the English name of a language by its ISO 639-1 code."""
    found = pycountry.languages.get(alpha_2=code)
    return str(found.name).split(" (")[0] if found else code


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # takes half a second with its model

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier
