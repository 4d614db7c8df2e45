"""A report on consortia of the small world, with whatever names and notes a test wants."""

from datetime import date

import numpy as np

from matchmaker.calls.application import Application
from matchmaker.calls.check import Checker
from matchmaker.calls.checked_file import Checked, CheckedFile
from matchmaker.consortia.affinities import MatrixAffinities
from matchmaker.consortia.fixes import Fixer
from matchmaker.consortia.known_markets import known_markets
from matchmaker.errors import Problem
from matchmaker.reports.eligibility_report import EligibilityReport
from tests.calls.world import application, call, catalogue

GOOD = application("es-a de-a it-a").model_copy(update={"name": "Good"})
OPEN = application("es-a de-owner-unknown it-a", defence=None).model_copy(update={"name": "Open"})
BAD = application("es-a de-a it-a no-a", share_asked=600_000).model_copy(update={"name": "Bad"})
PROBLEM = Problem("many.csv", 7, "organisation", "nobody", "is not in the catalogue", "Import it first.")


def report(
    *applications: Application, with_fixes: bool = False, problems: tuple[Problem, ...] = ()
) -> EligibilityReport:
    checker = Checker(call(), catalogue())
    checked = CheckedFile(
        source="many.csv",
        call=call(),
        as_of=checker.day,
        checked=tuple(Checked(each, checker.check(each)) for each in applications),
        problems=problems,
        refused=("Lost",) if problems else (),
        unknown_columns=("remark",) if problems else (),
    )
    fixer = Fixer(checker, MatrixAffinities(np.eye(len(catalogue()))), lambda: known_markets(catalogue()))
    fixes = [fixer.fixes(each) for each in applications] if with_fixes else None
    return EligibilityReport(checked, catalogue(), date(2020, 12, 3), fixes)
