"""The graph of organisations joined by partnerships, and what is read from it."""
