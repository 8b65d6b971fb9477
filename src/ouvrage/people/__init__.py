"""Persons, organisations, memberships and the keys of programs."""
