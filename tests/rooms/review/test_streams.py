"""A download that is under way reads one run to its end, whatever happens beside it."""

from datetime import timedelta

import pytest

from ouvrage.base import limits
from ouvrage.journal.models import Event
from ouvrage.review import actions, handlers, queries
from ouvrage.review.models import Label, Run
from ouvrage.review.queries import runs
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import answer_one, make_open_batch

pytestmark = pytest.mark.django_db


def test_a_new_run_takes_nothing_from_a_download_under_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runs, "EXPORT_CHUNK_ROWS", 1)
    assert limits.EXPORT_CHUNK_ROWS > 1
    batch = make_open_batch(tasks=3, answers_per_task=1)
    worker = make_worker()
    for _ in range(3):
        answer_one(worker, batch)
    actions.run_aggregation(actor=JOB, now=NOW, batch_id=batch.id)
    rows = queries.labels(batch.id)
    first = next(rows)
    actions.run_aggregation(actor=JOB, now=NOW + timedelta(minutes=1), batch_id=batch.id)
    assert [row.labels["money"].value for row in (first, *rows)] == ["yes", "yes", "yes"]


def test_labels_of_a_run_go_when_it_was_superseded_for_a_day() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=1)
    answer_one(make_worker(), batch)
    for days in (0, 2):
        actions.run_aggregation(actor=JOB, now=NOW + timedelta(days=days), batch_id=batch.id)
    assert (Run.objects.count(), Label.objects.count()) == (2, 1)


def test_a_batch_that_is_over_is_not_aggregated_anew_without_need() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=1)
    answer_one(make_worker(), batch)
    event = Event(subject_id=batch.id)
    handlers.aggregate_finished_batch(event, NOW)
    handlers.aggregate_finished_batch(event, NOW + timedelta(minutes=1))
    assert Run.objects.count() == 1
