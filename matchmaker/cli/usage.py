"""What a person typed that the command cannot read, said as every other error is: what is wrong and how to mend it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from pydantic import ValidationError
from typer.core import TyperGroup

from matchmaker.calls.misfit import in_words
from matchmaker.errors import BadInput


class Commands(TyperGroup):
    """The commands; what does not fit their options and arguments is raised as bad input."""

    def make_context(self, info_name: str | None, args: list[str], *given: Any, **extra: Any) -> Any:
        """Read what stands before the command's name."""
        if not args:  # then the help is shown
            return super().make_context(info_name, args, *given, **extra)
        with _in_our_words():
            return super().make_context(info_name, args, *given, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Read what stands behind the command's name, and run it."""
        with _in_our_words():
            return super().invoke(ctx)


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        command = f"matchmaker {context.info_name}" if context and context.parent else "matchmaker"
        raise BadInput(f"{_reason(error)} See: {command} --help") from error


def _reason(error: typer.TyperException) -> str:
    misfit, parameter = error.__cause__, getattr(error, "param", None)
    if isinstance(misfit, ValidationError) and parameter is not None:
        first = misfit.errors(include_url=False)[0]
        reason, remedy = in_words(dict(first))
        why = "cannot be read" if first["type"].endswith("_parsing") else f"cannot be used ({reason})"
        return f"{_name(parameter)} {first['input']!r} {why}. {remedy}"
    return f"{error.format_message().rstrip('.')}."


def _name(parameter: Any) -> str:
    """Return an option as it is typed, and an argument as the help calls it."""
    return str(parameter.opts[0]) if parameter.opts[0].startswith("-") else str(parameter.make_metavar())
