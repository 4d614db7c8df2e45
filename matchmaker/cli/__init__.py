"""The command `matchmaker`."""
