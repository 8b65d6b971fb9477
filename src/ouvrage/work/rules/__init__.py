"""What the room decides, on plain values, one file per question."""

from ouvrage.work.rules.blocks import BlockKind
from ouvrage.work.rules.columns import looks_like_url, suggest_mapping
from ouvrage.work.rules.disclosure import (
    AI_FUNCTION_LABELS,
    BAD_EXAMPLES_LEAST,
    DATA_CATEGORY_LABELS,
    GOOD_EXAMPLES_LEAST,
    AiFunction,
    DataCategory,
    Disclosure,
    InstructionsText,
    disclosure_refusals,
    instructions_refusals,
    is_confidentiality_over,
)
from ouvrage.work.rules.offers import OFFER_ORDER, OfferStanding, offer_key
from ouvrage.work.rules.states import (
    PUBLISHED_STATES,
    UNUSED_STATES,
    AssignmentState,
    BatchState,
    SubmissionState,
)
from ouvrage.work.rules.times import (
    PILOT_WORKERS_LEAST,
    counted_seconds,
    is_piloted,
    pay_for_seconds,
    per_hour_micros,
    reading_seconds,
)

__all__ = [
    "AI_FUNCTION_LABELS",
    "BAD_EXAMPLES_LEAST",
    "DATA_CATEGORY_LABELS",
    "GOOD_EXAMPLES_LEAST",
    "OFFER_ORDER",
    "PILOT_WORKERS_LEAST",
    "PUBLISHED_STATES",
    "UNUSED_STATES",
    "AiFunction",
    "AssignmentState",
    "BatchState",
    "BlockKind",
    "DataCategory",
    "Disclosure",
    "InstructionsText",
    "OfferStanding",
    "SubmissionState",
    "counted_seconds",
    "disclosure_refusals",
    "instructions_refusals",
    "is_confidentiality_over",
    "is_piloted",
    "looks_like_url",
    "offer_key",
    "pay_for_seconds",
    "per_hour_micros",
    "reading_seconds",
    "suggest_mapping",
]
