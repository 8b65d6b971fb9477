"""Cuts a text into tokens: words, and every other written character for itself.

>>> [text for text, _ in tokens("l'été 2024!")]
['l', "'", 'été', '2024', '!']

Letters with their accents and vowel signs stay whole, and so do emoji that are joined to one.
Chinese and Japanese are cut into characters, as is customary where no space parts the words.
"""

import unicodedata
from collections.abc import Collection, Iterator

_JOINER = "\u200d"
_IN_WORDS = frozenset({"\u00ad", "\u200c", _JOINER, "_"})
_ALONE = ("CJK ", "HIRAGANA ", "KATAKANA ")


def tokens(text: str, cuts: Collection[int] = ()) -> Iterator[tuple[str, int]]:
    """Each token with the offset it begins at; none reaches over a cut."""
    wanted = frozenset(cuts)
    start = 0
    while start < len(text):
        if text[start].isspace():
            start += 1
            continue
        end = start + 1
        while end < len(text) and end not in wanted and _goes_on(text, start, end):
            end += 1
        yield text[start:end], start
        start = end


def _goes_on(text: str, start: int, at: int) -> bool:
    """Whether the character at `at` belongs to the token that began at `start`."""
    one = text[at]
    if one.isspace():
        return False
    if unicodedata.category(one)[0] == "M" or one == _JOINER or text[at - 1] == _JOINER:
        return True
    if _is_flag(one):
        return at - start == 1 and _is_flag(text[start])
    if "\U0001f3fb" <= one <= "\U0001f3ff" or "\U000e0020" <= one <= "\U000e007f":
        return True
    return _is_word(text[start]) and _is_word(one)


def _is_word(one: str) -> bool:
    if one in _IN_WORDS:
        return True
    return unicodedata.category(one)[0] in "LN" and not unicodedata.name(one, "").startswith(_ALONE)


def _is_flag(one: str) -> bool:
    return "\U0001f1e6" <= one <= "\U0001f1ff"
