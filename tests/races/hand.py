"""What one hand of a race does: the parts, each on a database that the test prepared.

A hand is a process. It tells that it is ready, waits for a word so that all start together, does
its part, and tells what came of it.
"""

import json
import os
import signal
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F, Sum

from ouvrage.base.actor import Actor
from ouvrage.base.money import Money
from ouvrage.ledger import queries as ledger
from ouvrage.ledger import recipes
from ouvrage.ledger.models import Entry
from ouvrage.pay import actions as pay
from ouvrage.pay import queries as costs
from ouvrage.review import actions as review
from ouvrage.work import actions as work
from ouvrage.work.errors import (
    AlreadyReturned,
    NothingLeft,
    NotInHand,
    NotYourTurn,
    TaskFull,
)
from ouvrage.work.models import Assignment, Batch, Submission, Task, Turn
from ouvrage.work.queries import replayed
from ouvrage.work.rules import StopKind
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import fund, make_draft_batch, make_project, ready
from tests.races import appeals, audits, credits, exposure, payouts, skills, verdicts
from tests.races.line import Came, Said, hold, step

SECONDS_MAX = 600
LATER = NOW + timedelta(hours=2)
YES = {"money": "yes"}


def make_tables() -> None:
    """The database has all tables and no row."""
    call_command("migrate", verbosity=0)


def draft(tasks: int, workers: int) -> dict[str, object]:
    """An imported batch whose organisation has the funds, and people who work."""
    batch = make_draft_batch(make_project(), tasks)
    fund(batch.project.organisation_id)
    people = [make_worker().id for _ in range(workers)]
    return {
        "organisation": batch.project.organisation_id,
        "project": batch.project_id,
        "batch": batch.id,
        "workers": people,
    }


def prepare(tasks: int, workers: int) -> dict[str, object]:
    """A published batch, and people who have read its instructions."""
    scene = draft(tasks, workers)
    batch = publish(str(scene["batch"]))
    for worker in Assignment._meta.get_field("worker").remote_field.model.objects.filter(
        works=True
    ):
        ready(worker, Batch.objects.get(id=batch))
    return scene


def prepare_expired(tasks: int, workers: int) -> dict[str, object]:
    """The same, and each person has let the lease of a task end."""
    scene = prepare(tasks, workers)
    people, project_id = scene["workers"], str(scene["project"])
    assert isinstance(people, list)
    scene["expired"] = [
        work.take(actor=Actor.person(worker), now=NOW, project_id=project_id).id
        for worker in people
    ]
    assert work.expire_leases(actor=JOB, now=LATER) == workers
    return scene


def prepare_drawn(tasks: int, workers: int) -> dict[str, object]:
    """A batch that was shared out among these people, with the tasks of each one's turn."""
    scene = prepare(tasks, workers)
    batch = Batch.objects.filter(id=str(scene["batch"]))
    batch.update(turns="window", turns_at=NOW, turns_seed="ab" * 32)
    people = scene["workers"]
    assert isinstance(people, list)
    for worker in people:
        work.come_online(actor=Actor.person(worker), now=NOW)
    assert work.deal_turns(actor=JOB, now=NOW) == 1
    scene["dealt"] = dict(Turn.objects.values_list("worker_id", "tasks_dealt"))
    return scene


def publish(batch_id: str) -> str:
    """The batch is published."""
    return pay.publish_batch(actor=JOB, now=NOW, batch_id=batch_id).id


def add_answers(batch_id: str) -> int:
    """Each task wants one answer more."""
    batch = pay.add_answers(actor=JOB, now=NOW, batch_id=batch_id, answers=1, client_key="k")
    return batch.answers_per_task


def deposit(organisation_id: str) -> None:
    """The same bank deposit is recorded."""
    recipes.deposit(
        actor=JOB,
        now=NOW,
        organisation_id=organisation_id,
        amount=Money.parse("5", "EUR"),
        reference="",
        key="same",
    )


def take(project_id: str, worker: str) -> str:
    """The worker takes a task."""
    return work.take(actor=Actor.person(worker), now=LATER, project_id=project_id).id


def send(assignment_id: str, worker: str) -> str:
    """The worker sends the answer."""
    return work.submit(
        actor=Actor.person(worker),
        now=LATER,
        assignment_id=assignment_id,
        answer=YES,
        active_seconds=5,
    ).id


def labour(project_id: str, *workers: str) -> dict[str, int]:
    """Each worker takes and sends in turn until nothing is left; how many each sent."""
    sent: Counter[str] = Counter()
    going_on = list(workers)
    while going_on:
        for worker in list(going_on):
            try:
                send(take(project_id, worker), worker)
            except (NothingLeft, NotYourTurn):
                going_on.remove(worker)
            else:
                sent[worker] += 1
                step()
    return dict(sent)


def labour_and_accept(project_id: str, *workers: str) -> int:
    """Each worker takes and sends in turn, and each answer is accepted at once."""
    going_on = list(workers)
    while going_on:
        for worker in list(going_on):
            try:
                sent = send(take(project_id, worker), worker)
            except NothingLeft:
                going_on.remove(worker)
            else:
                _accept(project_id, [sent])
                step()
    # Answers that a killed process sent and did not accept.
    pending = Submission.objects.filter(project_id=project_id, state="pending")
    return _accept(project_id, list(pending.values_list("id", flat=True)))


