"""What a Parquet column of ours holds. Every kind may be absent (null)."""

from enum import StrEnum


class Kind(StrEnum):
    """The kind of a column's cells; `JSON` is a list or an object, kept as its JSON text."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXTS = "texts"
    JSON = "json"
