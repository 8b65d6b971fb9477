"""Modules of the drawn elements, tested by Node's own runner."""
