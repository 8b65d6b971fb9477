"""Intervals are erased after 90 days and no total changes; the unpaid share is measured."""

from datetime import timedelta

import pytest

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Month
from ouvrage.pay import actions as pay
from ouvrage.pay import queries
from ouvrage.pay.actions import TimeReport, TimeSubject
from ouvrage.pay.models import FoldedTime, TimeRecord, UnpaidShare
from ouvrage.pay.rules import TimeCategory
from ouvrage.review import actions as review
from ouvrage.work import actions as work
from ouvrage.work.models import Batch
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import make_open_batch, ready

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OLD = NOW + 92 * DAY


def measured(actor: Actor, batch: Batch, spans: list[tuple[int, int]], took: int) -> None:
    """The worker does one task whose page was visible for these spans before its end."""
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    end = NOW + timedelta(seconds=took)
    subject = TimeSubject(
        TimeCategory.TASK, held.taken_at, held.project_id, held.batch_id, "assignment", held.id
    )
    report = TimeReport(held.id.lower(), 0, spans)
    pay.record_time(actor=actor, now=end, subject=subject, report=report)
    work.submit(
        actor=actor, now=end, assignment_id=held.id, answer={"money": "yes"}, active_seconds=took
    )


def test_folding_keeps_every_total_and_erases_the_intervals() -> None:
    """NOT-4"""
    batch = make_open_batch(tasks=2)
    worker = make_worker()
    actor = ready(worker, batch)
    measured(actor, batch, [(500, 460), (20, 0)], 500)
    review.accept_all_pending(actor=JOB, now=NOW + DAY, batch_id=batch.id)
    before = queries.seconds_of_worker(actor.id, NOW, NOW + DAY, OLD)
    assert before == {TimeCategory.TASK: 60}
    assert pay.fold_time(actor=JOB, now=NOW + 89 * DAY) == 0
    assert (pay.fold_time(actor=JOB, now=OLD), pay.fold_time(actor=JOB, now=OLD)) == (1, 0)
    assert TimeRecord.objects.count() == 0
    assert queries.seconds_of_worker(actor.id, NOW, NOW + DAY, OLD) == before
    assert queries.batch_seconds(batch.id, OLD) == {worker.id: 60}
    (copied,) = queries.telemetry_of(actor.id, OLD)
    assert (copied["seconds"], copied["category"]) == (60, "task")


def test_a_day_on_which_nothing_counted_stays_so() -> None:
    batch = make_open_batch()
    actor = ready(make_worker(), batch)
    search = TimeSubject(TimeCategory.SEARCH, NOW)
    at = NOW + timedelta(hours=1)
    pay.record_time(actor=actor, now=at, subject=search, report=TimeReport("k", 0, [(900, 0)]))
    assert pay.fold_time(actor=JOB, now=OLD) == 1
    assert queries.seconds_of_worker(actor.id, NOW, NOW + DAY, OLD) == {TimeCategory.SEARCH: 600}
    assert {row.category for row in FoldedTime.objects.all()} == {"search", "task"}


def test_the_unpaid_share_counts_search_and_tasks_given_back() -> None:
    """PAY-2"""
    batch = make_open_batch(tasks=2)
    actor = ready(make_worker(), batch)
    measured(actor, batch, [(60, 0)], 60)
    held = work.take(actor=actor, now=NOW + timedelta(minutes=10), project_id=batch.project_id)
    given_back = NOW + timedelta(minutes=10, seconds=20)
    work.return_assignment(actor=actor, now=given_back, assignment_id=held.id)
    search = TimeSubject(TimeCategory.SEARCH, NOW)
    at = NOW + timedelta(hours=1)
    pay.record_time(actor=actor, now=at, subject=search, report=TimeReport("k", 0, [(40, 0)]))
    assert pay.measure_unpaid(actor=JOB, now=at) == 1
    share = UnpaidShare.objects.get()
    assert (share.workers, share.seconds, share.unpaid_seconds) == (1, 120, 60)


def test_time_over_midnight_is_kept_on_both_days() -> None:
    """NOT-4: also the months' totals stay, and a day belongs to one month."""
    actor = ready(make_worker(), make_open_batch())
    first = Month.of(NOW).following
    midnight = first.start
    waiting = TimeSubject(TimeCategory.COMMUNICATION, NOW)
    report = TimeReport("k", 0, [(1_200, 0)])
    ends = midnight + timedelta(seconds=600)
    pay.record_time(actor=actor, now=ends, subject=waiting, report=report)
    later = midnight + 92 * DAY

    def months() -> list[dict[TimeCategory, int]]:
        return [
            queries.statement(actor.id, month, later).seconds for month in (Month.of(NOW), first)
        ]

    before = months()
    assert [sums[TimeCategory.COMMUNICATION] for sums in before] == [600, 600]
    for day in range(3):
        pay.fold_time(actor=JOB, now=later + day * DAY)
    assert TimeRecord.objects.count() == 0
    assert months() == before
