"""What happens by itself: a batch that is used up is finished, and gets its labels."""

import pytest

from ouvrage.base.moment import Span
from ouvrage.jobs.runner import run_pending
from ouvrage.review.queries import latest_run
from ouvrage.work.queries import batch_progress
from tests.doors.api.conftest import make_program
from tests.factories.labour import answer_all
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db


def test_used_up_batch_is_finished_and_labelled_and_paid_at_its_deadline() -> None:
    program = make_program()
    batch = program.batch(program.project(answers_per_task=1), "one", "two")
    answer_all(batch["project_id"], lambda task: {"label": "good"})
    assert run_pending(NOW)["finish_batches"] == 1
    assert batch_progress(batch["id"]).state == "finished"
    assert run_pending(NOW + Span(seconds=1))["deliver_outbox"] == 1
    run = latest_run(batch["id"])
    assert run is not None
    assert (run.answers, run.stale) == (2, False)
    assert run_pending(NOW + Span(days=4))["accept_due"] == 2
    assert batch_progress(batch["id"]).accepted == 2
