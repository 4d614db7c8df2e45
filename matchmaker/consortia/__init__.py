"""Proposed sets of organisations: exact search and explanation."""
