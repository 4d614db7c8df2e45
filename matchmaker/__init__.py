"""Finds European cluster organisations the partners with whom to go international."""
