"""What a picture holds."""

from typing import Any

from matchmaker.ui.charts.maps import Picture


def rows(picture: Picture, layer: int) -> list[dict[str, Any]]:
    """The rows of data of one layer."""
    found: list[dict[str, Any]] = picture["layer"][layer]["data"]["values"]
    return found
