from matchmaker.catalogue.organisation import Organisation
from matchmaker.profiles.text import profile_text


def test_text_names_everything_that_says_what_an_organisation_does() -> None:
    organisation = Organisation(
        id="es-x",
        name="Basque Energy Cluster",
        country="ES",
        ecosystems=("Energy-Renewables",),
        keywords=("wind energy", "smart grids"),
        description="We bring firms to sea.",
        services=("training",),
    )
    assert profile_text(organisation) == (
        "Basque Energy Cluster\n"
        "Ecosystems: Energy-Renewables.\n"
        "Works on: wind energy, smart grids.\n"
        "We bring firms to sea.\n"
        "Services: training."
    )


def test_unknown_fields_leave_no_trace() -> None:
    assert profile_text(Organisation(id="es-x", name="X", country="ES")) == "X"
