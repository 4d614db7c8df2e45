"""What a call's rules say of one consortium: the verdict, the findings behind it, and what would mend it."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

import streamlit as st

from matchmaker.affinity.affinity import shown
from matchmaker.calls.check import Assessment
from matchmaker.calls.finding import Outcome, Verdict
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.consortia.fixes import Fix
from matchmaker.countries import flag
from matchmaker.ui import texts
from matchmaker.ui.cards import draw_badge
from matchmaker.ui.finding_markup import finding_markup, gap_markup
from matchmaker.ui.findings import gaps
from matchmaker.ui.markup import plain, tag

_EXPLAINED: Mapping[Verdict, str] = {
    Verdict.ELIGIBLE: texts.CHECK_ELIGIBLE,
    Verdict.EVIDENCE: texts.CHECK_EVIDENCE,
    Verdict.NOT_ELIGIBLE: texts.CHECK_NOT_ELIGIBLE,
}


def draw_verdict(assessment: Assessment, members: Sequence[Organisation], *, inside: bool = False) -> None:
    """Draw the badge, a sentence, what is open by who can mend it, and the rules that are kept.

    Args:
        assessment: what the rules say.
        members: who is in the consortium, for their names.
        inside: whether it is drawn in something that opens, which can hold nothing else that does.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_badge(assessment.verdict)
        st.markdown(plain(_EXPLAINED[assessment.verdict]), width="content")
    st.caption(plain(texts.as_of(assessment.call, assessment.as_of)))
    open_ones = gaps(assessment.findings, members)
    if open_ones:
        st.html("".join(gap_markup(gap) for gap in open_ones))
    kept = [finding for finding in assessment.findings if finding.outcome is Outcome.PASS]
    if kept and inside:
        st.caption(texts.passed([finding.rule for finding in kept]))
    elif kept:
        with st.expander(texts.kept(len(kept))):
            st.html(tag("ul", *(finding_markup(each) for each in kept), class_="mm-findings"))


def draw_fixes(fixes: Sequence[Fix], catalogue: Catalogue, take: Callable[[Fix], None]) -> None:
    """Draw the smallest changes that mend a consortium, each with a button that `take`s it."""
    st.subheader(texts.CHECK_MEND, anchor=False)
    if not fixes:
        st.info(texts.CHECK_NO_MEND)
        return
    st.caption(texts.CHECK_MEND_HINT)
    for number, fix in enumerate(fixes):
        with st.container(border=True, key=f"check-fix-{number}"):
            st.html(tag("ul", *_changes(fix, catalogue), class_="mm-changes"))
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                failing = [each.rule for each in fix.assessment.findings if each.outcome is Outcome.FAIL]
                st.caption(plain(texts.mended(fix.assessment.verdict, shown(fix.score), failing)), width="content")
                st.button(texts.CHECK_TAKE, key=f"check.fix.{number}", on_click=take, args=(fix,))


def _changes(fix: Fix, catalogue: Catalogue) -> list[str]:
    out = [texts.take_out(_named(catalogue[each])) for each in fix.removed]
    return [tag("li", escape(each)) for each in (*out, *(texts.add(_named(catalogue[each])) for each in fix.added))]


def _named(organisation: Organisation) -> str:
    return f"{flag(organisation.country)} {organisation.name}"
