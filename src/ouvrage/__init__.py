"""Ouvrage: data projects cut into small paid tasks, and labels that can be trusted.

The package is a house of rooms (see CONTRIBUTING.md). The pure libraries (`quality`, `formats`,
`taskui`, `client`) import without Django.
"""
