"""One who is not in the catalogue describes itself, sees what is read from the text, and corrects it."""

from dataclasses import dataclass
from typing import cast

import streamlit as st

from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.organisation import Kind, Organisation
from matchmaker.countries import country_name, flag
from matchmaker.errors import BadInput
from matchmaker.matchmaker import DEFAULT_CALL, Matchmaker
from matchmaker.profiles.profile import Profile
from matchmaker.ui import texts
from matchmaker.ui.markup import plain

ID = "described"
"""The id of the one who describes itself, in the session's own matchmaker."""

LONGEST = 20_000  # letters of a description; some pages
_JOINED = "described.joined"  # key in the session's state
_PRIORITIES = 3  # shown


@dataclass(frozen=True)
class _Joined:
    """Who was described, and the matchmaker that knows it."""

    organisation: Organisation
    matchmaker: Matchmaker


def ask_described(matchmaker: Matchmaker) -> Matchmaker | None:
    """Draw the form; return a matchmaker that knows the one who is described, None while nothing is.

    What is written stays in this session.
    """
    with st.form("described", border=True):
        st.text_area(
            texts.DESCRIBE, max_chars=LONGEST, height=140, placeholder=texts.DESCRIBE_PLACEHOLDER, key="described.text"
        )
        codes = _countries(matchmaker)
        left, right = st.columns(2)
        country = left.selectbox(
            texts.DESCRIBE_COUNTRY,
            codes,
            index=None,
            format_func=lambda code: f"{flag(code)} {country_name(code)}",
            placeholder=texts.DESCRIBE_COUNTRY_PLACEHOLDER,
            key="described.country",
        )
        regions = {each.nuts_code: each.region_name or each.nuts_code for each in matchmaker.catalogue.priorities}
        region = right.selectbox(
            texts.DESCRIBE_REGION,
            sorted(regions, key=lambda code: (code[:2], regions[code])),
            index=None,
            format_func=lambda code: f"{regions[code]} ({code})",
            placeholder=texts.DESCRIBE_REGION_PLACEHOLDER,
            help=texts.DESCRIBE_REGION_HELP,
            key="described.region",
        )
        st.form_submit_button(texts.DESCRIBE_READ, type="primary")
    text = str(st.session_state["described.text"] or "").strip()
    if not text or country is None:
        st.info(texts.DESCRIBE_HINT)
        return None
    try:
        with st.spinner(texts.DESCRIBE_READING):
            profile = _read(matchmaker, text, country, region or "")
    except BadInput as error:
        st.error(plain(str(error)))
        return None
    chosen = _draw_profile(profile)
    described = Organisation(
        id=ID,
        name=texts.DESCRIBED,
        country=country,
        kind=Kind.CLUSTER,
        nuts_code=region or "",
        ecosystems=chosen,
        description=text,
    )
    return _joined(matchmaker, described)


def _countries(matchmaker: Matchmaker) -> list[str]:
    """Return the countries that may take part, in the order of their names."""
    call = matchmaker.call(DEFAULT_CALL)
    statuses = call.statuses(call.day(None))
    codes = [code for code, period in statuses.items() if period.status.may_participate]
    return sorted(codes, key=country_name)


def _read(matchmaker: Matchmaker, text: str, country: str, region: str) -> Profile:
    """Return what is read from a text; it is read once for a session, however often the page is drawn."""
    key = (text, country, region)
    known = st.session_state.get("described.profile")
    if known is None or known[0] != key:
        known = (key, matchmaker.describe(text, country, region))
        st.session_state["described.profile"] = known
        # What was corrected in another text is no correction of this one.
        st.session_state["described.ecosystems"] = list(known[1].read)
    return cast("Profile", known[1])


def _draw_profile(profile: Profile) -> tuple[str, ...]:
    """Draw what was read, with the ecosystems to be corrected; return these."""
    for caveat in profile.caveats:
        st.warning(plain(caveat))
    ecosystems = st.multiselect(
        texts.DESCRIBE_ECOSYSTEMS,
        ECOSYSTEMS,
        placeholder=texts.DESCRIBE_ECOSYSTEMS_PLACEHOLDER,
        help=texts.DESCRIBE_ECOSYSTEMS_HELP,
        select_all=False,
        key="described.ecosystems",
    )
    if profile.priorities:
        st.markdown(plain(texts.described_priorities(own=profile.own_region)))
        lines = dict.fromkeys(
            texts.priority(each.priority.priority, each.priority.region_name or each.priority.nuts_code, each.strength)
            for each in profile.priorities
        )
        st.markdown("\n".join(f"- {plain(line)}" for line in list(lines)[:_PRIORITIES]))
    return tuple(ecosystems)


def _joined(matchmaker: Matchmaker, organisation: Organisation) -> Matchmaker:
    known: _Joined | None = st.session_state.get(_JOINED)
    if known is None or known.organisation != organisation:
        known = _Joined(organisation, matchmaker.joined_by(organisation))
        st.session_state[_JOINED] = known
    return known.matchmaker
