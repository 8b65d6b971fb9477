"""The employee status after the agreed hours: offered, declined in writing, begun, left (STA-2)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment
from ouvrage.journal.models import Event
from ouvrage.pay import actions, queries
from ouvrage.pay.models import FoldedTime
from ouvrage.people import actions as people
from ouvrage.people.models import Person, StatusPeriod
from ouvrage.people.queries import periods_of, status_at, status_offer_of
from ouvrage.people.rules import StatusKind
from tests.factories.contributions import EVERY_SCHEME, choose
from tests.factories.people import JOB, NOW, actor_of, make_worker

pytestmark = pytest.mark.django_db
WORDS = "I keep other clients."


@pytest.fixture(autouse=True)
def _schemes() -> Iterator[None]:
    with override_settings(**EVERY_SCHEME):
        yield


@pytest.fixture
def worker() -> Person:
    """Somebody with 99 hours and 59 minutes of work that counts."""
    person = make_worker()
    FoldedTime.objects.create(
        worker=person, day=NOW.date(), category="task", seconds=100 * 3600 - 60
    )
    return person


def run(now: Moment = NOW, limit: int = 100) -> int:
    return actions.offer_employment(actor=JOB, now=now, limit=limit)


def past(person: Person) -> None:
    FoldedTime.objects.filter(worker=person).update(seconds=100 * 3600)


def test_nothing_is_offered_before_the_agreed_hours(worker: Person) -> None:
    assert run() == 0
    assert status_offer_of(worker.id) is None


def test_it_begins_by_itself_after_the_days_to_decline(worker: Person) -> None:
    """STA-2: employee-like by default at 100 cumulated hours, unless declined in writing."""
    past(worker)
    assert queries.paid_seconds(worker.id, NOW) == 360_000
    assert (run(), run()) == (1, 0)
    assert status_at(worker.id, NOW) is None
    assert run(NOW + timedelta(days=13, hours=23)) == 0
    begun = NOW + timedelta(days=14)
    assert run(begun) == 1
    found = status_at(worker.id, begun)
    assert found is not None
    assert (found.kind, found.by_default, found.starts_at) == (
        StatusKind.EMPLOYEE_COOP,
        True,
        begun,
    )
    assert run(begun + timedelta(days=1)) == 0


def test_declining_in_writing_keeps_the_status_and_the_words(worker: Person) -> None:
    past(worker)
    run()
    with pytest.raises(Refusal) as caught:
        people.decline_offered(actor=actor_of(worker), now=NOW, person_id=worker.id, words=" ")
    assert [each.code for each in caught.value.each()] == ["own_words_missing"]
    people.decline_offered(actor=actor_of(worker), now=NOW, person_id=worker.id, words=WORDS)
    assert run(NOW + timedelta(days=30)) == 0
    assert status_at(worker.id, NOW + timedelta(days=30)) is None
    offer = status_offer_of(worker.id)
    assert offer is not None
    assert (offer.state, offer.words) == ("declined", WORDS)
    assert Event.objects.get(action="status.declined").reason == ""  # the journal never forgets


def test_it_can_be_asked_for_earlier_and_left_again_in_writing(worker: Person) -> None:
    choose(worker, StatusKind.EMPLOYEE_COOP)
    with pytest.raises(Refusal) as caught:
        choose(worker, StatusKind.SELF_EMPLOYED, NOW + timedelta(days=1))
    assert [each.code for each in caught.value.each()] == ["own_words_missing"]
    choose(worker, StatusKind.SELF_EMPLOYED, NOW + timedelta(days=1), words=WORDS)
    assert [row.kind for row in periods_of(worker.id)] == [
        StatusKind.SELF_EMPLOYED,
        StatusKind.EMPLOYEE_COOP,
    ]
    past(worker)
    assert run(NOW + timedelta(days=2)) == 0, "who left it in writing is not offered it again"


def test_past_employees_take_no_place_of_those_who_wait_for_the_offer(worker: Person) -> None:
    """STA-2: whoever left the status in writing stands first in line and is passed over."""
    choose(worker, StatusKind.EMPLOYEE_COOP)
    choose(worker, StatusKind.SELF_EMPLOYED, NOW + timedelta(hours=1), words=WORDS)
    past(worker)
    other = make_worker()
    FoldedTime.objects.create(worker=other, day=NOW.date(), category="task", seconds=100 * 3600)
    assert run(NOW + timedelta(hours=2), limit=1) == 1
    assert status_offer_of(other.id) is not None
    assert status_offer_of(worker.id) is None


def test_choosing_it_while_it_waits_begins_it_once(worker: Person) -> None:
    past(worker)
    run()
    choose(worker, StatusKind.EMPLOYEE_COOP, NOW + timedelta(days=1))
    assert run(NOW + timedelta(days=20)) == 0
    assert StatusPeriod.objects.filter(person=worker).count() == 1


def test_an_instance_without_employees_offers_nothing(worker: Person) -> None:
    past(worker)
    with override_settings(CONTRIBUTION_SCHEMES=()):
        assert run() == 0


def test_the_same_status_twice_is_one_period_and_periods_do_not_change(worker: Person) -> None:
    choose(worker, StatusKind.EMPLOYEE_COOP)
    with pytest.raises(Refusal) as caught:
        choose(worker, StatusKind.EMPLOYEE_COOP, NOW + timedelta(hours=1))
    assert caught.value.code == "status_unchanged"
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusPeriod.objects.update(kind="volunteer")
