"""Protocols for programs."""
