"""The command `matchmaker`."""

from matchmaker.cli.main import main

__all__ = ["main"]
