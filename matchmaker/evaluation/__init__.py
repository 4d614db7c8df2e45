"""How well partners are found: past partnerships hidden and completed again, beside simpler methods."""
