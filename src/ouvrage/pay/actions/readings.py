"""A worker reads the instructions as paid time: begun, ended, or closed by the clock (PAY-4)."""

from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.ids import new_id
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.actions import Line, record
from ouvrage.ledger import recipes
from ouvrage.pay.actions.held import note_held
from ouvrage.pay.errors import NoPaidReadingLeft, ReadingNotBegun
from ouvrage.pay.models import PaidSpan, Reading, ReadingState
from ouvrage.pay.queries import (
    PieceOfWork,
    Worked,
    can_pay_reading,
    earning_of,
    hold_worker,
    pages_of,
    reading_pay,
    terms_of,
    unpaid_part,
)
from ouvrage.pay.rules import Terms
from ouvrage.pay.rules.time import union_seconds
from ouvrage.work import actions as work
from ouvrage.work import queries as work_queries
from ouvrage.work.errors import AccountRestricted, BlockedByRequester
from ouvrage.work.models import Batch, Project
from ouvrage.work.rules import BatchState, counted_seconds, reading_seconds

CLOSED_AFTER = Span(hours=1)


def begin_reading(
    *, actor: Actor, now: Moment, project_id: str, chain: str | None = None
) -> Reading:
    """The worker's paid reading of the current instructions has begun; a second call finds it.

    `NoPaidReadingLeft` when no open batch of the project has money for one more; `ChainChanged`
    when `chain`, which the project's page showed, is not the one in force, and `ChainNotNamed` when
    a first reading names none.
    """
    project = Project.objects.get(id=project_id)
    with transaction.atomic():
        work.enter_project(actor=actor, now=now, project_id=project_id, chain=chain)
        found = _reading(actor.id, project)
        if found is not None:
            return found
        _refuse_blocked(actor, now, project)
        cap = reading_seconds(getattr(work_queries.instructions(project_id), "words", 0))
        batch = _funding_batch(actor, now, project, cap)
        reading = Reading.objects.create(
            id=new_id(now),
            worker_id=actor.id,
            project_id=project_id,
            batch_id=batch.id,
            version=project.instructions_version,
            state=ReadingState.OPEN,
            cap_seconds=cap,
            currency=project.currency,
            started_at=now,
        )
        line = Line("reading.begun", "reading", reading.id, project.organisation_id)
        record(actor=actor, now=now, line=line)
    return reading


def _refuse_blocked(actor: Actor, now: Moment, project: Project) -> None:
    """Who is handed no task of the project is not asked to read for it."""
    block = work_queries.standing_block(actor.id, project.organisation_id, now)
    if block is not None:
        raise BlockedByRequester if block.organisation_id else AccountRestricted


def _reading(worker_id: str, project: Project) -> Reading | None:
    return Reading.objects.filter(
        worker_id=worker_id, project_id=project.id, version=project.instructions_version
    ).first()


def _funding_batch(actor: Actor, now: Moment, project: Project, cap: int) -> Batch:
    """The oldest open batch that can pay one more reading: from its reading budget, else from what
    it holds above its needs. The batches are locked, so that no budget is promised twice.

    Instructions that grew after the publication cost more to read: the budget then lasts for fewer
    people, and what work is owed is never touched.
    """
    batches = (
        Batch.objects.select_for_update(no_key=True, of=("self",))
        .select_related("project")
        .filter(project=project, state=BatchState.OPEN)
        .order_by("id")
    )
    for batch in batches:
        if can_pay_reading(batch, cap):
            if batch.readers_left:
                work.spend_reading(actor=actor, now=now, batch_id=batch.id)
            return batch
    raise NoPaidReadingLeft


def end_reading(
    *, actor: Actor, now: Moment, project_id: str, reported_seconds: int | None
) -> Reading:
    """The reading is paid, whether the worker goes on or not; a second call finds it paid."""
    project = Project.objects.get(id=project_id)
    reading = _reading(actor.id, project)
    if reading is None:
        raise ReadingNotBegun
    elapsed = int((now - reading.started_at).total_seconds()) + 1
    seconds = counted_seconds(
        reported_seconds, elapsed, reading.cap_seconds, trust_reported=settings.PLAY_MONEY
    )
    return _pay(actor, now, reading, seconds, Worked(reading.started_at, now, reading.id))


def close_readings(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Readings left open for an hour are paid by what is known of them; returns how many.

    That is what their pages measured; where none did, their limit from the beginning.
    """
    left = Reading.objects.filter(state=ReadingState.OPEN, started_at__lt=now - CLOSED_AFTER)
    rows = list(left.order_by("id")[:limit])
    for reading in rows:
        measured = union_seconds(pages_of(reading.worker_id, reading.id))
        seconds = min(measured or reading.cap_seconds, reading.cap_seconds)
        ended_at = now if measured else reading.started_at + Span(seconds=reading.cap_seconds)
        _pay(actor, now, reading, seconds, Worked(reading.started_at, ended_at, reading.id))
    return len(rows)


def _pay(actor: Actor, now: Moment, reading: Reading, seconds: int, worked: Worked) -> Reading:
    """The reading is paid, less what of its time was paid before."""
    terms = terms_of(reading.batch_id)
    with transaction.atomic():
        hold_worker(reading.worker_id)
        part = unpaid_part(reading.worker_id, worked, seconds, reading.cap_seconds)
        pay = reading_pay(part.seconds, terms, reading.currency)
        paid = Reading.objects.filter(id=reading.id, state=ReadingState.OPEN).update(
            state=ReadingState.PAID,
            seconds=part.seconds,
            overlap_seconds=part.overlap_seconds,
            overlap_kind=part.overlap_kind,
            pay_micros=pay.micros,
            ended_at=now,
        )
        reading.refresh_from_db()
        if paid:
            PaidSpan.objects.bulk_create(part.rows(reading.worker_id, "reading", reading.id))
            _post(actor, now, reading, terms)
    return reading


def _post(actor: Actor, now: Moment, reading: Reading, terms: Terms) -> None:
    """The version counts as read, the pay is in the books and in the journal."""
    work.mark_read(
        actor=actor,
        now=now,
        project_id=reading.project_id,
        worker_id=reading.worker_id,
        version=reading.version,
    )
    if reading.pay:
        earning = earning_of(
            "reading",
            reading.id,
            batch_id=reading.batch_id,
            project_id=reading.project_id,
            worked=PieceOfWork(reading.worker_id, reading.started_at, reading.pay, terms),
            paid_at=now,
        )
        recipes.pay_reading(actor=actor, now=now, earning=earning)
        note_held(actor=actor, now=now, earnings=[earning])
    organisation_id = Project.objects.get(id=reading.project_id).organisation_id
    details = {
        "seconds": reading.seconds,
        "paid_before": reading.overlap_seconds,
        "amount": str(reading.pay),
    }
    line = Line("reading.paid", "reading", reading.id, organisation_id, details=details)
    record(actor=actor, now=now, line=line)
