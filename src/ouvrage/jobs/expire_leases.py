"""Tasks whose lease has ended go back to the offers."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.pay.queries import seconds_measured
from ouvrage.work import actions

ACTOR = Actor.job("expire_leases")


def run(now: Moment) -> int:
    """Ended leases have given their task back; returns how many."""
    return actions.expire_leases(
        actor=ACTOR, now=now, limit=JOB_ROWS_MAX, measured=seconds_measured
    )
