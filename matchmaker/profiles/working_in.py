"""Which ecosystems organisations work in: those that they declare, or else those that are read from their texts."""

from dataclasses import replace

import numpy as np

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ecosystem_flags
from matchmaker.profiles.calibration import Declared, read_calibration
from matchmaker.profiles.descriptions import class_phrases, read_descriptions
from matchmaker.profiles.encoder import Encoder, Progress
from matchmaker.profiles.fields import read_clauses, read_fields
from matchmaker.profiles.strengths import ecosystem_strengths


def declared_or_read(catalogue: Catalogue, encoder: Encoder, progress: Progress | None = None) -> Declared:
    """Return the ecosystems of a catalogue's organisations, of shape (n, 14).

    Only the texts of those who declare none are read for them, so that the shipped catalogue costs nothing here.
    """
    flags = ecosystem_flags([organisation.ecosystems for organisation in catalogue])
    silent = np.flatnonzero(~flags.any(axis=1))
    if len(silent):
        alone = replace(
            catalogue,
            organisations=tuple(catalogue.organisations[at] for at in silent),
            partnerships=(),
            memberships=(),
        )
        phrases = class_phrases(read_descriptions(), encoder, progress)
        fields, clauses = read_fields(alone, encoder, progress), read_clauses(alone, encoder, progress)
        calibration = read_calibration()
        flags[silent] = calibration.read(ecosystem_strengths(alone, fields, clauses, phrases, calibration))
    return flags
