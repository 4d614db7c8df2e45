"""What a picture holds, read back from its description in Vega-Lite."""

from typing import Any

from matchmaker.ui.charts.maps import Picture


def rows(picture: Picture, layer: int) -> list[dict[str, Any]]:
    """The rows of data of one layer, which Altair writes beside the layers."""
    written = picture.to_dict()
    data = written["layer"][layer]["data"]
    found: list[dict[str, Any]] = data["values"] if "values" in data else written["datasets"][data["name"]]
    return found
