"""The page on which call staff check whether a consortium, or a file of them, is eligible."""

from dataclasses import replace
from datetime import UTC, date, datetime

import streamlit as st
import yaml

from matchmaker.calls.application import Application, Member, Role
from matchmaker.calls.checked_file import Checked, CheckedFile
from matchmaker.calls.finding import Verdict
from matchmaker.consortia.fixes import Fix
from matchmaker.countries import country_codes, country_name, flag
from matchmaker.errors import BadInput, NoResult
from matchmaker.matchmaker import Matchmaker
from matchmaker.reports.eligibility_report import EligibilityReport
from matchmaker.ui import texts
from matchmaker.ui.address import given_address, keep_address
from matchmaker.ui.candidate import Candidate, read_candidate
from matchmaker.ui.checked_files import draw_file
from matchmaker.ui.evidence import attached, draw_evidence, with_notes
from matchmaker.ui.frame import framed
from matchmaker.ui.markup import plain
from matchmaker.ui.names import list_names
from matchmaker.ui.reporting import draw_downloads
from matchmaker.ui.verdict import draw_fixes, draw_verdict

EXAMPLE = Candidate(members=("es-bec", "dk-ecd", "no-gce-node"), markets=("JP", "US"))
"""A consortium that one of its members makes not eligible, if the catalogue has them."""

# Keys of the widgets in the session's state.
_MEMBERS, _PARTNERS, _MARKETS = "check.members", "check.partners", "check.markets"
_CALL, _DAY = "check.call", "check.day"
_YES_NO = (None, True, False)


def page() -> None:
    """Draw the page."""
    matchmaker = framed(texts.CHECK_TITLE, texts.CHECK_INTRODUCTION)
    if matchmaker is None:
        return
    _read_address(matchmaker)
    call, day = _ask_call(matchmaker)
    what = st.segmented_control(
        texts.CHECK_WHAT, (texts.CHECK_ONE, texts.CHECK_MANY), default=texts.CHECK_ONE, required=True, key="check.what"
    )
    if what == texts.CHECK_MANY:
        draw_file(matchmaker, call, day)
    else:
        _draw_one(matchmaker, call, day)


def _read_address(matchmaker: Matchmaker) -> None:
    """Fill the widgets from the address when they first appear."""
    if _MEMBERS in st.session_state:
        for key in (_MEMBERS, _PARTNERS, _MARKETS):
            # What is not drawn while a file is looked at would be forgotten.
            st.session_state[key] = st.session_state[key]
        return
    address = given_address()
    given, problems = read_candidate(address, matchmaker.catalogue, matchmaker.calls)
    for problem in problems:
        st.warning(plain(problem))
    st.session_state[_CALL], st.session_state[_DAY] = given.call, given.day
    _fill(given)


def _fill(given: Candidate) -> None:
    st.session_state[_MEMBERS], st.session_state[_PARTNERS] = list(given.members), list(given.partners)
    st.session_state[_MARKETS] = list(given.markets)


def _ask_call(matchmaker: Matchmaker) -> tuple[str, date | None]:
    calls = matchmaker.calls
    left, right = st.columns([3, 1.3])
    call = left.selectbox(
        texts.CHECK_CALL, list(calls), format_func=lambda each: f"{calls[each].title} ({each})", key=_CALL
    )
    day = right.date_input(
        texts.CHECK_DAY,
        value=None,
        min_value=date(2000, 1, 1),
        max_value=date(2100, 12, 31),
        help=texts.CHECK_DAY_HELP,
        format="YYYY-MM-DD",
        key=_DAY,
    )
    return call, day


def _draw_one(matchmaker: Matchmaker, call: str, day: date | None) -> None:
    candidate = _ask_candidate(matchmaker, call, day)
    keep_address(candidate.address())
    if not candidate.members:
        _draw_invitation(matchmaker)
        return
    try:
        application = with_notes(_ask_application(candidate), attached())
        assessment = matchmaker.check(application, call, day)
    except BadInput as error:
        st.error(plain(str(error)))
        return
    members = [matchmaker.catalogue[each] for each in candidate.members]
    partners = [matchmaker.catalogue[each] for each in candidate.partners]
    draw_verdict(assessment, [*members, *partners])
    fixes: tuple[Fix, ...] = ()
    unfixed: dict[int, str] = {}
    if assessment.verdict is Verdict.NOT_ELIGIBLE:
        try:
            fixes = matchmaker.fixes(application, call, day)
            draw_fixes(fixes, matchmaker.catalogue, lambda fix: _take(fix, candidate))
        except NoResult as error:
            unfixed[0] = str(error)
            st.info(plain(unfixed[0]))
    draw_evidence([finding.rule for finding in assessment.findings], members)
    checked = CheckedFile(
        texts.CHECK_SOURCE, matchmaker.call(call), assessment.as_of, (Checked(application, assessment),)
    )
    report = EligibilityReport(checked, matchmaker.catalogue, datetime.now(UTC).date(), [fixes], unfixed)
    st.subheader(texts.CHECK_KEEP, anchor=False)
    draw_downloads(report, "eligibility")
    st.download_button(texts.CHECK_YAML, as_file(application), "consortium.yaml", "application/yaml", on_click="ignore")
    st.caption(texts.SHARE)


