"""Letters about a restriction, written in the worker's language and kept as they were sent."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.base.words import N_
from ouvrage.people import queries as people
from ouvrage.rights.models import Letter, Restriction
from ouvrage.rights.rules import (
    RESTRICTION_REASON_LABELS,
    RestrictionKind,
    RestrictionReason,
    SubjectKind,
)

TITLES = {
    RestrictionKind.PAUSE: N_("Your account gets no new tasks for a time"),
    RestrictionKind.END: N_("Your account will end"),
}
LIFTED = N_("Your account gets tasks again")


def write_letter(now: Moment, restriction: Restriction) -> Letter:
    """The notice is kept, and the job that sends letters will send it. In the caller's transaction.

    A restriction that has ended gives the notice that it is lifted.
    """
    person = people.person(restriction.worker_id)
    block = restriction.block
    block.refresh_from_db()
    lifted = block.ended_at is not None
    with override(person.language):
        title = gettext(LIFTED if lifted else TITLES[RestrictionKind(restriction.kind)])
        context = {
            "instance": settings.INSTANCE_NAME,
            "address": settings.BASE_URL,
            "restriction": restriction,
            "block": block,
            "days": settings.AGREEMENT.appeals.answer_days,
            "reason": gettext(RESTRICTION_REASON_LABELS[RestrictionReason(block.reason)]),
            "contact": settings.CONTACT,
            "lift_reason": gettext(restriction.lift_reason) if restriction.lift_reason else "",
        }
        name = "lifted" if lifted else restriction.kind
        text = render_to_string(f"rights/letters/{name}.txt", context).strip() + "\n"
    return Letter.objects.create(
        id=new_id(now),
        worker_id=person.id,
        subject_kind=SubjectKind.RESTRICTION,
        subject_id=restriction.id,
        language=person.language,
        title=title,
        text=text,
        at=now,
        due_at=now,
    )
