"""Figures we publish, each beside its reference in one run: ours, the reference, the ratio."""
