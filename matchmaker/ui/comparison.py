"""Two consortia side by side: who is in them, how well they fit and why, and what a call says of them."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from matchmaker.affinity.affinity import shown
from matchmaker.catalogue.organisation import Organisation
from matchmaker.countries import country_name, flag
from matchmaker.matchmaker import Consortium
from matchmaker.ui import texts
from matchmaker.ui.markup import tag

_INVISIBLE = 0.005  # log-odds that would be shown as 0.00


def comparison_markup(one: Consortium, other: Consortium, names: tuple[str, str]) -> str:
    """Return a table of two consortia, called by `names`: a row for each thing in which they can differ."""
    fits = shown(one.score), shown(other.score)
    changed = differing(one.contributions, other.contributions)
    rest = one.score - sum(each[1] for each in changed)
    rows = [
        _row(texts.MEMBERS, _members(one, other), _members(other, one), ""),
        _row(texts.VERDICT, _verdict(one), _verdict(other), ""),
        _row(texts.FIT, f"{fits[0]:.2f}", f"{fits[1]:.2f}", texts.signed(fits[1] - fits[0])),
        *(
            _row(escape(texts.contribution(name)), texts.signed(now), texts.signed(then), texts.signed(then - now))
            for name, now, then in changed
        ),
        _row(texts.BUILD_ELSE, texts.signed(rest), texts.signed(rest), ""),
        _row(texts.SUM, texts.signed(one.score), texts.signed(other.score), texts.signed(other.score - one.score)),
    ]
    head = tag("tr", tag("td"), *(tag("th", escape(each), scope="col") for each in (*names, texts.BUILD_CHANGE)))
    return tag(
        "table",
        tag("caption", escape(texts.comparison(*names))),
        tag("thead", head),
        tag("tbody", *rows),
        class_="mm-comparison",
    )


def differing(one: Mapping[str, float], other: Mapping[str, float]) -> Sequence[tuple[str, float, float]]:
    """Return the contributions that differ, with both values; the greatest change comes first."""
    both = [(name, one.get(name, 0.0), other.get(name, 0.0)) for name in {**one, **other}]
    seen = [each for each in both if abs(each[2] - each[1]) >= _INVISIBLE]
    return sorted(seen, key=lambda each: -abs(each[2] - each[1]))


def draw_comparison(consortia: Sequence[Consortium], key: str) -> tuple[int, ...]:
    """Let the person choose two of the consortia that are shown, and compare them; return their ranks."""
    st.header(texts.BUILD_COMPARE, anchor=False)
    ranks = range(1, len(consortia) + 1)
    st.session_state[key] = [each for each in st.session_state.get(key, ()) if each in ranks]
    chosen: list[int] = st.multiselect(
        texts.BUILD_COMPARE,
        ranks,
        format_func=lambda rank: f"{rank}. {', '.join(each.label for each in consortia[rank - 1].members)}",
        placeholder=texts.BUILD_COMPARE_PLACEHOLDER,
        max_selections=2,
        label_visibility="collapsed",
        select_all=False,
        key=key,
    )
    if len(chosen) == 1:
        st.caption(texts.BUILD_ONE_MORE)
    if len(chosen) == 2:
        one, other = chosen
        st.html(comparison_markup(consortia[one - 1], consortia[other - 1], (texts.number(one), texts.number(other))))
    return tuple(chosen)


def _row(name: str, one: str, other: str, change: str) -> str:
    return tag("tr", tag("th", name, scope="row"), tag("td", one), tag("td", other), tag("td", change))


def _verdict(consortium: Consortium) -> str:
    return escape(texts.VERDICTS[consortium.assessment.verdict])


def _members(of: Consortium, beside: Consortium) -> str:
    return tag("ul", *(_member(each, new=each not in beside.members) for each in of.members))


def _member(member: Organisation, *, new: bool) -> str:
    label = escape(f"{member.label}, {country_name(member.country)}")
    return tag(
        "li",
        tag("span", flag(member.country), class_="mm-small-flag", aria_hidden="true"),
        tag("strong", label) if new else label,
    )
