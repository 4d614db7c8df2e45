"""The harness: every method completes the same hidden partnerships, and is judged by the same metrics."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matchmaker.evaluation.baselines import Scores, baseline_scores, completion_scores, fused
from matchmaker.evaluation.cases import Case, completion_cases, rank
from matchmaker.evaluation.metrics import difference, resampled, summary
from matchmaker.evaluation.split import Split
from matchmaker.network.network import read_network
from matchmaker.profiles.encoder import Encoder

OURS = "matchmaker"

Values = npt.NDArray[np.float64]
Summary = dict[str, float | list[float] | None]


@dataclass(frozen=True, eq=False)
class Completion:
    """The ranks of the hidden members: by method, of shape (cases,)."""

    cases: tuple[Case, ...]
    ranks: Mapping[str, Values]

    @cached_property
    def _partnerships(self) -> npt.NDArray[np.intp]:
        return np.array([case.partnership for case in self.cases], dtype=np.intp)

    @cached_property
    def _newcomers(self) -> npt.NDArray[np.bool_]:
        return np.array([case.newcomer for case in self.cases], dtype=np.bool_)

    def methods(self) -> dict[str, dict[str, Summary]]:
        """Return each method's metrics with intervals: of all cases, and of newcomers alone."""
        return {
            name: {part: summary(ranks[chosen], draws) for part, (chosen, draws) in self._parts.items()}
            for name, ranks in self.ranks.items()
        }

    def differences(self) -> dict[str, dict[str, Summary]]:
        """Return, for each other method, how much better ours is, with paired intervals."""
        own = self.ranks[OURS]
        return {
            name: {part: difference(own[chosen], ranks[chosen], draws) for part, (chosen, draws) in self._parts.items()}
            for name, ranks in self.ranks.items()
            if name != OURS
        }

    @cached_property
    def _parts(self) -> Mapping[str, tuple[npt.NDArray[np.bool_], npt.NDArray[np.intp]]]:
        everything = np.ones(len(self.cases), dtype=np.bool_)
        chosen = {"all": everything, "newcomers": self._newcomers}
        return {part: (flags, resampled(self._partnerships[flags])) for part, flags in chosen.items()}


def complete(split: Split, affinity: Scores, encoder: Encoder) -> Completion:
    """Return the ranks by which an affinity of shape (n, n), and each baseline, complete the hidden partnerships."""
    network = read_network(split.seen)
    cases = completion_cases(split.hidden, network)
    scores = {OURS: affinity, **baseline_scores(split.seen, network, encoder)}
    ranks = {
        name: np.array([rank(completion_scores(each, case.rest), case) for case in cases])
        for name, each in scores.items()
    }
    ranks["fusion"] = np.array([rank(fused(scores, case.rest), case) for case in cases])
    return Completion(cases, ranks)
