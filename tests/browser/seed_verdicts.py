"""Decisions in the portal of the browser tests: a rework, held refusals, fraud, control items."""

from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.people.models import Organisation, Person
from ouvrage.review import actions as review
from ouvrage.review.models import Hold
from ouvrage.work.models import Batch, Submission, Task
from tests.factories.people import JOB, actor_of
from tests.factories.review import REQUESTER, offer, refuse_after_offer
from tests.factories.work import answer_one, make_draft_batch, make_open_batch, make_project

ANSWERS = 24


def made(organisation: Organisation, dalia: Person, emil: Person) -> dict[str, str]:
    """One worker's answers with what was found in them, and another's that may be fraud."""
    project = make_project(organisation, answers_per_task=1)
    batch = _controlled(make_draft_batch(project, ANSWERS))
    sent = [
        answer_one(dalia, batch, "no" if place == 0 else "yes", now=utc_now())
        for place in range(ANSWERS)
    ]
    review.check_gold(actor=JOB, now=utc_now())
    review.dispute_gold(
        actor=actor_of(dalia),
        now=utc_now(),
        submission_id=sent[0].id,
        words="The sentence has a number and no money.",
    )
    again = offer(sent[1], utc_now())
    for each in sent[2:4]:
        refuse_after_offer(each, utc_now())
    suspected = _suspected(answer_one(emil, make_open_batch(ANSWERS, project), now=utc_now()))
    return {
        "judged": project.id,
        "judged_batch": batch.id,
        "checked": sent[0].id,
        "reworked": sent[1].id,
        "rework": again.id,
        "held": sent[2].id,
        "undecided": sent[4].id,
        "hold": Hold.objects.get().id,
        "suspected": suspected.id,
    }


def _controlled(batch: Batch) -> Batch:
    """The batch, published with its first task as a control item."""
    task = Task.objects.filter(batch=batch).order_by("position")[0]
    review.mark_gold(
        actor=REQUESTER,
        now=utc_now(),
        task_id=task.id,
        expected={"money": "yes"},
        explanation="A sentence with a sum of money is about money, whatever else it says.",
    )
    return pay.publish_batch(actor=JOB, now=utc_now(), batch_id=batch.id)


def _suspected(sent: Submission) -> Submission:
    refuse_after_offer(sent, utc_now())
    review.suspect_fraud(
        actor=REQUESTER,
        now=utc_now(),
        submission_id=sent.id,
        evidence="Fifty answers came within two minutes, each the first choice.",
    )
    return sent
