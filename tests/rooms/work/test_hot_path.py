"""Taking and sending cost a fixed number of statements, however large the batch is."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ouvrage.base.actor import Actor
from ouvrage.work import actions as work
from ouvrage.work.access import project_for_worker
from ouvrage.work.errors import NothingLeft, OwnProject
from ouvrage.work.models import Assignment, Batch, Submission, Task
from tests.factories.people import JOB, NOW, make_organisation, make_worker
from tests.factories.work import answer_one, make_open_batch, make_project, ready

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


def statements(act: Callable[[], object]) -> int:
    """How many statements the act sends; opening and closing its transaction counts."""
    with CaptureQueriesContext(connection) as sent:
        act()
    return len(sent)


def take(actor: Actor, batch: Batch, task_id: str | None = None) -> Assignment:
    """The worker takes a task."""
    return work.take(actor=actor, now=NOW, project_id=batch.project_id, task_id=task_id)


def send(actor: Actor, held: Assignment, text: str = "yes") -> Submission:
    """The worker sends an answer."""
    return work.submit(
        actor=actor,
        now=LATER,
        assignment_id=held.id,
        answer={"money": text},
        active_seconds=5,
    )


@pytest.mark.parametrize("tasks", [2, 60])
def test_taking_and_sending_cost_the_same_in_a_small_and_a_large_batch(tasks: int) -> None:
    batch = make_open_batch(tasks=tasks)
    actor = ready(make_worker(), batch)
    last = Task.objects.order_by("-position")[0].id
    assert statements(lambda: take(actor, batch)) == 10
    assert statements(lambda: take(actor, batch)) == 2
    held = take(actor, batch)
    assert statements(lambda: send(actor, held)) == 8
    assert statements(lambda: send(actor, held)) == 8
    assert statements(lambda: take(actor, batch, last)) == 12


def test_the_search_for_a_task_reads_indexes_only() -> None:
    batch = make_open_batch(tasks=2)
    actor = ready(make_worker(), batch)
    with CaptureQueriesContext(connection) as sent:
        take(actor, batch)
    (search,) = [row["sql"] for row in sent if "ORDER BY task.position" in row["sql"]]
    explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute((explain + search).replace("%", "%%"), [])
        plan = " ".join(str(cell) for row in cursor.fetchall() for cell in row)
    assert "SCAN task" not in plan
    assert "Seq Scan" not in plan


def test_two_leases_of_one_task_that_end_together_give_two_places_back() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=3)
    for _ in range(2):
        take(ready(make_worker(), batch), batch)
    assert work.expire_leases(actor=JOB, now=LATER) == 2
    assert Task.objects.get().places == 3


@pytest.mark.parametrize("text", ["\\u0000", "C:\\u0000", "\\\\u0000"])
def test_a_backslash_before_zeros_is_text_like_any_other(text: str) -> None:
    batch = make_open_batch()
    actor = ready(make_worker(), batch)
    sent = send(actor, take(actor, batch), text)
    assert Submission.objects.get(id=sent.id).answer == {"money": text}


def test_nobody_works_on_what_their_own_organisation_orders() -> None:
    worker = make_worker()
    organisation = make_organisation(worker)
    batch = make_open_batch(project=make_project(organisation))
    with pytest.raises(OwnProject):
        project_for_worker(Actor.person(worker.id), batch.project_id)
    stranger = Actor.person(make_worker().id)
    assert project_for_worker(stranger, batch.project_id).id == batch.project_id


def test_a_wished_task_that_is_full_gives_the_next_one() -> None:
    batch = make_open_batch(tasks=2, answers_per_task=1)
    first = answer_one(make_worker(), batch)
    actor = ready(make_worker(), batch)
    assert take(actor, batch, first.task_id).task.position == 2
    with pytest.raises(NothingLeft):
        take(ready(make_worker(), batch), batch, first.task_id)
