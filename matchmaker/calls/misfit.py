"""What pydantic says of a value that does not fit, as a reason and a remedy for a person."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

_DAY = "Write a day that exists as 2020-12-02."
_REMEDIES: Mapping[str, str] = MappingProxyType(
    {
        "int_parsing": "Write a whole number in digits alone, such as 36.",
        "int_type": "Write a whole number in digits alone, such as 36.",
        "float_parsing": "Write a number, such as 0.5.",
        "int_from_float": "Write a whole number, such as 36.",
        "bool_parsing": "Write true or false.",
        "bool_type": "Write true or false.",
        "date_from_datetime_parsing": _DAY,
        "date_from_datetime_inexact": _DAY,
        "date_parsing": _DAY,
        "date_type": _DAY,
        "string_too_short": "Write something, or leave it out.",
        "too_short": "Name at least one.",
        "model_type": "Write its keys and their values.",
        "dict_type": "Write its keys and their values.",
        "tuple_type": "Write a list.",
    }
)


def in_words(error: Mapping[str, Any]) -> tuple[str, str]:
    """Return the reason and the remedy of one error of `ValidationError.errors()`.

    Our own validators say both in one message: the first sentence is the reason.
    """
    reason, _, remedy = str(error["msg"]).removeprefix("Value error, ").partition(". ")
    return reason, remedy or _REMEDIES.get(error["type"], "Correct it.")
