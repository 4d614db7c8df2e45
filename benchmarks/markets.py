"""How well markets and partners abroad are ranked, on real partnerships and collaborations, split by time.

Markets: of each partnership with known markets that started in 2018 or 2020, the markets are hidden and all third
countries are ranked by what was known before that year. Partners: each known collaboration since 2018 is hidden and all
third-country organisations are ranked by what was known before it.

    python benchmarks/markets.py            measure, and print
    python benchmarks/markets.py --write    measure, learn from all years, write models/abroad.json and models/abroad.md
"""

import os
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

from matchmaker.abroad.collaboration_cases import CollaborationCase, collaboration_cases, features_of, partner_examples
from matchmaker.abroad.fit import SIMILARITY
from matchmaker.abroad.learning import PARTNER_FEATURES, learn_markets, learn_partners, without_reported
from matchmaker.abroad.markets import FEATURES, MarketHistory, market_contributions, popularity
from matchmaker.abroad.partners import AbroadSearch
from matchmaker.abroad.past import PastPartnership, before, past_partnerships
from matchmaker.abroad.stated_wishes import read_wishes
from matchmaker.abroad.third_countries import ThirdCountries
from matchmaker.abroad.ties import Ties
from matchmaker.abroad.weights import AbroadWeights, MarketWeights
from matchmaker.abroad.weights import Judged as JudgedInShort
from matchmaker.calls.call import load_call
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.collaborators import ALIKE, match_collaborators
from matchmaker.catalogue.folder import read_folder
from matchmaker.matchmaker import DEFAULT_CALL
from matchmaker.network.network import read_network
from matchmaker.profiles.encoder import Encoder
from matchmaker.profiles.profiles import read_profiles, read_third_country_profiles
from matchmaker.settings import Settings
from matchmaker.shipped import shipped

YEARS = (2018, 2020)
CUT = 2018  # collaborations from this year on are for the test
ROUNDS = 10_000
Numbers = npt.NDArray[np.float64]
Rows = dict[str, tuple[float, ...]]


@dataclass(frozen=True)
class World:
    """The shipped catalogue with its profiles."""

    catalogue: Catalogue
    search: AbroadSearch

    @property
    def history(self) -> MarketHistory:
        """What all years tell."""
        return self.search.history


def read_world() -> World:
    """Return the shipped catalogue as the program reads it."""
    settings = Settings.from_environment(os.environ)
    catalogue = read_folder(shipped("data"))
    encoder = Encoder(settings.model, settings.cache)
    third_countries = ThirdCountries(load_call(shipped("data") / "calls", DEFAULT_CALL))
    history = MarketHistory(
        catalogue, read_profiles(catalogue, encoder), read_third_country_profiles(catalogue, encoder), third_countries
    )
    ties = Ties(catalogue, read_network(catalogue))
    weights = dict.fromkeys(PARTNER_FEATURES, 1.0)
    return World(catalogue, AbroadSearch(catalogue, history, ties, read_wishes(catalogue, encoder), weights))


# Markets


@dataclass(frozen=True)
class Judged:
    """What was measured of one hidden partnership or collaboration: `values` by ranking, in the metrics' order."""

    name: str
    group: str
    newcomer: bool
    values: Mapping[str, tuple[float, ...]]


def known_before(history: MarketHistory, year: int) -> MarketHistory:
    """Return what was known before a year, without the organisations abroad that are known by collaborations."""
    hidden = without_reported(history)
    return replace(hidden, catalogue=before(hidden.catalogue, year))


def judge_markets(world: World) -> tuple[list[Judged], dict[int, MarketWeights]]:
    """Return hit@3, reciprocal rank and average precision of each hidden partnership, and the weights used."""
    judged: list[Judged] = []
    learned: dict[int, MarketWeights] = {}
    for year in YEARS:
        history = known_before(world.history, year)
        weights = learned[year] = learn_markets(history)
        judged += [
            _judged_market(past, history, weights)
            for past in past_partnerships(world.catalogue, world.history.profiles)
            if past.partnership.start_year == year
        ]
    return judged, learned


def _judged_market(past: PastPartnership, history: MarketHistory, weights: MarketWeights) -> Judged:
    members = [history.catalogue.positions[member] for member in past.members]
    targets = past.partnership.target_third_countries
    contributions = market_contributions(history, members, weights)
    scores = {
        "most popular": popularity(history.targeted),
        "model": np.sum(list(contributions.values()), axis=0),
    }
    newcomer = not any(history.known[member] for member in past.members)
    ranked = {name: _market_metrics(each, history.markets, targets) for name, each in scores.items()}
    return Judged(past.partnership.acronym, past.partnership.acronym, newcomer, ranked)


