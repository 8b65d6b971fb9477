"""Tasks that end without an answer pay their time once, and change nothing else for the worker."""

from datetime import timedelta

import pytest
from django.conf import settings

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusals
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.journal.models import Event
from ouvrage.ledger import recipes
from ouvrage.ledger.queries import book_faults
from ouvrage.pay import actions as pay
from ouvrage.pay import queries
from ouvrage.pay.models import Credit
from ouvrage.people.errors import PartyToCase
from ouvrage.work import actions as work
from ouvrage.work.actions import StopDraft
from ouvrage.work.errors import (
    AlreadyReturned,
    LabelDisputed,
    NotChosen,
    NothingLeft,
    NotInHand,
    NotPulled,
    NotSensitive,
    StopNotWaiting,
)
from ouvrage.work.models import Assignment, Batch, Stop, Task
from ouvrage.work.queries import open_counts
from ouvrage.work.rules import StopKind, screens_out
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import fund, make_draft_batch, make_open_batch, make_project, ready

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=2)
SCREEN_OUT = StopDraft(StopKind.SCREEN_OUT, answer={"money": "no"})
BROKEN = StopDraft(StopKind.BROKEN, reason="missing_file")
WITHDRAWN = StopDraft(StopKind.WITHDRAWN)
VIOLENT = StopDraft(StopKind.MISLABELLED, sensitive=("violence",))


@pytest.fixture(autouse=True)
def guarantee() -> None:
    """The batches here are small: their time is paid by the fund when the reserve is short."""
    amount = Money.parse("50", "EUR")
    recipes.fund_guarantee(actor=JOB, now=NOW, amount=amount, reference="", key="tests")


def take(actor: Actor, batch: Batch, now: Moment = NOW) -> Assignment:
    """The worker holds a task."""
    return work.take(actor=actor, now=now, project_id=batch.project_id)


def stop(actor: Actor, held: Assignment, draft: StopDraft = BROKEN, now: Moment = LATER) -> Stop:
    """The task ended without an answer."""
    return pay.stop_task(actor=actor, now=now, assignment_id=held.id, draft=draft)


def sensitive_batch(*categories: str, tasks: int = 2) -> Batch:
    """A published batch with sensitive categories."""
    batch = make_draft_batch(make_project(), tasks)
    fund(batch.project.organisation_id)
    return pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id, sensitive=categories)


def willing(batch: Batch, *categories: str) -> Actor:
    """A worker who chose these categories and read the instructions."""
    actor = ready(make_worker(), batch)
    work.choose_sensitive(actor=actor, now=NOW, sensitive=categories, exposure_minutes=None)
    return actor


def test_a_screened_out_worker_is_paid_the_time_at_the_floor() -> None:
    """PAY-6: 120 seconds at 12.31 EUR an hour."""
    batch = make_open_batch(tasks=1, answers_per_task=1)
    actor = ready(make_worker(), batch)
    held = take(actor, batch)
    ended = stop(actor, held, SCREEN_OUT)
    assert (ended.seconds, ended.answer, ended.state) == (120, {"money": "no"}, "paid")
    assert str(queries.credited(ended.id)) == "0.410334 EUR"
    assert Assignment.objects.get().state == "screened_out"
    assert Task.objects.get().places == 1
    assert open_counts(batch.id)["places"] == 1
    assert book_faults() == []


def test_screening_pays_no_more_than_its_cap() -> None:
    """PAY-6."""
    batch = make_open_batch()
    actor = ready(make_worker(), batch)
    ended = stop(actor, take(actor, batch), SCREEN_OUT, NOW + timedelta(minutes=50))
    credit = Credit.objects.get(subject_id=ended.id)
    assert (credit.seconds, credit.cap_seconds) == (3000, 600)
    assert str(credit.pay) == "2.051667 EUR"


def test_stopping_twice_pays_once() -> None:
    batch = make_open_batch()
    actor = ready(make_worker(), batch)
    held = take(actor, batch)
    assert stop(actor, held).id == stop(actor, held, SCREEN_OUT).id
    assert Credit.objects.count() == 1


def test_a_task_that_was_sent_or_returned_or_is_anothers_cannot_be_stopped() -> None:
    batch = make_open_batch()
    actor = ready(make_worker(), batch)
    held = take(actor, batch)
    with pytest.raises(NotFound):
        stop(Actor.person(make_worker().id), held)
    work.return_assignment(actor=actor, now=NOW, assignment_id=held.id)
    with pytest.raises(NotInHand):
        stop(actor, held)
    assert Credit.objects.count() == 0


