"""Qualifications are granted and revoked: each a line that is added to a person's history.

The number of the line is unique for person and qualification, so two hands at once cannot both be
the latest: the second waits for the first and looks again.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, announce
from ouvrage.people.queries import person, person_behind
from ouvrage.skills import access
from ouvrage.skills.errors import (
    KindNotKnown,
    NotGrantedByHand,
    NotHeld,
    NumberOutOfRange,
    OwnTest,
    QualificationNotOpen,
    ValueLowered,
)
from ouvrage.skills.models import Grant, Qualification
from ouvrage.skills.queries.holdings import LatestGrant, latest_grant
from ouvrage.skills.rules import (
    Author,
    GrantState,
    Kind,
    RevocationReason,
    State,
    explanation_refusals,
)
from ouvrage.skills.statuses import follow_status, open_status

VALUE_MAX = 100


@dataclass(frozen=True, slots=True)
class GrantLine:
    """What a line of a person's history says. `gives_back` ends the revocation before it, as if it
    had not been."""

    state: GrantState
    value: int
    author: Author
    attempt_id: str = ""
    reason: str = ""
    explanation: str = ""
    appeal_until: Moment | None = None
    gives_back: bool = False


def write_grant(
    *,
    actor: Actor,
    now: Moment,
    qualification: Qualification,
    worker_id: str,
    line: GrantLine,
) -> Grant:
    """The person's history has this line, with the qualification's end when it has one."""
    days = qualification.valid_days if line.state is GrantState.GRANTED else None
    with transaction.atomic():
        _lock_histories(qualification.id)
        latest = latest_grant(qualification.id, worker_id)
        row = Grant.objects.create(
            id=new_id(now),
            qualification=qualification,
            worker_id=worker_id,
            version=latest.version + 1 if latest else 1,
            state=line.state,
            value=line.value,
            author=line.author,
            person_id=person_behind(actor) if line.author is Author.PERSON else "",
            attempt_id=line.attempt_id,
            reason=line.reason,
            explanation=line.explanation.strip(),
            appeal_until=line.appeal_until,
            expires_at=now + timedelta(days=days) if days else None,
            at=now,
        )
        _keep_status(row, latest, goes_on=line.gives_back or _is_held(latest, now))
        announce(actor=actor, now=now, line=_told(qualification, row))
    return row


def _is_held(latest: LatestGrant | None, now: Moment) -> bool:
    return latest is not None and latest.is_held(now)


def _keep_status(row: Grant, latest: LatestGrant | None, *, goes_on: bool) -> None:
    """The number in the status list follows the history; a new holding has a new one (QUA-5)."""
    withdrawn = row.state == GrantState.REVOKED
    followed = (
        latest is not None and goes_on and follow_status(row, latest.row, withdrawn=withdrawn)
    )
    if not followed and not withdrawn:
        open_status(row)


def _told(qualification: Qualification, row: Grant) -> Line:
    details = {
        "qualification": qualification.id,
        "test": qualification.name,
        "value": row.value,
        "person_id": row.worker_id,
    }
    return Line(
        f"qualification.{row.state}",
        "grant",
        row.id,
        qualification.organisation_id,
        reason=row.explanation,
        details=details,
    )


def _lock_histories(qualification_id: str) -> None:
    """Histories of one qualification are written one after the other."""
    Qualification.objects.select_for_update(no_key=True).get(id=qualification_id)


def grant(*, actor: Actor, now: Moment, qualification_id: str, worker_id: str, value: int) -> Grant:
    """The person holds the qualification with this value; the same value again changes nothing.

    A value is not lowered in this way: what is taken from somebody has a reason (QUA-5).
    """
    row = Qualification.objects.get(id=qualification_id)
    if row.kind != Kind.GRANTED:
        raise NotGrantedByHand
    if row.state != State.OPEN:
        raise QualificationNotOpen
    if not 0 <= value <= VALUE_MAX:
        raise NumberOutOfRange(field="value", value=value, least=0, most=VALUE_MAX)
    if not person(worker_id).works:
        raise NotFound
    return _granted(actor, now, row, worker_id, value, Author.PERSON)


def _granted(
    actor: Actor, now: Moment, row: Qualification, worker_id: str, value: int, author: Author
) -> Grant:
    with transaction.atomic():
        _lock_histories(row.id)
        latest = latest_grant(row.id, worker_id)
        if latest is not None and latest.is_held(now):
            if latest.value == value:
                return latest.row
            if latest.value > value:
                raise ValueLowered(field="value", held=latest.value)
        return write_grant(
            actor=actor,
            now=now,
            qualification=row,
            worker_id=worker_id,
            line=GrantLine(GrantState.GRANTED, value, author),
        )


def grant_passed(
    *, actor: Actor, now: Moment, qualification: Qualification, worker_id: str, line: GrantLine
) -> None:
    """The person holds what the test shows; who holds it with as much or more keeps what they hold,
    so that an older test whose appeal is won lowers nothing."""
    with transaction.atomic():
        _lock_histories(qualification.id)
        latest = latest_grant(qualification.id, worker_id)
        if latest is not None and latest.is_held(now) and latest.value >= line.value:
            return
        write_grant(
            actor=actor, now=now, qualification=qualification, worker_id=worker_id, line=line
        )


def request_qualification(*, actor: Actor, now: Moment, qualification_id: str) -> Grant:
    """The worker holds a qualification that everybody gets who asks; nothing is tested.

    One that was revoked is not had again by asking: that is contested instead.
    """
    row = access.qualification_for_worker(actor, qualification_id)
    if row.auto_granted is None or row.state != State.OPEN:
        raise QualificationNotOpen
    if access.is_own(actor, row):
        raise OwnTest
    latest = latest_grant(row.id, actor.id)
    if latest is not None and latest.state is GrantState.REVOKED:
        raise QualificationNotOpen
    if latest is not None and latest.is_held(now):
        return latest.row
    return _granted(actor, now, row, actor.id, row.auto_granted, Author.RULE)


def revoke_grant(
    *,
    actor: Actor,
    now: Moment,
    qualification_id: str,
    worker_id: str,
    reason: str,
    explanation: str,
    appeal_until: Moment | None = None,
) -> Grant:
    """The person does not hold the qualification any more, reads why, and can contest it (QUA-5).

    Only those who issued it can: a requester reaches none of the platform's.
    """
    row = access.qualification_for_owner(actor, qualification_id)
    if reason not in set(RevocationReason):
        choices = ", ".join(one.value for one in RevocationReason)
        raise KindNotKnown(field="reason", value=reason[:20], choices=choices)
    refuse_all(explanation_refusals(explanation))
    least = now + timedelta(days=settings.AGREEMENT.appeals.window_days)
    with transaction.atomic():
        _lock_histories(row.id)
        latest = latest_grant(row.id, worker_id)
        if latest is None or not latest.is_held(now):
            raise NotHeld
        return write_grant(
            actor=actor,
            now=now,
            qualification=row,
            worker_id=worker_id,
            line=GrantLine(
                GrantState.REVOKED,
                latest.value,
                Author.PERSON,
                reason=reason,
                explanation=explanation,
                appeal_until=max(appeal_until or least, least),
            ),
        )


def overturn_revocation(*, actor: Actor, now: Moment, grant_id: str, explanation: str) -> Grant:
    """What was revoked is held again. Called by `rights` when an appeal is won; when the history
    went on meanwhile, or at a second call, the line that stands is given and nothing changes."""
    revoked = Grant.objects.select_related("qualification").get(id=grant_id)
    row = revoked.qualification
    with transaction.atomic():
        _lock_histories(row.id)
        latest = latest_grant(row.id, revoked.worker_id)
        assert latest is not None
        if latest.version != revoked.version:
            return latest.row
        return write_grant(
            actor=actor,
            now=now,
            qualification=row,
            worker_id=revoked.worker_id,
            line=GrantLine(
                GrantState.GRANTED,
                revoked.value,
                Author.PERSON,
                explanation=explanation,
                gives_back=True,
            ),
        )
