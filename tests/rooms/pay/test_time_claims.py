"""A worker contests how time was counted; a named person decides; what it adds is paid (PAY-1)."""

from datetime import timedelta
from itertools import count

import pytest

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusals
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.ledger.queries import book_faults, due
from ouvrage.pay import actions as pay
from ouvrage.pay import queries
from ouvrage.pay.access import claim_for_decider, claim_for_worker
from ouvrage.pay.actions import ClaimDraft
from ouvrage.pay.errors import ClaimDecided
from ouvrage.pay.models import Credit, TimeClaim, TimeRecord
from ouvrage.pay.rules import ClaimReason, ClaimState, TimeCategory
from ouvrage.people.models import Organisation
from ouvrage.work import actions as work
from ouvrage.work.models import Batch
from tests.factories.people import NOW, actor_of, make_member, make_operator, make_worker
from tests.factories.work import begin_reading, make_open_batch, ready

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)
_keys = count(1)


def at(second: int) -> Moment:
    return NOW + timedelta(seconds=second)


@pytest.fixture
def batch() -> Batch:
    return make_open_batch(tasks=100)


@pytest.fixture
def worker(batch: Batch) -> Actor:
    """A worker with one task that was counted as 40 seconds."""
    actor = ready(make_worker(), batch)
    held = work.take(actor=actor, now=at(0), project_id=batch.project_id)
    work.submit(
        actor=actor, now=at(40), assignment_id=held.id, answer={"money": "yes"}, active_seconds=40
    )
    return actor


def draft(start: int, end: int, **changes: object) -> ClaimDraft:
    wanted: dict[str, object] = {
        "client_key": f"claim-{next(_keys)}",
        "category": TimeCategory.TASK,
        "started_at": at(start),
        "ended_at": at(end),
        "words": "The page lost its connection while I worked.",
    }
    return ClaimDraft(**{**wanted, **changes})  # type: ignore[arg-type]


def claim(worker: Actor, batch: Batch, start: int = 0, end: int = 100) -> TimeClaim:
    sent = draft(start, end, project_id=batch.project_id)
    return pay.claim_time(actor=worker, now=LATER, draft=sent)


def decider() -> Actor:
    return actor_of(make_operator())


