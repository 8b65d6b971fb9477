"""Months that have ended are closed, and their invoices made."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.pay.actions.invoices import close_months

ACTOR = Actor.job("close_months")


def run(now: Moment) -> int:
    """Each organisation's ended months have their invoice; returns how many were made."""
    return close_months(actor=ACTOR, now=now)
