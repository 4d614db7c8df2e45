"""Reading one cell: each function takes the text of a cell and returns its value or raises `CellError`."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.countries import country_code

LONGEST_CELL = 20_000
SEPARATOR = ";"

_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUTS = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")
# Control characters (but tabs and line breaks) and halves of surrogate pairs.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# A formula is run by the spreadsheet that opens an exported table; telephone numbers and lists with dashes are none.
_FORMULA = re.compile(r"=|@[a-z.]+\(|[+@-]\s*[a-z]+\|", re.IGNORECASE)
_SPREADSHEET_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
_WEBSITE = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?", re.IGNORECASE)
_ECOSYSTEMS = MappingProxyType({name.casefold(): name for name in ECOSYSTEMS})

Parser = Callable[[str], Any]


class CellError(ValueError):
    """A cell that cannot be read: why, and what to write instead."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(f"{reason}. {remedy}")


def text(cell: str) -> str:
    """Return text of any language, in Unicode's composed form, its lines ended by a line feed."""
    if len(cell) > LONGEST_CELL:
        raise CellError(f"has {len(cell):,} characters", f"Shorten it to {LONGEST_CELL:,} at most.")
    if _CONTROL.search(cell):
        raise CellError("contains control characters", "Remove them; they cannot be shown or exported.")
    if _FORMULA.match(cell):
        raise CellError("is a formula", "Write its result; a spreadsheet program stores it when it saves the workbook.")
    if cell in _SPREADSHEET_ERRORS:
        raise CellError("is the error of a formula", "Write what is meant, or leave it empty.")
    return unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n"))


def identifier(cell: str) -> str:
    """Return an id: lower-case letters, digits and single hyphens."""
    if not _IDENTIFIER.fullmatch(cell):
        raise CellError("is not an id", "Use lower-case letters a to z, digits and hyphens, such as es-bec.")
    return cell


def country(cell: str) -> str:
    """Return the ISO 3166 alpha-2 code of a country given by code or English name."""
    code = country_code(cell)
    if code is None:
        raise CellError(
            "is not a country", "Write its ISO 3166 code with two letters, such as ES, or its English name."
        )
    return code


def nuts(cell: str) -> str:
    """Return a NUTS code: two letters for the country and up to three more characters."""
    if not _NUTS.fullmatch(cell):
        raise CellError(
            "is not a NUTS code", "Write it as in NUTS 2021, such as ES21 (Greece is EL, the United Kingdom UK)."
        )
    return cell


def website(cell: str) -> str:
    """Return a web address, with or without its scheme."""
    address = text(cell)
    if not _WEBSITE.fullmatch(address):
        raise CellError("is not a web address", "Write it such as www.example.org, or leave it empty.")
    return address


def ecosystem(cell: str) -> str:
    """Return one of the 14 EU industrial ecosystems, spelt as the Commission does."""
    name = _ECOSYSTEMS.get(cell.casefold())
    if name is None:
        raise CellError("is not an EU industrial ecosystem", f"Use one of: {', '.join(ECOSYSTEMS)}.")
    return name


def integer(low: int, high: int) -> Parser:
    """Return a reader of whole numbers from `low` to `high`."""

    def read(cell: str) -> int:
        # Spreadsheets hand whole numbers over as 12.0.
        digits = cell.removesuffix(".0")
        if not re.fullmatch(r"[+-]?[0-9]{1,12}", digits):
            raise CellError("is not a whole number", f"Write a number from {low} to {high}, without separators.")
        if not low <= int(digits) <= high:
            raise CellError("is out of range", f"Write a number from {low} to {high}.")
        return int(digits)

    return read


def decimal(low: float, high: float) -> Parser:
    """Return a reader of decimal numbers from `low` to `high`."""

    def read(cell: str) -> float:
        if not re.fullmatch(r"[+-]?[0-9]{1,12}(\.[0-9]*)?", cell):
            raise CellError("is not a number", f"Write a number from {low:g} to {high:g}, with a point for decimals.")
        if not low <= float(cell) <= high:
            raise CellError("is out of range", f"Write a number from {low:g} to {high:g}.")
        return float(cell)

    return read


def choice(options: type[StrEnum]) -> Parser:
    """Return a reader of one member of an enumeration, whatever its case."""

    def read(cell: str) -> StrEnum:
        for option in options:
            if option.value == cell.casefold():
                return option
        raise CellError("is not one of the choices", f"Use one of: {', '.join(options)}.")

    return read


def listed(parse: Parser) -> Parser:
    """Return a reader of a list separated by semicolons; empty items and repetitions are dropped."""

    def read(cell: str) -> tuple[Any, ...]:
        # Composing first: the Greek question mark composes to a semicolon.
        items = (item.strip() for item in unicodedata.normalize("NFC", cell).split(SEPARATOR))
        return tuple(dict.fromkeys(_item(parse, item, cell) for item in items if item))

    return read


def _item(parse: Parser, item: str, cell: str) -> Any:
    try:
        return parse(item)
    except CellError as error:
        if item == cell:
            remedy = f"{error.remedy} Separate several with semicolons." if "," in item else error.remedy
            raise CellError(error.reason, remedy) from error
        raise CellError(f"holds {item!r}, which {error.reason}", error.remedy) from error


def write(value: object) -> str:
    """Return the text of a cell that its reader would read back to `value`."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return SEPARATOR.join(str(item) for item in value)
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"  # never with an exponent, which no reader takes
    return str(value)
