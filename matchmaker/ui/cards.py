"""The card of a proposed consortium: who is in it, how well they fit, why, and what is missing."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from matchmaker.affinity.affinity import INTERCEPT, shown
from matchmaker.calls.finding import Outcome, Verdict
from matchmaker.catalogue.organisation import Organisation
from matchmaker.countries import country_name, flag
from matchmaker.matchmaker import Consortium
from matchmaker.ui import texts
from matchmaker.ui.finding_markup import gap_markup
from matchmaker.ui.findings import gaps
from matchmaker.ui.markup import tag

# Icon and colour of each verdict; its words are always beside them.
_BADGES: Mapping[Verdict, tuple[str, Literal["green", "orange", "red"]]] = {
    Verdict.ELIGIBLE: (":material/check_circle:", "green"),
    Verdict.EVIDENCE: (":material/help:", "orange"),
    Verdict.NOT_ELIGIBLE: (":material/cancel:", "red"),
}
_INVISIBLE = 0.005  # a contribution that would be shown as 0.00


def draw_card(rank: int, consortium: Consortium, asking: str, key: str = "consortium") -> DeltaGenerator:
    """Draw a consortium; `asking` is the id of the organisation that looks for partners, which stands first.

    Returned is the card, in which more can be drawn.
    """
    members = sorted(consortium.members, key=lambda member: member.id != asking)
    card = st.container(border=True, key=f"{key}-{rank}")
    with card:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.html(tag("h3", escape(f"{rank}. {_countries(members)}"), class_="mm-heading"), width="content")
            draw_badge(consortium.assessment.verdict)
        who, fit = st.columns([3, 2], gap="medium")
        who.html(_members(members, asking) + reasons_markup(consortium.reasons))
        fit.html(fit_markup(consortium.score) + contributions_markup(consortium.contributions))
        _draw_findings(consortium)
    return card


def draw_badge(verdict: Verdict) -> None:
    """Draw a verdict as a badge: a word, an icon and a colour."""
    icon, colour = _BADGES[verdict]
    st.badge(texts.VERDICTS[verdict], icon=icon, color=colour)


def _draw_findings(consortium: Consortium) -> None:
    findings = consortium.assessment.findings
    open_ones = [finding for finding in findings if finding.outcome is not Outcome.PASS]
    if not open_ones:
        return
    with st.expander(texts.missing([finding.outcome for finding in open_ones])):
        st.html("".join(gap_markup(gap) for gap in gaps(open_ones, consortium.members)))
        kept = [finding.rule for finding in findings if finding.outcome is Outcome.PASS]
        if kept:
            st.caption(texts.passed(kept))


def _countries(members: Sequence[Organisation]) -> str:
    return " · ".join(country_name(member.country) for member in members)


def _members(members: Sequence[Organisation], asking: str) -> str:
    return tag("ul", *(member_markup(member, you=member.id == asking) for member in members), class_="mm-members")


def member_markup(member: Organisation, *, you: bool = False) -> str:
    """Return an organisation with its flag, name and place; `you` marks the one who asks."""
    place = ", ".join(part for part in (member.city, country_name(member.country)) if part)
    # Reasons and findings use the short name: here it can be looked up.
    short = f" ({member.short_name})" if member.short_name not in ("", member.name) else ""
    return tag(
        "li",
        tag("span", flag(member.country), class_="mm-flag", aria_hidden="true"),
        tag(
            "span",
            tag("strong", escape(f"{member.name}{short}")),
            tag("span", escape(texts.YOU), class_="mm-you") if you else "",
            tag("span", escape(place), class_="mm-place"),
            class_="mm-who",
        ),
    )


def reasons_markup(reasons: Sequence[str]) -> str:
    """Return why organisations fit, a sentence each."""
    sentences = reasons or (texts.NO_REASON,)
    return tag("h4", texts.WHY) + tag("ul", *(tag("li", escape(each)) for each in sentences), class_="mm-reasons")


def fit_markup(score: float) -> str:
    """Return a fit, given in log-odds, as a number from 0 to 1 and a bar."""
    return meter_markup(texts.FIT, shown(score))


def meter_markup(label: str, value: float, *, small: bool = False) -> str:
    """Return a number from 0 to 1 with its label and a bar."""
    return tag(
        "div",
        tag("div", tag("span", escape(label)), tag("strong", f"{value:.2f}"), class_="mm-fit-label"),
        tag(
            "div",
            tag("div", class_="mm-fill", style=f"width:{value:.0%}"),
            class_="mm-track",
            role="meter",
            aria_label=label,
            aria_valuemin=0,
            aria_valuemax=1,
            aria_valuenow=f"{value:.2f}",
        ),
        class_="mm-fit mm-small" if small else "mm-fit",
    )


def contributions_markup(contributions: Mapping[str, float]) -> str:
    """Show the sum that makes the fit: the starting point, each contribution with a bar, and the total."""
    features = {name: value for name, value in contributions.items() if name != INTERCEPT and abs(value) >= _INVISIBLE}
    largest = max((abs(value) for value in features.values()), default=1.0)
    rows = [
        _term(texts.STARTING_POINT, contributions.get(INTERCEPT, 0.0), quiet=True),
        *(
            _term(texts.contribution(name), value, value / largest)
            for name, value in sorted(features.items(), key=lambda each: -each[1])
        ),
        _term(texts.SUM, sum(contributions.values()), quiet=True),
    ]
    return tag("dl", *rows, class_="mm-contributions")


def _term(name: str, value: float, part: float = 0.0, *, quiet: bool = False) -> str:
    sign = "mm-plus" if part > 0 else "mm-minus"
    bar = tag("span", class_=f"mm-bar {sign}", style=f"width:{abs(part):.0%}")
    return tag(
        "div",
        tag("dt", escape(name)),
        tag("dd", _signed(value)),
        tag("dd", bar, class_="mm-bars", aria_hidden="true") if part else "",
        class_="mm-term mm-quiet" if quiet else "mm-term",
    )


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "\u2212")
