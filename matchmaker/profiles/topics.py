"""What each organisation works on as one vector, from the fields in which it says so."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.profiles.cache import Embeddings
from matchmaker.profiles.encoder import Encoder, Progress

FIELD_WEIGHTS: Mapping[str, float] = MappingProxyType({"keywords": 1.0, "description": 1.0, "services": 0.5})
"""How much each field counts where an organisation fills it; its name counts only where it fills none.

Stated, not learned: no shipped organisation has a description or services to learn from. On shipped organisations,
names and the ecosystems' own names in the text made partners harder to find, not easier.
"""


def topic_embeddings(catalogue: Catalogue, encoder: Encoder, progress: Progress | None = None) -> Embeddings:
    """Return a unit row of shape (n, dimensions) for each organisation; only texts that were never seen are encoded."""
    fields = [_fields(organisation) for organisation in catalogue]
    embeddings = iter(encoder.encode([text for each in fields for text in each], progress))
    rows = [sum(weight * next(embeddings) for weight in each.values()) for each in fields]
    if not rows:
        return encoder.encode([])
    vectors = np.array(rows, dtype=np.float32)
    unit: Embeddings = vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(min=1e-9)
    return unit


def _fields(organisation: Organisation) -> dict[str, float]:
    """Return the weight of each text that tells what an organisation works on."""
    texts = {
        "keywords": ", ".join(organisation.keywords),
        "description": organisation.description,
        "services": ", ".join(organisation.services),
    }
    return {text: FIELD_WEIGHTS[name] for name, text in texts.items() if text} or {organisation.name: 1.0}
