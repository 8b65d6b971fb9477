"""How a file's columns meet the template's."""

import difflib
from collections.abc import Sequence


def suggest_mapping(template_columns: Sequence[str], file_columns: Sequence[str]) -> dict[str, str]:
    """Template column -> file column: the same name, else one that differs by case or spelling."""
    by_form = {_form(column): column for column in reversed(file_columns)}
    mapping: dict[str, str] = {}
    for column in template_columns:
        close = difflib.get_close_matches(_form(column), by_form, n=1, cutoff=0.8)
        if column in file_columns:
            mapping[column] = column
        elif close:
            mapping[column] = by_form[close[0]]
    return mapping


def _form(column: str) -> str:
    return "".join(character for character in column.lower() if character.isalnum())


def looks_like_url(value: str) -> bool:
    """Whether a media cell is an address and not the name of an uploaded file."""
    return value.startswith(("https://", "http://"))