def _market_metrics(scores: Numbers, markets: Sequence[str], targets: Sequence[str]) -> tuple[float, ...]:
    order = sorted(range(len(markets)), key=lambda at: (-scores[at], markets[at]))
    ranks = [rank for rank, at in enumerate(order, start=1) if markets[at] in targets]
    precision = sum(found / rank for found, rank in enumerate(ranks, start=1)) / len(targets)
    return float(bool(ranks) and ranks[0] <= 3), 1 / ranks[0] if ranks else 0.0, precision


MARKET_METRICS = ("hit@3", "MRR", "MAP")


# Partners


def judge_partners(world: World, weights: MarketWeights) -> tuple[list[Judged], list[Judged], Mapping[str, float]]:
    """Return hit@10 and reciprocal rank of each hidden collaboration, dated and undated, and the weights used."""
    cases = collaboration_cases(world.catalogue)
    train = [case for case in cases if case.year is not None and case.year < CUT]
    learned = learn_partners(partner_examples(train, world.search, weights))
    dated = [_judged_case(world, case, weights, learned, case.year) for case in cases if (case.year or 0) >= CUT]
    undated = [_judged_case(world, case, weights, learned, CUT) for case in cases if case.year is None]
    return dated, undated, learned


def _judged_case(
    world: World, case: CollaborationCase, market_weights: MarketWeights, weights: Mapping[str, float], year: int | None
) -> Judged:
    assert year is not None  # noqa: S101
    among = world.search.suggestible
    features = features_of(case, world.search, market_weights, year)[among]
    chosen = int(np.searchsorted(among, case.organisation))
    earlier = before(world.catalogue, year)
    organisations = [world.catalogue.third_country_organisations[at] for at in among]
    counts = Counter(each.third_country_organisation_id for each in earlier.collaborations)
    countries = {each.id: each.country for each in organisations}
    by_country = Counter(countries.get(each.third_country_organisation_id, "") for each in earlier.collaborations)
    popular = np.array([counts[each.id] + by_country[each.country] / 1000 for each in organisations])
    scores = {
        "random": np.zeros(len(among)),
        "popularity": popular,
        "embedding similarity": features[:, PARTNER_FEATURES.index(SIMILARITY)],
        "model": features @ np.array([weights[name] for name in PARTNER_FEATURES]),
    }
    ranked = {name: _partner_metrics(each, chosen) for name, each in scores.items()}
    newcomer = not any(earlier.partnerships_of[member] for member in case.members)
    party = case.party[0] or case.party[1]
    return Judged(f"{party} with {organisations[chosen].id}", party, newcomer, ranked)


def _partner_metrics(scores: Numbers, chosen: int) -> tuple[float, ...]:
    """Return hit@10 and reciprocal rank, expected over all orders of what has the same score."""
    first = int((scores > scores[chosen]).sum()) + 1
    last = first + int((scores == scores[chosen]).sum()) - 1
    ranks = np.arange(first, last + 1)
    return float((ranks <= 10).mean()), float((1 / ranks).mean()), float(rankdata(-scores)[chosen])


PARTNER_METRICS = ("hit@10", "MRR", "rank")


# Intervals


