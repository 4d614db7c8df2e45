"""Commands about the learned affinity: learn it again, and judge it."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from matchmaker.affinity.weights import write_weights
from matchmaker.cli.output import AsJson, CatalogueFolder, console, opened, print_json, say
from matchmaker.errors import BadInput
from matchmaker.wording import counted, listed

if TYPE_CHECKING:
    from matchmaker.evaluation.evaluation import Evaluation
    from matchmaker.evaluation.given import Given

_SHOWN = ("hit@1", "hit@10", "mrr", "ndcg@10", "median_rank")


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("train")(train)
    app.command("evaluate")(evaluate)


def train(
    into: Annotated[Path, typer.Option(metavar="DIR", help="Folder for affinity.json and its model card.")],
    train_before: Annotated[
        int | None, typer.Option(metavar="YEAR", help="Learn only from partnerships that started before this year.")
    ] = None,
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Learn the affinity again from the catalogue's partnerships, and write it with a model card.

    The card judges the same way of learning on partnerships of the last year, learned from those before. To use what
    was learned, set MATCHMAKER_AFFINITY to the file.
    """
    # All that learns and judges is imported late: every other command starts without it.
    from matchmaker.evaluation.card import write_card

    matchmaker = opened(catalogue)
    weights = matchmaker.train(train_before)
    evaluation = matchmaker.evaluate(before=train_before)
    try:
        write_weights(weights, into / "affinity.json")
        written = write_card(into, weights, evaluation)
    except OSError as error:
        raise BadInput(f"{into} cannot be written to ({error.strerror}). Name another folder.") from error
    files = [str(into / "affinity.json"), *map(str, written)]
    if as_json:
        print_json({"files": files, "weights": dict(weights.weights), "intercept": weights.intercept})
        return
    say(f"Learned from {weights.training.partnerships} partnerships. Written: {', '.join(files)}.")


def evaluate(
    organisations: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Organisations that the catalogue lacks.")
    ] = None,
    partnerships: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Later partnerships, which are to be found; needs --members.")
    ] = None,
    members: Annotated[Path | None, typer.Option(metavar="FILE", help="Their members; needs --partnerships.")] = None,
    train_before: Annotated[
        int | None,
        typer.Option(
            metavar="YEAR", help="See only partnerships that started before. Default: before those to be found."
        ),
    ] = None,
    cases: Annotated[
        Path | None, typer.Option(metavar="OUT.csv", help="Write the rank of every case by every method.")
    ] = None,
    catalogue: CatalogueFolder = None,
    as_json: AsJson = False,
) -> None:
    """Judge how well partners are found.

    Each member of later partnerships is hidden in turn, and all other organisations are ranked to complete the rest.
    Without files, the catalogue's own partnerships of the last year are found by a model learned from those before.
    """
    if (partnerships is None) != (members is None):
        raise BadInput("--partnerships and --members belong together: who was in a partnership stands in the second.")
    if organisations and not partnerships:
        raise BadInput("--organisations goes with --partnerships and --members, which say what is to be found.")
    files = [file for file in (organisations, partnerships, members) if file]
    matchmaker = opened(catalogue)
    evaluation = matchmaker.evaluate(files, train_before)
    if cases:
        _write_cases(cases, evaluation)
    if as_json:
        print_json(evaluation_json(evaluation))
        return
    _print(evaluation)


def evaluation_json(evaluation: "Evaluation") -> dict[str, Any]:
    """Return an evaluation for programs."""
    completion, recall = evaluation.completion, evaluation.recall
    return {
        "cases": len(completion.cases),
        "partnerships": len({case.partnership for case in completion.cases}),
        "train_before": evaluation.split.before,
        "given": _given_json(evaluation.split.given),
        "methods": [{"method": name, **parts} for name, parts in completion.methods().items()],
        "differences": [{"method": name, **parts} for name, parts in completion.differences().items()],
        "consortium_recall": {"cases": recall.cases, "recall": recall.recall, "interval": recall.interval},
        "calibration_error": evaluation.reliability.error,
    }


def _given_json(given: "Given | None") -> dict[str, Any] | None:
    if given is None:
        return None
    return {
        "partnerships": len(given.catalogue.partnerships),
        "in_catalogue": dict(given.known),
        "unseen": given.unseen,
        "repeated_rows": given.repeated,
    }


def _print_given(given: "Given") -> None:
    total = len(given.catalogue.partnerships)
    known = [
        one if others == (one,) else f"{one} (there {listed(others)})" for one, others in sorted(given.known.items())
    ]
    already = f": {listed(known)}. They were kept from what was learned from" if known else ""
    say(
        f"Of {counted(total, 'partnership')} given, {len(given.unseen)} are new to the catalogue, and {len(known)} "
        f"stand in it already{already}."
    )
    if given.repeated:
        say(f"{counted(given.repeated, 'row')} said again what another row says, and counted once.")


def _write_cases(path: Path, evaluation: "Evaluation") -> None:
    ids = [organisation.id for organisation in evaluation.split.seen]
    completion = evaluation.completion
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["partnership", "hidden", "rest", "newcomer", *completion.ranks])
            for at, case in enumerate(completion.cases):
                rest = ";".join(ids[each] for each in case.rest)
                ranks = [each[at] for each in completion.ranks.values()]
                writer.writerow([case.acronym, ids[case.member], rest, "yes" if case.newcomer else "no", *ranks])
    except OSError as error:
        raise BadInput(f"{path} cannot be written to ({error.strerror}). Name another file.") from error


def _print(evaluation: "Evaluation") -> None:
    from matchmaker.evaluation.card import figure
    from matchmaker.evaluation.recall import TOP

    completion = evaluation.completion
    found = len({case.partnership for case in completion.cases})
    say(
        f"{len(completion.cases)} members of {found} partnerships were hidden, each in turn, and all other "
        f"organisations ranked to complete the rest. Only partnerships before {evaluation.split.before} were seen. "
        f"In brackets: 95 % intervals over partnerships."
    )
    if evaluation.split.given:
        _print_given(evaluation.split.given)
    for part, title in (("all", "All"), ("newcomers", "Newcomers: never partner of any of the rest")):
        methods = completion.methods()
        console.print(f"\n{title} ({methods['matchmaker'][part]['cases']} cases)", style="bold")
        table = Table("Method", *_SHOWN, box=None, pad_edge=False)
        for name, parts in methods.items():
            table.add_row(name, *(figure(parts[part], metric) for metric in _SHOWN))
        console.print(table)
    recall = evaluation.recall
    if recall.recall is not None and recall.interval:
        low, high = recall.interval
        console.print()
        say(
            f"Of {recall.cases} members that asked for consortia of three, {recall.recall:.0%} ({low:.0%} to "
            f"{high:.0%}) saw one among the first {TOP} that lies wholly within the partnership that came to be."
        )
