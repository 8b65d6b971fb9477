"""What processes do in races over audits and prices."""

from datetime import timedelta

from ouvrage.base.actor import Actor
from ouvrage.base.money import Money
from ouvrage.ledger import recipes
from ouvrage.ledger.queries import due
from ouvrage.pay import actions as pay
from ouvrage.pay.models import AuditLine, Credit
from ouvrage.review import actions as review
from ouvrage.work import actions as work
from ouvrage.work.actions import StopDraft
from ouvrage.work.models import Assignment, Batch, Project
from ouvrage.work.rules import StopKind
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import make_open_batch, ready
from tests.races.line import step

AUDITED = NOW + timedelta(days=3)
SLOW_SECONDS = 240


def prepare_slow(workers: int) -> dict[str, object]:
    """A finished batch that paid each of these people under the floor, and a guarantee fund."""
    batch = make_open_batch(tasks=1, answers_per_task=workers)
    people = [make_worker() for _ in range(workers)]
    for worker in people:
        actor = ready(worker, batch)
        held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
        work.submit(
            actor=actor,
            now=NOW + timedelta(seconds=SLOW_SECONDS),
            assignment_id=held.id,
            answer={"money": "yes"},
            active_seconds=SLOW_SECONDS,
        )
    review.accept_all_pending(actor=JOB, now=NOW, batch_id=batch.id)
    work.finish_batches(actor=JOB, now=NOW)
    recipes.fund_guarantee(
        actor=JOB, now=NOW, amount=Money.parse("100", "EUR"), reference="fund", key="fund"
    )
    return {"batch": batch.id, "workers": [worker.id for worker in people]}


def prepare_held(tasks: int) -> dict[str, object]:
    """One person holds tasks of as many projects since the same moment, and a guarantee fund."""
    worker = make_worker()
    fund_key = {"reference": "fund", "key": "fund"}
    recipes.fund_guarantee(actor=JOB, now=NOW, amount=Money.parse("100", "EUR"), **fund_key)
    held = []
    for _ in range(tasks):
        batch = make_open_batch(tasks=1)
        actor = ready(worker, batch)
        held.append(work.take(actor=actor, now=NOW, project_id=batch.project_id).id)
    return {"worker": worker.id, "held": held}


def break_off(assignment_id: str) -> int:
    """The task is reported as one that does not work ten minutes later; the seconds it pays."""
    held = Assignment.objects.get(id=assignment_id)
    stop = pay.stop_task(
        actor=Actor.person(held.worker_id),
        now=NOW + timedelta(seconds=600),
        assignment_id=held.id,
        draft=StopDraft(StopKind.BROKEN, reason="missing_file"),
    )
    return Credit.objects.get(subject_id=stop.id).seconds


def audit_and_lift() -> int:
    """What can be audited is, and people are lifted one after the other; how many by this hand."""
    pay.audit_pay(actor=JOB, now=AUDITED)
    lifted = 0
    while AuditLine.objects.exclude(state="paid").exists():
        lifted += pay.pay_top_ups(actor=JOB, now=AUDITED, limit=1)
        step()
    return lifted


def owed_to(*workers: str) -> list[int]:
    """What is due to each of them, in micro-units."""
    return [due(worker, "EUR").micros for worker in workers]


def raise_to(project_id: str, cents: int) -> int:
    """The price is raised; what it is then."""
    reward = Money(cents * 10_000, "EUR")
    project = pay.raise_price(actor=JOB, now=NOW, project_id=project_id, reward=reward)
    return project.reward_micros


def price_of(project_id: str) -> dict[str, int]:
    """The price, and how many batches are open."""
    project = Project.objects.get(id=project_id)
    opened = Batch.objects.filter(project=project, state="open").count()
    return {"reward": project.reward_micros, "open": opened}


def take_each(project_id: str, *workers: str) -> list[str]:
    """Each worker takes a task."""
    return [
        work.take(actor=Actor.person(worker), now=NOW, project_id=project_id).id
        for worker in workers
    ]


def send_each(*assignments: str) -> list[int]:
    """Each assignment is sent; what each answer pays."""
    return [
        work.submit(
            actor=Actor.person(held.worker_id),
            now=NOW + timedelta(seconds=9),
            assignment_id=held.id,
            answer={"money": "yes"},
            active_seconds=9,
        ).reward_micros
        for held in Assignment.objects.filter(id__in=assignments)
    ]


PARTS = (
    audit_and_lift,
    break_off,
    owed_to,
    prepare_held,
    prepare_slow,
    price_of,
    raise_to,
    send_each,
    take_each,
)
