"""Smart-specialisation strategies: how an organisation's topics fit the priorities of another one's region."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaker.affinity.coarse import coarse
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ecosystem_flags
from matchmaker.catalogue.organisation import Organisation
from matchmaker.profiles.phrases import Phrases

Values = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Strategies:
    """The S3 priorities of the regions of n organisations.

    `strategy` is the number of each organisation's strategy (regions with the same priorities share one), -1 where none
    is known. `fit` has shape (n, strategies) and says how well an organisation's topics fit the priority that fits them
    best, as a cosine; `closest`, of the same shape, is that priority's position in `priorities`. `ecosystems` has shape
    (n, 14): those that the priorities of its region belong to.
    """

    priorities: tuple[str, ...]
    strategy: Positions
    closest: Positions
    fit: Values
    ecosystems: npt.NDArray[np.bool_]

    def mutual_fit(self, rows: Positions, columns: Positions) -> Values:
        """Return how well each one's topics fit the other's region, the mean of both ways, of shape (rows, columns)."""
        if not self.fit.shape[1]:
            return np.zeros((len(rows), len(columns)))
        return (self._fit(rows, columns) + self._fit(columns, rows).T) / 2

    def best_priority(self, guest: int, host: int) -> str | None:
        """Return the priority of one organisation's region that fits another's topics best; None if none is known."""
        strategy = self.strategy[host]
        return self.priorities[self.closest[guest, strategy]] if strategy >= 0 else None

    def best_fit(self, guest: int, host: int) -> float:
        """Return how well one organisation's topics fit the other's region, as a cosine; 0 if nothing is known."""
        return float(self._fit(np.array([guest]), np.array([host]))[0, 0]) if self.fit.shape[1] else 0.0

    def _fit(self, organisations: Positions, hosts: Positions) -> Values:
        strategy = self.strategy[hosts]
        return np.where(strategy >= 0, self.fit[organisations][:, strategy], 0.0)


def read_strategies(catalogue: Catalogue, topics: Values, priorities: Phrases) -> Strategies:
    """Return the strategies of a catalogue's organisations; `topics` has shape (n, dimensions) and unit rows."""
    sets = [tuple(priorities.of(at).tolist()) for at in range(len(catalogue))]
    numbers = {each: number for number, each in enumerate(sorted({each for each in sets if each}))}
    # Priorities are embedded as they are, topics are centred: only which of them fits best matters here.
    embeddings = coarse(priorities.embeddings.astype(np.float64))
    alike = topics @ embeddings.T if len(embeddings) else np.zeros((len(topics), 0))
    closest = [np.array(each)[alike[:, list(each)].argmax(axis=1)] for each in numbers]
    everyone = np.arange(len(catalogue))
    none = np.zeros((len(catalogue), 0))
    return Strategies(
        priorities=priorities.texts,
        strategy=np.array([numbers.get(each, -1) for each in sets], dtype=np.intp),
        closest=np.stack(closest, axis=1) if closest else none.astype(np.intp),
        fit=np.stack([alike[everyone, each] for each in closest], axis=1) if closest else none,
        ecosystems=ecosystem_flags([_named(catalogue, organisation) for organisation in catalogue]),
    )


def _named(catalogue: Catalogue, organisation: Organisation) -> set[str]:
    return {each.ecosystem for each in catalogue.priorities_of(organisation) if each.ecosystem}