def test_a_stopped_task_cannot_be_answered() -> None:
    batch = make_open_batch()
    actor = ready(make_worker(), batch)
    held = take(actor, batch)
    stop(actor, held)
    with pytest.raises(AlreadyReturned):
        work.submit(
            actor=actor, now=LATER, assignment_id=held.id, answer={"m": "x"}, active_seconds=1
        )


def test_the_first_report_leaves_the_task_open_and_the_second_pulls_it() -> None:
    """PAY-7."""
    batch = make_open_batch(tasks=1, answers_per_task=3)
    for left in (3, 0):
        actor = ready(make_worker(), batch)
        stop(actor, take(actor, batch))
        assert Task.objects.get().places == left
    task = Task.objects.get()
    assert (task.pulled_at, task.pulled_places) == (LATER, 3)
    pulled = Event.objects.get(action="task.pulled")
    assert pulled.details == {"reports": 2, "batch": batch.id, "position": 1}
    assert work.finish_batches(actor=JOB, now=LATER) == 0
    assert open_counts(batch.id)["places"] == 3
    with pytest.raises(NothingLeft):
        take(ready(make_worker(), batch), batch, LATER)


def test_a_place_given_back_to_a_pulled_task_waits_with_the_others() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=3)
    holder = ready(make_worker(), batch)
    held = take(holder, batch)
    for _ in range(2):
        actor = ready(make_worker(), batch)
        stop(actor, take(actor, batch))
    work.return_assignment(actor=holder, now=LATER, assignment_id=held.id)
    task = Task.objects.get()
    assert (task.places, task.pulled_places) == (0, 3)


def test_a_repaired_task_is_offered_again_and_old_reports_count_no_more() -> None:
    """PAY-7."""
    batch = make_open_batch(tasks=1, answers_per_task=3)
    for _ in range(2):
        actor = ready(make_worker(), batch)
        stop(actor, take(actor, batch))
    task = Task.objects.get()
    work.reopen_task(actor=JOB, now=LATER, task_id=task.id)
    with pytest.raises(NotPulled):
        work.reopen_task(actor=JOB, now=LATER, task_id=task.id)
    task.refresh_from_db()
    assert (task.places, task.pulled_at, task.pulled_places) == (3, None, 0)
    actor = ready(make_worker(), batch)
    stop(actor, take(actor, batch, LATER))
    task.refresh_from_db()
    assert task.places == 3


def test_a_dropped_task_lets_its_batch_finish() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=3)
    for _ in range(2):
        actor = ready(make_worker(), batch)
        stop(actor, take(actor, batch))
    work.drop_task(actor=JOB, now=LATER, task_id=Task.objects.get().id)
    assert work.finish_batches(actor=JOB, now=LATER) == 1
    assert open_counts(batch.id)["places"] == 0


def test_a_report_says_what_is_wrong() -> None:
    batch = make_open_batch()
    actor = ready(make_worker(), batch)
    held = take(actor, batch)
    with pytest.raises(Refusals) as refused:
        stop(actor, held, StopDraft(StopKind.BROKEN, reason="other", words=" "))
    assert [(one.code, one.field) for one in refused.value.each()] == [("missing", "words")]
    with pytest.raises(Refusals) as unknown:
        stop(actor, held, StopDraft(StopKind.BROKEN, reason="boring"))
    assert [one.field for one in unknown.value.each()] == ["reason"]
    assert Assignment.objects.get().state == "taken"


def test_past_the_daily_number_the_report_counts_and_its_pay_waits_for_a_person() -> None:
    """PAY-7: the cap against abuse."""
    most = settings.AGREEMENT.time.time_credits_a_day
    batch = make_open_batch(tasks=most + 2, answers_per_task=2)
    actor = ready(make_worker(), batch)
    ended = [stop(actor, take(actor, batch)) for _ in range(most + 2)]
    assert [one.state for one in ended[-3:]] == ["paid", "waiting", "waiting"]
    assert Credit.objects.count() == most
    with pytest.raises(PartyToCase):
        pay.approve_stop(actor=actor, now=LATER, stop_id=ended[-1].id)
    paid = pay.approve_stop(actor=JOB, now=LATER, stop_id=ended[-1].id)
    assert (paid.state, Credit.objects.count()) == ("paid", most + 1)
    with pytest.raises(StopNotWaiting):
        pay.approve_stop(actor=JOB, now=LATER, stop_id=ended[-1].id)


