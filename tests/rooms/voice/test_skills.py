"""What people hear of tests and qualifications."""

from datetime import timedelta

import pytest

from ouvrage.journal.actions import deliver
from ouvrage.site.wiring import HANDLERS
from ouvrage.skills import actions
from ouvrage.voice.models import Message
from tests.factories import skills as factory
from tests.factories.people import JOB, NOW, make_organisation, make_worker

pytestmark = pytest.mark.django_db


def test_a_result_and_a_revocation_are_told_once() -> None:
    """QUA-1, QUA-5."""
    worker = make_worker()
    exam = factory.make_open_test()
    attempt = factory.answer_test(worker, exam, right=False)
    row = factory.make_granted(make_organisation().id)
    actions.grant(actor=JOB, now=NOW, qualification_id=row.id, worker_id=worker.id, value=1)
    actions.revoke_grant(
        actor=JOB, now=NOW, qualification_id=row.id, worker_id=worker.id, reason="mistake",
        explanation="Meant for somebody else.",
    )  # fmt: skip
    for _ in range(2):
        deliver(now=NOW + timedelta(minutes=1), handlers=HANDLERS)
    told = Message.objects.filter(person=worker).order_by("kind")
    assert [(one.kind, one.params, one.subject_kind) for one in told] == [
        ("qualification_ended", {"test": row.name}, "appeals"),
        ("qualification_granted", {"test": row.name}, "qualification"),
        ("test_marked", {"test": exam.name}, "attempt"),
    ]
    assert told[2].subject_id == attempt.id
