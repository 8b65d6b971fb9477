"""A worker begins a test, answers item by item, and sends it: once, whatever is pressed twice."""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.base.ids import new_id
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.skills import access
from ouvrage.skills.actions.results import write_result
from ouvrage.skills.errors import (
    AttemptOver,
    AttemptUnderWay,
    NoPaidAttemptLeft,
    OwnTest,
    QualificationNotOpen,
)
from ouvrage.skills.models import Attempt, Item, Qualification, Sheet, Test
from ouvrage.skills.papers import is_item_right
from ouvrage.skills.queries.standings import standing_of
from ouvrage.skills.rules import (
    AttemptState,
    Author,
    Scoring,
    State,
    attempt_refusal,
    drawn_items,
    percent_right,
)


def start_attempt(*, actor: Actor, now: Moment, qualification_id: str) -> Attempt:
    """The worker has the test before them and its time counts; one under way is found again."""
    row = access.qualification_for_worker(actor, qualification_id)
    if access.is_own(actor, row):
        raise OwnTest
    under_way = _under_way(actor.id, qualification_id)
    if under_way is not None:
        return under_way
    try:
        with transaction.atomic():
            attempt = _draw(actor, now, qualification_id)
            line = Line("test.started", "attempt", attempt.id, row.organisation_id)
            record(actor=actor, now=now, line=line)
    except (IntegrityError, AttemptUnderWay):
        # Begun from another window at this moment: that attempt is the one, unless it waits.
        first = _under_way(actor.id, qualification_id)
        if first is None:
            raise AttemptUnderWay from None
        return first
    return attempt


def _under_way(worker_id: str, qualification_id: str) -> Attempt | None:
    return Attempt.objects.filter(
        test_id=qualification_id, worker_id=worker_id, state=AttemptState.OPEN
    ).first()


def _draw(actor: Actor, now: Moment, qualification_id: str) -> Attempt:
    test = Test.objects.select_related("qualification").filter(pk=qualification_id).first()
    if test is None or test.qualification.state != State.OPEN:
        raise QualificationNotOpen
    refusal = attempt_refusal(standing_of(test, actor.id, now))
    if refusal is not None:
        raise refusal
    _spend(test)
    earlier = Attempt.objects.filter(test=test, worker_id=actor.id)
    attempt_id = new_id(now)
    pool = Item.objects.filter(test=test, removed_at__isnull=True).order_by("id")
    seen = {item for items in earlier.values_list("items", flat=True) for item in items}
    return Attempt.objects.create(
        id=attempt_id,
        test=test,
        worker_id=actor.id,
        number=earlier.count() + 1,
        state=AttemptState.OPEN,
        items=drawn_items(
            list(pool.values_list("id", flat=True)), seen, test.items_per_attempt, attempt_id
        ),
        started_at=now,
        open_until=now + timedelta(hours=settings.AGREEMENT.tests.open_hours),
    )


def _spend(test: Test) -> None:
    """One attempt's money is spoken for; the platform's tests are paid by its fund."""
    if test.attempts_left is None:
        return
    left = Test.objects.filter(pk=test.pk, attempts_left__gt=0)
    if not left.update(attempts_left=F("attempts_left") - 1):
        raise NoPaidAttemptLeft


def keep_answer(
    *,
    actor: Actor,
    now: Moment,
    attempt_id: str,
    item_id: str,
    answer: Mapping[str, object],
    seconds: int,
) -> Attempt:
    """The answer to one item is kept. `seconds` is all the time spent on it, as its page counts it:
    the greatest that was told stays. Without an answer only the time is kept. Not journalled: it is
    the worker's own until it is sent."""
    with transaction.atomic():
        attempt = (
            Attempt.objects.select_for_update().filter(id=attempt_id, worker_id=actor.id).first()
        )
        if attempt is None or item_id not in attempt.items:
            raise NotFound
        if attempt.state != AttemptState.OPEN or attempt.open_until <= now:
            raise AttemptOver
        if answer:
            attempt.kept = {**attempt.kept, item_id: dict(answer)}
        before = int(attempt.seconds.get(item_id, 0))
        attempt.seconds = {**attempt.seconds, item_id: max(before, seconds)}
        attempt.save(update_fields=["kept", "seconds"])
    return attempt


def submit_attempt(*, actor: Actor, now: Moment, attempt_id: str, seconds: int) -> Attempt:
    """What was answered is sent, with the seconds that count; a second call finds the first's.

    Scored by its key at once, or waits for a person. Called by `pay.send_test`, which pays it.
    """
    with transaction.atomic():
        attempt = (
            Attempt.objects.select_for_update(of=("self",))
            .select_related("test__qualification")
            .get(id=attempt_id)
        )
        if attempt.state != AttemptState.OPEN:
            return attempt
        Sheet.objects.create(
            attempt=attempt,
            answers={item: attempt.kept.get(item, {}) for item in attempt.items},
            seconds=seconds,
            at=now,
        )
        organisation_id = attempt.test.qualification.organisation_id
        line = Line(
            "test.sent", "attempt", attempt.id, organisation_id, details={"seconds": seconds}
        )
        record(actor=actor, now=now, line=line)
        if attempt.test.scoring == Scoring.PERSON:
            attempt.state = AttemptState.WAITING
            days = settings.AGREEMENT.tests.scoring_days
            attempt.score_until = now + timedelta(days=days)
            attempt.save(update_fields=["state", "score_until"])
        else:
            _score_by_key(actor, now, attempt)
    return attempt


def _score_by_key(actor: Actor, now: Moment, attempt: Attempt) -> None:
    items = Item.objects.in_bulk(attempt.items)
    marks = {
        item_id: {
            "right": is_item_right(
                attempt.test.template,
                items[item_id].data,
                items[item_id].key,
                attempt.kept.get(item_id, {}),
            ),
            "note": "",
        }
        for item_id in attempt.items
    }
    percent = percent_right(sum(mark["right"] for mark in marks.values()), len(marks))  # type: ignore[misc]
    write_result(
        actor=actor, now=now, attempt=attempt, percent=percent, marks=marks, author=Author.TEST
    )


def close_attempts(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> list[str]:
    """Tests that were begun, of which nothing was answered in time, are left: no attempt counts.

    Returns the ids of those that hold an answer: `pay.close_tests` sends and pays them.
    """
    over = Attempt.objects.filter(state=AttemptState.OPEN, open_until__lte=now).order_by("id")
    answered = []
    for row in over.select_related("test__qualification")[:limit]:
        if row.kept:
            answered.append(row.id)
            continue
        with transaction.atomic():
            left = Attempt.objects.filter(id=row.id, state=AttemptState.OPEN, kept={})
            if left.update(state=AttemptState.LEFT):
                _give_back(row.test.qualification)
                organisation_id = row.test.qualification.organisation_id
                line = Line("test.left", "attempt", row.id, organisation_id)
                record(actor=actor, now=now, line=line)
    return answered


def _give_back(row: Qualification) -> None:
    """The money of an attempt that costs nothing lets somebody else take the test."""
    open_tests = Test.objects.filter(
        qualification=row, qualification__state=State.OPEN, attempts_left__isnull=False
    )
    open_tests.update(attempts_left=F("attempts_left") + 1)
