"""From a catalogue and an encoder to what answers questions about third countries."""

from collections.abc import Sequence

import numpy as np

from matchmaker.abroad.fit import Wishes
from matchmaker.abroad.partners import StatedWishes
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.profiles.encoder import Encoder, Progress


def read_wishes(catalogue: Catalogue, encoder: Encoder, progress: Progress | None = None) -> StatedWishes:
    """Return what the organisations of a catalogue, and those abroad, say that they offer and look for."""

    def read(phrases: Sequence[Sequence[str]]) -> Wishes:
        flat = [phrase for each in phrases for phrase in each]
        owners = np.repeat(np.arange(len(phrases)), [len(each) for each in phrases]).astype(np.intp)
        return Wishes(encoder.encode(flat, progress), owners)

    abroad = catalogue.third_country_organisations
    return StatedWishes(
        offers=read([each.offers for each in catalogue]),
        requests=read([each.requests for each in catalogue]),
        offers_abroad=read([each.offers for each in abroad]),
        requests_abroad=read([each.requests for each in abroad]),
    )