def _ask_candidate(matchmaker: Matchmaker, call: str, day: date | None) -> Candidate:
    names = list_names(matchmaker.catalogue)
    in_order = sorted(names, key=lambda each: matchmaker.catalogue[each].name.casefold())
    members = st.multiselect(
        texts.CHECK_MEMBERS,
        in_order,
        format_func=names.__getitem__,
        placeholder=texts.ORGANISATION_PLACEHOLDER,
        select_all=False,
        key=_MEMBERS,
    )
    left, right = st.columns(2)
    markets = left.multiselect(
        texts.MARKETS,
        country_codes(),
        format_func=lambda code: f"{flag(code)} {country_name(code)}",
        placeholder=texts.MARKETS_PLACEHOLDER,
        help=texts.MARKETS_HELP,
        select_all=False,
        key=_MARKETS,
    )
    partners = right.multiselect(
        texts.CHECK_PARTNERS,
        in_order,
        format_func=names.__getitem__,
        placeholder=texts.CHECK_PARTNERS_PLACEHOLDER,
        help=texts.CHECK_PARTNERS_HELP,
        select_all=False,
        key=_PARTNERS,
    )
    both = tuple(each for each in partners if each not in members)
    return Candidate(tuple(members), both, tuple(markets), call, day)


def _ask_application(candidate: Candidate) -> Application:
    """Draw the fields of what the application itself says; return it with the members that were chosen.

    Raises:
        BadInput: more is asked than the action costs, or the like.
    """
    with st.expander(texts.CHECK_STATED):
        left, middle, right = st.columns(3)
        duration = left.number_input(texts.CHECK_DURATION, 1, 600, None, key="check.duration")
        cost = middle.number_input(texts.CHECK_COST, 0.01, 1e12, None, step=1000.0, key="check.cost")
        share = right.number_input(texts.CHECK_SHARE, 0.0, 1e12, None, step=1000.0, key="check.share")
        left, right = st.columns(2)
        defence = left.selectbox(
            texts.CHECK_DEFENCE, _YES_NO, format_func=texts.YES_NO.__getitem__, key="check.defence"
        )
        smes = right.selectbox(texts.CHECK_SMES, _YES_NO, format_func=texts.YES_NO.__getitem__, key="check.smes")
        why = st.text_input(texts.CHECK_JUSTIFICATION, max_chars=2_000, key="check.justification")
    members = [Member(organisation=each) for each in candidate.members]
    members += [Member(organisation=each, role=Role.ASSOCIATED) for each in candidate.partners]
    return Application(
        members=tuple(members),
        markets=candidate.markets,
        duration=duration,
        duration_justification=why,
        total_cost=None if cost is None else f"{cost:.2f}",
        share_asked=None if share is None else f"{share:.2f}",
        defence=defence,
        smes_involved=smes,
    )


def _draw_invitation(matchmaker: Matchmaker) -> None:
    with st.container(border=True, key="check-invitation"):
        st.header(texts.CHECK_NOBODY, anchor=False)
        st.markdown(texts.CHECK_NOBODY_HINT)
        if all(each in matchmaker.catalogue.positions for each in EXAMPLE.members):
            st.button(texts.CHECK_EXAMPLE, type="primary", on_click=_fill, args=(EXAMPLE,))


def _take(fix: Fix, candidate: Candidate) -> None:
    """Change who is in the consortium; who is taken out stays as an associated partner."""
    partners = tuple(each for each in (*candidate.partners, *fix.removed) if each not in fix.members)
    _fill(replace(candidate, members=fix.members, partners=tuple(dict.fromkeys(partners))))


def as_file(application: Application) -> str:
    """Return an application as the text of a YAML file that can be read again."""
    stated = application.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    return yaml.safe_dump(stated, allow_unicode=True, sort_keys=False)
