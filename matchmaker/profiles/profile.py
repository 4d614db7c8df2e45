"""One organisation as the machine reads it: its ecosystems and fitting S3 priorities, each with a strength."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.region import Priority
from matchmaker.errors import BadInput
from matchmaker.profiles.calibration import Calibration
from matchmaker.profiles.descriptions import ClassPhrases
from matchmaker.profiles.encoder import Encoder, Progress
from matchmaker.profiles.evidence import Evidence, read_evidence
from matchmaker.profiles.fields import read_clauses, read_fields
from matchmaker.profiles.language import language_name, language_of
from matchmaker.profiles.priorities import closest, fit

_FEWEST_WORDS = 3  # fewer name a field at best, and may mean another
_MOST_OF_ANOTHER_LANGUAGE = 4  # ecosystems


class Confidence(StrEnum):
    """Whether a profile can be relied on."""

    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True)
class EcosystemStrength:
    """How strongly an organisation's texts speak of an ecosystem, 0 to 1, and which of them does most."""

    ecosystem: str
    strength: float
    because: str


@dataclass(frozen=True)
class PriorityStrength:
    """How well an S3 priority fits an organisation, 0 to 1, and which of its texts is closest to it."""

    priority: Priority
    strength: float
    because: str


@dataclass(frozen=True)
class Profile:
    """What is read from an organisation's texts; what it declares itself has no part in it.

    `ecosystems` are all 14 and `priorities` those of its region (of its country where no region is known, of all
    regions where no country is), strongest first. `own_region` says whether they are its region's. `read` are the
    ecosystems strong enough to be taken for declared. `language` is ISO 639-1, empty where unsure. `caveats` say why
    `confidence` is low.
    """

    ecosystems: tuple[EcosystemStrength, ...]
    read: tuple[str, ...]
    priorities: tuple[PriorityStrength, ...]
    own_region: bool
    language: str
    caveats: tuple[str, ...]

    @property
    def confidence(self) -> Confidence:
        """Low where there is any caveat."""
        return Confidence.LOW if self.caveats else Confidence.HIGH


@dataclass(frozen=True)
class ProfileReader:
    """Reads profiles. `catalogue` gives the S3 priorities; the organisations read need not be in it."""

    catalogue: Catalogue
    encoder: Encoder
    phrases: ClassPhrases
    calibration: Calibration

    def read(self, organisation: Organisation, progress: Progress | None = None, *, trace: bool = True) -> Profile:
        """Return what the name, keywords, services and description of an organisation say.

        Args:
            organisation: whose texts are read.
            progress: told how many of how many texts are encoded.
            trace: whether embeddings of its texts are kept on disk.

        Raises:
            BadInput: it has none of them.
        """
        alone = replace(self.catalogue, organisations=(organisation,), partnerships=(), memberships=())
        language = language_of(organisation)
        encoder = self.encoder if trace else self.encoder.untraced
        fields, clauses = read_fields(alone, encoder, progress), read_clauses(alone, encoder, progress)
        evidence = read_evidence(fields, clauses, [language], self.phrases)
        if not evidence.texts:
            raise BadInput("There is no text to read a profile from. Give at least a sentence.")
        own = self.catalogue.priorities_of(organisation)
        strengths = self.calibration.strengths(evidence.pooled())[0]
        read = self.calibration.read(strengths[None, :])[0]
        order = np.argsort(-strengths, kind="stable")
        of_language = self._of_language(language)
        # Where the text points clearly to none, the strongest is no finding.
        found = tuple(ECOSYSTEMS[at] for at in order if read[at] and strengths[at] >= self.calibration.threshold)
        return Profile(
            ecosystems=tuple(
                EcosystemStrength(ECOSYSTEMS[at], float(strengths[at]), _cause(evidence, at)) for at in order
            ),
            # A language that the model does not read looks like a little of everything.
            read=() if of_language and len(found) > _MOST_OF_ANOTHER_LANGUAGE else found,
            priorities=self._priorities(evidence, own or self._elsewhere(organisation.country), progress),
            own_region=bool(own),
            language=language,
            caveats=(
                *of_language,
                *self._of_text(organisation, float(strengths.max())),
                *self._of_model(),
            ),
        )

    def _priorities(
        self, evidence: Evidence, candidates: tuple[Priority, ...], progress: Progress | None
    ) -> tuple[PriorityStrength, ...]:
        if not candidates:
            return ()
        embeddings = self.encoder.encode([each.priority for each in candidates], progress)
        ecosystems = np.array([ECOSYSTEMS.index(each.ecosystem) for each in candidates])
        strengths = fit(self.calibration, evidence.pooled(), closest(evidence, embeddings), ecosystems)[0]
        causes = (evidence.embeddings @ embeddings.T).argmax(axis=0)
        order = np.argsort(-strengths, kind="stable")
        return tuple(PriorityStrength(candidates[at], float(strengths[at]), evidence.texts[causes[at]]) for at in order)

    def _elsewhere(self, country: str) -> tuple[Priority, ...]:
        everywhere = self.catalogue.priorities
        return tuple(each for each in everywhere if each.country == country) or everywhere

    def _of_language(self, language: str) -> tuple[str, ...]:
        understood = self.encoder.language
        if not understood or language in {"", understood}:
            return ()
        compared = f" beside some words of {language_name(language)}" if language in self.phrases.languages else ""
        reads = f"the model {self.encoder.model} reads {language_name(understood)}{compared}"
        remedy = f"Add a text or keywords in {language_name(understood)}, or set a multilingual model"
        return (f"The text is in {language_name(language)}; {reads}. {remedy}.",)

    def _of_text(self, organisation: Organisation, strongest: float) -> tuple[str, ...]:
        if not (organisation.description or organisation.keywords or organisation.services):
            return ("Only the name is known. Add keywords or a description.",)
        words = " ".join((organisation.description, *organisation.keywords, *organisation.services)).split()
        if len(words) < _FEWEST_WORDS:
            return ("Hardly a word is known. Say in a sentence or two what the members make or do.",)
        if strongest < self.calibration.threshold:
            return ("The text points clearly to no ecosystem. Say in it what the members make or do.",)
        return ()

    def _of_model(self) -> tuple[str, ...]:
        if self.encoder.model == self.calibration.encoder:
            return ()
        return (f"The strengths are calibrated for the model {self.calibration.encoder}, not {self.encoder.model}.",)


def _cause(evidence: Evidence, ecosystem: int) -> str:
    return evidence.texts[int((evidence.scores[:, ecosystem] * evidence.weights).argmax())]
