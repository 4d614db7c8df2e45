"""The model card of the affinity: what it was learned from, how well it does, and what it must not be used for."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from textwrap import wrap
from types import MappingProxyType
from typing import Any
from xml.sax.saxutils import escape

from matchmaker.affinity.weights import Weights
from matchmaker.evaluation.completion import OURS
from matchmaker.evaluation.evaluation import Evaluation
from matchmaker.evaluation.recall import TOP
from matchmaker.evaluation.reliability import Reliability
from matchmaker.wording import listed

_WIDTH = 120
_AIMS = {"hit@10": 0.80, "mrr": 0.50}
_CARD, _DIAGRAM = "affinity.md", "affinity-reliability.svg"

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "profile similarity": "what the two work on reads alike to the sentence-embedding model (cosine, centred)",
        "shared vocabulary": "their texts share character n-grams (TF-IDF cosine)",
        "shared terms": "their texts share words, rare ones above all (BM25, a tenth)",
        "closest keywords": "their closest two keywords are nearly the same (TF-IDF cosine of character n-grams)",
        "ecosystem overlap": "they work in the same ecosystems (Jaccard)",
        "regional strategies": "what each does fits a priority of the other's region (cosine)",
        "shared priorities": "the strategies of both regions name an ecosystem in which both work (Jaccard)",
        "different countries": "they are from different countries",
        "proximity": "they are near each other (falls to 1/e in 300 km)",
        "similar size": "they have about as many members",
        "adjacent ecosystems": "their ecosystems differ, and meet in partnerships more often than by chance (log lift)",
        "shared target markets": "they aimed at the same third countries (Jaccard)",
        "past partnerships": "they were partners before (log of 1 + how often)",
        "common partners": "they have partners in common (log of 1 + how many)",
        "Adamic-Adar": "they have partners in common who have few others (log of 1 + Adamic-Adar index)",
        "resource allocation": "likewise, by the resource allocation index",
        "mutual PageRank": "walks along past partnerships lead from one to the other (log of 1 + 100 PageRank)",
        "same community": "they belong to the same community of the network",
        "similar experience": "they were in about as many partnerships",
    }
)
"""What each feature says, in words."""


def write_card(folder: Path, weights: Weights, evaluation: Evaluation) -> tuple[Path, Path]:
    """Write the card and its reliability diagram; return their paths.

    Args:
        folder: where `affinity.json` lies.
        weights: the model that the card is of.
        evaluation: of the same way of learning, on partnerships that the judged model had not seen.
    """
    card, diagram = folder / _CARD, folder / _DIAGRAM
    lines = list(_card(weights, evaluation))
    once = [line for before, line in pairwise(["", *lines]) if before or line]  # no two blank lines in a row
    card.write_text("\n".join(once) + "\n", encoding="utf-8")
    diagram.write_text(reliability_diagram(evaluation.reliability), encoding="utf-8")
    return card, diagram


def _card(weights: Weights, evaluation: Evaluation) -> Iterator[str]:
    split, completion, training = evaluation.split, evaluation.completion, weights.training
    yield "# Affinity"
    yield from _paragraph("Written by `matchmaker train`; every figure below was computed by it.")
    yield from _paragraph(
        """**What it is for.** It says how well two cluster organisations fit as partners, as log-odds that are a sum of
        named contributions, shown to people as 0 to 1. 0.5 means: among pairs of a partner and ten other eligible
        organisations of like size, pairs that score so were partners half the time."""
    )
    yield from _paragraph(
        f"""**Data.** {training.partnerships} past partnerships with three known members or more, and the
        {training.organisations} organisations that were in any. Each member in turn was the one chosen to complete the
        rest, against every eligible organisation that was not in the partnership; network features came from the other
        partnerships alone. Conditional logit, weights not negative, L2 penalty {training.penalty:g}; then one slope and
        one intercept so that pairs are calibrated. Nothing is drawn by chance."""
    )
    found = len({case.partnership for case in completion.cases})
    yield from _paragraph(
        f"""**Split.** Judged on {found} partnerships that started in {split.before} or later, by a model learned from
        the {evaluation.weights.training.partnerships} before. {len(completion.cases)} members were
        hidden, each in turn: so few that intervals are wide."""
    )
    yield from _found(evaluation)
    yield from _reliability(evaluation.reliability)
    yield from _weights(weights, evaluation.weights)
    yield "## Limits"
    yield ""
    for limit in _LIMITS:
        yield from wrap(limit, _WIDTH, initial_indent="- ", subsequent_indent="  ")


def _found(evaluation: Evaluation) -> Iterator[str]:
    methods = evaluation.completion.methods()
    yield "## How well partners are found"
    for part, title in (("all", "All cases"), ("newcomers", "Newcomers, who were partner of nobody of the rest")):
        cases = methods[OURS][part]["cases"]
        yield from _paragraph(f"{title} ({cases}); in brackets 95 % intervals, bootstrapped over partnerships:")
        yield "| method | hit@1 | hit@10 | MRR | nDCG@10 | median rank |"
        yield "|---|---|---|---|---|---|"
        for name, parts in methods.items():
            figures = (figure(parts[part], each) for each in ("hit@1", "hit@10", "mrr", "ndcg@10", "median_rank"))
            yield f"| {name} | {' | '.join(figures)} |"
    yield from _paragraph(
        """Of the others, `fusion` adds the reciprocal ranks of TF-IDF, MiniLM and Adamic-Adar, and `sum` their scores,
        each in standard deviations."""
    )
    yield from _paragraph("How much better than each of the others, with paired intervals:")
    yield "| than | hit@10, all | MRR, all | hit@10, newcomers | MRR, newcomers |"
    yield "|---|---|---|---|---|"
    for name, parts in evaluation.completion.differences().items():
        figures = (figure(parts[part], each) for part in ("all", "newcomers") for each in ("hit@10", "mrr"))
        yield f"| {name} | {' | '.join(figures)} |"
    yield from _paragraph(f"{_not_shown(evaluation)} {_short_of_aim(methods[OURS]['all'])}")
    recall = evaluation.recall
    if recall.recall is not None and recall.interval:
        yield from _paragraph(
            f"""Consortium recall: of {recall.cases} members that asked for consortia of three, {recall.recall:.2f}
            [{recall.interval[0]:.2f}, {recall.interval[1]:.2f}] saw one among the first {TOP} that lies wholly within
            the partnership that came to be."""
        )


def _not_shown(evaluation: Evaluation) -> str:
    """Name what the figures do not show: where the interval of a difference is not wholly above zero."""
    doubtful = [
        f"{metric.replace('mrr', 'MRR')} of {'all cases' if part == 'all' else part} beside {name}"
        for part in ("all", "newcomers")
        for metric in ("hit@10", "mrr")
        for name, parts in evaluation.completion.differences().items()
        if (interval := parts[part][f"{metric}_interval"]) is not None and interval[0] <= 0  # type: ignore[index]
    ]
    if not doubtful:
        return "All these intervals are above zero."
    return f"Not shown to be better, since the interval reaches zero: {listed(doubtful)}."


def _short_of_aim(found: Mapping[str, Any]) -> str:
    aims = listed([f"{metric.replace('mrr', 'MRR')} of {aim:.2f}" for metric, aim in _AIMS.items()])
    reached = all(found[metric] >= aim for metric, aim in _AIMS.items())
    return f"The aim, {aims} of all cases, is {'reached' if reached else 'not reached'}."


def _reliability(found: Reliability) -> Iterator[str]:
    yield "## Whether it means what it says"
    yield ""
    yield f"![Reliability diagram]({_DIAGRAM})"
    yield from _paragraph(
        f"""On the same unseen partnerships; expected calibration error {found.error:.3f}. In brackets, and as bars in
        the diagram: 95 % intervals, bootstrapped over partnerships."""
    )
    yield "| shown | were partners | share of pairs | pairs of partners |"
    yield "|---|---|---|---|"
    for each in found.bins:
        observed = f"{each.observed:.2f} [{each.interval[0]:.2f}, {each.interval[1]:.2f}]"
        yield f"| {each.shown:.2f} | {observed} | {each.share:.1%} | {each.partners} |"
    yield ""


def _weights(final: Weights, judged: Weights) -> Iterator[str]:
    yield "## Weights"
    yield from _paragraph(
        f"""In log-odds for each unit of a feature; starting point {final.intercept:g}. The last column is the model
        that was judged above, which knew less."""
    )
    yield "| feature | it speaks for a pair that | weight | judged |"
    yield "|---|---|---|---|"
    for name, weight in sorted(final.weights.items(), key=lambda each: -each[1]):
        yield f"| {name} | {WORDS[name]} | {weight:g} | {judged.weights[name]:g} |"
    yield from _paragraph(
        """A weight of 0 was learned: beside the others, that feature did not help to tell who completed a partnership.
        Other ways of learning that were tried stand in [affinity-alternatives.md](affinity-alternatives.md)."""
    )


_LIMITS = (
    """It has learned who partnered in European cluster partnerships. Who would have been good together but never met is
    not in such data, nor whether a partnership did well.""",
    """What the catalogue does not know, it does not see: descriptions and services are empty in the shipped data, sizes
    and target markets thin.""",
    "Past partners are ranked high, so that newcomers are pushed down by them: compare the two tables above.",
    """The features were designed on the shipped partnerships, those of the last year among them: figures on them may be
    slightly too good.""",
    """Most organisations of the shipped catalogue are in it because they were in some partnership. Who has none before
    the test years is more likely to be in a hidden one than such an organisation would be elsewhere; no feature speaks
    for that, but figures on this catalogue depend on it.""",
    "Few pairs have a high score: how often those were partners is known roughly at best.",
    "The text model reads English.",
    "It ranks. It must not decide who gets money, and it says nothing of eligibility.",
)


def _paragraph(text: str) -> Iterator[str]:
    yield ""
    yield from wrap(" ".join(text.split()), _WIDTH)
    yield ""


def figure(summary: Mapping[str, Any], metric: str) -> str:
    """Return a metric of a summary with its interval, as text."""
    value, interval = summary[metric], summary[f"{metric}_interval"]
    if value is None:
        return "no case"
    digits = 1 if metric == "median_rank" else 2
    return f"{value:.{digits}f} [{interval[0]:.{digits}f}, {interval[1]:.{digits}f}]"


def reliability_diagram(found: Reliability) -> str:
    """Return an SVG: how often pairs were partners over what they were shown as.

    Circles grow with their share; bars are 95 % intervals.
    """
    size, margin = 320, 40
    full = size + 2 * margin

    def at(shown: float, observed: float) -> str:
        return f'cx="{margin + size * shown:.1f}" cy="{margin + size * (1 - observed):.1f}"'

    bars = "".join(
        f'<line class="interval" x1="{margin + size * each.shown:.1f}" x2="{margin + size * each.shown:.1f}" '
        f'y1="{margin + size * (1 - each.interval[0]):.1f}" y2="{margin + size * (1 - each.interval[1]):.1f}" '
        f'stroke="#1a56b0" stroke-width="2"/>'
        for each in found.bins
    )
    circles = "".join(
        f'<circle {at(each.shown, each.observed)} r="{4 + 14 * each.share**0.5:.1f}" fill="#1a56b0" fill-opacity="0.6">'
        f"<title>{escape(f'shown {each.shown:.2f}, were partners {each.observed:.2f}')}</title></circle>"
        for each in found.bins
    )
    ticks = "".join(
        f'<text x="{margin + size * tick / 4:.0f}" y="{full - margin + 18}" text-anchor="middle">{tick / 4:g}</text>'
        f'<text x="{margin - 8}" y="{margin + size * (1 - tick / 4) + 4:.0f}" text-anchor="end">{tick / 4:g}</text>'
        for tick in range(5)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {full}" font-family="sans-serif" font-size="12">'
        f'<rect width="{full}" height="{full}" fill="#ffffff"/>'
        f'<rect x="{margin}" y="{margin}" width="{size}" height="{size}" fill="none" stroke="#888888"/>'
        f'<line x1="{margin}" y1="{full - margin}" x2="{full - margin}" y2="{margin}" stroke="#888888" '
        f'stroke-dasharray="4"/>{bars}{circles}{ticks}'
        f'<text x="{full / 2:.0f}" y="{full - 6}" text-anchor="middle">shown</text>'
        f'<text x="12" y="{full / 2:.0f}" text-anchor="middle" transform="rotate(-90 12 {full / 2:.0f})">'
        f"were partners</text></svg>\n"
    )
