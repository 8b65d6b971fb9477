"""A contract is plain text with blanks for figures: filled, hashed, compared, cut into blocks.

A line that begins with `# ` is the title, with `## ` a heading, with `- ` an item of a list; other
lines are paragraphs. Nothing else has a meaning, so that what is stored is what was read.

>>> [block.kind for block in blocks("# Contract\\n\\nBetween us.\\n- one\\n- two")]
['title', 'paragraph', 'item', 'item']
>>> filled("Paid within {days} days.", {"days": "7"})
'Paid within 7 days.'
"""

import difflib
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

_BLANK = re.compile(r"\{([a-z_]+)\}")
_KINDS = (("## ", "heading"), ("# ", "title"), ("- ", "item"))


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a contract: `kind` is title, heading, item or paragraph; `change` compares it
    with another version: "" the same, "added", "removed"."""

    kind: str
    text: str
    change: str = ""


def filled(template: str, figures: Mapping[str, str]) -> str:
    """The text with its blanks filled; KeyError names a blank that has no figure."""
    return _BLANK.sub(lambda match: figures[match.group(1)], template).strip() + "\n"


def text_hash(text: str) -> str:
    """What names a text exactly: the SHA-256 of its bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def blocks(text: str) -> list[Block]:
    """The lines of a text that say something, each with what it is."""
    return [_block(line) for line in text.splitlines() if line.strip()]


def changes(before: str, after: str) -> list[Block]:
    """The lines of `after`, with those it added marked and those it removed between them."""
    old, new = (
        [line.strip() for line in text.splitlines() if line.strip()] for text in (before, after)
    )
    result = []
    for line in difflib.ndiff(old, new):
        mark, said = line[:2], line[2:]
        if mark == "? ":
            continue
        change = {"+ ": "added", "- ": "removed"}.get(mark, "")
        found = _block(said)
        result.append(Block(found.kind, found.text, change))
    return result


def _block(line: str) -> Block:
    for mark, kind in _KINDS:
        if line.startswith(mark):
            return Block(kind, line.removeprefix(mark).strip())
    return Block("paragraph", line.strip())
