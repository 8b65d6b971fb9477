"""`ouvrage replay-turns`: the allocation of a batch, done again from the journal (ASG-6)."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from django.conf import settings

from ouvrage.base.errors import Refusal
from ouvrage.cli import main
from ouvrage.work import actions as work
from ouvrage.work.models import Assignment, Batch, Task
from tests.factories.people import JOB, NOW, actor_of, make_worker
from tests.factories.work import make_open_batch, ready

pytestmark = pytest.mark.django_db
DRAWN = NOW + timedelta(minutes=settings.AGREEMENT.turns.window_minutes)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["replay-turns", *arguments])


@pytest.fixture
def batch() -> Batch:
    """Two places, shared out among three people who each try to take a task."""
    people = [make_worker() for _ in range(3)]
    made = make_open_batch(tasks=2, answers_per_task=1)
    for person in people:
        work.come_online(actor=actor_of(person), now=NOW)
    work.deal_turns(actor=JOB, now=DRAWN)
    for second, person in enumerate(people):
        actor, now = ready(person, made), DRAWN + timedelta(seconds=second)
        with suppress(Refusal):
            work.take(actor=actor, now=now, project_id=made.project_id)
    return made


def test_the_rounds_and_takes_come_out_again(batch: Batch) -> None:
    done = _run(batch.id, "--json")
    assert done.exit_code == 0
    document = json.loads(done.stdout)
    assert document["reproduced"] is True
    ((first, second),) = [row["dealt"] for row in document["rounds"]]
    got = [(row["worker"], row["position"], row["found"]) for row in document["allocations"]]
    rows = Assignment.objects.order_by("taken_at").select_related("task")
    assert got == [(row.worker_id, row.task.position, "turn, next") for row in rows]
    assert {first[0], second[0]} == {row.worker_id for row in rows}
    assert "2 reproduced." in _run(batch.id).stdout


def test_a_task_handed_out_past_the_rules_is_named(batch: Batch) -> None:
    Task.objects.update(places=1)
    Batch.objects.update(turns="open")
    stranger = ready(make_worker(), batch)
    work.take(actor=stranger, now=DRAWN, project_id=batch.project_id)
    done = _run(batch.id)
    assert done.exit_code == 1
    assert "it was not this worker's turn" in done.stderr


def test_an_unknown_batch_is_refused() -> None:
    assert _run("0" * 26).exit_code == 2
