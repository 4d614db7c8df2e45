import numpy as np

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS, ecosystem_flags
from matchmaker.catalogue.organisation import Organisation
from matchmaker.matchmaker import Matchmaker
from matchmaker.profiles.working_in import declared_or_read

SILENT = Organisation("x", "X", "ES", description="We unite makers of offshore wind turbines and solar power plants.")
DECLARING = Organisation("y", "Y", "ES", ecosystems=("Textile",), description=SILENT.description)


def test_what_is_declared_counts_alone(matchmaker: Matchmaker) -> None:
    found = declared_or_read(Catalogue((DECLARING,)), matchmaker.encoder)
    np.testing.assert_array_equal(found, ecosystem_flags([("Textile",)]))


def test_who_declares_nothing_is_read(matchmaker: Matchmaker) -> None:
    found = declared_or_read(Catalogue((DECLARING, SILENT)), matchmaker.encoder)
    assert found[1, ECOSYSTEMS.index("Energy-Renewables")]
    assert found[0].sum() == 1


def test_shipped_organisations_are_taken_at_their_word(matchmaker: Matchmaker) -> None:
    found = declared_or_read(matchmaker.catalogue, matchmaker.encoder)
    np.testing.assert_array_equal(found, ecosystem_flags([each.ecosystems for each in matchmaker.catalogue]))
