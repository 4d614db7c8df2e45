"""`python -m matchmaker` is the command `matchmaker`."""

from matchmaker.cli.main import main

main()
