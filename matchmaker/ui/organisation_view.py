"""One organisation as a person reads it: what it says, what is read in it, and with whom it worked."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import NO_PARENT, Kind, Organisation, Platform
from matchmaker.countries import country_name, flag
from matchmaker.errors import BadInput
from matchmaker.matchmaker import Matchmaker
from matchmaker.profiles.profile import PriorityStrength, Profile
from matchmaker.ui import texts
from matchmaker.ui.markup import capitalised, plain, tag

_PRIORITIES = 5  # shown
_FITS = 0.1  # strength below which a priority does not fit; the best is shown nevertheless


def draw_organisation(matchmaker: Matchmaker, organisation: Organisation) -> None:
    """Draw all that is known of an organisation."""
    place = ", ".join(part for part in (organisation.city, organisation.region) if part)
    short = f" ({organisation.short_name})" if organisation.short_name not in ("", organisation.name) else ""
    st.header(f"{flag(organisation.country)} {plain(f'{organisation.name}{short}')}", anchor=False)
    where = f"{place}, {country_name(organisation.country)}" if place else country_name(organisation.country)
    kind = "" if organisation.kind is Kind.UNKNOWN else f"{capitalised(str(organisation.kind))}, "
    st.markdown(plain(f"{kind}{where}"))
    if organisation.description:
        st.markdown(plain(organisation.description))
    said, read = st.columns(2, gap="medium")
    with said:
        _draw_list(texts.VIEW_KEYWORDS, organisation.keywords)
        _draw_list(texts.VIEW_SERVICES, organisation.services)
        _draw_facts(matchmaker.catalogue, organisation)
    with read:
        try:
            with st.spinner(texts.VIEW_READING):
                profile = matchmaker.profile(organisation)
        except BadInput as error:
            st.info(plain(str(error)))
        else:
            _draw_read(organisation, profile)
    _draw_partnerships(matchmaker.catalogue, organisation)


def _draw_list(title: str, items: Sequence[str]) -> None:
    if items:
        chips = "".join(tag("li", escape(item)) for item in items)
        st.html(tag("h3", escape(title), class_="mm-heading") + tag("ul", chips, class_="mm-chips"))


def _draw_facts(catalogue: Catalogue, organisation: Organisation) -> None:
    facts = {
        texts.FIELDS["website"]: _web(organisation.website),
        texts.FIELDS["target_markets"]: escape(", ".join(map(country_name, organisation.target_markets))),
        texts.FIELDS["members"]: _number(organisation.members),
        texts.FIELDS["smes"]: _number(organisation.smes),
        texts.FIELDS["founding_year"]: _number(organisation.founding_year),
        texts.FIELDS["legal_id"]: escape(organisation.legal_id),
        texts.FIELDS["parent"]: escape(_parent(catalogue, organisation.parent)),
        texts.FIELDS["platform"]: ""
        if organisation.platform is Platform.UNKNOWN
        else escape(capitalised(str(organisation.platform))),
        texts.FIELDS["offers"]: escape(", ".join(organisation.offers)),
        texts.FIELDS["requests"]: escape(", ".join(organisation.requests)),
        texts.FIELDS["contact"]: escape(organisation.contact),
        texts.FIELDS["source"]: escape(organisation.source),
        **{escape(capitalised(name.replace("_", " "))): escape(value) for name, value in organisation.extra.items()},
    }
    rows = "".join(tag("dt", name) + tag("dd", value) for name, value in facts.items() if value)
    if rows:
        st.html(tag("h3", escape(texts.VIEW_FACTS), class_="mm-heading") + tag("dl", rows, class_="mm-facts"))


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _parent(catalogue: Catalogue, parent: str) -> str:
    if parent == NO_PARENT:
        return texts.VIEW_NO_PARENT
    return catalogue[parent].name if parent in catalogue.positions else parent


def _web(website: str) -> str:
    """Return a link to a web address, which the catalogue's own check lets be http or https alone."""
    if not website:
        return ""
    address = website if website.lower().startswith(("http://", "https://")) else f"https://{website}"
    return tag("a", escape(website), href=address, rel="noopener noreferrer nofollow", target="_blank")


def _draw_read(organisation: Organisation, profile: Profile) -> None:
    told = {*organisation.ecosystems, *profile.read}
    shown = [each for each in profile.ecosystems if each.ecosystem in told]
    bars = "".join(
        _bar(
            each.ecosystem, each.strength, texts.basis(each.because, declared=each.ecosystem in organisation.ecosystems)
        )
        for each in shown
    )
    heading = tag("h3", escape(texts.ECOSYSTEMS), class_="mm-heading")
    st.html(heading + (bars or tag("p", escape(texts.VIEW_NO_ECOSYSTEM))))
    if profile.priorities:
        title = texts.VIEW_OWN_PRIORITIES if profile.own_region else texts.VIEW_OTHER_PRIORITIES
        best: dict[tuple[str, str], PriorityStrength] = {}
        for each in profile.priorities:
            if each.strength >= _FITS or not best:
                best.setdefault((each.priority.priority, each.priority.region_name), each)
        priorities = "".join(
            _bar(name, each.strength, ", ".join(part for part in (region, each.priority.ecosystem) if part))
            for (name, region), each in list(best.items())[:_PRIORITIES]
        )
        st.html(tag("h3", escape(title), class_="mm-heading") + priorities)
    for caveat in profile.caveats:
        st.caption(plain(caveat))


def _bar(name: str, strength: float, about: str) -> str:
    label = tag("div", tag("span", escape(name)), tag("strong", f"{strength:.2f}"), class_="mm-fit-label")
    fill = tag("div", class_="mm-fill", style=f"width: {100 * strength:.0f}%")
    track = tag("div", fill, class_="mm-track", aria_hidden="true")
    return tag("div", label, track, tag("span", escape(about), class_="mm-place"), class_="mm-small mm-strength")


def _draw_partnerships(catalogue: Catalogue, organisation: Organisation) -> None:
    st.subheader(texts.VIEW_PARTNERSHIPS, anchor=False)
    partnerships = catalogue.partnerships_of[organisation.id]
    if not partnerships:
        st.markdown(texts.VIEW_NO_PARTNERSHIP)
    items = []
    for each in partnerships:
        others = [catalogue[member] for member in catalogue.members[each.acronym] if member != organisation.id]
        partners = ", ".join(f"{flag(other.country)} {other.label}" for other in others) or texts.VIEW_NO_PARTNER
        title = f": {each.title}" if each.title else ""
        about = ", ".join(part for part in (str(each.start_year), each.call_id or each.programme) if part)
        items.append(
            tag(
                "li",
                tag("strong", escape(each.acronym)),
                escape(f"{title} ({about})"),
                tag("span", escape(partners), class_="mm-place"),
            )
        )
    st.html(tag("ul", *items, class_="mm-findings"))
