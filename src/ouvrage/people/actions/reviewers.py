"""Who decides appeals: appointed by an operator, and removed with a reason."""

from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, refuse_all
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.people import access, errors, rules
from ouvrage.people.models import Person


@transaction.atomic
def appoint_reviewer(*, actor: Actor, now: Moment, person_id: str) -> Person:
    """The person decides appeals from now on; an operator answers for it (DEC-3)."""
    access.operator_only(actor)
    found = Person.objects.filter(id=person_id, is_active=True)
    if found.filter(reviews=False).update(reviews=True) != 1:
        raise errors.AlreadyReviewer if found.exists() else NotFound
    record(actor=actor, now=now, line=Line("reviewer_appointed", "person", person_id))
    return found.get()


@transaction.atomic
def remove_reviewer(*, actor: Actor, now: Moment, person_id: str, reason: str) -> Person:
    """The person decides no appeal any more, and the journal says why."""
    access.operator_only(actor)
    refuse_all(rules.reason_refusals(reason))
    found = Person.objects.filter(id=person_id)
    if found.filter(reviews=True).update(reviews=False) != 1:
        raise errors.NotReviewer if found.exists() else NotFound
    line = Line("reviewer_removed", "person", person_id, reason=reason.strip())
    record(actor=actor, now=now, line=line)
    return found.get()