def test_an_accepted_claim_pays_what_it_adds_and_no_more(worker: Actor, batch: Batch) -> None:
    before = due(worker.id, "EUR")
    made = claim(worker, batch)
    accepted = pay.accept_claim(actor=decider(), now=LATER, claim_id=made.id)
    assert (accepted.state, accepted.seconds_added) == (ClaimState.ACCEPTED, 60)
    hour = 12_310_000
    assert due(worker.id, "EUR") - before == Money(-(-60 * hour // 3600), "EUR")
    assert queries.seconds_of_worker(worker.id, NOW, LATER, LATER) == {TimeCategory.TASK: 100}
    assert book_faults() == []


def test_accepting_twice_and_overlapping_claims_pay_each_second_once(
    worker: Actor, batch: Batch
) -> None:
    operator = decider()
    first, second = claim(worker, batch, 0, 100), claim(worker, batch, 50, 150)
    for claim_id in (first.id, first.id, second.id):
        pay.accept_claim(actor=operator, now=LATER, claim_id=claim_id)
    added = dict(TimeClaim.objects.values_list("id", "seconds_added"))
    assert (added[first.id], added[second.id]) == (60, 50)
    assert Credit.objects.count() == TimeRecord.objects.count() == 2


def test_looking_for_work_is_counted_and_not_paid_by_itself(worker: Actor) -> None:
    sent = draft(1_000, 1_200, category=TimeCategory.SEARCH)
    made = pay.claim_time(actor=worker, now=LATER, draft=sent)
    assert made.organisation_id == ""
    accepted = pay.accept_claim(actor=decider(), now=LATER, claim_id=made.id)
    assert accepted.seconds_added == 0
    assert queries.seconds_of_worker(worker.id, NOW, LATER, LATER)[TimeCategory.SEARCH] == 200
    assert Credit.objects.count() == 0


def test_a_refused_claim_says_why_and_can_be_appealed(worker: Actor, batch: Batch) -> None:
    made, operator = claim(worker, batch), decider()
    until = LATER + timedelta(days=14)
    refused = pay.refuse_claim(
        actor=operator,
        now=LATER,
        claim_id=made.id,
        reason=ClaimReason.CONTRADICTED,
        explanation="The task was sent at 9:00:40.",
        appeal_until=until,
    )
    assert (refused.state, refused.appeal_until) == (ClaimState.REFUSED, until)
    assert refused.reason == ClaimReason.CONTRADICTED
    assert refused.decided_by == operator.id
    with pytest.raises(ClaimDecided):
        pay.accept_claim(actor=operator, now=LATER, claim_id=made.id)
    won = pay.overturn_claim(actor=operator, now=LATER, claim_id=made.id)
    assert (won.state, won.seconds_added) == (ClaimState.ACCEPTED, 60)
    assert won.explanation == "The task was sent at 9:00:40."


def test_a_refusal_owes_words_and_the_agreed_days_to_appeal(worker: Actor, batch: Batch) -> None:
    made = claim(worker, batch)
    with pytest.raises(Refusals) as caught:
        pay.refuse_claim(
            actor=decider(),
            now=LATER,
            claim_id=made.id,
            reason=ClaimReason.COUNTED,
            explanation=" ",
            appeal_until=LATER + timedelta(days=3),
        )
    assert [each.code for each in caught.value.each()] == ["missing", "appeal_too_short"]


@pytest.mark.parametrize(
    ("start", "end", "words", "codes"),
    [
        (100, 50, "x", ["interval_impossible"]),
        (0, 9_000, "x", ["interval_impossible"]),
        (-13 * 3600, 0, "x", ["claim_too_long"]),
        (-31 * 86_400, -31 * 86_400 + 60, "x", ["claim_too_old"]),
        (0, 60, "  ", ["missing"]),
        (0, 60, "x" * 2_001, ["too_long"]),
    ],
)
def test_a_claim_that_cannot_be_is_refused_in_words(
    worker: Actor, start: int, end: int, words: str, codes: list[str]
) -> None:
    with pytest.raises(Refusals) as caught:
        pay.claim_time(actor=worker, now=LATER, draft=draft(start, end, words=words))
    assert [each.code for each in caught.value.each()] == codes


def test_the_same_key_makes_one_claim(worker: Actor, batch: Batch) -> None:
    sent = draft(0, 60, project_id=batch.project_id)
    first = pay.claim_time(actor=worker, now=LATER, draft=sent)
    assert pay.claim_time(actor=worker, now=LATER, draft=sent).id == first.id


def test_nobody_claims_time_on_what_they_never_touched(batch: Batch) -> None:
    stranger = Actor.person(make_worker().id)
    with pytest.raises(NotFound):
        claim(stranger, batch)
    other = draft(0, 60, subject_kind="assignment", subject_id="X" * 26)
    with pytest.raises(NotFound):
        pay.claim_time(actor=stranger, now=LATER, draft=other)


def test_members_of_the_requester_and_operators_decide_and_nobody_else(
    worker: Actor, batch: Batch
) -> None:
    made = claim(worker, batch)
    organisation_id = batch.project.organisation_id
    member = make_member(Organisation.objects.get(id=organisation_id))
    assert claim_for_decider(actor_of(member), made.id).id == made.id
    assert claim_for_decider(decider(), made.id).id == made.id
    assert claim_for_worker(worker, made.id).id == made.id
    key = Actor.api_key("K", organisation_id)
    for actor in (worker, Actor.person(make_worker().id), key):
        with pytest.raises(NotFound):
            claim_for_decider(actor, made.id)
    with pytest.raises(NotFound):
        claim_for_worker(decider(), made.id)


def test_a_requester_sees_only_what_was_recorded_for_its_own_projects(
    worker: Actor, batch: Batch
) -> None:
    other = make_open_batch()
    ready_elsewhere = ready(make_worker(), other)
    assert ready_elsewhere
    begin_reading(worker, other.project_id, at(200))
    pay.end_reading(actor=worker, now=at(230), project_id=other.project_id, reported_seconds=30)
    made = claim(worker, batch)
    own = queries.recorded_around(made, LATER, own_only=True)
    everything = queries.recorded_around(made, LATER, own_only=False)
    assert {row.interval.project_id for row in own} == {batch.project_id}
    assert len(everything) == len(own) + 1
