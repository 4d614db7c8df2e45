"""Cluster organisations and the partnerships they were in: values, and reading, checking and merging files."""
