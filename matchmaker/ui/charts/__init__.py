"""Pictures: maps and networks, drawn from what is shipped, so that nothing is fetched."""
