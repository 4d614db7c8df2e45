"""A chosen set of consortia: what it covers, what is proven of it, each consortium in a row, and files to keep."""

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from matchmaker.affinity.affinity import shown
from matchmaker.calls.call import Call
from matchmaker.calls.finding import Outcome
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.catalogue.organisation import Organisation
from matchmaker.consortia.consortium import ChosenSet, Consortium
from matchmaker.countries import country_name, flag
from matchmaker.reports.portfolio_table import portfolio_csv
from matchmaker.ui import texts
from matchmaker.ui.aimed import Aimed
from matchmaker.ui.cards import draw_badge, member_markup, reasons_markup
from matchmaker.ui.finding_markup import gap_markup
from matchmaker.ui.findings import gaps
from matchmaker.ui.links import link
from matchmaker.ui.markup import plain, tag

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EACH_PAGE = 20  # consortia


def draw_chosen(chosen: ChosenSet, aimed: Aimed, call: Call) -> None:
    """Draw a set of consortia that was chosen as `aimed` says, under a call."""
    members = list({member.id: member for each in chosen.consortia for member in each.members}.values())
    countries = Counter(member.country for member in members)
    ecosystems = Counter(name for member in members for name in member.ecosystems)
    facts = _facts(chosen, aimed, call, countries, ecosystems)
    st.header(texts.portfolio_found(len(chosen.consortia), once=aimed.once), anchor=False)
    _draw_numbers(chosen, members, countries, ecosystems)
    for sentence in _proven(chosen):
        st.markdown(plain(sentence))
    for sentence in _shortfalls(chosen, aimed):
        st.warning(plain(sentence))
    _draw_coverage(countries, ecosystems)
    _draw_consortia(chosen, aimed)
    if chosen.left_out:
        with st.expander(texts.portfolio_left_out(len(chosen.left_out))):
            lines = (f"- {plain(texts.left_out(name, why))}" for name, why in chosen.left_out)
            st.markdown("\n".join(lines))
    _draw_downloads(chosen, facts)


def _proven(chosen: ChosenSet) -> tuple[str, ...]:
    return (texts.portfolio_gap(chosen.found.gap, len(chosen.consortia)), texts.portfolio_total(chosen.found.total))


def _shortfalls(chosen: ChosenSet, aimed: Aimed) -> tuple[str, ...]:
    """Say by what a set falls short of what was asked, and what to relax."""
    found = chosen.found
    fewer = len(chosen.consortia) < chosen.asked
    relax = [
        *([texts.RELAX_BUDGET] if aimed.budget is not None and fewer else []),
        *([texts.RELAX_ONCE] if aimed.once and fewer else []),
        *([texts.RELAX_SIZE] if fewer and not any(chosen.names) else []),
        *([] if found.no_more else [texts.RELAX_SECONDS]),
    ]
    return (
        *([texts.portfolio_fewer(len(chosen.consortia), chosen.asked, relax, proven=found.no_more)] if fewer else []),
        *([texts.portfolio_short(found.short, proven=found.exact)] if found.short else []),
    )


def _facts(
    chosen: ChosenSet, aimed: Aimed, call: Call, countries: Mapping[str, int], ecosystems: Mapping[str, int]
) -> tuple[tuple[str, str], ...]:
    return (
        (texts.CHECK_CALL, f"{call.title} ({call.id})"),
        (texts.PORTFOLIO_CONSORTIA, texts.of(len(chosen.consortia), chosen.asked)),
        (texts.COUNTRIES, ", ".join(sorted(map(country_name, countries)))),
        (texts.ECOSYSTEMS, ", ".join(sorted(ecosystems))),
        (texts.PORTFOLIO_ONCE, texts.YES_NO[aimed.once]),
        *((texts.PORTFOLIO_PROVEN, each) for each in _proven(chosen)),
        *((texts.PORTFOLIO_SHORT, each) for each in _shortfalls(chosen, aimed)),
    )


def _draw_numbers(
    chosen: ChosenSet,
    members: Sequence[Organisation],
    countries: Mapping[str, int],
    ecosystems: Mapping[str, int],
) -> None:
    numbers = (
        (texts.PORTFOLIO_CONSORTIA, texts.of(len(chosen.consortia), chosen.asked)),
        (texts.PORTFOLIO_ORGANISATIONS, str(len(members))),
        (texts.COUNTRIES, str(len(countries))),
        (texts.ECOSYSTEMS, texts.of(len(ecosystems), len(ECOSYSTEMS))),
    )
    tiles = (
        tag("div", tag("dt", escape(label)), tag("dd", escape(value)), class_="mm-tile") for label, value in numbers
    )
    st.html(tag("dl", *tiles, class_="mm-tiles"))


