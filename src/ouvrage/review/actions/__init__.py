"""The room's writers: verdicts, what appeals do to them, and aggregation runs."""

from ouvrage.review.actions.aggregation import run_aggregation
from ouvrage.review.actions.appeals import (
    close_refusals,
    mark_appealed,
    mark_decided,
    overturn_refusal,
)
from ouvrage.review.actions.refusals import offer_rework, refuse
from ouvrage.review.actions.reworks import credit_rework
from ouvrage.review.actions.verdicts import accept, accept_all_pending, accept_due

__all__ = [
    "accept",
    "accept_all_pending",
    "accept_due",
    "close_refusals",
    "credit_rework",
    "mark_appealed",
    "mark_decided",
    "offer_rework",
    "overturn_refusal",
    "refuse",
    "run_aggregation",
]
