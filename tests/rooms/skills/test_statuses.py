"""The number of a holding in a status list: random, its own, following what is decided (QUA-5)."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from ouvrage.people.models import Person
from ouvrage.skills import actions, errors, queries
from ouvrage.skills.models import Grant, Qualification, Result, StatusListEntry
from ouvrage.skills.rules import DRAWS_MAX, LIST_BITS
from ouvrage.skills.statuses import open_status
from tests.factories import skills as factory
from tests.factories.people import JOB, NOW, make_organisation, make_worker

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHY = "The sample page was read by somebody else."


@pytest.fixture
def row() -> Qualification:
    return factory.make_granted(make_organisation().id)


@pytest.fixture
def worker() -> Person:
    return make_worker()


def give(row: Qualification, worker: Person, value: int = 70, after: timedelta = 0 * DAY) -> Grant:
    return actions.grant(
        actor=JOB, now=NOW + after, qualification_id=row.id, worker_id=worker.id, value=value
    )


def revoke(row: Qualification, worker: Person, after: timedelta = DAY) -> Grant:
    return actions.revoke_grant(
        actor=JOB, now=NOW + after, qualification_id=row.id, worker_id=worker.id,
        reason="not_own_work", explanation=WHY,
    )  # fmt: skip


def overturn(line: Grant, after: timedelta = 2 * DAY) -> Grant:
    return actions.overturn_revocation(
        actor=JOB, now=NOW + after, grant_id=line.id, explanation="Their own hand."
    )


def numbers(worker: Person) -> list[tuple[str, int, bool]]:
    return [
        (one.address, one.index, one.withdrawn) for one in queries.statuses_of_worker(worker.id)
    ]


def test_a_holding_has_a_number_whose_bit_follows_what_is_decided(
    row: Qualification, worker: Person
) -> None:
    """QUA-5."""
    give(row, worker)
    ((address, index, withdrawn),) = numbers(worker)
    assert address == "http://127.0.0.1:8000/status-lists/1/"
    assert 0 <= index < LIST_BITS
    assert not withdrawn
    give(row, worker, value=90)
    assert numbers(worker) == [(address, index, False)]
    revoked = revoke(row, worker)
    assert numbers(worker) == [(address, index, True)]
    assert queries.withdrawn_indexes(1) == [index]
    overturn(revoked)
    assert numbers(worker) == [(address, index, False)]
    assert queries.withdrawn_indexes(1) == []


def test_what_is_granted_anew_has_another_number_and_the_old_bit_stays(
    row: Qualification, worker: Person
) -> None:
    """QUA-5."""
    give(row, worker)
    ((_, first, _),) = numbers(worker)
    revoke(row, worker)
    give(row, worker, value=10, after=2 * DAY)
    (_, old, set_), (_, new, clear) = numbers(worker)
    assert (old, set_, clear) == (first, True, False)
    assert new != first


def test_what_is_granted_after_its_end_has_another_number(worker: Person) -> None:
    """QUA-5."""
    row = factory.make_granted(make_organisation().id, valid_days=30)
    give(row, worker)
    give(row, worker, value=20, after=31 * DAY)
    assert [withdrawn for _, _, withdrawn in numbers(worker)] == [False, False]
    assert len({index for _, index, _ in numbers(worker)}) == 2


def test_an_appeal_won_late_does_not_undo_a_later_revocation(
    row: Qualification, worker: Person
) -> None:
    """QUA-5: granted and revoked again meanwhile, the second revocation stands on its reasons."""
    give(row, worker)
    first = revoke(row, worker)
    give(row, worker, value=80, after=2 * DAY)
    second = revoke(row, worker, after=3 * DAY)
    assert overturn(first, after=4 * DAY).id == second.id
    assert queries.held_values(worker.id, NOW + 4 * DAY) == {}
    assert [withdrawn for _, _, withdrawn in numbers(worker)] == [True, True]


def test_a_value_is_not_lowered_without_a_reason(row: Qualification, worker: Person) -> None:
    """QUA-5."""
    give(row, worker, value=70)
    with pytest.raises(errors.ValueLowered) as refused:
        give(row, worker, value=69)
    assert refused.value.params == {"held": 70}
    revoke(row, worker)
    give(row, worker, value=69, after=2 * DAY)
    assert queries.held_values(worker.id, NOW + 2 * DAY) == {row.id: 69}


def test_an_older_test_whose_appeal_is_won_lowers_nothing(worker: Person) -> None:
    """QUA-1."""
    exam = factory.make_open_test(pass_percent=50)
    failed = factory.answer_test(worker, exam, right=False)
    later = NOW + 30 * DAY
    factory.answer_test(worker, exam, right=True, now=later)
    actions.overturn_result(actor=JOB, now=later, attempt_id=failed.id, explanation="Both right.")
    assert queries.held_values(worker.id, later) == {exam.id: 100}
    assert Grant.objects.count() == 1
    assert list(Result.objects.filter(attempt=failed).values_list("percent", "passed")) == [
        (0, False),
        (50, True),
    ]


def drawing(*drawn: int) -> Callable[[int], int]:
    """A draw that gives these numbers one after the other."""
    source = iter(drawn)
    return lambda bits: next(source) if bits == LIST_BITS else -1


def test_a_number_that_was_taken_is_drawn_again(row: Qualification) -> None:
    """QUA-5."""
    lines = [give(row, make_worker()) for _ in range(2)]
    StatusListEntry.objects.all().delete()
    open_status(lines[0], drawing(5))
    open_status(lines[1], drawing(5, 5, 6))
    assert list(StatusListEntry.objects.order_by("position").values_list("position", "grant")) == [
        (5, lines[0].id),
        (6, lines[1].id),
    ]


def test_the_next_list_begins_when_one_is_well_filled(row: Qualification) -> None:
    """QUA-5."""
    lines = [give(row, make_worker()) for _ in range(3)]
    StatusListEntry.objects.all().delete()
    assert queries.withdrawn_indexes(1) is None
    open_status(lines[0], drawing(5))
    assert queries.withdrawn_indexes(2) is None
    open_status(lines[1], drawing(*[5] * DRAWS_MAX, 5))
    open_status(lines[2], drawing(7))
    assert list(
        StatusListEntry.objects.values_list("position", flat=True).order_by("position")
    ) == [
        5,
        LIST_BITS + 5,
        LIST_BITS + 7,
    ]
    revoke(row, lines[2].worker)
    assert (queries.withdrawn_indexes(1), queries.withdrawn_indexes(2)) == ([], [7])


def test_the_database_refuses_a_number_twice(row: Qualification, worker: Person) -> None:
    """QUA-5."""
    give(row, worker)
    taken = StatusListEntry.objects.get().position
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusListEntry.objects.create(position=taken)


def test_who_held_something_before_the_lists_began_has_a_number(
    row: Qualification, worker: Person
) -> None:
    """QUA-5."""
    gone = make_worker()
    for person in (worker, gone):
        give(row, person, value=10)
        give(row, person, value=70)
    revoke(row, gone)
    StatusListEntry.objects.all().delete()
    migration = import_module("ouvrage.skills.migrations.0003_status_list_entries")
    migration.number_held(apps, None)
    assert [withdrawn for _, _, withdrawn in numbers(worker)] == [False]
    assert numbers(gone) == []
    overturn(Grant.objects.get(worker=gone, state="revoked"))
    assert [withdrawn for _, _, withdrawn in numbers(gone)] == [False]
