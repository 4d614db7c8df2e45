"""Cards read back from the screen, as a person reads them."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from streamlit.testing.v1 import AppTest


@dataclass(frozen=True)
class Card:
    """What one card shows. `missing` is the text of what is missing."""

    heading: str
    members: tuple[str, ...]
    yours: tuple[str, ...]
    flags: tuple[str, ...]
    reasons: tuple[str, ...]
    fit: str
    meter: float
    contributions: dict[str, str]
    missing: str
    verdict: str


def read_cards(app: AppTest) -> list[Card]:
    """Read the cards that an app shows, in their order."""
    groups: list[list[ET.Element]] = []
    for each in app.get("html"):
        element = ET.fromstring(f"<div>{each.proto.body}</div>")  # noqa: S314 - written by the app itself
        if element.find("h3") is not None:
            groups.append([])
        if groups:
            groups[-1].append(element)
    badges = [each.value for each in app.markdown if "-badge[" in each.value]
    return [_card(*parts, verdict=badge) for parts, badge in zip(groups, badges, strict=True)]


def _card(
    head: ET.Element,
    who: ET.Element,
    fit: ET.Element,
    *missing: ET.Element,
    verdict: str,
) -> Card:
    meter = fit.find(".//*[@role='meter']")
    assert meter is not None
    names = [_text(name) for name in who.findall(".//strong")]
    return Card(
        heading=_text(head),
        members=tuple(names),
        yours=tuple(
            _text(member.find(".//strong"))
            for member in who.findall("ul[1]/li")
            if "your organisation" in _text(member)
        ),
        flags=tuple(_text(flag) for flag in who.findall(".//*[@class='mm-flag']")),
        reasons=tuple(_text(reason) for reason in who.findall("ul[2]/li")),
        fit=_text(fit.find(".//strong")),
        meter=float(meter.attrib["aria-valuenow"]),
        contributions={_text(term.find("dt")): _text(term.find("dd")) for term in fit.findall(".//dl/div")},
        missing="\n".join(_text(each) for each in missing),
        verdict=verdict,
    )


def _text(element: ET.Element | None) -> str:
    assert element is not None
    return "".join(element.itertext())
