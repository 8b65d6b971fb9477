"""A status begins, is offered, is declined. It counts for tasks taken from then on, never before.

Which statuses an instance offers is known to `pay`, whose actions call these.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ouvrage.base.actor import Actor
from ouvrage.base.errors import refuse_all
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, announce, record
from ouvrage.people import access, errors
from ouvrage.people.models import (
    OfferState,
    Person,
    StatusOffer,
    StatusPeriod,
    StatusRegistration,
)
from ouvrage.people.queries.statuses import Standing, registration_code, status_at
from ouvrage.people.rules import StatusKind, is_employee_like, status_refusals, words_refusals


@dataclass(frozen=True, slots=True)
class StatusChoice:
    """What a person chose, with the particulars it asks for."""

    kind: StatusKind
    activity: str = ""
    country: str = ""
    registration: str = ""
    words: str = ""


@transaction.atomic
def begin_status(
    *,
    actor: Actor,
    now: Moment,
    person_id: str,
    choice: StatusChoice,
    by_default: bool = False,
) -> StatusPeriod:
    """Tasks that the person takes from now on are worked under this status.

    An employee-like one that was waiting to begin has begun with it.
    """
    person = access.person_for_self(actor, person_id)
    Person.objects.select_for_update().get(id=person.id)
    current = status_at(person_id, now)
    refuse_all(
        status_refusals(
            choice.kind,
            current.kind if current else None,
            country=choice.country,
            registration=choice.registration,
            words=choice.words,
        )
    )
    _refuse_the_same(current, choice)
    if choice.registration:
        _keep_registration(person_id, choice)
    period = StatusPeriod.objects.create(
        person_id=person_id,
        kind=choice.kind,
        activity=choice.activity,
        country=choice.country,
        words=choice.words.strip(),
        by_default=by_default,
        starts_at=now,
    )
    if is_employee_like(choice.kind):
        _waiting(person_id).update(state=OfferState.BEGUN, decided_at=now)
    _record(actor, now, "status.begun", person_id, kind=choice.kind.value)
    return period


def _refuse_the_same(current: Standing | None, choice: StatusChoice) -> None:
    if current is None:
        return
    chosen = (choice.kind, choice.activity, choice.country)
    if (current.kind, current.activity, current.country) == chosen:
        raise errors.StatusUnchanged


def _waiting(person_id: str) -> QuerySet[StatusOffer]:
    return StatusOffer.objects.filter(person_id=person_id, state=OfferState.WAITING)


def _keep_registration(person_id: str, choice: StatusChoice) -> None:
    number = "".join(choice.registration.split())
    code = registration_code(settings.SECRET_KEY.encode(), choice.kind, number)
    try:
        with transaction.atomic():
            StatusRegistration.objects.update_or_create(
                person_id=person_id,
                kind=choice.kind,
                defaults={"code": code, "ending": number[-3:]},
            )
    except IntegrityError as error:
        raise errors.RegistrationTaken(field="registration") from error


@transaction.atomic
def offer_status(
    *, actor: Actor, now: Moment, person_id: str, paid_seconds: int, starts_at: Moment
) -> bool:
    """An employee-like status will begin for the person then, unless they decline it in writing.

    It is offered once; False when it was before.
    """
    access.operator_only(actor)
    _offer, made = StatusOffer.objects.get_or_create(
        person_id=person_id,
        defaults={
            "state": OfferState.WAITING,
            "paid_seconds": paid_seconds,
            "offered_at": now,
            "starts_at": starts_at,
        },
    )
    if made:
        details = {"paid_seconds": paid_seconds, "starts_at": starts_at.isoformat()}
        line = Line("status.offered", "person", person_id, details=details)
        announce(actor=actor, now=now, line=line)
    return made


@transaction.atomic
def decline_offered(*, actor: Actor, now: Moment, person_id: str, words: str) -> None:
    """The offered status does not begin, and the person's own words say that they chose so."""
    access.person_for_self(actor, person_id)
    refuse_all(words_refusals(words))
    declined = _waiting(person_id).update(
        state=OfferState.DECLINED, decided_at=now, words=words.strip()
    )
    if not declined:
        raise errors.NoOfferToDecline
    _record(actor, now, "status.declined", person_id)


def begin_offered(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Offers whose day has come and that nobody declined have begun; returns how many."""
    access.operator_only(actor)
    due = StatusOffer.objects.filter(state=OfferState.WAITING, starts_at__lte=now)
    begun = 0
    for person_id in list(due.order_by("id").values_list("person_id", flat=True)[:limit]):
        begun += _begin_one(actor, now, person_id)
    return begun


@transaction.atomic
def _begin_one(actor: Actor, now: Moment, person_id: str) -> bool:
    if not _waiting(person_id).update(state=OfferState.BEGUN, decided_at=now):
        return False
    Person.objects.select_for_update().get(id=person_id)
    StatusPeriod.objects.create(
        person_id=person_id, kind=StatusKind.EMPLOYEE_COOP, by_default=True, starts_at=now
    )
    kind = StatusKind.EMPLOYEE_COOP.value
    _record(actor, now, "status.begun", person_id, kind=kind, by_default=True)
    return True


def _record(actor: Actor, now: Moment, action: str, person_id: str, **details: object) -> None:
    """Without the person's words: the journal never forgets, and they may want them erased."""
    line = Line(action, "person", person_id, details=details)
    record(actor=actor, now=now, line=line)