def send_late(project_id: str, *assignments: str) -> int:
    """Answers after the lease are sent; how many were used."""
    used = 0
    for assignment_id in assignments:
        worker = Assignment.objects.values_list("worker_id", flat=True).get(id=assignment_id)
        try:
            send(assignment_id, worker)
        except (TaskFull, AlreadyReturned):
            continue
        used += 1
    return used


def stop_each(*assignments: str) -> int:
    """Whoever holds each says that its task lacks a label; how many could."""
    stopped = 0
    label = work.StopDraft(StopKind.MISLABELLED, sensitive=("violence",))
    for assignment_id in assignments:
        worker = Assignment.objects.values_list("worker_id", flat=True).get(id=assignment_id)
        actor = Actor.person(worker)
        try:
            pay.stop_task(actor=actor, now=LATER, assignment_id=assignment_id, draft=label)
        except NotInHand:
            continue
        stopped += 1
    return stopped


def _accept(project_id: str, submission_ids: list[str]) -> int:
    return review.accept(actor=JOB, now=LATER, project_id=project_id, submission_ids=submission_ids)


def accept_all(project_id: str) -> int:
    """All the project's answers are accepted; how many by this process."""
    ids = Submission.objects.filter(project_id=project_id).order_by("id")
    return _accept(project_id, list(ids.values_list("id", flat=True)))


def accept_while_they_come(project_id: str, batch_id: str) -> int:
    """Answers are accepted as they come, until the batch has ended; how many."""
    accepted = 0
    while Batch.objects.get(id=batch_id).state != "ended":
        accepted += review.accept_all_pending(actor=JOB, now=LATER, batch_id=batch_id)
    return accepted


def end_after(batch_id: str, answers: int) -> int:
    """The batch is ended once it has that many answers; what stayed beyond what is owed."""
    while Submission.objects.filter(batch_id=batch_id).count() < answers:
        pass
    pay.end_batch(actor=JOB, now=LATER, batch_id=batch_id)
    batch = Batch.objects.select_related("project").get(id=batch_id)
    # Held still meanwhile: an answer that is settled between the two would count on one side alone.
    with transaction.atomic():
        ledger.lock_places_of_batch(batch_id)
        owed = costs.owed(batch)
        return (ledger.reserved_for_batch(batch_id, "EUR") - owed).micros


def close(batch_id: str) -> None:
    """Nothing is in hand or waits any more, and what is left over is back."""
    work.expire_leases(actor=JOB, now=LATER + timedelta(hours=2))
    review.accept_all_pending(actor=JOB, now=LATER, batch_id=batch_id)
    work.finish_batches(actor=JOB, now=LATER)
    pay.release_finished(actor=JOB, now=LATER)


def report(batch_id: str) -> dict[str, object]:
    """What is in the database."""
    batch = Batch.objects.select_related("project").get(id=batch_id)
    tasks = Task.objects.filter(batch_id=batch_id)
    pairs = Counter(Submission.objects.values_list("task_id", "worker_id"))
    reserved = ledger.reserved_for_batch(batch_id, "EUR")
    return {
        "state": batch.state,
        "submissions": Submission.objects.count(),
        "assignments": Assignment.objects.count(),
        "per_task": sorted(set(tasks.values_list("answers", flat=True))),
        "counted": tasks.aggregate(sum=Sum("answers"))["sum"],
        "places": tasks.aggregate(sum=Sum("places"))["sum"],
        "exceeded": tasks.filter(answers__gt=F("wanted")).count(),
        "twice": [pair for pair, count in pairs.items() if count > 1],
        "workers": dict(Counter(Submission.objects.values_list("worker_id", flat=True))),
        "replayed": replayed(batch_id).faults,
        "states": dict(Counter(Submission.objects.values_list("state", flat=True))),
        "entries": dict(Counter(Entry.objects.values_list("kind", flat=True))),
        "reserved": reserved.micros,
        "short": max(0, (costs.owed(batch) - reserved).micros) if batch.published_at else 0,
        "available": ledger.available(batch.project.organisation_id, "EUR").micros,
        "faults": ledger.book_faults() + costs.settlement_faults(),
    }


PARTS: tuple[Callable[..., object], ...] = (
    accept_all,
    accept_while_they_come,
    add_answers,
    close,
    deposit,
    draft,
    end_after,
    labour,
    labour_and_accept,
    make_tables,
    prepare,
    prepare_drawn,
    prepare_expired,
    publish,
    report,
    send,
    send_late,
    stop_each,
    take,
    *appeals.PARTS,
    *audits.PARTS,
    *credits.PARTS,
    *exposure.PARTS,
    *payouts.PARTS,
    *verdicts.PARTS,
    *skills.PARTS,
)


def play(line: Connection, database: str, log: Path, name: str, *arguments: object) -> None:
    """The named part was done with the others; the kernel ends a hand that takes too long."""
    signal.alarm(SECONDS_MAX)
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT), 2)
    connection.settings_dict["NAME"] = database
    part = {part.__name__: part for part in PARTS}[name]
    hold(line)
    line.send(Said.READY)
    line.recv()
    # As JSON would give it, so that tests compare lists and words alone.
    line.send(Came(json.loads(json.dumps(part(*arguments)))))
