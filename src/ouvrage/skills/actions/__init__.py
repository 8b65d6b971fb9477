"""The only writers of the room, one file per group of verbs."""

from ouvrage.skills.actions.attempts import (
    close_attempts,
    keep_answer,
    start_attempt,
    submit_attempt,
)
from ouvrage.skills.actions.grants import (
    grant,
    overturn_revocation,
    request_qualification,
    revoke_grant,
)
from ouvrage.skills.actions.items import add_items, remove_item
from ouvrage.skills.actions.qualifications import (
    change_qualification,
    change_test,
    close_qualification,
    draft_qualification,
    fund_attempts,
    open_qualification,
)
from ouvrage.skills.actions.requirements import set_requirements
from ouvrage.skills.actions.results import lapse_attempts, overturn_result, score_attempt

__all__ = [
    "add_items",
    "change_qualification",
    "change_test",
    "close_attempts",
    "close_qualification",
    "draft_qualification",
    "fund_attempts",
    "grant",
    "keep_answer",
    "lapse_attempts",
    "open_qualification",
    "overturn_result",
    "overturn_revocation",
    "remove_item",
    "request_qualification",
    "revoke_grant",
    "score_attempt",
    "set_requirements",
    "start_attempt",
    "submit_attempt",
]
