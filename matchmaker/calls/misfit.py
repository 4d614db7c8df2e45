"""What pydantic says of a value that does not fit, as a reason and a remedy for a person."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

Words = tuple[str, str]
"""The reason and the remedy; names in braces stand for what the error's context says."""

_WHOLE_NUMBER: Words = ("it is not a whole number", "Write a whole number in digits alone, such as 36.")
_NUMBER: Words = ("it is not a number", "Write a number, such as 0.5.")
_TRUTH: Words = ("it is neither true nor false", "Write true or false.")
_DAY: Words = ("it is not a day", "Write a day that exists as 2020-12-02.")
_TEXT: Words = ("it is not a text", "Write a text, or leave the key out.")
_KEYS: Words = ("it has no keys", "Write its keys and their values.")
_LIST: Words = ("it is not a list", "Write a list.")
_CHOICE: Words = ("it is not one of the choices", "Write {expected}.")
_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "int_parsing": _WHOLE_NUMBER,
        "int_parsing_size": _WHOLE_NUMBER,
        "int_type": _WHOLE_NUMBER,
        "int_from_float": _WHOLE_NUMBER,
        "float_parsing": _NUMBER,
        "float_type": _NUMBER,
        "decimal_parsing": _NUMBER,
        "decimal_type": _NUMBER,
        "finite_number": _NUMBER,
        "decimal_max_digits": ("it has too many digits", "Write {max_digits} digits at most."),
        "decimal_max_places": ("it is too exact", "Write {decimal_places} digits after the point at most."),
        "decimal_whole_digits": ("it has too many digits", "Write {whole_digits} digits before the point at most."),
        "greater_than": ("it is too small", "Write more than {gt}."),
        "greater_than_equal": ("it is too small", "Write {ge} or more."),
        "less_than_equal": ("it is too large", "Write {le} or less."),
        "bool_parsing": _TRUTH,
        "bool_type": _TRUTH,
        "date_from_datetime_parsing": _DAY,
        "date_from_datetime_inexact": _DAY,
        "date_parsing": _DAY,
        "date_type": _DAY,
        "string_type": _TEXT,
        "string_too_short": ("it is empty", "Write something, or leave it out."),
        "too_short": ("it is empty", "Name at least one."),
        "model_type": _KEYS,
        "dict_type": _KEYS,
        "tuple_type": _LIST,
        "enum": _CHOICE,
        "literal_error": _CHOICE,
    }
)
_OTHERWISE: Words = ("it is not what stands here", "Write it as the documents of the program show it.")


class MisplacedError(ValueError):
    """What is wrong with parts that do not go together, and the place of the one that is to be corrected."""

    def __init__(self, message: str, *place: str | int) -> None:
        self.place = place
        super().__init__(message)


def place_of(error: Mapping[str, Any]) -> tuple[str | int, ...]:
    """Return where one error of `ValidationError.errors()` stands."""
    cause = error.get("ctx", {}).get("error")
    return (*error["loc"], *(cause.place if isinstance(cause, MisplacedError) else ()))


def in_words(error: Mapping[str, Any]) -> Words:
    """Return the reason and the remedy of one error of `ValidationError.errors()`.

    Our own validators say both in one message: the first sentence is the reason.
    """
    if error["type"] == "value_error":
        reason, _, remedy = str(error["msg"]).removeprefix("Value error, ").partition(". ")
        return reason.removesuffix("."), remedy or "Correct it."
    reason, remedy = _WORDS.get(error["type"], _OTHERWISE)
    return reason, remedy.format_map(error.get("ctx", {}))
