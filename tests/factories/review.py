"""Decisions for tests: refused answers of workers who were offered rework before."""

from datetime import timedelta
from itertools import count

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.ledger import recipes
from ouvrage.people.models import Person
from ouvrage.review import actions as review
from ouvrage.review.models import HeldRefusal, Verdict
from ouvrage.review.queries import is_rework_due
from ouvrage.work import actions as work
from ouvrage.work.models import Assignment, Batch, Submission
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import answer_one, make_open_batch

_numbers = count(1)
REQUESTER = Actor.person("R" * 26)
GROUNDS = {
    "reason": "wrong_on_evidence",
    "criterion": "C1",
    "evidence": "The sentence speaks of rent.",
    "explanation": "Rent is money, so the choice is yes.",
}


def offer(sent: Submission, now: Moment = NOW, **changes: str) -> Assignment:
    """The requester offers rework of the answer on the usual grounds."""
    grounds = {**GROUNDS, **changes}
    return review.offer_rework(actor=REQUESTER, now=now, submission_id=sent.id, **grounds)


def decline(again: Assignment, now: Moment = NOW) -> None:
    """The worker does not redo the answer."""
    actor = Actor.person(again.worker_id)
    work.return_assignment(actor=actor, now=now, assignment_id=again.id)


def redo(
    again: Assignment, answer: str = "yes", *, now: Moment = NOW, seconds: int = 20
) -> Submission:
    """The worker begins the rework and sends it after that many seconds."""
    actor = Actor.person(again.worker_id)
    work.begin_rework(actor=actor, now=now, assignment_id=again.id)
    return work.submit(
        actor=actor,
        now=now + timedelta(seconds=seconds),
        assignment_id=again.id,
        answer={"money": answer},
        active_seconds=seconds,
    )


def refuse(sent: Submission, now: Moment = NOW, **changes: str) -> Verdict | HeldRefusal:
    """The requester refuses the answer on the usual grounds, right away."""
    grounds = {**GROUNDS, **changes}
    return review.refuse(actor=REQUESTER, now=now, submission_id=sent.id, **grounds)


def refuse_after_offer(
    sent: Submission, now: Moment = NOW, **changes: str
) -> Verdict | HeldRefusal:
    """The same; a worker whose first defect it is has declined to redo it a second before."""
    if is_rework_due(sent):
        decline(offer(sent, now - timedelta(seconds=1)), now)
    return refuse(sent, now, **changes)


def fill_guarantee(amount: str = "100") -> None:
    """The instance's fund can pay what the small reserves of a test's batch cannot."""
    recipes.fund_guarantee(
        actor=JOB,
        now=NOW,
        amount=Money.parse(amount, "EUR"),
        reference="fund",
        key=f"guarantee-{next(_numbers)}",
    )


def make_refused(worker: Person | None = None, batch: Batch | None = None) -> Submission:
    """An answer that was refused after its worker declined to redo it."""
    sent = answer_one(worker or make_worker(), batch or make_open_batch())
    refuse_after_offer(sent)
    sent.refresh_from_db()
    return sent
