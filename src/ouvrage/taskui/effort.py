"""The time a page takes at the very least: reading what it shows once, and one act a question.

>>> round(seconds_least(SafeHtml("<p>Which of the two is older?</p>"), ()), 2)
1.51

Nobody is paid by it: it is there to show an estimate that cannot be true. What a task takes is
measured.

Sources: M. Brysbaert, "How many words do we read per minute?", Journal of Memory and Language 109
(2019), 238 words a minute, silent reading of English; S. Card, T. Moran and A. Newell, "The
keystroke-level model for user performance time with interactive systems", Communications of the
ACM 23:7 (1980), table I: to make up one's mind 1.35 s, to point 1.10 s, to press a key 0.20 s.
"""

from collections.abc import Sequence

from ouvrage.taskui.fields import AnswerField, FieldKind
from ouvrage.taskui.markup import SafeHtml, pieces

WORDS_PER_MINUTE = 238
DECIDE_SECONDS = 1.35
POINT_SECONDS = 1.10
PRESS_SECONDS = 0.20


def seconds_least(html: SafeHtml, fields: Sequence[AnswerField]) -> float:
    """No reader of average speed who answers what is required needs less, in seconds."""
    words = sum(len(piece.text().split()) for piece in pieces(html) if not piece.name)
    acts = sum(_acts(field) for field in fields if field.required)
    act_seconds = DECIDE_SECONDS + POINT_SECONDS + PRESS_SECONDS
    return words * 60 / WORDS_PER_MINUTE + acts * act_seconds


def _acts(field: AnswerField) -> int:
    return len(field.options) if field.kind is FieldKind.RANKING else 1
