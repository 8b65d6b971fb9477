"""Letters leave by e-mail, after the act they tell of is stored; what fails is tried again."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.actions import Line, record
from ouvrage.people import queries as people
from ouvrage.rights.models import Letter

PAUSE = Span(minutes=10)
_log = logging.getLogger(__name__)


def send_letters(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Letters that wait are sent; returns how many. Each is claimed first, so two runners do not
    send one twice; after a crash it is sent again.
    """
    waiting = Letter.objects.filter(sent_at__isnull=True, due_at__lte=now).order_by("due_at", "id")
    return sum(_sent(actor, now, letter) for letter in waiting[:limit])


def _sent(actor: Actor, now: Moment, letter: Letter) -> int:
    mine = Letter.objects.filter(id=letter.id, sent_at__isnull=True)
    claimed = mine.filter(attempts=letter.attempts).update(
        attempts=F("attempts") + 1, due_at=now + PAUSE * min(2**letter.attempts, 64)
    )
    if claimed != 1:
        return 0
    address = people.person(letter.worker_id).email
    try:
        send_mail(letter.title, letter.text, settings.DEFAULT_FROM_EMAIL, [address])
    except (OSError, SMTPException):
        _log.exception("letter %s could not be sent; it will be tried again", letter.id)
        return 0
    with transaction.atomic():
        mine.update(sent_at=now)
        record(actor=actor, now=now, line=Line("letter.sent", "letter", letter.id))
    return 1
