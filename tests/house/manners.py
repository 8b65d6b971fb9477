"""How the portal speaks to the people who work here: facts, never pressure (NOT-1, NOT-3).

The lists are data, one file a language in `words/`; a language without one fails. What speaks to
requesters is read by the same lists where they hold for everybody (`anywhere`).

>>> faults("en", "Hurry, only 3 left!")
['urgency: hurry', 'urgency: only 3 left', 'marks: !']
"""

import re
import tomllib
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("words")
# Texts that say a listed word for a good reason.
ALLOWED = {
    # A password changed by somebody else is urgent indeed.
    "Si ce n’était pas vous, choisissez tout de suite un nouveau mot de passe et prévenez les "
    "responsables du lieu.",
}


@cache
def _patterns(language: str, part: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))[part]
    return tuple(
        (subject, re.compile(_bounded(pattern), re.IGNORECASE))
        for subject, patterns in listed.items()
        for pattern in patterns
    )


def _bounded(pattern: str) -> str:
    """Whole words only; a sign such as `!` has no word around it."""
    if pattern.startswith(("(^", "(?<")) or (
        not pattern[:1].isalnum() and pattern[:1] not in "(\\"
    ):
        return pattern
    return rf"\b(?:{pattern})(?!\w)"


def languages() -> set[str]:
    """The languages that have a list."""
    return {path.stem for path in WORDS.glob("*.toml")}


def faults(language: str, text: str, *, message: bool = False) -> list[str]:
    """What the text says that it must not; `message` is the instance's own word to a person."""
    if text in ALLOWED:
        return []
    parts = ("anywhere", "messages") if message else ("anywhere",)
    return [
        f"{subject}: {match.group().strip().lower()}"
        for part in parts
        for subject, pattern in _patterns(language, part)
        if (match := pattern.search(text))
    ]
