"""How well two organisations fit: log-odds that are a sum of named contributions."""
