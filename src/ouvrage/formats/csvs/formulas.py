"""Text that a spreadsheet would run is written so that it does not.

A text cell beginning with = + - @, a tab, a line break or their full-width forms gets an apostrophe
in front; so does one that begins with apostrophes before such a character, which makes the change
exactly reversible. Numbers are not text and stay. Source: OWASP, "CSV Injection".

>>> defuse("=1+1"), restore("'=1+1"), defuse("'tis"), restore("'tis")
("'=1+1", '=1+1', "'tis", "'tis")
"""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def defuse(text: str) -> str:
    """The text as a spreadsheet shows it without running it."""
    return f"'{text}" if _RISKY.match(text) else text


def restore(text: str) -> str:
    """The text that `defuse` was given."""
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text
