"""Appeals that nobody decided in time are noted, then decided for the worker; a wrong decision that
nobody put right in time is compensated (DEC-8)."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.rights import actions

ACTOR = Actor.job("appeals_due")


def run(now: Moment) -> int:
    """Appeals settled, noted as overdue, or decided for the worker, and compensations; says how
    many steps."""
    settled = actions.settle_ended(actor=ACTOR, now=now)
    noted = actions.note_overdue(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)
    given = actions.give_way(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)
    return settled + noted + given + actions.compensate_overdue(actor=ACTOR, now=now)
