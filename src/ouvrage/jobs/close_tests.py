"""Tests that were begun and not sent, and attempts that nobody scored, come to an end."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.pay import actions as pay
from ouvrage.skills import actions as skills

ACTOR = Actor.job("close_tests")


def run(now: Moment) -> int:
    """What was kept of them is sent and paid; what nobody scored in time does not count."""
    closed = pay.close_tests(actor=ACTOR, now=now, limit=JOB_ROWS_MAX // 2)
    return closed + skills.lapse_attempts(actor=ACTOR, now=now, limit=JOB_ROWS_MAX // 2)
