"""What organisations say of themselves and what their regions say, field by field, embedded text by text."""

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.profiles.encoder import Encoder, Progress
from matchmaker.profiles.phrases import Phrases, clauses, distinct, phrases, sentences


@dataclass(frozen=True)
class Fields:
    """The texts of n organisations: one name each, and any number of the others.

    `sentences` are those of the description; `priorities` are the S3 priorities of the organisation's region.
    """

    names: Phrases
    keywords: Phrases
    services: Phrases
    sentences: Phrases
    priorities: Phrases


def read_fields(catalogue: Catalogue, encoder: Encoder, progress: Progress | None = None) -> Fields:
    """Return the embedded fields of a catalogue's organisations; only texts that were never seen are encoded."""
    lists: dict[str, Sequence[Sequence[str]]] = {
        "names": [[each.name] if each.name else [] for each in catalogue],
        "keywords": [each.keywords for each in catalogue],
        "services": [each.services for each in catalogue],
        "sentences": [sentences(each.description) for each in catalogue],
        "priorities": [[each.priority for each in catalogue.priorities_of(organisation)] for organisation in catalogue],
    }
    texts = {name: distinct(each) for name, each in lists.items()}
    everything = [text for each in texts.values() for text in each]
    embeddings = encoder.encode(everything, progress)  # at once: the model and the cache are opened a single time
    made, start = {}, 0
    for name, own in texts.items():
        made[name] = phrases(lists[name], own, embeddings[start : start + len(own)])
        start += len(own)
    return Fields(**made)


def read_clauses(catalogue: Catalogue, encoder: Encoder, progress: Progress | None = None) -> Phrases:
    """Return the embedded clauses of the organisations' descriptions.

    Apart from the other fields because a clause is worth its reading only where ecosystems are read from prose.
    """
    lists = [clauses(each.description) for each in catalogue]
    texts = distinct(lists)
    return phrases(lists, texts, encoder.encode(texts, progress))
