"""The text by which the sentence-embedding model knows an organisation."""

from collections.abc import Iterable

from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.third_country import ThirdCountryOrganisation


def profile_text(organisation: Organisation) -> str:
    """Return the profile text of an organisation: what it is called, what it works on, what it says of itself.

    The most telling fields come first, because the model reads no more than 256 word pieces.
    """
    parts = (
        organisation.name,
        _sentence("Ecosystems", organisation.ecosystems),
        _sentence("Works on", organisation.keywords),
        organisation.description,
        _sentence("Services", organisation.services),
    )
    return "\n".join(part for part in parts if part)


def third_country_text(organisation: ThirdCountryOrganisation) -> str:
    """Return the profile text of a third-country organisation, in the same form.

    One that works in all ecosystems is known by its topics alone: a list of all ecosystems is near to everything.
    """
    everything = len(organisation.ecosystems) == len(ECOSYSTEMS)
    parts = (
        organisation.name,
        _sentence("Ecosystems", () if everything else organisation.ecosystems),
        _sentence("Works on", organisation.keywords),
        _sentence("Offers", organisation.offers),
        _sentence("Looks for", organisation.requests),
    )
    return "\n".join(part for part in parts if part)


def _sentence(heading: str, items: Iterable[str]) -> str:
    listed = ", ".join(items)
    return f"{heading}: {listed}." if listed else ""