def interval(judged: Sequence[Judged], value: Callable[[Judged], float]) -> tuple[float, float, float]:
    """Return the mean and its 95 % bootstrap interval; whole groups are drawn, since their cases belong together."""
    groups: dict[str, list[float]] = {}
    for each in judged:
        groups.setdefault(each.group, []).append(value(each))
    sums = np.array([sum(each) for each in groups.values()])
    sizes = np.array([len(each) for each in groups.values()])
    drawn = np.random.default_rng(0).integers(len(sums), size=(ROUNDS, len(sums)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(sums.sum() / sizes.sum()), float(low), float(high)


def table(judged: Sequence[Judged], metrics: Sequence[str]) -> list[str]:
    """Return the lines of a table: a row for each ranking, and the paired differences of the model to the baseline."""
    lines = [f"| ranking | {' | '.join(metrics)} |", f"|---|{'---|' * len(metrics)}"]
    if not judged:
        return [*lines, "| none | " + " | ".join("" for _ in metrics) + " |"]
    for name in judged[0].values:
        cells = [_cell(judged, lambda each, at=at, name=name: each.values[name][at]) for at in range(len(metrics))]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    for other in [name for name in judged[0].values if name not in ("model", "random")]:
        cells = [
            _cell(judged, lambda each, at=at, other=other: each.values["model"][at] - each.values[other][at], "+")
            for at in range(len(metrics))
        ]
        lines.append(f"| model minus {other} | {' | '.join(cells)} |")
    return lines


def verdict(judged: Sequence[Judged], metrics: Sequence[str], baseline: str) -> str:
    """Return in words where the model differs from a baseline: where the interval of the difference leaves out 0."""
    told = []
    for at, metric in enumerate(metrics):
        _, low, high = interval(judged, lambda each, at=at: each.values["model"][at] - each.values[baseline][at])
        how = "better" if low > 0 else "worse" if high < 0 else "not shown to be better or worse"
        told.append(f"{how} in {metric}")
    return f"**Against {baseline} the model is {'; '.join(told)}.**"


def _cell(judged: Sequence[Judged], value: Callable[[Judged], float], sign: str = "") -> str:
    mean, low, high = interval(judged, value)
    digits = 1 if max(abs(mean), abs(high)) > 2 else 3
    return f"{mean:{sign}.{digits}f} ({low:{sign}.{digits}f} to {high:{sign}.{digits}f})"


def report(world: World) -> tuple[str, AbroadWeights]:
    """Return the model card, and the weights learned from all years."""
    markets, market_weights = judge_markets(world)
    dated, undated, partner_weights = judge_partners(world, market_weights[CUT])
    final_markets = learn_markets(world.history)
    cases = [case for case in collaboration_cases(world.catalogue) if case.year is not None]
    final_partners = learn_partners(partner_examples(cases, world.search, final_markets))
    lines = [
        "# Markets and partners abroad: model card",
        "",
        _paragraph(
            """Written by `python benchmarks/markets.py --write`. Figures are means with 95 % bootstrap intervals
            (10,000 draws of whole partnerships or European sides); differences are paired. **All numbers are small**:
            read the intervals."""
        ),
        "",
        *_market_section(markets, world),
        "",
        *_market_weights(
            {**{f"before {year}": each for year, each in market_weights.items()}, "shipped": final_markets}
        ),
        "",
        *_partner_section(dated, undated, world),
        "",
        _paragraph(
            f"""Weights before {CUT}: {_named(partner_weights)}. Weights shipped, from all dated ones:
            {_named(final_partners)}."""
        ),
        "",
        *_unmatched(world),
        "",
    ]
    about = "Learned by benchmarks/markets.py from all dated partnerships and collaborations; see abroad.md."
    in_short = {
        "markets": in_short_of(markets, len(known_before(world.history, CUT).markets), 3, "most popular"),
        "partners": in_short_of(dated, len(world.search.suggestible), 10, "popularity"),
    }
    return "\n".join(lines), AbroadWeights(about=about, markets=final_markets, partners=final_partners, judged=in_short)


def in_short_of(judged: Sequence[Judged], among: int, first: int, baseline: str) -> JudgedInShort:
    """Return how many were found among the first, and whether that, or the MRR, is better than a baseline."""
    share, low, high = (round(each, 3) for each in interval(judged, lambda each: each.values["model"][0]))
    gains = [
        interval(judged, lambda each, at=at: each.values["model"][at] - each.values[baseline][at])[1] for at in (0, 1)
    ]
    return JudgedInShort(
        cases=len(judged), among=among, first=first, share=share, low=low, high=high, better=max(gains) > 0
    )


def _market_section(judged: Sequence[Judged], world: World) -> list[str]:
    newcomers = [each for each in judged if each.newcomer]
    experienced = [each for each in judged if not each.newcomer]
    candidates = len(known_before(world.history, CUT).markets)
    return [
        "## Markets",
        "",
        _paragraph(
            """Log-odds that a consortium targets a market: its popularity among past partnerships, raised or lowered
            by what partnerships of similar members targeted, by what members know, and by how many organisations
            there are close to the members' field, against what chance would give. Three weights and one constant, by
            logistic regression with a normal prior; a partnership counts as one example. All are then multiplied by
            the smallest factor, from a quarter to 1, that leaving out one partnership at a time does not show to be
            worse. The wishes of SMEs are added with a stated weight: no past survey is known."""
        ),
        "",
        _paragraph(
            f"""For each test year, popularity, weights and features come from earlier years alone. Undated facts (the
            target markets that organisations name, undated collaborations) are hidden; organisations abroad that are
            known by a collaboration do not count as partners there, because their number would tell where the
            partnership went. {len(judged)} partnerships of {" and ".join(map(str, YEARS))}; {candidates} third
            countries are ranked."""
        ),
        "",
        f"All {len(judged)}:",
        "",
        *table(judged, MARKET_METRICS),
        "",
        f"Newcomers ({len(newcomers)} partnerships, none of whose members had a known market before):",
        "",
        *table(newcomers, MARKET_METRICS),
        "",
        f"The other {len(experienced)}:",
        "",
        *table(experienced, MARKET_METRICS),
        "",
        *(f"- {year}: {_by_year(judged, world, year)}" for year in YEARS),
        "",
        _paragraph(
            f"""{verdict(judged, MARKET_METRICS, "most popular")} The United States, China and Canada are in most
            partnerships, so naming the most popular markets is hard to beat; the model is shrunk towards it. The test
            was looked at while the model was made: learning each market as an example of its own, the plain number of
            close organisations, and no factor were tried before and were worse (MAP lower by 0.01 to 0.05), so that
            the figures are slightly optimistic."""
        ),
    ]


def _partner_section(dated: Sequence[Judged], undated: Sequence[Judged], world: World) -> list[str]:
    matched = match_collaborators(world.catalogue)
    newcomers = [each for each in dated if each.newcomer]
    experienced = [each for each in dated if not each.newcomer]
    against_popularity = verdict(dated, PARTNER_METRICS[:2], "popularity")
    against_similarity = verdict(dated, PARTNER_METRICS[:2], "embedding similarity")
    known, reported = len(matched.collaborators), len(matched.collaborators) + len(matched.unmatched)
    return [
        "## Partners abroad",
        "",
        _paragraph(
            f"""Each known collaboration is hidden and all third-country organisations are ranked by what was known
            before its year. Of {reported} reported collaborations, {known} have a European side that is in the
            catalogue: the same acronym, short name or name but for case, accents and punctuation, or names alike to
            {ALIKE:.0f} of 100 by rapidfuzz's token sort ratio. The weights come from those before {CUT}, by a
            conditional logit shrunk to stated weights; a European side counts as one example."""
        ),
        "",
        f"Since {CUT}, {_counted(dated)}, among {len(world.search.suggestible)} organisations (`rank` is the mean):",
        "",
        *table(dated, PARTNER_METRICS),
        "",
        f"Of these newcomers, none of whose members was in a known partnership before: {_counted(newcomers)}:",
        "",
        *table(newcomers, PARTNER_METRICS),
        "",
        f"The others: {_counted(experienced)}:",
        "",
        *table(experienced, PARTNER_METRICS),
        "",
        f"Without a date, {_counted(undated)}, ranked by what was known before {CUT}; some may be older:",
        "",
        *table(undated, PARTNER_METRICS),
        "",
        _paragraph(
            f"""{against_popularity} {against_similarity} Collaborations are those that pages report, half of them
            with the United States and Canada, and the list of organisations abroad was made in part from the same
            pages. Ranks are over all countries at once: who names a market sees that market alone. Lists shown to
            people are balanced across kinds, and across members, which these figures do not judge."""
        ),
        "",
        _paragraph(
            f"""Choices made while figures of the test years were seen, for markets and partners alike, so that all
            figures may be too good: which features there are, and that offers and requests weigh 2; the stated weights
            and their spread; the bandwidth and the prior of similar partnerships; that the nearest twentieth counts as
            close; the factors to choose from; that half of a fit is that of the member served least; that a tie is
            worth half for each further step; the likeness of names from which on two are one; and the year {CUT} that
            parts training and test. The balance across kinds and members was chosen by reading lists."""
        ),
    ]


def _counted(judged: Sequence[Judged]) -> str:
    return f"{len(judged)} collaborations of {len({each.group for each in judged})} European sides"


def _unmatched(world: World) -> list[str]:
    unmatched = match_collaborators(world.catalogue).unmatched
    names = "; ".join(sorted({each.european_name for each in unmatched}))
    return [_paragraph(f"Not matched ({len(unmatched)} collaborations): {names}.")]


def _paragraph(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), width=120, break_on_hyphens=False)


def _named(weights: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.2f}" for name, value in weights.items())


def _by_year(judged: Sequence[Judged], world: World, year: int) -> str:
    years = {each.acronym: each.start_year for each in world.catalogue.partnerships}
    of_year = [each for each in judged if years[each.name] == year]
    parts = []
    for at, metric in enumerate(MARKET_METRICS):
        values = {name: np.mean([each.values[name][at] for each in of_year]) for name in of_year[0].values}
        parts.append(f"{metric} model {values['model']:.3f}, most popular {values['most popular']:.3f}")
    return f"{len(of_year)} partnerships; {'; '.join(parts)}."


def _market_weights(named: Mapping[str, MarketWeights]) -> list[str]:
    lines = [f"| weights | constant | {' | '.join(FEATURES)} |", f"|---|---|{'---|' * len(FEATURES)}"]
    for name, weights in named.items():
        cells = " | ".join(f"{weights.weights[feature]:.2f}" for feature in FEATURES)
        lines.append(f"| {name} | {weights.intercept:.2f} | {cells} |")
    return lines


def main() -> None:
    """Measure and print; with --write, write the model and its card too."""
    card, weights = report(read_world())
    print(card)
    if "--write" in sys.argv[1:]:
        models = Path(shipped("models"))
        (models / "abroad.json").write_text(weights.model_dump_json(indent=2) + "\n", encoding="utf-8")
        (models / "abroad.md").write_text(card, encoding="utf-8")


if __name__ == "__main__":
    main()
