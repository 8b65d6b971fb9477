"""Parts of races about tests and qualifications."""

import itertools

from ouvrage.base.actor import Actor
from ouvrage.ledger import queries as ledger
from ouvrage.ledger.models import Entry
from ouvrage.pay import actions as pay
from ouvrage.pay.models import Credit
from ouvrage.skills import actions, queries
from ouvrage.skills.errors import NoPaidAttemptLeft, NotHeld, ValueLowered
from ouvrage.skills.models import Attempt, Grant, Qualification, Result, Sheet
from tests.factories import skills as factory
from tests.factories.people import JOB, NOW, make_organisation, make_worker
from tests.factories.work import fund


def prepare_test(attempts: int, workers: int) -> dict[str, object]:
    """A test with money for so many attempts, one that is granted by hand, and people who work."""
    organisation = make_organisation()
    row = factory.make_draft_test(organisation.id)
    fund(organisation.id)
    pay.open_test(actor=JOB, now=NOW, qualification_id=row.id, attempts=attempts)
    granted = factory.make_granted(organisation.id)
    people = [make_worker().id for _ in range(workers)]
    return {"test": row.id, "granted": granted.id, "workers": people}


def begin_test(qualification_id: str, worker: str) -> str:
    """The worker begins the test; nothing when its money is used up."""
    try:
        attempt = actions.start_attempt(
            actor=Actor.person(worker), now=NOW, qualification_id=qualification_id
        )
    except NoPaidAttemptLeft:
        return ""
    return attempt.id


def send_test(attempt_id: str, worker: str) -> str:
    """The worker sends the test."""
    return pay.send_test(actor=Actor.person(worker), now=NOW, attempt_id=attempt_id).id


def close_test(qualification_id: str) -> None:
    """The test is closed and what it does not need is back."""
    pay.close_test(actor=JOB, now=NOW, qualification_id=qualification_id)


def grant_and_revoke(qualification_id: str, worker: str) -> int:
    """The qualification is granted and revoked in turn; how many lines this process wrote."""
    lines = 0
    for value in range(20):
        try:
            actions.grant(
                actor=JOB,
                now=NOW,
                qualification_id=qualification_id,
                worker_id=worker,
                value=value,
            )
            actions.revoke_grant(
                actor=JOB,
                now=NOW,
                qualification_id=qualification_id,
                worker_id=worker,
                reason="mistake",
                explanation="Granted and revoked in turn.",
            )
        except (NotHeld, ValueLowered):
            continue
        lines += 1
    return lines


def report_test(qualification_id: str) -> dict[str, object]:
    """What is in the database about the test."""
    row = Qualification.objects.get(id=qualification_id)
    test = queries.test_of(qualification_id)
    assert test is not None
    return {
        "attempts": Attempt.objects.count(),
        "sheets": Sheet.objects.count(),
        "results": Result.objects.count(),
        "credits": Credit.objects.count(),
        "paid": Entry.objects.filter(kind="time").count(),
        "left": test.attempts_left,
        "kept": ledger.quality_of_batch(row.id, "EUR").micros,
        "faults": ledger.book_faults(),
    }


def report_grants(qualification_id: str, worker: str) -> dict[str, object]:
    """The history of one person, as it was written."""
    rows = Grant.objects.filter(qualification_id=qualification_id, worker_id=worker)
    lines = list(rows.order_by("version").values_list("version", "state"))
    return {
        "versions": [version for version, _state in lines],
        "revoked": sum(state == "revoked" for _version, state in lines),
        "twice": sum(
            first == second == "revoked"
            for (_one, first), (_two, second) in itertools.pairwise(lines)
        ),
        "held": lines[-1][1] == "granted",
        "bits": [row.withdrawn for row in queries.statuses_of_worker(worker)],
    }


PARTS = (
    begin_test,
    close_test,
    grant_and_revoke,
    prepare_test,
    report_grants,
    report_test,
    send_test,
)
