"""What processes do in races over verdicts."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusal
from ouvrage.ledger import queries as ledger
from ouvrage.ledger.models import Entry
from ouvrage.pay import queries as costs
from ouvrage.pay.models import Credit
from ouvrage.people.models import Organisation
from ouvrage.review import actions as review
from ouvrage.review.models import HeldRefusal, Hold, Verdict
from ouvrage.work import actions as work
from ouvrage.work.models import Assignment, Submission
from tests.factories.people import JOB, NOW, make_operator, make_worker
from tests.factories.review import (
    GROUNDS,
    decline,
    fill_guarantee,
    offer,
    refuse_after_offer,
)
from tests.factories.work import answer_one, make_open_batch, make_project

SOON = NOW + timedelta(hours=1)
OVER = NOW + timedelta(days=20)
WORDS = "I read the sentences and the answers."


def answered(count: int) -> dict[str, object]:
    """A batch with that many answers, each of another worker who was offered rework before."""
    fill_guarantee()
    batch = make_open_batch(tasks=1, answers_per_task=count)
    sent = [answer_one(make_worker(), batch) for _ in range(count)]
    for each in sent:
        decline(offer(each))
    return {
        "batch": batch.id,
        "sent": [each.id for each in sent],
        "reviewer": make_operator().id,
    }


def offered(count: int) -> dict[str, object]:
    """The same, with rework offered to the first of them."""
    fill_guarantee()
    batch = make_open_batch(tasks=1, answers_per_task=count)
    sent = [answer_one(make_worker(), batch) for _ in range(count)]
    again = offer(sent[0])
    return {"batch": batch.id, "sent": [each.id for each in sent], "rework": again.id}


def refused(count: int) -> dict[str, object]:
    """The same, with the first of them refused."""
    scene = answered(count)
    sent = scene["sent"]
    assert isinstance(sent, list)
    refuse_after_offer(Submission.objects.get(id=sent[0]))
    return scene


def held(count: int) -> dict[str, object]:
    """The same, with the refusals of the first two held."""
    scene = refused(count)
    sent = scene["sent"]
    assert isinstance(sent, list)
    refuse_after_offer(Submission.objects.get(id=sent[1]))
    scene["hold"] = Hold.objects.get().id
    return scene


def spread(count: int) -> dict[str, object]:
    """One answer in each of that many batches of one requester."""
    fill_guarantee()
    first = make_open_batch(tasks=1, answers_per_task=3)
    client = Organisation.objects.get(id=first.project.organisation_id)
    others = [
        make_open_batch(tasks=1, project=make_project(client, answers_per_task=3))
        for _ in range(count - 1)
    ]
    sent = [answer_one(make_worker(), batch) for batch in (first, *others)]
    for each in sent:
        decline(offer(each))
    return {"batch": first.id, "sent": [each.id for each in sent]}


def _code(act: Callable[[], object]) -> str:
    """What came of it: "done", or the code of the refusal."""
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    return "done"


def refuse(submission_id: str) -> str:
    """The answer is refused."""
    return _code(lambda: review.refuse(actor=JOB, now=SOON, submission_id=submission_id, **GROUNDS))


def accept_due(batch_id: str) -> int:
    """The deadline accepts what waits."""
    return review.accept_due(actor=JOB, now=OVER)


def refuse_late(submission_id: str) -> str:
    """The answer is refused a moment before its deadline."""
    sent = Submission.objects.get(id=submission_id)
    before = sent.accept_at - timedelta(seconds=1)
    return _code(
        lambda: review.refuse(actor=JOB, now=before, submission_id=submission_id, **GROUNDS)
    )


def send_rework(assignment_id: str) -> str:
    """The rework is sent."""
    worker = Assignment.objects.values_list("worker_id", flat=True).get(id=assignment_id)
    return _code(
        lambda: work.submit(
            actor=Actor.person(worker),
            now=SOON,
            assignment_id=assignment_id,
            answer={"money": "no"},
            active_seconds=9,
        )
    )


def lapse(batch_id: str) -> int:
    """The leases are over."""
    return work.expire_leases(actor=JOB, now=OVER)


def leave_rework(assignment_id: str) -> str:
    """The worker leaves the first answer as it is."""
    worker = Assignment.objects.values_list("worker_id", flat=True).get(id=assignment_id)
    return _code(
        lambda: work.return_assignment(
            actor=Actor.person(worker), now=SOON, assignment_id=assignment_id
        )
    )


def confirm(hold_id: str, reviewer: str, *sent: str) -> str:
    """A reviewer lets the refusals take effect."""
    return _decide(review.confirm_held, hold_id, reviewer, sent)


def lift(hold_id: str, reviewer: str, *sent: str) -> str:
    """A reviewer does not."""
    return _decide(review.lift_held, hold_id, reviewer, sent)


def _decide(act: Callable[..., int], hold_id: str, reviewer: str, sent: tuple[str, ...]) -> str:
    return _code(
        lambda: act(
            actor=Actor.person(reviewer, operator=True),
            now=SOON,
            hold_id=hold_id,
            submission_ids=sent,
            explanation=WORDS,
        )
    )


def lift_unlooked(batch_id: str) -> int:
    """The agreed days of the hold are over."""
    return review.lift_unlooked(actor=JOB, now=OVER)


def overturn(submission_id: str, reviewer: str) -> str:
    """A reviewer overturns the refusal."""
    return _code(
        lambda: review.overturn_refusal(
            actor=Actor.person(reviewer, operator=True),
            now=OVER,
            submission_id=submission_id,
            explanation=WORDS,
        )
    )


def accept_after_all(submission_id: str) -> int:
    """The requester accepts the refused answer."""
    project_id = Submission.objects.values_list("project_id", flat=True).get(id=submission_id)
    return review.accept(actor=JOB, now=OVER, project_id=project_id, submission_ids=[submission_id])


def appeal(submission_id: str) -> str:
    """The worker contests the refusal."""
    worker = Submission.objects.values_list("worker_id", flat=True).get(id=submission_id)
    return _code(
        lambda: review.mark_appealed(
            actor=Actor.person(worker), now=SOON, submission_id=submission_id
        )
    )


def close_refusals(batch_id: str) -> int:
    """The window to contest is over."""
    return review.close_refusals(actor=JOB, now=OVER)


def decided(batch_id: str) -> dict[str, object]:
    """What was decided, and what was paid for it."""
    live = Submission.objects.exclude(state="reworked").values_list("task_id", "worker_id")
    return {
        "states": dict(Counter(Submission.objects.values_list("state", flat=True))),
        "verdicts": dict(Counter(Verdict.objects.values_list("decision", flat=True))),
        "held": dict(Counter(HeldRefusal.objects.values_list("outcome", flat=True))),
        "holds": Hold.objects.count(),
        "entries": dict(Counter(Entry.objects.values_list("kind", flat=True))),
        "credits": dict(Counter(Credit.objects.values_list("kind", flat=True))),
        "twice": [pair for pair, count in Counter(live).items() if count > 1],
        "faults": ledger.book_faults() + costs.settlement_faults(),
    }


PARTS: tuple[Callable[..., object], ...] = (
    accept_after_all,
    accept_due,
    answered,
    appeal,
    close_refusals,
    confirm,
    decided,
    held,
    lapse,
    leave_rework,
    lift,
    lift_unlooked,
    offered,
    overturn,
    refuse,
    refuse_late,
    refused,
    send_rework,
    spread,
)
