"""Verdicts on answers, with their reasons, and the labels that answers become."""
