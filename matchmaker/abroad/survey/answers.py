"""Reading the answers of SMEs: what they did not consent to is dropped here and goes no further."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matchmaker.abroad.third_countries import ThirdCountries
from matchmaker.catalogue import cells
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.cells import CellError
from matchmaker.catalogue.schema import Column
from matchmaker.catalogue.sheet import Row, Sheet, read_sheet
from matchmaker.countries import in_words
from matchmaker.errors import BadInput, Problem

LOWEST, HIGHEST = 1, 5
_YES = ("yes", "y", "true", "1")
_NO = ("no", "n", "false", "0", "")
_COLUMNS = (
    Column("organisation", required=True),
    Column("sme_id", required=True),
    Column("market", cells.country, required=True),
    Column("interest", cells.integer(LOWEST, HIGHEST), required=True),
    Column("needs"),
)
_CONSENT = "consent"
_REQUIRED = (*(column.name for column in _COLUMNS if column.required), _CONSENT)
_FREE_TEXT = "needs"
_SHORTEST_OWN = 5  # characters of an id that is not just a number in somebody's list


@dataclass(frozen=True)
class Answer:
    """What one SME of an organisation, by the organisation's id, answered about one market; it consented.

    `sme` is the same for all answers of one SME, whichever organisation it answers for. `interest` is 1 (none) to 5
    (very much); `needs` is what it wrote, or empty.
    """

    organisation: str
    sme: str
    market: str
    interest: int
    needs: str


@dataclass(frozen=True)
class Answers:
    """The answers of those who consent, and how many rows are not among them.

    `dropped` because consent is not given, `repeated` because the same SME answered about the market before, under
    another organisation.
    """

    given: tuple[Answer, ...]
    dropped: int
    repeated: int = 0


def read_answers(path: Path, catalogue: Catalogue, third_countries: ThirdCountries) -> Answers:
    """Read a CSV or XLSX file with a row for each SME and market.

    Its columns are organisation (id or name), sme_id, market (a third country), interest (1 to 5), needs (free text;
    may be left out) and consent (yes or no; empty is no). An SME that withholds consent in any row is left out with
    all.

    An id of five characters or more is an SME's own (its VAT number, say): listed under two organisations it counts
    once for each market, with the one that stands first. A shorter one is a number in its organisation's list.

    Raises:
        BadInput: the file cannot be read, or cells of those who consent are wrong. Problems never repeat what SMEs
            wrote, nor any cell of a row whose consent is not certain.
    """
    try:
        sheet = read_sheet(path)
    except BadInput as error:
        raise BadInput(error.summary, [_without_value(problem) for problem in error.problems]) from None
    _check_columns(sheet)
    problems = [_without_value(problem) for problem in sheet.problems]
    consenting = []
    for row in sheet.rows:
        told = row.cells.get(_CONSENT, "").casefold()
        if told in _YES:
            consenting.append(row)
        elif told not in _NO:
            problems.append(
                _problem(sheet, row, _CONSENT, "", "is neither yes nor no", "Write yes or no; empty is no.")
            )
    reader = _Reader(sheet, catalogue, third_countries)
    rows = reader.of_consenting_smes(consenting)
    answers, repeated, wrong = reader.answers(rows)
    problems += wrong
    if problems:
        raise BadInput(f"{path} has {len(problems)} problems. Mend them and read it again.", sorted(problems))
    return Answers(answers, dropped=len(sheet.rows) - len(rows), repeated=repeated)


def _check_columns(sheet: Sheet) -> None:
    lacking = [name for name in _REQUIRED if name not in sheet.columns]
    if lacking:
        problem = Problem(
            str(sheet.file), 1, lacking[0], "", "is missing", f"A survey has the columns {', '.join(_REQUIRED)}."
        )
        raise BadInput(f"{sheet.file} is not a survey.", [problem])


def _without_value(problem: Problem) -> Problem:
    """Return a problem without the cell's text, which may be what somebody wrote who does not consent."""
    return Problem(problem.file, problem.row, problem.column, "", problem.reason, problem.remedy)


def _problem(sheet: Sheet, row: Row, column: str, value: str, reason: str, remedy: str) -> Problem:
    return Problem(str(sheet.file), row.number, column, value, reason, remedy)


def _identity(organisation: str, sme_id: str) -> str:
    """Return what tells an SME from all others: its own id, or its number in an organisation's list."""
    own = sme_id.casefold()
    return own if len(own) >= _SHORTEST_OWN else f"{organisation}/{own}"


@dataclass(frozen=True)
class _Reader:
    """Reads the rows of those who consent."""

    sheet: Sheet
    catalogue: Catalogue
    third_countries: ThirdCountries

    def of_consenting_smes(self, consenting: Sequence[Row]) -> list[Row]:
        """Return the rows of SMEs that consent in every row of theirs."""
        agreed = {row.number for row in consenting}
        withholding = {self._sme(row) for row in self.sheet.rows if row.number not in agreed}
        return [row for row in consenting if self._sme(row) not in withholding]

    def _sme(self, row: Row) -> str:
        given = row.cells["organisation"]
        try:
            given = self.catalogue.find(given).id
        except BadInput:
            given = given.casefold()
        return _identity(given, row.cells["sme_id"])

    def answers(self, rows: Sequence[Row]) -> tuple[tuple[Answer, ...], int, list[Problem]]:
        answers: dict[tuple[str, str], Answer] = {}
        repeated = 0
        problems: list[Problem] = []
        for row in rows:
            values, wrong = self._values(row)
            problems += wrong
            if wrong:
                continue
            answer = Answer(
                organisation=str(values["organisation"]),
                sme=_identity(str(values["organisation"]), str(values["sme_id"])),
                market=str(values["market"]),
                interest=int(str(values["interest"])),
                needs=str(values.get(_FREE_TEXT, "")),
            )
            earlier = answers.setdefault((answer.sme, answer.market), answer)
            if earlier.organisation != answer.organisation:
                repeated += 1
            elif earlier is not answer:
                remedy = "Keep one row for each SME and market."
                reason = f"answers a second time about {in_words(answer.market)}"
                problems.append(_problem(self.sheet, row, "sme_id", row.cells["sme_id"], reason, remedy))
        return tuple(answers.values()), repeated, problems

    def _values(self, row: Row) -> tuple[dict[str, object], list[Problem]]:
        values: dict[str, object] = {}
        problems = []
        for column in _COLUMNS:
            cell = row.cells.get(column.name, "")
            if not cell and not column.required:
                continue
            try:
                values[column.name] = self._read(column, cell)
            except CellError as error:
                shown = "" if column.name == _FREE_TEXT else cell
                problems.append(_problem(self.sheet, row, column.name, shown, error.reason, error.remedy))
        return values, problems

    def _read(self, column: Column, cell: str) -> object:
        if not cell:
            raise CellError("is empty", "Fill it in; every answer needs it.")
        value = column.parse(cell)
        if column.name == "organisation":
            return self._organisation(cell)
        if column.name == "market" and value not in self.third_countries:
            raise CellError("participates or may participate in the call", "Name a third country.")
        return value

    def _organisation(self, cell: str) -> str:
        try:
            return self.catalogue.find(cell).id
        except BadInput as error:
            raise CellError("is not one organisation of the catalogue", error.summary) from error
