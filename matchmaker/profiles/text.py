"""The text by which the sentence-embedding model knows an organisation."""

from collections.abc import Iterable

from matchmaker.catalogue.organisation import Organisation


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


def _sentence(heading: str, items: Iterable[str]) -> str:
    listed = ", ".join(items)
    return f"{heading}: {listed}." if listed else ""
