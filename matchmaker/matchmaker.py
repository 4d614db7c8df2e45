"""The one object that wires the layers together; all that the screen, the command line and a script call."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.abroad.abroad import Abroad, AbroadPartners
from matchmaker.abroad.market_choice import RankedMarket
from matchmaker.abroad.stated_wishes import read_wishes
from matchmaker.abroad.survey.report import SurveyReport
from matchmaker.abroad.weights import AbroadWeights
from matchmaker.abroad.weights import read_weights as read_abroad_weights
from matchmaker.affinity.affinity import Affinity, read_affinity
from matchmaker.affinity.outline import OUTLINED, Outline
from matchmaker.affinity.weights import Weights, read_weights
from matchmaker.calls.application import Application
from matchmaker.calls.applications import read_applications
from matchmaker.calls.call import Call, find_call, load_calls
from matchmaker.calls.check import Assessment, Checker
from matchmaker.calls.checked_file import CheckedFile, check_file
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.folder import read_folder
from matchmaker.catalogue.organisation import Organisation
from matchmaker.consortia.affinities import LARGEST_MATRIX, MatrixAffinities, PairAffinities
from matchmaker.consortia.blocks import BlockAffinities
from matchmaker.consortia.chooser import Chooser
from matchmaker.consortia.consortium import ChosenSet, Consortium, Standing, Suggestions
from matchmaker.consortia.finder import Asked, Finder
from matchmaker.consortia.fixes import Fix, Fixer
from matchmaker.consortia.known_markets import KnownMarkets, known_markets
from matchmaker.consortia.learned import LearnedAffinities
from matchmaker.consortia.partners import Among, Partner, best_partners
from matchmaker.consortia.selection import Aim
from matchmaker.consortia.watch import Progress as SearchProgress
from matchmaker.errors import BadInput
from matchmaker.network.network import read_network
from matchmaker.profiles.calibration import read_calibration
from matchmaker.profiles.descriptions import class_phrases, read_descriptions
from matchmaker.profiles.encoder import Encoder, Progress
from matchmaker.profiles.profile import Profile, ProfileReader
from matchmaker.profiles.profiles import read_profiles, read_third_country_profiles
from matchmaker.profiles.topic_search import Hit, TopicSearch, read_topic_search
from matchmaker.settings import Settings
from matchmaker.shipped import shipped

__all__ = ["DEFAULT_CALL", "Among", "Asked", "Consortium", "Matchmaker", "Partner", "Suggestions"]

if TYPE_CHECKING:
    # Learning needs scikit-learn, which takes longer to import than an answer may.
    from matchmaker.evaluation.evaluation import Evaluation

DEFAULT_CALL = "GRO/SME/20/C/02"


class Matchmaker:
    """Answers questions about one catalogue. Nothing in it changes once it is made, so threads may share it.

    Args:
        settings: where the catalogue and the cache lie, and which model reads profiles.
        progress: told how many of how many texts are encoded, when any must be.

    Raises:
        BadInput: the catalogue cannot be read; every problem is named.
    """

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        self.settings = settings
        self.catalogue: Catalogue = read_folder(settings.catalogue)
        self._progress = progress

    @cached_property
    def calls(self) -> Mapping[str, Call]:
        """All calls whose rules are known, by id."""
        return load_calls(shipped("data") / "calls")

    @cached_property
    def encoder(self) -> Encoder:
        """What turns texts into embeddings; it loads its model when it first has to."""
        return Encoder(self.settings.model, self.settings.cache)

    @cached_property
    def affinity(self) -> Affinity:
        """The affinity of this catalogue's organisations; profiles that were never seen are encoded first."""
        weights = read_weights(self.settings.affinity)
        return read_affinity(self.catalogue, self.encoder, weights, self._progress)

    @cached_property
    def pair_affinities(self) -> PairAffinities:
        """The affinities as the search asks for them: all pairs of today's catalogues, an outline of huge ones.

        Where features have a weight of which no outline is known, huge catalogues are looked at block by block.
        """
        if len(self.catalogue) <= LARGEST_MATRIX:
            return MatrixAffinities(self.affinity.matrix())
        if OUTLINED.issuperset(self.affinity.weighing):
            return LearnedAffinities(Outline(self.affinity))
        return BlockAffinities(self.affinity)

    @cached_property
    def reader(self) -> ProfileReader:
        """What reads single profiles."""
        phrases = class_phrases(read_descriptions(), self.encoder, self._progress)
        return ProfileReader(self.catalogue, self.encoder, phrases, read_calibration())

    def profile(self, organisation: Organisation) -> Profile:
        """Return what is read from an organisation's texts, whatever it declares itself.

        Raises:
            BadInput: it has no text at all.
        """
        return self.reader.read(organisation, self._progress)

    def describe(self, text: str, country: str = "", nuts_code: str = "") -> Profile:
        """Return what is read from the text of one who is not in the catalogue; it is kept nowhere.

        Args:
            text: what it says of itself, from one sentence to some pages.
            country: alpha-2 code, whose regions' S3 priorities are then looked at.
            nuts_code: its region, whose S3 priorities are then looked at.

        Raises:
            BadInput: the text is empty.
        """
        described = Organisation(id="", name="", country=country, nuts_code=nuts_code, description=text.strip())
        return self.reader.read(described, self._progress, trace=False)

    def call(self, call_id: str) -> Call:
        """Return the call with an id or alias.

        Raises:
            BadInput: there is none; the error lists those that are known.
        """
        return find_call(self.calls, call_id)

    def organisations(
        self, country: str | None = None, ecosystem: str | None = None, text: str = ""
    ) -> tuple[Organisation, ...]:
        """Return organisations of a country (alpha-2) and an ecosystem that mention all words of a text."""
        words = text.casefold().split()
        return tuple(
            organisation
            for organisation in self.catalogue
            if country in (None, organisation.country)
            and (ecosystem is None or ecosystem in organisation.ecosystems)
            and all(word in _searchable(organisation) for word in words)
        )

    def search(self, text: str, top: int = 20) -> tuple[Hit, ...]:
        """Return the organisations that are like a text by its meaning or its words, best first; it is kept nowhere.

        Args:
            text: a few words, such as "hydrogen valves for ships", a name or an acronym.
            top: how many at most.

        Raises:
            BadInput: the text is empty or too long, or `top` is not positive.
        """
        if top < 1:
            raise BadInput(f"{top} organisations cannot be shown. Ask for at least 1.")
        return self._topic_search.find(text, self.encoder, top)

    @cached_property
    def _topic_search(self) -> TopicSearch:
        return read_topic_search(self.catalogue, self.encoder, self._progress)

    def partners(self, given: Sequence[str], top: int, among: Among | None = None) -> tuple[Partner, ...]:
        """Return the organisations that best complete the given ones (ids or names), best first.

        Args:
            given: those who look for partners.
            top: how many partners.
            among: which partners are wanted; all by default.

        Raises:
            BadInput: nobody is given, somebody is unknown or given twice, or `top` is not positive.
        """
        group = self._positions(given)
        if not group:
            raise BadInput("Nobody is given whom partners should complete. Name at least one organisation.")
        if top < 1:
            raise BadInput(f"{top} partners cannot be shown. Ask for at least 1.")
        wanted = (among or Among()).of(self.catalogue, lambda: self._known_markets)
        others = np.setdiff1d(np.flatnonzero(wanted), group)
        return best_partners(self.catalogue, self.affinity, group, others, top)

    def joined_by(self, organisation: Organisation) -> "Matchmaker":
        """Return a matchmaker whose catalogue has one organisation more, such as one who described itself.

        It answers every question about that one too. What is read of it is kept nowhere.

        Raises:
            BadInput: the id is taken.
        """
        if organisation.id in self.catalogue.positions:
            raise BadInput(f"{organisation.id!r} is in the catalogue already. Give the one who joins another id.")
        return self.on(replace(self.catalogue, organisations=(*self.catalogue.organisations, organisation)))

    def on(self, catalogue: Catalogue) -> "Matchmaker":
        """Return a matchmaker of another catalogue, such as one that a person changed; what is read is kept nowhere."""
        other = copy(self)
        for name in ("affinity", "pair_affinities", "reader", "_topic_search", "_known_markets", "_abroad", "_ids"):
            other.__dict__.pop(name, None)
        other.catalogue = catalogue
        other.encoder = self.encoder.untraced
        return other

    def consortia(
        self,
        given: str | None,
        *,
        call_id: str = DEFAULT_CALL,
        size: int = 3,
        top: int = 10,
        markets: Sequence[str] = (),
        lock: Sequence[str] = (),
        exclude: Sequence[str] = (),
    ) -> Suggestions:
        """Return the best consortia with the given and the locked organisations that break no countable rule of a call.

        Args:
            given: id or name of the organisation that looks for partners, or None for the best of all.
            call_id: id or alias of the call.
            size: members of a consortium.
            top: how many consortia.
            markets: target third countries, alpha-2: for the eligibility of each consortium, and for its score, which
                is higher where members know them.
            lock: ids or names of further organisations that must be in.
            exclude: ids or names of organisations that must not be in.

        Raises:
            BadInput: an organisation or the call is unknown, or what is asked contradicts itself.
        """
        asked = Asked(
            lock=(*([] if given is None else [given]), *lock),
            exclude=tuple(exclude),
            size=size,
            top=top,
            markets=tuple(markets),
        )
        return self.suggest(asked, call_id)

    def suggest(self, asked: Asked, call_id: str = DEFAULT_CALL, progress: SearchProgress | None = None) -> Suggestions:
        """Return the best consortia that break no countable rule of a call; all that can be asked is in `asked`.

        Args:
            asked: who must be in, how many members, what is required and weighed.
            call_id: id or alias of the call.
            progress: told how much is searched; it may stop the search.

        Raises:
            BadInput: an organisation or the call is unknown, or what is asked contradicts itself.
        """
        return self.finder(call_id).suggest(asked, progress)

    def why_not(
        self,
        named: Sequence[str],
        asked: Asked,
        call_id: str = DEFAULT_CALL,
        progress: SearchProgress | None = None,
    ) -> Standing:
        """Return which rule keeps a consortium, or all with some organisations, out of the suggestions, or its rank.

        Raises:
            BadInput: an organisation or the call is unknown, or what is asked contradicts itself.
        """
        return self.finder(call_id).why_not(named, asked, progress)

    def portfolio(
        self, asked: Asked, aim: Aim, call_id: str = DEFAULT_CALL, progress: SearchProgress | None = None
    ) -> ChosenSet | None:
        """Return the best set of consortia of all that a call allows; None where there is none.

        Raises:
            BadInput: the call is unknown, or what is asked contradicts itself.
        """
        return Chooser(self.finder(call_id)).portfolio(asked, aim, progress)

    def choose(
        self,
        path: Path,
        asked: Asked,
        aim: Aim,
        call_id: str = DEFAULT_CALL,
        progress: SearchProgress | None = None,
    ) -> ChosenSet | None:
        """Return the best set of the applications of a file; None where none of them can be chosen.

        Raises:
            BadInput: the call is unknown, the file as a whole cannot be read, or what is asked contradicts itself.
        """
        return Chooser(self.finder(call_id)).choose(read_applications(path, self.catalogue), asked, aim, progress)

    def finder(self, call_id: str = DEFAULT_CALL) -> Finder:
        """Return what finds consortia under a call."""
        return Finder(
            self.catalogue,
            self.checker(call_id),
            self.pair_affinities,
            self.affinity,
            lambda: self._known_markets,
        )

    @cached_property
    def _known_markets(self) -> KnownMarkets:
        return known_markets(self.catalogue)

    def abroad(self, call_id: str = DEFAULT_CALL) -> Abroad:
        """Return what answers questions about third countries under a call, ready to answer them quickly."""
        return self._abroad[self.call(call_id).id].opened

    def partners_abroad(
        self, given: Sequence[str], *, call_id: str = DEFAULT_CALL, markets: Sequence[str] = (), top: int = 10
    ) -> AbroadPartners:
        """Return third-country organisations for one organisation or a consortium (ids or names).

        Raises:
            BadInput: somebody is unknown or given twice, nobody is given, or a market is no third country.
        """
        return self.abroad(call_id).partners(self._positions(given), markets, top)

    def markets(
        self, given: Sequence[str], *, call_id: str = DEFAULT_CALL, survey: Path | None = None
    ) -> tuple[RankedMarket, ...]:
        """Return all third countries, the one that suits an organisation or a consortium (ids or names) best first.

        Raises:
            BadInput: somebody is unknown or given twice, nobody is given, or the survey's file is wrong.
        """
        abroad = self._abroad[self.call(call_id).id]
        return abroad.markets(self._positions(given), abroad.interests(survey) if survey else None)

    def survey(self, path: Path, call_id: str = DEFAULT_CALL) -> SurveyReport:
        """Return what may be told of a file of SMEs' answers; nothing of it is kept.

        Raises:
            BadInput: the file cannot be read, or a cell is wrong.
        """
        return self._abroad[self.call(call_id).id].survey(path, self.encoder.encode_without_trace)

    @cached_property
    def abroad_weights(self) -> AbroadWeights:
        """What is known about choosing markets and partners abroad, and how well it did on what it had not seen."""
        return read_abroad_weights()

    @cached_property
    def _abroad(self) -> Mapping[str, Abroad]:
        wishes = read_wishes(self.catalogue, self.encoder, self._progress)
        profiles = read_profiles(self.catalogue, self.encoder, self._progress)
        profiles_abroad = read_third_country_profiles(self.catalogue, self.encoder, self._progress)
        network, weights = read_network(self.catalogue), self.abroad_weights
        return {
            call.id: Abroad(call, self.catalogue, profiles, profiles_abroad, wishes, network, weights)
            for call in self.calls.values()
        }

    def train(self, before: int | None = None) -> Weights:
        """Return the affinity's weights, learned anew from the partnerships that started before a year, or from all.

        Raises:
            BadInput: there are too few partnerships to learn from.
        """
        from matchmaker.evaluation.evaluation import train

        return train(self.catalogue, self.encoder, self.call(DEFAULT_CALL), before, self._progress)

    def evaluate(self, files: Sequence[Path] = (), before: int | None = None) -> "Evaluation":
        """Return how well partners are found, by a model that is learned anew from what it may see.

        Args:
            files: partnerships and members that are to be found, and organisations that the catalogue lacks; the
                catalogue's own later partnerships by default.
            before: only partnerships of the catalogue that started before this year are seen.

        Raises:
            BadInput: a file is wrong, or there is too little to learn from or to find.
        """
        from matchmaker.evaluation.evaluation import evaluate
        from matchmaker.evaluation.split import split_by_files, split_by_year

        split = split_by_files(self.catalogue, files, before) if files else split_by_year(self.catalogue, before)
        return evaluate(split, self.encoder, self.call(DEFAULT_CALL), self._progress)

    def check(self, application: Application, call_id: str = DEFAULT_CALL, as_of: date | None = None) -> Assessment:
        """Return what a call's rules say of an application, as of a date (by default the call's deadline)."""
        return self.checker(call_id, as_of).check(application)

    def check_file(self, path: Path, call_id: str = DEFAULT_CALL, as_of: date | None = None) -> CheckedFile:
        """Return what a call's rules say of each application of a YAML, JSON, CSV or XLSX file.

        Raises:
            BadInput: the call is unknown, or the file as a whole cannot be read; bad rows are in the answer.
        """
        return check_file(path, self.checker(call_id, as_of))

    def fixes(
        self, application: Application, call_id: str = DEFAULT_CALL, as_of: date | None = None, top: int = 3
    ) -> tuple[Fix, ...]:
        """Return the smallest changes to who is in a consortium that make no rule fail on it, best affinity first.

        Raises:
            NoResult: the consortium is too large for all changes to be compared.
        """
        return self.fixer(call_id, as_of).fixes(application, top)

    def checker(self, call_id: str = DEFAULT_CALL, as_of: date | None = None) -> Checker:
        """Return what checks any number of applications against a call; without a deadline as of today.

        Raises:
            BadInput: the call is unknown, or it was not open yet on that day.
        """
        call = self.call(call_id)
        if as_of and call.opened and as_of < call.opened:
            raise BadInput(
                f"As of {as_of} nothing can be checked: {call.id} opened on {call.opened}. "
                f"Choose that day or a later one, or none for the deadline."
            )
        return Checker(call, self.catalogue, as_of or _day(call))

    def fixer(self, call_id: str = DEFAULT_CALL, as_of: date | None = None) -> Fixer:
        """Return what mends any number of applications under a call."""
        return Fixer(self.checker(call_id, as_of), self.pair_affinities, lambda: self._known_markets)

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        return tuple(organisation.id for organisation in self.catalogue)

    def _positions(self, given: Sequence[str]) -> tuple[int, ...]:
        found = [self.catalogue.positions[self.catalogue.find(each).id] for each in given]
        doubled = [self._ids[at] for at in dict.fromkeys(found) if found.count(at) > 1]
        if doubled:
            raise BadInput(f"{', '.join(doubled)} is given twice. Name each organisation once.")
        return tuple(found)


def _day(call: Call) -> date:
    return call.deadline or datetime.now(UTC).date()


def _searchable(organisation: Organisation) -> str:
    parts = (organisation.name, organisation.short_name, *organisation.keywords, organisation.description)
    return " ".join((*parts, organisation.city, organisation.region)).casefold()