def test_a_person_who_does_not_pay_says_why() -> None:
    most = settings.AGREEMENT.time.time_credits_a_day
    batch = make_open_batch(tasks=most + 1, answers_per_task=2)
    actor = ready(make_worker(), batch)
    last = [stop(actor, take(actor, batch)) for _ in range(most + 1)][-1]
    with pytest.raises(Refusals):
        work.refuse_stop(
            actor=JOB, now=LATER, stop_id=last.id, reason="no_work", explanation=" ",
            appeal_until=LATER,
        )  # fmt: skip
    denied = work.refuse_stop(
        actor=JOB,
        now=LATER,
        stop_id=last.id,
        reason="no_work",
        explanation="The page was open for one second.",
        appeal_until=LATER + timedelta(days=14),
    )
    assert (denied.state, denied.decision_reason) == ("denied", "no_work")
    assert Credit.objects.count() == most


def test_withdrawing_from_a_sensitive_task_is_paid_and_asks_no_reason() -> None:
    """HLT-4."""
    batch = sensitive_batch("violence")
    actor = willing(batch, "violence")
    ended = stop(actor, take(actor, batch), WITHDRAWN)
    assert (ended.reason, ended.words, ended.seconds) == ("", "", 120)
    assert str(queries.credited(ended.id)) == "0.410334 EUR"
    assert Assignment.objects.get().state == "withdrawn"
    assert take(actor, batch, LATER).task.position == 2


def test_an_ordinary_task_is_returned_and_not_withdrawn_from() -> None:
    batch = make_open_batch()
    actor = ready(make_worker(), batch)
    with pytest.raises(NotSensitive):
        stop(actor, take(actor, batch), WITHDRAWN)


def test_sensitive_tasks_are_for_those_who_chose_them() -> None:
    """HLT-1."""
    batch = sensitive_batch("violence", "hate")
    with pytest.raises(NotChosen):
        take(ready(make_worker(), batch), batch)
    with pytest.raises(NotChosen):
        take(willing(batch, "violence"), batch)
    assert take(willing(batch, "violence", "hate"), batch).task.position == 1


def test_two_reports_of_an_undeclared_category_hold_the_batch_until_a_person_looked() -> None:
    """HLT-1: the time of the report is paid."""
    batch = make_open_batch(tasks=4, answers_per_task=2)
    for _ in range(2):
        actor = ready(make_worker(), batch)
        ended = stop(actor, take(actor, batch), VIOLENT)
        assert queries.credited(ended.id).micros == 410334
    with pytest.raises(LabelDisputed):
        take(ready(make_worker(), batch), batch, LATER)
    work.relabel_batch(actor=JOB, now=LATER, batch_id=batch.id, sensitive=("violence",))
    with pytest.raises(NotChosen):
        take(ready(make_worker(), batch), batch, LATER)
    assert take(willing(batch, "violence"), batch, LATER).task.position == 1
    relabelled = Event.objects.get(action="batch.relabelled")
    assert relabelled.details == {"before": [], "after": ["violence"]}


def test_nothing_about_a_stop_counts_in_the_journal_but_its_time() -> None:
    """HLT-4: no reason is kept where none was asked."""
    batch = sensitive_batch("medical")
    actor = willing(batch, "medical")
    stop(actor, take(actor, batch), WITHDRAWN)
    assert Event.objects.get(action="task.withdrawn").details == {"seconds": 120}


@pytest.mark.parametrize(
    ("answer", "out"),
    [({"animal": "no"}, True), ({"animal": "yes"}, False), ({"animal": ["yes", "no"]}, True),
     ({}, False)],
)  # fmt: skip
def test_the_declared_answers_screen_out(answer: dict[str, object], out: bool) -> None:
    """PAY-6."""
    assert screens_out({"field": "animal", "values": ["no"]}, answer) is out
    assert screens_out({}, answer) is False


def test_a_project_screens_by_a_question_that_its_task_asks() -> None:
    project = make_project(screening_field="money", screening_values=("no",))
    assert project.screening == {"field": "money", "values": ["no"]}
    with pytest.raises(Refusals) as unknown:
        make_project(screening_field="colour", screening_values=("no",))
    assert [one.code for one in unknown.value.each()] == ["screening_field_unknown"]
    with pytest.raises(Refusals) as lacking:
        make_project(screening_field="money")
    assert [one.field for one in lacking.value.each()] == ["screening_values"]