def _draw_coverage(countries: Mapping[str, int], ecosystems: Mapping[str, int]) -> None:
    with st.expander(texts.PORTFOLIO_COVERAGE, icon=":material/bar_chart:", expanded=True):
        left, right = st.columns(2, gap="medium")
        named = {f"{flag(code)} {country_name(code)}": count for code, count in countries.items()}
        left.html(_bars(texts.PORTFOLIO_BY_COUNTRY, named))
        right.html(_bars(texts.PORTFOLIO_BY_ECOSYSTEM, ecosystems))
        lacking = [name for name in ECOSYSTEMS if name not in ecosystems]
        if lacking:
            right.caption(plain(texts.portfolio_lacking(lacking)))


def _bars(title: str, counts: Mapping[str, int]) -> str:
    most = max(counts.values(), default=1)
    rows = (
        tag(
            "div",
            tag("dt", escape(name)),
            tag("dd", tag("span", class_="mm-bar mm-plus", style=f"width:{count / most:.0%}"), class_="mm-bars"),
            tag("dd", str(count)),
        )
        for name, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    )
    return tag("h4", escape(title)) + tag("dl", *rows, class_="mm-counts")


def _draw_consortia(chosen: ChosenSet, aimed: Aimed) -> None:
    pages = -(-len(chosen.consortia) // _EACH_PAGE)
    number = 1
    if pages > 1:
        label = texts.of_pages(pages, len(chosen.consortia))
        number = int(st.number_input(label, 1, pages, key="portfolio.page"))
    ranked = list(enumerate(zip(chosen.names, chosen.consortia, strict=True), start=1))
    for rank, (name, each) in ranked[(number - 1) * _EACH_PAGE : number * _EACH_PAGE]:
        _draw_consortium(rank, name, each, aimed)


def _draw_consortium(rank: int, name: str, consortium: Consortium, aimed: Aimed) -> None:
    with st.container(border=True, key=f"portfolio-{rank}"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.html(tag("h3", f"{rank}. {escape(name) or _who(consortium)}", class_="mm-heading"), width="content")
            draw_badge(consortium.assessment.verdict)
        st.html((tag("p", _who(consortium)) if name else "") + _summary(consortium))
        with st.expander(texts.PORTFOLIO_MORE):
            members = tag("ul", *(member_markup(each) for each in consortium.members), class_="mm-members")
            st.html(members + reasons_markup(consortium.reasons))
            findings = [each for each in consortium.assessment.findings if each.outcome is not Outcome.PASS]
            if findings:
                st.html("".join(gap_markup(gap) for gap in gaps(findings, consortium.members)))
            query = {"member": [each.id for each in consortium.members], "market": list(aimed.markets)}
            call = {"call": aimed.call} if aimed.call != Aimed.call else {}
            link("check", texts.PORTFOLIO_CHECK, {**query, **call})


def _who(consortium: Consortium) -> str:
    """Return the members with their flags, on one line where there is room."""
    return " · ".join(
        tag(
            "span",
            tag("span", flag(each.country), aria_hidden="true"),
            f"&nbsp;{escape(each.label)}",
            class_="mm-member",
        )
        for each in consortium.members
    )


def _summary(consortium: Consortium) -> str:
    """Return the fit, the countries, and what the members work in."""
    countries = ", ".join(dict.fromkeys(map(country_name, consortium.countries)))
    ecosystems = ", ".join(dict.fromkeys(name for each in consortium.members for name in each.ecosystems))
    fit = f"{shown(consortium.score):.2f}"
    rest = (escape(each) for each in (countries, ecosystems) if each)
    return tag("p", " · ".join((f"{texts.FIT} {tag('strong', fit)}", *rest)), class_="mm-place")


def _draw_downloads(chosen: ChosenSet, facts: Sequence[tuple[str, str]]) -> None:
    def workbook() -> bytes:
        # The library that writes workbooks takes long to import, and few who look ask for it.
        from matchmaker.reports.portfolio_workbook import write_portfolio

        with TemporaryDirectory() as folder:
            path = Path(folder) / "portfolio.xlsx"
            write_portfolio(path, chosen, facts)
            return path.read_bytes()

    st.subheader(texts.CHECK_KEEP, anchor=False)
    with st.container(horizontal=True):
        st.download_button(texts.PORTFOLIO_XLSX, workbook, "portfolio.xlsx", _XLSX, on_click="ignore")
        # Excel reads UTF-8 only where a mark says so.
        table = f"\ufeff{portfolio_csv(chosen)}".encode()
        st.download_button(texts.PORTFOLIO_CSV, table, "portfolio.csv", "text/csv", on_click="ignore")
    st.caption(texts.PORTFOLIO_KEEP_HINT)
