"""Malagasy."""
