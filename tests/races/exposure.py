"""What the processes of races about sensitive tasks do; `tests.races.hand` names them."""

from datetime import timedelta

from ouvrage.base.actor import Actor
from ouvrage.pay import actions as pay
from ouvrage.pay.actions import TimeReport, TimeSubject
from ouvrage.pay.queries import seconds_measured
from ouvrage.pay.rules import TimeCategory
from ouvrage.work import actions as work
from ouvrage.work.errors import AlreadyReturned
from ouvrage.work.models import Assignment, WorkedHour
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import fund, make_draft_batch, make_project, ready

LATER = NOW + timedelta(hours=2)
SEEN_SECONDS = 300


def looked_at(workers: int) -> list[str]:
    """Tasks of a sensitive batch in hand past their lease, each on a page for five minutes."""
    batch = make_draft_batch(make_project(), workers)
    fund(batch.project.organisation_id)
    batch = pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id, sensitive=["violence"])
    held = []
    for _ in range(workers):
        actor = ready(make_worker(), batch)
        work.choose_sensitive(actor=actor, now=NOW, sensitive=["violence"], exposure_minutes=None)
        row = work.take(actor=actor, now=NOW, project_id=batch.project_id)
        at = NOW + timedelta(seconds=SEEN_SECONDS)
        about = TimeSubject(
            TimeCategory.TASK, NOW, row.project_id, row.batch_id, "assignment", row.id
        )
        report = TimeReport(f"page of {row.id}", 0, [(SEEN_SECONDS, 0)])
        pay.record_time(actor=actor, now=at, subject=about, report=report)
        held.append(row.id)
    return held


def end_leases() -> int:
    """The job's part."""
    return work.expire_leases(actor=JOB, now=LATER, measured=seconds_measured)


def send_seen(*assignments: str) -> None:
    """Each worker sends the answer, unless the task was returned before."""
    for row in Assignment.objects.filter(id__in=assignments).in_bulk(assignments).values():
        try:
            work.submit(
                actor=Actor.person(row.worker_id),
                now=LATER,
                assignment_id=row.id,
                answer={"money": "yes"},
                active_seconds=SEEN_SECONDS,
                measured=seconds_measured,
            )
        except AlreadyReturned:
            continue


def return_seen(*assignments: str) -> None:
    """Each worker returns the task, in the other order; nothing where the answer was sent."""
    for assignment_id in reversed(assignments):
        worker = Assignment.objects.values_list("worker_id", flat=True).get(id=assignment_id)
        work.return_assignment(
            actor=Actor.person(worker),
            now=LATER,
            assignment_id=assignment_id,
            measured=seconds_measured,
        )


def meters() -> list[tuple[str, int]]:
    """The seconds on each worker's meters, by category."""
    return list(
        WorkedHour.objects.exclude(category="")
        .order_by("category", "seconds")
        .values_list("category", "seconds")
    )


PARTS = (end_leases, looked_at, meters, return_seen, send_seen)
