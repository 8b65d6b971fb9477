"""Given the journal and the seed, every allocation comes out again (ASG-6)."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest
from django.conf import settings

from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment
from ouvrage.journal.models import Event
from ouvrage.pay import actions as pay
from ouvrage.work import actions as work
from ouvrage.work.actions import StopDraft
from ouvrage.work.models import Assignment, Batch, Task, Turn
from ouvrage.work.queries import replayed
from ouvrage.work.rules import StopKind
from ouvrage.work.rules.replay import ACTIONS, Happened, replay
from tests.factories.people import JOB, NOW, actor_of, make_worker
from tests.factories.work import fund, make_draft_batch, make_open_batch, make_project, ready

pytestmark = pytest.mark.django_db
WINDOW = timedelta(minutes=settings.AGREEMENT.turns.window_minutes)
KEPT = timedelta(minutes=settings.AGREEMENT.turns.offer_minutes)
BROKEN = StopDraft(StopKind.BROKEN, reason="error")


def received(batch: Batch) -> list[tuple[str, int]]:
    """Who got which task, as the tables say."""
    rows = Assignment.objects.filter(batch=batch).order_by("id")
    return [(row.worker_id, row.task.position) for row in rows.select_related("task")]


def came_out(batch: Batch) -> list[tuple[str, int]]:
    """The same, done again from the journal; there is no difference."""
    found = replayed(batch.id)
    assert found.faults == []
    return [(row.worker, row.position) for row in found.allocations if row.batch == batch.id]


def act(dice: random.Random, actor: Actor, batch: Batch, now: Moment) -> None:
    """The worker does one of the things a worker does."""
    held = Assignment.objects.filter(worker_id=actor.id, state__in=["taken", "expired"]).first()
    if held is None:
        tasks = list(Task.objects.filter(project_id=batch.project_id).values_list("id", flat=True))
        wish = dice.choice([None, None, dice.choice(tasks)])
        work.take(actor=actor, now=now, project_id=batch.project_id, task_id=wish)
        return
    what = dice.choice(["send", "send", "send", "return", "stop"])
    if what == "send":
        work.submit(
            actor=actor, now=now, assignment_id=held.id, answer={"m": "x"}, active_seconds=3
        )
    elif what == "return":
        work.return_assignment(actor=actor, now=now, assignment_id=held.id)
    else:
        pay.stop_task(actor=actor, now=now, assignment_id=held.id, draft=BROKEN)


@pytest.mark.parametrize("seed", range(4))
def test_any_course_of_work_comes_out_again(seed: int) -> None:
    """Draws, takes, wishes, returns, ended leases, late answers, broken tasks, more answers."""
    dice = random.Random(seed)
    people = [make_worker() for _ in range(8)]
    batch = make_open_batch(tasks=4, answers_per_task=1)
    second = make_draft_batch(batch.project, 5)
    fund(batch.project.organisation_id)
    second = pay.publish_batch(actor=JOB, now=NOW, batch_id=second.id)
    assert (batch.turns, second.turns) == ("window", "window")
    actors = [ready(person, batch) for person in people]
    now = NOW
    for _ in range(140):
        now += timedelta(minutes=dice.choice([5, 5, 50, 200]))
        actor = dice.choice(actors)
        work.come_online(actor=actor, now=now)
        work.deal_turns(actor=JOB, now=now)
        work.expire_leases(actor=JOB, now=now)
        with suppress(Refusal):
            act(dice, actor, batch, now)
        if dice.randrange(40) == 0 and Batch.objects.get(id=second.id).state == "open":
            pay.add_answers(actor=JOB, now=now, batch_id=second.id, answers=1, client_key=str(now))
        for task in Task.objects.filter(pulled_at__isnull=False, pulled_places__gt=0):
            if dice.randrange(3) == 0:
                work.reopen_task(actor=JOB, now=now, task_id=task.id)
    assert received(batch) == came_out(batch)
    assert received(second) == came_out(second)
    assert len(received(batch)) + len(received(second)) > 9
    assert Turn.objects.filter(round__gt=0).exists()


def drawn() -> Batch:
    """A batch that was shared out and taken from."""
    people = [make_worker() for _ in range(3)]
    batch = make_open_batch(tasks=2, answers_per_task=1)
    for person in people:
        work.come_online(actor=actor_of(person), now=NOW)
    work.deal_turns(actor=JOB, now=NOW + WINDOW)
    for second, person in enumerate(people):
        actor, now = ready(person, batch), NOW + WINDOW + timedelta(seconds=second)
        with suppress(Refusal):
            work.take(actor=actor, now=now, project_id=batch.project_id)
    return batch


def changed(batch: Batch, action: str, **details: object) -> list[str]:
    """The faults once the first line of the action says something else."""
    lines = []
    for event in Event.objects.order_by("id"):
        said = dict(event.details)
        if event.action == action:
            said |= details
            action = ""
        lines.append(
            Happened(event.id, event.at, event.action, event.actor_id, event.subject_id, said)
        )
    known = [line for line in lines if line.action in ACTIONS]
    return replay(batch.project_id, known).faults


def test_a_draw_that_was_tampered_with_is_found() -> None:
    batch = drawn()
    assert came_out(batch) == received(batch)
    order = Event.objects.get(action="turns.dealt").details["registered"]
    (fault,) = changed(batch, "turns.dealt", registered=order[::-1])
    assert fault.endswith("(turns.dealt): the draw gives another order")
    (fault,) = changed(batch, "turns.dealt", dealt=[[order[0], 2]])
    assert fault.endswith("the draw gives another order")


def test_a_take_out_of_turn_or_out_of_order_is_found() -> None:
    batch = drawn()
    first = Event.objects.filter(action="task.taken").order_by("id")[0]
    position = first.details["position"]
    assert position == 1
    faults = changed(batch, "task.taken", position=2)
    assert "task 2 was received, and 1 stood before it" in faults[0]
    faults = changed(batch, "turns.dealt", until=NOW.isoformat())
    assert "it was not this worker's turn" in faults[0]


def test_the_seed_shown_at_the_end_is_the_one_promised() -> None:
    batch = drawn()
    work.expire_leases(actor=JOB, now=NOW + WINDOW + timedelta(hours=2))
    at = NOW + WINDOW + KEPT
    while Batch.objects.get(id=batch.id).turns != "open":
        assert work.deal_turns(actor=JOB, now=at) == 1
        at += KEPT
    assert came_out(batch) == received(batch)
    (first, second) = changed(batch, "turns.over", seed="00" * 32)[:2]
    assert first.endswith("the seed is not the one that was promised")
    assert second.endswith("the key of round 1 does not come from the seed")


def test_a_project_without_draws_comes_out_again_too() -> None:
    batch = make_open_batch(tasks=3, project=make_project(answers_per_task=2))
    for _ in range(2):
        actor = ready(make_worker(), batch)
        for _ in range(3):
            held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
            work.submit(
                actor=actor, now=NOW, assignment_id=held.id, answer={"m": "x"}, active_seconds=1
            )
    assert [position for _, position in came_out(batch)] == [1, 2, 3, 1, 2, 3]
