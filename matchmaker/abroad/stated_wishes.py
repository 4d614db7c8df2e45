"""What organisations on both sides say that they offer and look for, embedded phrase by phrase."""

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.profiles.encoder import Encoder, Progress
from matchmaker.profiles.phrases import Phrases, distinct, phrases


@dataclass(frozen=True)
class StatedWishes:
    """What the catalogue's organisations, and those in third countries, offer and look for; mostly unknown."""

    offers: Phrases
    requests: Phrases
    offers_abroad: Phrases
    requests_abroad: Phrases


def read_wishes(catalogue: Catalogue, encoder: Encoder, progress: Progress | None = None) -> StatedWishes:
    """Return what a catalogue tells of offers and requests; only phrases that were never seen are encoded."""

    def read(lists: Sequence[Sequence[str]]) -> Phrases:
        texts = distinct(lists)
        return phrases(lists, texts, encoder.encode(texts, progress))

    abroad = catalogue.third_country_organisations
    return StatedWishes(
        offers=read([each.offers for each in catalogue]),
        requests=read([each.requests for each in catalogue]),
        offers_abroad=read([each.offers for each in abroad]),
        requests_abroad=read([each.requests for each in abroad]),
    )
