from pathlib import Path

from matchmaker.settings import PACKAGED_MODEL, Settings
from matchmaker.shipped import shipped


def test_without_environment_the_shipped_catalogue_and_model_are_used() -> None:
    settings = Settings.from_environment({})
    assert settings.catalogue == shipped("data")
    assert settings.model == PACKAGED_MODEL


def test_the_environment_sets_each() -> None:
    settings = Settings.from_environment(
        {"MATCHMAKER_CATALOGUE": "/c", "MATCHMAKER_CACHE": "/k", "MATCHMAKER_MODEL": "other/model"}
    )
    assert settings == Settings(catalogue=Path("/c"), cache=Path("/k"), model="other/model")


def test_an_empty_variable_is_as_none() -> None:
    assert Settings.from_environment({"MATCHMAKER_MODEL": ""}) == Settings()
