"""A status is chosen among those the instance offers; paid hours open an employee-like one."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.pay.queries.statuses import (
    HOUR_SECONDS,
    activities,
    offers_employment,
    status_choices,
    workers_past,
)
from ouvrage.people import actions as people
from ouvrage.people.actions import StatusChoice
from ouvrage.people.errors import StatusNotOffered
from ouvrage.people.queries import people_offered_status


def choose_status(*, actor: Actor, now: Moment, person_id: str, choice: StatusChoice) -> None:
    """Tasks that the person takes from now on are worked under this status."""
    if choice.kind not in status_choices():
        raise StatusNotOffered(field="kind")
    known = activities(choice.kind)
    if known and choice.activity not in known:
        raise StatusNotOffered(field="activity")
    with transaction.atomic():
        people.begin_status(actor=actor, now=now, person_id=person_id, choice=choice)


def offer_employment(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Workers past the agreed hours are offered the employee status, once each, and those whose
    offer came to its day without being declined have it; returns how many changed.

    Who had that status before and left it in writing is not offered it again. Nothing happens where
    the instance has no such scheme.
    """
    if not offers_employment():
        return 0
    agreed = settings.AGREEMENT.status
    starts_at = now + timedelta(days=agreed.employee_offer_days)
    wanted = agreed.employee_after_hours * HOUR_SECONDS
    past = workers_past(wanted, now, but=set(people_offered_status()))
    offered = 0
    for worker_id in sorted(past)[:limit]:
        offered += people.offer_status(
            actor=actor,
            now=now,
            person_id=worker_id,
            paid_seconds=past[worker_id],
            starts_at=starts_at,
        )
    return offered + people.begin_offered(actor=actor, now=now, limit=limit)
