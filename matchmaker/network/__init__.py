"""The graph of organisations joined by partnerships, cut off at a date, and what it says of each pair."""
