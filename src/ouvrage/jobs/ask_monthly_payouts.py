"""Everybody who is owed enough is paid once a month without asking (PAY-10)."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.pay.actions import payouts

ACTOR = Actor.job("ask_monthly_payouts")


def run(now: Moment) -> int:
    """Payouts are requested for those who asked for none this month; returns how many."""
    return payouts.ask_monthly_payouts(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)
