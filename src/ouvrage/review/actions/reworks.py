"""The time of a rework is paid as soon as it is sent, whatever is decided about it (DEC-2)."""

from django.conf import settings

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.pay.actions import CreditDraft, credit_time
from ouvrage.pay.queries import Worked
from ouvrage.pay.rules import CreditKind
from ouvrage.work.models import Submission


def credit_rework(*, actor: Actor, now: Moment, submission_id: str) -> None:
    """The time of the rework that was sent is paid at the floor, once, up to the agreed cap."""
    sent = Submission.objects.get(id=submission_id)
    draft = CreditDraft(
        kind=CreditKind.REWORK,
        subject_id=sent.id,
        worker_id=sent.worker_id,
        seconds=sent.work_seconds,
        cap_seconds=settings.AGREEMENT.time.rework_seconds_max,
        batch_id=sent.batch_id,
        worked=Worked(sent.assignment.taken_at, sent.submitted_at, sent.assignment_id),
    )
    credit_time(actor=actor, now=now, draft=draft)
