"""A requester's block: with a reason, visible, contestable, and over by itself (DEC-12)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusals
from ouvrage.base.moment import Moment
from ouvrage.journal.models import Event
from ouvrage.people import actions as people
from ouvrage.people.models import Organisation, Person
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
    make_worker,
)
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
    assert block(owner, batch, worker, client_key="c", now=OVER).id != first.id


def test_the_journal_names_who_and_why_and_the_row_stays(owner: Person, batch: Batch) -> None:
    worker = make_worker()
    answer_one(worker, batch)
    standing = block(owner, batch, worker)
    line = Event.objects.get(action="worker.blocked")
    assert (line.actor_id, line.reason) == (owner.id, EXPLANATION)
    with pytest.raises(IntegrityError):
        Block.objects.filter(id=standing.id).update(explanation="other")


def test_an_overturned_block_does_not_come_back_but_for_work_sent_since(
    owner: Person, organisation: Organisation, batch: Batch
) -> None:
    """DEC-12."""
    worker = make_worker()
    answer_one(worker, batch)
    first = block(owner, batch, worker, client_key="a")
    appeal = appeal_against(worker, "block", first.id)
    decided = NOW + timedelta(days=2)
    actions.decide_appeal(
        actor=actor_of(make_operator()),
        now=decided,
        appeal_id=appeal.id,
        outcome="overturned",
        explanation="The answers followed every step.",
    )
    for decider in (owner, make_member(organisation)):
        with pytest.raises(errors.BlockOverturned) as refused:
            block(decider, batch, worker, now=decided, client_key="b")
        assert refused.value.params == {"until": "2026-04-07 09:00 UTC"}
    assert block(owner, batch, worker, now=decided, client_key="a").id == first.id
    elsewhere = make_open_batch(project=make_project(make_organisation()))
    answer_one(worker, elsewhere, now=decided + timedelta(hours=1))
    with pytest.raises(errors.BlockOverturned):
        block(owner, batch, worker, now=decided + timedelta(days=1))
    answer_one(worker, batch, now=decided + timedelta(days=1))
    assert block(owner, batch, worker, now=decided + timedelta(days=2)).ended_at is None


def test_an_overturned_block_bars_another_for_as_long_as_it_would_have_stood(
    owner: Person, batch: Batch
) -> None:
    """DEC-12."""
    worker = make_worker()
    answer_one(worker, batch)
    appeal = appeal_against(worker, "block", block(owner, batch, worker).id)
    decided = NOW + timedelta(days=2)
    actions.decide_appeal(
        actor=actor_of(make_operator()),
        now=decided,
        appeal_id=appeal.id,
        outcome="overturned",
        explanation="The answers followed every step.",
    )
    assert block(owner, batch, worker, now=decided + timedelta(days=90)).ended_at is None
