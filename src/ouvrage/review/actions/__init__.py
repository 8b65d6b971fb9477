"""The room's writers: verdicts and aggregation runs."""

from ouvrage.review.actions.aggregation import run_aggregation
from ouvrage.review.actions.verdicts import accept, accept_all_pending, accept_due, refuse

__all__ = ["accept", "accept_all_pending", "accept_due", "refuse", "run_aggregation"]
