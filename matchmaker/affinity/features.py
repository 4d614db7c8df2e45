"""Everything that is compared between two organisations: one number for each pair and each feature."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matchmaker.affinity.coarse import coarse
from matchmaker.affinity.content import CONTENT_FEATURES, Content
from matchmaker.affinity.keywords import Keywords
from matchmaker.affinity.past import PAST_FEATURES, Past
from matchmaker.affinity.places import read_places
from matchmaker.affinity.strategies import read_strategies
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.network.network import Network
from matchmaker.profiles.cache import Embeddings
from matchmaker.profiles.encoder import Encoder, Progress
from matchmaker.profiles.fields import read_fields
from matchmaker.profiles.lexical import bm25, tfidf
from matchmaker.profiles.text import profile_text
from matchmaker.profiles.topics import topic_embeddings
from matchmaker.profiles.working_in import declared_or_read

FEATURES = (*CONTENT_FEATURES, *PAST_FEATURES)

Values = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True)
class PairFeatures:
    """The features of all pairs of n organisations, computed for those pairs that are asked for.

    Every feature is symmetric, and has the same value, to the last bit, in a single pair, a row and a block.
    """

    content: Content
    past: Past

    def __len__(self) -> int:
        """Return the number of organisations."""
        return len(self.content)

    def block(self, names: Iterable[str], rows: Positions, columns: Positions) -> Mapping[str, Values]:
        """Return some features, each of shape (rows, columns)."""
        return {
            name: CONTENT_FEATURES[name](self.content, rows, columns)
            if name in CONTENT_FEATURES
            else PAST_FEATURES[name](self.past, rows, columns)
            for name in names
        }

    def with_network(self, network: Network) -> "PairFeatures":
        """Return the features as they are with other partnerships."""
        return replace(self, past=replace(self.past, network=network))


def read_features(
    catalogue: Catalogue,
    encoder: Encoder,
    network: Network,
    centre: Sequence[float] | None = None,
    progress: Progress | None = None,
) -> PairFeatures:
    """Return the pair features of a catalogue.

    Args:
        catalogue: n organisations.
        encoder: embeds what they work on; only texts that were never seen are encoded.
        network: the partnerships that may be seen.
        centre: what is common to all topics and tells nobody apart, of shape (dimensions,): it is subtracted. The mean
            of the catalogue's own topics by default.
        progress: told how many of how many texts are encoded.
    """
    embeddings = topic_embeddings(catalogue, encoder, progress)
    middle = np.asarray(_mean(embeddings) if centre is None else centre, dtype=np.float64)
    topics = _centred(embeddings, middle)
    fields = read_fields(catalogue, encoder, progress)
    ecosystems = declared_or_read(catalogue, encoder, progress)
    market_codes = _market_codes(catalogue)
    stated = [[code in each.target_markets for code in market_codes] for each in catalogue]
    return PairFeatures(
        content=Content(
            centre=middle,
            topics=topics,
            words=tfidf([_words(organisation) for organisation in catalogue]),
            terms=bm25([profile_text(organisation) for organisation in catalogue]),
            keywords=Keywords(fields.keywords, tfidf(fields.keywords.texts)),
            ecosystems=ecosystems,
            strategies=read_strategies(catalogue, topics, fields.priorities),
            places=read_places(catalogue),
            members=np.array(
                [np.nan if each.members is None else each.members for each in catalogue], dtype=np.float64
            ),
        ),
        past=Past(
            network=network,
            ecosystems=ecosystems,
            stated_markets=np.array(stated, dtype=np.bool_).reshape(len(catalogue), len(market_codes)),
            market_codes=market_codes,
        ),
    )


def _mean(embeddings: Embeddings) -> Values:
    # Rounded: it is written into the model's file.
    mean: Values = np.round(embeddings.astype(np.float64).sum(axis=0) / max(len(embeddings), 1), 4)
    return mean


def _market_codes(catalogue: Catalogue) -> tuple[str, ...]:
    stated = {code for each in catalogue for code in each.target_markets}
    targeted = {code for each in catalogue.partnerships for code in each.target_third_countries}
    return tuple(sorted(stated | targeted))


def _centred(topics: Embeddings, centre: Values) -> Values:
    """Return topics of shape (n, dimensions) without what is common to all, as coarse unit rows."""
    moved = topics.astype(np.float64) - centre
    return coarse(moved / np.linalg.norm(moved, axis=1, keepdims=True).clip(min=1e-9))


def _words(organisation: Organisation) -> str:
    return " ".join((organisation.name, *organisation.keywords, organisation.description, *organisation.services))
