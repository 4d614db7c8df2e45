"""A chosen set of consortia as a table: one row a member, which `matchmaker check --file` can read again."""

import csv
import io
from collections.abc import Iterator, Sequence

from matchmaker.affinity.affinity import shown
from matchmaker.calls.finding import Outcome
from matchmaker.consortia.consortium import ChosenSet, Consortium
from matchmaker.countries import country_name
from matchmaker.reports.text import plain
from matchmaker.spreadsheets import csv_cell

MEMBER_COLUMNS = ("consortium", "organisation", "name", "short name", "country", "city", "ecosystems", "fit", "verdict")


def consortium_names(chosen: ChosenSet) -> tuple[str, ...]:
    """Return what each consortium is called: as its application, or by its number."""
    return tuple(name or f"Consortium {number}" for number, name in enumerate(chosen.names, start=1))


def member_rows(chosen: ChosenSet) -> Iterator[Sequence[str]]:
    """Return a row for each member of each consortium, under `MEMBER_COLUMNS`."""
    for name, consortium in zip(consortium_names(chosen), chosen.consortia, strict=True):
        for member in consortium.members:
            yield (
                name,
                member.id,
                member.name,
                member.short_name,
                country_name(member.country),
                member.city,
                "; ".join(member.ecosystems),
                fit(consortium),
                consortium.assessment.verdict.value,
            )


def fit(consortium: Consortium) -> str:
    """Return how well the members fit, from 0 to 1."""
    return f"{shown(consortium.score):.2f}"


def open_rules(consortium: Consortium) -> str:
    """Return the rules that are not passed yet."""
    findings = consortium.assessment.findings
    return ", ".join(each.rule for each in findings if each.outcome in (Outcome.FAIL, Outcome.EVIDENCE))


def portfolio_csv(chosen: ChosenSet) -> str:
    """Return the table as CSV in which no spreadsheet finds a formula: see `csv_cell`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(MEMBER_COLUMNS)
    writer.writerows([csv_cell(plain(cell)) for cell in row] for row in member_rows(chosen))
    return out.getvalue()
