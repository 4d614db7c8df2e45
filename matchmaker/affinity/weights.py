"""What was learned, as a file: `models/affinity.json`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from matchmaker.affinity.features import FEATURES
from matchmaker.errors import BadInput


class Training(BaseModel):
    """How the weights were learned: everything that is needed to learn them again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    partnerships: int
    organisations: int
    before: int | None
    penalty: float
    others_per_partner: int


class Weights(BaseModel):
    """The learned affinity: log-odds for each unit of a feature, and where they start.

    `centre` is the mean of the topics that the model was learned from, by the encoder `encoder`: what all of them have
    in common tells nobody apart.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str
    encoder: str
    training: Training
    intercept: float
    weights: Mapping[str, Annotated[float, Field(ge=0)]]
    centre: tuple[float, ...]

    @field_validator("weights")
    @classmethod
    def _of_known_features(cls, weights: Mapping[str, float]) -> Mapping[str, float]:
        if set(weights) != set(FEATURES):
            odd = ", ".join(sorted(set(weights) ^ set(FEATURES)))
            raise ValueError(f"these features are missing or unknown: {odd}. Train the model again.")
        return weights


def read_weights(file: Path) -> Weights:
    """Read the weights of the affinity model.

    Raises:
        BadInput: the file cannot be read, or does not fit this version of the program.
    """
    try:
        return Weights.model_validate_json(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(
            f"The affinity model {file} cannot be read ({error.strerror}). Set MATCHMAKER_AFFINITY to a file that "
            f"matchmaker train has written, or unset it to use the one that comes with the program."
        ) from error
    except (ValidationError, UnicodeDecodeError) as error:
        raise BadInput(
            f"The affinity model {file} cannot be used ({error}). Make one anew with matchmaker train --into DIR, and "
            f"set MATCHMAKER_AFFINITY to its affinity.json."
        ) from error


def write_weights(weights: Weights, path: Path) -> None:
    """Write the weights; the same weights give the same file to the last byte."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(weights.model_dump_json(indent=2) + "\n", encoding="utf-8")
