"""A worker's history as rows, written in bulk, for benchmarks that need a long one."""

from datetime import timedelta
from typing import Any

from ouvrage.base.ids import new_id
from ouvrage.journal.models import Event
from ouvrage.ledger.models import Account, AccountKind, Entry, EntryKind, Transfer
from ouvrage.people.models import Person
from ouvrage.review.models import Verdict
from ouvrage.review.rules import Decider, Decision
from ouvrage.work.models import Assignment, Batch, Submission, Task
from ouvrage.work.rules import AssignmentState, SubmissionState
from tests.factories.people import NOW

TASKS_BEFORE = 10


def history(batch: Batch, worker: Person, first: int, count: int) -> list[list[Any]]:
    """Tasks `first` to `first + count`: taken, sent, accepted and paid, table by table."""
    source, target = _accounts(batch, worker)
    tasks = [_task(batch, TASKS_BEFORE + number) for number in range(first, first + count)]
    taken = [_assignment(task, worker) for task in tasks]
    sent = [_submission(held) for held in taken]
    verdicts = [
        Verdict(
            id=new_id(NOW),
            submission=each,
            decision=Decision.ACCEPTED,
            decider=Decider.DEADLINE,
            at=NOW,
        )
        for each in sent
    ]
    entries = [_entry(each, batch) for each in sent]
    transfers = [
        Transfer(entry=entry, source=source, target=target, micros=120_000) for entry in entries
    ]
    events = [
        Event(
            at=NOW,
            action=action,
            actor_kind="person",
            actor_id=worker.id,
            subject_kind="assignment",
            subject_id=held.id,
            details={"seconds": 20, "late": False},
        )
        for held in taken
        for action in ("task.taken", "answer.submitted")
    ]
    return [tasks, taken, sent, verdicts, entries, transfers, events]


def _accounts(batch: Batch, worker: Person) -> tuple[Account, Account]:
    places = [
        ("reserved", AccountKind.RESERVED, batch.id, 10**15),
        ("due", AccountKind.DUE, worker.id, 0),
    ]
    made = [
        Account.objects.get_or_create(
            key=f"{name}:{owner}:EUR:bench",
            defaults={
                "kind": kind,
                "owner_id": owner,
                "currency": "EUR",
                "floored": False,
                "balance_micros": micros,
            },
        )[0]
        for name, kind, owner, micros in places
    ]
    return made[0], made[1]


def _task(batch: Batch, position: int) -> Task:
    return Task(
        id=new_id(NOW),
        project_id=batch.project_id,
        batch=batch,
        position=position,
        data={"text": f"Sentence {position} speaks of rent, bread and rain."},
        places=0,
        wanted=1,
        answers=1,
    )


def _assignment(task: Task, worker: Person) -> Assignment:
    return Assignment(
        id=new_id(NOW),
        project_id=task.project_id,
        batch_id=task.batch_id,
        task=task,
        worker=worker,
        state=AssignmentState.SUBMITTED,
        taken_at=NOW,
        lease_until=NOW + timedelta(hours=1),
        submitted_at=NOW,
        reward_micros=120_000,
        instructions_version=1,
    )


def _submission(held: Assignment) -> Submission:
    return Submission(
        id=new_id(NOW),
        assignment=held,
        project_id=held.project_id,
        batch_id=held.batch_id,
        task_id=held.task_id,
        worker_id=held.worker_id,
        answer={"money": "yes", "why": "Rent is money, and bread is bought with it."},
        submitted_at=NOW,
        work_seconds=20,
        late=False,
        state=SubmissionState.ACCEPTED,
        accept_at=NOW,
        reward_micros=120_000,
    )


def _entry(sent: Submission, batch: Batch) -> Entry:
    return Entry(
        id=new_id(NOW),
        key=f"settle:{sent.id}",
        kind=EntryKind.SETTLE,
        at=NOW,
        actor_kind="job",
        actor_id="bench",
        subject_kind="submission",
        subject_id=sent.id,
        project_id=batch.project_id,
    )
