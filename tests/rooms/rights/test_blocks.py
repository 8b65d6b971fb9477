"""A requester's block: with a reason, visible, contestable, and over by itself (DEC-12)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusal, Refusals
from ouvrage.base.moment import Moment
from ouvrage.journal.models import Event
from ouvrage.people import actions as people
from ouvrage.people.models import Organisation, Person
from ouvrage.review import actions as review
from ouvrage.rights import actions, errors
from ouvrage.work import actions as work
from ouvrage.work import queries as work_queries
from ouvrage.work.errors import AlreadyBlocked, BlockedByRequester, BlockOver
from ouvrage.work.models import Batch, Block, Submission
from tests.factories.people import (
    JOB,
    NOW,
    actor_of,
    make_member,
    make_operator,
    make_organisation,
    make_person,
    make_reviewer,
    make_worker,
)
from tests.factories.review import REQUESTER, refuse, refuse_after_offer
from tests.factories.rights import EXPLANATION, appeal_against, block
from tests.factories.work import answer_one, begin_reading, make_open_batch, make_project, ready

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
OVER = NOW + timedelta(days=90)


@pytest.fixture
def owner() -> Person:
    return make_person()


@pytest.fixture
def organisation(owner: Person) -> Organisation:
    return make_organisation(owner)


@pytest.fixture
def batch(organisation: Organisation) -> Batch:
    return make_open_batch(tasks=4, project=make_project(organisation))


def offered(worker: Person, now: Moment) -> list[str]:
    """The projects that the worker is offered."""
    return [row.project_id for row in work_queries.offers(worker.id, now=now)]


def test_a_blocked_worker_gets_no_task_of_that_organisation_and_others_do(
    owner: Person, batch: Batch
) -> None:
    """DEC-12: the block keeps new tasks of one organisation from one worker."""
    worker, other = make_worker(), make_worker()
    answer_one(worker, batch)
    elsewhere = make_open_batch(project=make_project(make_organisation()))
    standing = block(owner, batch, worker)
    assert (standing.begins_at, standing.ends_at) == (NOW, OVER)
    with pytest.raises(BlockedByRequester):
        work.take(actor=actor_of(worker), now=LATER, project_id=batch.project_id)
    assert work_queries.standing_block(worker.id, standing.organisation_id, LATER) is not None
    assert work.take(actor=ready(worker, elsewhere), now=LATER, project_id=elsewhere.project_id)
    assert work.take(actor=ready(other, batch), now=LATER, project_id=batch.project_id)


def test_offers_leave_a_block_out(owner: Person, batch: Batch) -> None:
    worker = make_worker()
    answer_one(worker, batch)
    assert offered(worker, LATER) == [batch.project_id]
    block(owner, batch, worker)
    assert offered(worker, LATER) == []
    assert offered(worker, OVER) == [batch.project_id]


def test_a_task_in_hand_may_be_finished_and_is_paid(owner: Person, batch: Batch) -> None:
    worker = make_worker()
    held = work.take(actor=ready(worker, batch), now=NOW, project_id=batch.project_id)
    block(owner, batch, worker)
    again = work.take(actor=actor_of(worker), now=LATER, project_id=batch.project_id)
    assert again.id == held.id
    sent = work.submit(
        actor=actor_of(worker),
        now=LATER,
        assignment_id=held.id,
        answer={"money": "yes"},
        active_seconds=5,
    )
    assert Submission.objects.get(id=sent.id).state == "pending"
    assert sent.reward_micros == 60_000


def test_who_is_blocked_is_not_asked_to_read(
    owner: Person, organisation: Organisation, batch: Batch
) -> None:
    worker = make_worker()
    answer_one(worker, batch)
    second = make_open_batch(
        project=make_project(Organisation.objects.get(memberships__person=owner))
    )
    block(owner, batch, worker)
    with pytest.raises(BlockedByRequester):
        begin_reading(actor_of(worker), second.project_id, LATER)


def test_a_block_ends_by_itself_after_ninety_days(owner: Person, batch: Batch) -> None:
    worker = make_worker()
    answer_one(worker, batch)
    standing = block(owner, batch, worker)
    assert work.end_blocks(actor=JOB, now=OVER - timedelta(seconds=1)) == 0
    assert work.take(actor=actor_of(worker), now=OVER, project_id=batch.project_id)
    assert work.end_blocks(actor=JOB, now=OVER + timedelta(hours=1)) == 1
    assert work.end_blocks(actor=JOB, now=OVER + timedelta(hours=2)) == 0
    assert Block.objects.get(id=standing.id).ended_at == OVER
    line = Event.objects.get(action="worker.block_ended")
    assert (line.subject_id, line.organisation_id) == (standing.id, standing.organisation_id)


def test_a_block_can_be_lifted_once(owner: Person, batch: Batch) -> None:
    worker = make_worker()
    answer_one(worker, batch)
    standing = block(owner, batch, worker)
    lift = {
        "actor": actor_of(owner),
        "now": LATER,
        "organisation_id": standing.organisation_id,
        "block_id": standing.id,
    }
    actions.lift_block(**lift)  # type: ignore[arg-type]
    with pytest.raises(BlockOver):
        actions.lift_block(**lift)  # type: ignore[arg-type]
    assert work.take(actor=actor_of(worker), now=LATER, project_id=batch.project_id)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": "slow"}, "block_reason_unknown"),
        ({"reason": ""}, "block_reason_unknown"),
        ({"explanation": "no"}, "words_missing"),
    ],
)
def test_a_block_without_reason_or_words_is_refused(
    owner: Person, batch: Batch, changes: dict[str, str], code: str
) -> None:
    worker = make_worker()
    answer_one(worker, batch)
    with pytest.raises(Refusals) as refused:
        block(owner, batch, worker, **changes)
    assert [each.code for each in refused.value.each()] == [code]
    assert not Block.objects.exists()


def test_only_the_organisation_blocks_and_lifts(owner: Person, batch: Batch) -> None:
    worker = make_worker()
    answer_one(worker, batch)
    for stranger in (make_person(), worker):
        with pytest.raises(NotFound):
            block(stranger, batch, worker)
    standing = block(owner, batch, worker)
    with pytest.raises(NotFound):
        actions.lift_block(
            actor=actor_of(make_person()),
            now=LATER,
            organisation_id=standing.organisation_id,
            block_id=standing.id,
        )
    other = make_person()
    theirs = make_organisation(other)
    with pytest.raises(NotFound):
        actions.lift_block(
            actor=actor_of(other), now=LATER, organisation_id=theirs.id, block_id=standing.id
        )


def test_a_rule_blocks_nobody_and_a_key_acts_for_who_made_it(
    owner: Person, organisation: Organisation, batch: Batch
) -> None:
    worker = make_worker()
    answer_one(worker, batch)
    with pytest.raises(errors.PersonNeeded):
        block(JOB, batch, worker)
    key, _secret = people.create_api_key(
        actor=actor_of(owner), now=NOW, organisation_id=organisation.id, name="script"
    )
    assert block(Actor.api_key(key.id, organisation.id), batch, worker).decided_by == owner.id


def test_an_unknown_code_blocks_nobody(owner: Person, batch: Batch) -> None:
    answer_one(make_worker(), batch)
    with pytest.raises(errors.WorkerUnknown):
        block(owner, batch, make_worker())


def test_the_second_call_shows_the_first_block_and_another_key_finds_it_standing(
    owner: Person, organisation: Organisation, batch: Batch
) -> None:
    worker = make_worker()
    answer_one(worker, batch)
    first = block(owner, batch, worker, client_key="a")
    assert block(owner, batch, worker, client_key="a").id == first.id
    with pytest.raises(AlreadyBlocked):
        block(make_member(organisation), batch, worker, client_key="b")
    assert block(owner, batch, worker, client_key="a", now=OVER).id == first.id


def test_the_journal_names_who_and_why_and_the_row_stays(owner: Person, batch: Batch) -> None:
    worker = make_worker()
    answer_one(worker, batch)
    standing = block(owner, batch, worker)
    line = Event.objects.get(action="worker.blocked")
    assert (line.actor_id, line.reason) == (owner.id, EXPLANATION)
    with pytest.raises(IntegrityError):
        Block.objects.filter(id=standing.id).update(explanation="other")


def faulted(worker: Person, batch: Batch, now: Moment) -> str:
    """An answer that was sent and refused for a criterion; its id."""
    sent = answer_one(worker, batch, now=now)
    refuse_after_offer(sent, now + timedelta(minutes=1))
    assert Submission.objects.get(id=sent.id).state == "refused"
    return sent.id


def overturned(owner: Person, batch: Batch, worker: Person, first: Block) -> Moment:
    """The block was overturned on appeal, two days after it began."""
    decided = NOW + timedelta(days=2)
    appeal = appeal_against(worker, "block", first.id)
    actions.decide_appeal(
        actor=actor_of(make_operator()),
        now=decided,
        appeal_id=appeal.id,
        outcome="overturned",
        explanation="The answers followed every step.",
    )
    return decided


@pytest.mark.parametrize("ending", ["overturned", "lifted", "over"])
def test_the_same_block_does_not_come_back_for_an_old_reason_after_a_newer_answer(
    owner: Person, organisation: Organisation, batch: Batch, ending: str
) -> None:
    """DEC-12: neither what was known before nor a later answer without fault is new evidence."""
    worker = make_worker()
    old = faulted(worker, batch, NOW - timedelta(hours=1))
    first = block(owner, batch, worker, client_key="a", answers=[old])
    now = OVER
    if ending == "overturned":
        now = overturned(owner, batch, worker, first)
    if ending == "lifted":
        now = LATER
        actions.lift_block(
            actor=actor_of(owner),
            now=now,
            organisation_id=organisation.id,
            block_id=first.id,
        )
    newer = answer_one(worker, batch, now=now + timedelta(hours=1)).id
    for decider in (owner, make_member(organisation)):
        for answers in ([], [old], [newer], [old, newer]):
            with pytest.raises(errors.BlockRepeated) as refused:
                block(decider, batch, worker, now=now + timedelta(days=1), answers=answers)
            assert refused.value.params == {"since": "2026-01-05 09:00 UTC"}
            assert refused.value.field == "answers"
    assert Block.objects.filter(ended_at__isnull=True, ends_at__gt=now).count() == 0
    assert Event.objects.filter(action="worker.blocked").count() == 1
    assert block(owner, batch, worker, now=now, client_key="a").id == first.id
    refuse(Submission.objects.get(id=newer), now + timedelta(hours=2))
    again = block(owner, batch, worker, now=now + timedelta(days=1), answers=[newer])
    assert (again.ended_at, again.answers) == (None, [newer])


def test_another_reason_does_not_bring_back_what_happened_before_the_earlier_block(
    owner: Person, batch: Batch
) -> None:
    """DEC-12."""
    worker = make_worker()
    old = faulted(worker, batch, NOW - timedelta(hours=1))
    block(owner, batch, worker, answers=[old])
    newer = faulted(worker, batch, OVER)
    late = OVER + timedelta(days=10)
    for reason, fields in (
        ("abusive_messages", {}),
        ("abusive_messages", {"happened_on": NOW.date()}),
        ("conflict_of_interest", {"answers": [newer]}),
        ("proven_fraud", {"answers": [newer]}),
    ):
        with pytest.raises(errors.BlockRepeated):
            block(owner, batch, worker, now=late, reason=reason, **fields)  # type: ignore[arg-type]
    day = OVER.date() + timedelta(days=3)
    again = block(owner, batch, worker, now=late, reason="abusive_messages", happened_on=day)
    assert again.happened_on == day


def test_fraud_that_a_reviewer_found_since_is_new_evidence(owner: Person, batch: Batch) -> None:
    """DEC-12."""
    worker = make_worker()
    faulted(worker, batch, NOW - timedelta(hours=1))
    block(owner, batch, worker)
    sent = faulted(worker, batch, OVER)
    review.suspect_fraud(
        actor=REQUESTER, now=OVER, submission_id=sent, evidence="Four answers are one text."
    )
    review.prove_fraud(
        actor=actor_of(make_reviewer()),
        now=OVER + timedelta(days=1),
        submission_id=sent,
        evidence="The same text stands in four answers.",
        explanation="Four answers are one text that answers none of the questions.",
    )
    again = block(
        owner,
        batch,
        worker,
        now=OVER + timedelta(days=2),
        reason="proven_fraud",
        answers=[sent],
    )
    assert again.answers == [sent]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"answers": ["01KE0000000000000000000000"]}, "block_answer_unknown"),
        ({"answers": [f"{number:026}" for number in range(21)]}, "block_answers_too_many"),
        ({"happened_on": NOW.date() + timedelta(days=1)}, "day_to_come"),
    ],
)
def test_a_block_names_answers_of_its_worker_and_days_that_were(
    owner: Person, batch: Batch, fields: dict[str, object], code: str
) -> None:
    worker = make_worker()
    answer_one(worker, batch)
    with pytest.raises(Refusal) as refused:
        block(owner, batch, worker, **fields)  # type: ignore[arg-type]
    assert refused.value.code == code
    theirs = answer_one(make_worker(), batch)
    with pytest.raises(errors.BlockAnswerUnknown):
        block(owner, batch, worker, answers=[theirs.id])
    assert not Block.objects.exists()
