"""The page on which staff and facilitators choose the best set of consortia that do not overlap."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from matchmaker.consortia.consortium import ChosenSet
from matchmaker.consortia.watch import Progress
from matchmaker.countries import country_name, flag
from matchmaker.errors import BadInput, MatchmakerError, NoResult
from matchmaker.matchmaker import Matchmaker
from matchmaker.shipped import shipped
from matchmaker.ui import texts
from matchmaker.ui.address import given_address, keep_address
from matchmaker.ui.aimed import RANGES, Aimed, read_aimed
from matchmaker.ui.chosen_sets import draw_chosen
from matchmaker.ui.frame import framed
from matchmaker.ui.markup import plain
from matchmaker.ui.uploads import as_uploaded, on_disk

_KINDS = ("yaml", "yml", "json", "csv", "xlsx")
# Keys in the session's state: of the widgets, of the question that was last put, and of its answer.
_FIELDS = ("count", "size", "ecosystems", "countries", "budget", "seconds", "once", "markets", "call")
_HOW, _FILE, _PUT, _ANSWER = "portfolio.how", "portfolio.file", "portfolio.put", "portfolio.answer"

Question = tuple[Aimed, str]
"""What is asked, and the name that the session has for the file that is chosen from; empty for the catalogue."""


def page() -> None:
    """Draw the page."""
    matchmaker = framed(texts.PORTFOLIO_TITLE, texts.PORTFOLIO_INTRODUCTION)
    if matchmaker is None:
        return
    _read_address(matchmaker)
    how = st.segmented_control(
        texts.PORTFOLIO_HOW, (texts.PORTFOLIO_FORM, texts.PORTFOLIO_CHOOSE), required=True, key=_HOW
    )
    from_file = how == texts.PORTFOLIO_CHOOSE
    aimed = _ask(matchmaker, from_file=from_file)
    given = _ask_file() if from_file else None
    if from_file and given is None:
        return
    question = (aimed, "" if given is None else given.file_id)
    if st.button(texts.PORTFOLIO_FIND, type="primary", key="portfolio.find"):
        st.session_state[_PUT] = question
    if st.session_state.get(_PUT) != question:
        st.info(texts.PORTFOLIO_HINT)
        return
    keep_address(aimed.address())
    _draw(matchmaker, question, given)


def _read_address(matchmaker: Matchmaker) -> None:
    """Fill the widgets from the address when they first appear, and keep them while others are drawn."""
    keys = [f"portfolio.{name}" for name in _FIELDS]
    if _HOW in st.session_state:
        for key in keys:
            st.session_state[key] = st.session_state[key]
        return
    address = given_address()
    given, problems = read_aimed(address, matchmaker.catalogue, matchmaker.calls)
    for problem in problems:
        st.warning(plain(problem))
    st.session_state[_HOW] = texts.PORTFOLIO_FORM
    for name, key in zip(_FIELDS, keys, strict=True):
        value = getattr(given, name)
        st.session_state[key] = list(value) if isinstance(value, tuple) else value
    if "count" in address:
        # Somebody sent the address of an answer.
        st.session_state[_PUT] = (given, "")


def _ask(matchmaker: Matchmaker, *, from_file: bool) -> Aimed:
    calls = matchmaker.calls
    call = st.selectbox(
        texts.CHECK_CALL, list(calls), format_func=lambda each: f"{calls[each].title} ({each})", key="portfolio.call"
    )
    left, right = st.columns(2)
    count = _number(left, "count", texts.PORTFOLIO_COUNT)
    size, markets = Aimed.size, list[str]()
    if from_file:
        once = right.toggle(texts.PORTFOLIO_ONCE, help=texts.PORTFOLIO_ONCE_HELP, key="portfolio.once")
    else:
        size = right.slider(texts.SIZE, *RANGES["size"], help=texts.PORTFOLIO_SIZE_HELP, key="portfolio.size")
    with st.expander(texts.PORTFOLIO_LIMITS, icon=":material/tune:"):
        left, right = st.columns(2)
        ecosystems = _number(left, "ecosystems", texts.PORTFOLIO_ECOSYSTEMS)
        countries = _number(right, "countries", texts.PORTFOLIO_COUNTRIES)
        left, right = st.columns(2)
        budget = _number(left, "budget", texts.PORTFOLIO_BUDGET, texts.PORTFOLIO_BUDGET_HELP)
        seconds = _number(right, "seconds", texts.PORTFOLIO_SECONDS, texts.PORTFOLIO_SECONDS_HELP)
        if not from_file:
            markets = st.multiselect(
                texts.MARKETS,
                sorted({each.country for each in matchmaker.catalogue.markets}, key=country_name),
                format_func=lambda code: f"{flag(code)} {country_name(code)}",
                placeholder=texts.MARKETS_PLACEHOLDER,
                help=texts.PORTFOLIO_MARKETS_HELP,
                select_all=False,
                key="portfolio.markets",
            )
            once = st.toggle(texts.PORTFOLIO_ONCE, help=texts.PORTFOLIO_ONCE_HELP, key="portfolio.once")
    return Aimed(
        count=count or Aimed.count,
        size=size,
        ecosystems=ecosystems or 0,
        countries=countries or 0,
        budget=budget,
        seconds=seconds or Aimed.seconds,
        once=once,
        markets=tuple(markets),
        call=call,
    )


def _number(place: "st.delta_generator.DeltaGenerator", name: str, label: str, help_: str | None = None) -> int | None:
    least, most = RANGES[name]
    step = 100_000 if name == "budget" else 1
    value = place.number_input(label, least, most, None, step=step, help=help_, key=f"portfolio.{name}")
    return None if value is None else int(value)


def _ask_file() -> UploadedFile | None:
    st.markdown(texts.PORTFOLIO_FILE_HINT)
    given = st.file_uploader(texts.FILE, type=_KINDS, key=_FILE)
    if given is None:
        sample = shipped("data") / "examples" / "consortia.yaml"
        st.download_button(texts.FILE_SAMPLE, sample.read_bytes(), sample.name, "application/yaml", on_click="ignore")
    return given


def _answer(matchmaker: Matchmaker, question: Question, given: UploadedFile | None) -> ChosenSet | None:
    """Return the answer to a question; while it is looked for, the person sees how far it is and can stop it.

    Raises:
        BadInput: what is asked contradicts itself, or the file cannot be read.
        NoResult: time ran out before anything was found.
    """
    kept = st.session_state.get(_ANSWER)
    if kept is not None and kept[0] == question:
        found: ChosenSet | None = kept[1]
        return found
    working = st.empty()
    with working.container():
        bar = st.progress(0.0, texts.PORTFOLIO_SEARCHING)
        st.button(texts.PORTFOLIO_STOP, on_click=_stop, key="portfolio.stop")

    def progress(done: int, total: int) -> None:
        # Streamlit leaves the search from here when the person stops it or asks something else.
        bar.progress(min(done / max(total, 1), 1.0), texts.PORTFOLIO_SEARCHING)

    try:
        found = _searched(matchmaker, question[0], given, progress)
    except MatchmakerError:
        working.empty()
        raise
    working.empty()
    st.session_state[_ANSWER] = (question, found)
    return found


def _searched(matchmaker: Matchmaker, aimed: Aimed, given: UploadedFile | None, progress: Progress) -> ChosenSet | None:
    if given is None:
        return matchmaker.portfolio(aimed.asked, aimed.aim, aimed.call, progress)
    with on_disk(given) as paths:
        try:
            return matchmaker.choose(paths[0], aimed.asked, aimed.aim, aimed.call, progress)
        except BadInput as error:
            raise type(error)(as_uploaded(str(error), paths)) from error


def _stop() -> None:
    st.session_state.pop(_PUT, None)


def _draw(matchmaker: Matchmaker, question: Question, given: UploadedFile | None) -> None:
    aimed, file = question
    try:
        chosen = _answer(matchmaker, question, given)
    except NoResult as error:
        st.info(plain(f"{error}\n{texts.PORTFOLIO_MORE_TIME}"))
        return
    except BadInput as error:
        st.error(plain(str(error)))
        return
    if chosen is None:
        st.warning(texts.PORTFOLIO_NONE_OF_FILE if file else texts.PORTFOLIO_NONE)
        return
    draw_chosen(chosen, aimed, matchmaker.call(aimed.call))
    if not file:
        st.caption(texts.SHARE)
