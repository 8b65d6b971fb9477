"""The room's writers: verdicts, what a person of the instance does to them, aggregation runs."""

from ouvrage.review.actions.aggregation import run_aggregation
from ouvrage.review.actions.appeals import (
    close_refusals,
    mark_appealed,
    mark_decided,
    overturn_refusal,
    settle_contest,
)
from ouvrage.review.actions.frauds import dismiss_suspicion, prove_fraud, suspect_fraud
from ouvrage.review.actions.gold import (
    check_gold,
    contest_dismissal,
    dismiss_dispute,
    dispute_gold,
    mark_gold,
    overturn_dismissal,
    unmark_gold,
    uphold_dismissal,
    uphold_dispute,
)
from ouvrage.review.actions.holds import confirm_held, lift_held, lift_unlooked
from ouvrage.review.actions.refusals import offer_rework, refuse
from ouvrage.review.actions.reworks import credit_rework
from ouvrage.review.actions.verdicts import accept, accept_all_pending, accept_due

__all__ = [
    "accept",
    "accept_all_pending",
    "accept_due",
    "check_gold",
    "close_refusals",
    "confirm_held",
    "contest_dismissal",
    "credit_rework",
    "dismiss_dispute",
    "dismiss_suspicion",
    "dispute_gold",
    "lift_held",
    "lift_unlooked",
    "mark_appealed",
    "mark_decided",
    "mark_gold",
    "offer_rework",
    "overturn_dismissal",
    "overturn_refusal",
    "prove_fraud",
    "refuse",
    "run_aggregation",
    "settle_contest",
    "suspect_fraud",
    "unmark_gold",
    "uphold_dismissal",
    "uphold_dispute",
]
