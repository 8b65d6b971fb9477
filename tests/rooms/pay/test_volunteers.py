"""Work that is not paid, for a non-profit, goes the whole way and leaves balanced books."""

import io
import json
import zipfile
from datetime import timedelta

import pytest

from ouvrage.base.moment import Month
from ouvrage.base.money import Money
from ouvrage.ledger.models import Entry
from ouvrage.ledger.queries import available, book_faults, due, reserved_for_batch
from ouvrage.pay import actions as pay
from ouvrage.pay import queries
from ouvrage.pay.queries.statements import statement
from ouvrage.people.models import Person
from ouvrage.people.rules import StatusKind
from ouvrage.review import actions as review
from ouvrage.rights.exports.archive import write_archive
from ouvrage.work import actions as work
from ouvrage.work.models import Batch, Submission
from tests.factories.contributions import EVERY_SCHEME, choose
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import answer_one, fund, make_draft_batch, make_project

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=40)
NOTHING = Money.zero("EUR")


@pytest.fixture(autouse=True)
def _every_scheme(settings: object) -> None:
    for name, value in EVERY_SCHEME.items():
        setattr(settings, name, value)


def published() -> Batch:
    """Volunteer work of an organisation that has no money at all."""
    project = make_project(volunteer=True, reward="", answers_per_task=1)
    batch = make_draft_batch(project, 2)
    return pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)


def volunteer() -> Person:
    worker = make_worker()
    choose(worker, StatusKind.VOLUNTEER)
    return worker


def test_volunteer_work_goes_from_publishing_to_an_archive_and_the_books_balance() -> None:
    """STA-1, PAY-1"""
    batch, worker, other = published(), volunteer(), make_worker()
    answers = [answer_one(worker, batch), answer_one(other, batch)]
    assert [answer.reward_micros for answer in answers] == [0, 0]
    assert review.accept_all_pending(actor=JOB, now=NOW, batch_id=batch.id) == 2
    assert set(Submission.objects.values_list("state", flat=True)) == {"accepted"}
    assert work.finish_batches(actor=JOB, now=NOW) == 1
    review.run_aggregation(actor=JOB, now=NOW, batch_id=batch.id)
    pay.audit_pay(actor=JOB, now=LATER)
    pay.release_finished(actor=JOB, now=LATER)
    assert [due(one.id, "EUR") for one in (worker, other)] == [NOTHING, NOTHING]
    assert reserved_for_batch(batch.id, "EUR") == NOTHING
    assert (book_faults(), queries.settlement_faults()) == ([], [])
    month = statement(worker.id, Month(NOW.year, NOW.month), LATER)
    assert (month.gross, month.net, month.contributions) == (NOTHING, NOTHING, ())
    target = io.BytesIO()
    assert write_archive(target, person_id=worker.id, now=LATER).rows > 0
    assert len(json.loads(zipfile.ZipFile(target).read("json/answers.json"))) == 1


def test_more_volunteer_answers_cost_nothing_and_ending_gives_nothing_back() -> None:
    """STA-1"""
    batch = published()
    pay.add_answers(actor=JOB, now=NOW, batch_id=batch.id, answers=1, client_key="more")
    answer_one(volunteer(), batch)
    pay.end_batch(actor=JOB, now=NOW, batch_id=batch.id)
    assert review.accept_all_pending(actor=JOB, now=NOW, batch_id=batch.id) == 1
    assert available(batch.project.organisation_id, "EUR") == NOTHING
    assert (book_faults(), queries.settlement_faults()) == ([], [])


def test_a_paid_batch_whose_books_hold_an_empty_reserve_is_a_fault() -> None:
    project = make_project()
    fund(project.organisation_id)
    batch = make_draft_batch(project)
    pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)
    reserved = Entry.objects.get(kind="reserve")
    Entry.objects.create(
        id="0" * 26,
        key="reserve:nothing",
        kind="reserve",
        at=NOW,
        subject_kind=reserved.subject_kind,
        subject_id=reserved.subject_id,
    )
    assert book_faults() == ["entry reserve:nothing moves nothing"]
