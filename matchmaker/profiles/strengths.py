"""Ecosystem strengths of all organisations of a catalogue, as one array."""

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.profiles.calibration import Calibration
from matchmaker.profiles.descriptions import ClassPhrases
from matchmaker.profiles.evidence import Scores, read_evidence
from matchmaker.profiles.fields import Fields
from matchmaker.profiles.language import language_of
from matchmaker.profiles.phrases import Phrases


def ecosystem_strengths(
    catalogue: Catalogue, fields: Fields, clauses: Phrases, phrases: ClassPhrases, calibration: Calibration
) -> Scores:
    """Return the strengths, of shape (n, 14) and from 0 to 1, read from the texts of a catalogue's organisations.

    What they declare has no part in it. `fields` and `clauses` are of the same catalogue.
    """
    languages = [language_of(organisation) for organisation in catalogue]
    return calibration.strengths(read_evidence(fields, clauses, languages, phrases).pooled())
