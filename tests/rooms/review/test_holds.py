"""Many refusals of a batch wait for a person; nothing moves meanwhile (DEC-4)."""

from datetime import datetime, timedelta

import pytest

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusals
from ouvrage.ledger import queries as ledger
from ouvrage.ledger.models import Entry
from ouvrage.pay import queries as pay
from ouvrage.people.errors import PartyToCase
from ouvrage.people.models import Organisation, Person
from ouvrage.review import actions as review
from ouvrage.review import queries
from ouvrage.review.errors import AlreadyDecided, NotRefused
from ouvrage.review.models import HeldRefusal, Hold, Verdict
from ouvrage.work import queries as work_queries
from ouvrage.work.models import Batch, Submission
from tests.factories.people import JOB, NOW, actor_of, make_member, make_operator, make_worker
from tests.factories.review import (
    GROUNDS,
    REQUESTER,
    decline,
    fill_guarantee,
    offer,
    refuse,
    refuse_after_offer,
)
from tests.factories.work import answer_one, make_open_batch, make_project

pytestmark = pytest.mark.django_db
WORDS = "I read the sentences and the answers."
LATER = NOW + timedelta(days=1)


def answers_of_batch(count: int = 20) -> list[Submission]:
    """So many answers of one batch; the workers of the first three were offered rework before."""
    batch = make_open_batch(tasks=1, answers_per_task=count)
    sent = [answer_one(make_worker(), batch) for _ in range(count)]
    for each in sent[:3]:
        decline(offer(each))
    return [Submission.objects.get(id=each.id) for each in sent]


def states(sent: list[Submission]) -> list[str]:
    """What became of the answers, in order."""
    found = dict(Submission.objects.values_list("id", "state"))
    return [found[each.id] for each in sent]


def held_batch() -> tuple[list[Submission], Hold]:
    """The second refusal of twenty answers is above 5 %, so that both wait."""
    sent = answers_of_batch()
    assert isinstance(refuse(sent[0], LATER), Verdict)
    held = refuse(sent[1], LATER)
    assert isinstance(held, HeldRefusal)
    return sent, held.hold


def confirm(hold: Hold, *sent: Submission, actor: Actor | None = None) -> int:
    """A reviewer lets the refusals take effect."""
    return review.confirm_held(
        actor=actor or actor_of(make_operator()),
        now=LATER + timedelta(days=1),
        hold_id=hold.id,
        submission_ids=[each.id for each in sent],
        explanation=WORDS,
    )


def lift(hold: Hold, *sent: Submission, actor: Actor | None = None) -> int:
    """A reviewer lifts the hold."""
    return review.lift_held(
        actor=actor or actor_of(make_operator()),
        now=LATER + timedelta(days=1),
        hold_id=hold.id,
        submission_ids=[each.id for each in sent],
        explanation=WORDS,
    )


def test_one_refusal_too_many_holds_all_that_are_not_final() -> None:
    sent, hold = held_batch()
    assert states(sent[:3]) == ["held", "held", "pending"]
    assert (hold.rules, hold.refusals, hold.answers) == (["share", "recent"], 2, 20)
    row = queries.held_refusal_of(sent[1].id)
    assert row is not None
    assert (row.reason, row.evidence, row.outcome) == ("wrong_on_evidence", GROUNDS["evidence"], "")
    assert Verdict.objects.filter(submission=sent[1], decision="refused").count() == 0
    (listed,) = queries.holds_waiting()
    assert (listed.id, listed.waiting, listed.decided) == (hold.id, 2, 0)


def test_nothing_moves_while_refusals_wait() -> None:
    """No money, no deadline, no final refusal, no appeal; the money stays reserved."""
    sent, _ = held_batch()
    batch = Batch.objects.get()
    reserved = ledger.reserved_for_batch(batch.id, "EUR")
    far = NOW + timedelta(days=60)
    assert review.accept_due(actor=JOB, now=far) == 18
    assert review.close_refusals(actor=JOB, now=far) == 0
    assert states(sent[:2]) == ["held", "held"]
    assert work_queries.open_counts(batch.id)["held"] == 2
    cost = pay.full_cost(batch.project.reward, pay.terms_of(batch.id))
    assert reserved - ledger.reserved_for_batch(batch.id, "EUR") == cost * 18
    with pytest.raises(NotRefused):
        review.mark_appealed(
            actor=Actor.person(sent[0].worker_id), now=LATER, submission_id=sent[0].id
        )


def test_answers_whose_refusal_waits_count_for_labels() -> None:
    held_batch()
    assert queries.usable_answers(Batch.objects.get().id) == 20


def test_further_refusals_join_the_open_hold() -> None:
    sent, hold = held_batch()
    third = refuse(sent[2], LATER)
    assert isinstance(third, HeldRefusal)
    assert third.hold_id == hold.id
    assert Hold.objects.count() == 1


def test_confirmed_refusals_take_effect_with_a_fresh_window() -> None:
    sent, hold = held_batch()
    assert confirm(hold, sent[0], sent[1]) == 2
    assert states(sent[:2]) == ["refused", "refused"]
    verdict = queries.verdict_of(sent[1].id)
    assert verdict is not None
    assert (verdict.decision, verdict.explanation) == ("refused", GROUNDS["explanation"])
    assert verdict.appeal_until == LATER + timedelta(days=15)
    assert queries.holds_waiting() == []
    assert review.close_refusals(actor=JOB, now=LATER + timedelta(days=14)) == 0
    fill_guarantee()
    assert review.close_refusals(actor=JOB, now=LATER + timedelta(days=15)) == 2


def test_what_a_person_confirmed_is_not_held_again() -> None:
    sent, hold = held_batch()
    confirm(hold, sent[0], sent[1])
    third = refuse(sent[2], LATER + timedelta(days=1, hours=1))
    assert isinstance(third, HeldRefusal)
    assert third.hold_id != hold.id
    assert states(sent[:3]) == ["refused", "refused", "held"]


def test_a_lifted_hold_accepts_and_pays() -> None:
    sent, hold = held_batch()
    assert lift(hold, sent[0]) == 1
    assert states(sent[:2]) == ["accepted", "held"]
    assert list(Entry.objects.filter(kind="overturn").values_list("subject_id", flat=True)) == [
        sent[0].id
    ]
    verdict = queries.verdict_of(sent[0].id)
    assert verdict is not None
    assert (verdict.decider, verdict.explanation) == ("reviewer", WORDS)
    row = queries.held_refusal_of(sent[0].id)
    assert row is not None
    assert (row.outcome, row.words) == ("lifted", WORDS)
    assert (ledger.book_faults(), pay.settlement_faults()) == ([], [])


def test_a_hold_is_decided_once() -> None:
    sent, hold = held_batch()
    confirm(hold, sent[0])
    for again in (confirm, lift):
        with pytest.raises(AlreadyDecided):
            again(hold, sent[0])
    assert lift(hold, sent[0], sent[1]) == 1
    assert states(sent[:2]) == ["refused", "accepted"]


def test_the_requester_can_accept_what_is_held() -> None:
    sent, hold = held_batch()
    accepted = review.accept(
        actor=REQUESTER, now=LATER, project_id=sent[0].project_id, submission_ids=[sent[0].id]
    )
    assert accepted == 1
    row = queries.held_refusal_of(sent[0].id)
    assert row is not None
    assert row.outcome == "accepted"
    (listed,) = queries.holds_waiting()
    assert (listed.waiting, listed.decided) == (1, 1)
    with pytest.raises(AlreadyDecided):
        confirm(hold, sent[0])


def test_nobody_decides_their_own_case() -> None:
    sent, hold = held_batch()
    client = Organisation.objects.get(id=sent[0].project.organisation_id)
    partial = make_member(client)
    Person.objects.filter(id__in=[partial.id, sent[0].worker_id]).update(operates=True)
    for party in (partial.id, sent[0].worker_id):
        for decide in (confirm, lift):
            with pytest.raises(PartyToCase):
                decide(hold, sent[0], actor=Actor.person(party, operator=True))
    for stranger in (JOB, actor_of(make_worker()), Actor.api_key("K" * 26, client.id)):
        with pytest.raises(NotFound):
            confirm(hold, sent[0], actor=stranger)
    assert states(sent[:2]) == ["held", "held"]


def test_a_decision_on_a_hold_has_words() -> None:
    sent, hold = held_batch()
    with pytest.raises(Refusals):
        review.lift_held(
            actor=actor_of(make_operator()),
            now=LATER,
            hold_id=hold.id,
            submission_ids=[sent[0].id],
            explanation="Fine.",
        )


def test_a_contested_refusal_is_not_held_since_people_look_at_it() -> None:
    sent = answers_of_batch()
    refuse(sent[0], LATER)
    review.mark_appealed(actor=Actor.person(sent[0].worker_id), now=LATER, submission_id=sent[0].id)
    refuse(sent[1], LATER)
    assert states(sent[:2]) == ["refused", "held"]


def test_the_fourth_refusal_of_a_small_batch_holds_all_four() -> None:
    """DEC-4: batches of 19 answers are no way around a person."""
    batch = make_open_batch(tasks=1, answers_per_task=19)
    sent = [answer_one(make_worker(), batch) for _ in range(5)]
    refusals = [refuse_after_offer(each, LATER) for each in sent]
    assert [isinstance(each, HeldRefusal) for each in refusals] == [False, False, False, True, True]
    assert states(sent) == ["held"] * 5
    assert Hold.objects.get().rules == ["share", "recent"]


def test_refusals_of_all_batches_of_a_week_count_together_and_not_those_of_others() -> None:
    """DEC-4: three refusals in one batch, then the first in another batch, project or week."""
    first = make_open_batch(tasks=20, answers_per_task=3)
    client = Organisation.objects.get(id=first.project.organisation_id)
    before = [make_refusal(first) for _ in range(3)]
    assert all(isinstance(each, Verdict) for each in before)
    own, other = make_project(client, answers_per_task=3), make_project(answers_per_task=3)
    assert isinstance(make_refusal(make_open_batch(tasks=20, project=other)), Verdict)
    held = make_refusal(make_open_batch(tasks=20, project=own))
    assert isinstance(held, HeldRefusal)
    assert (held.hold.rules, held.hold.refusals) == (["recent"], 1)
    listed = {row.batch_id: row for row in queries.holds_waiting()}
    figures = listed[held.hold.batch_id].figures
    assert (figures.recent_refusals, figures.recent_answers) == (4, 4)
    assert (listed[first.id].rules, listed[first.id].figures.refusals) == (("recent",), 3)
    assert (listed[first.id].waiting, listed[held.hold.batch_id].waiting) == (3, 1)
    assert states([each.submission for each in before]) == ["held"] * 3
    lift_all()
    week = NOW + timedelta(days=7, seconds=1)
    later = make_open_batch(tasks=20, project=make_project(client, answers_per_task=3))
    assert isinstance(make_refusal(later, week), Verdict)


def test_three_refusals_in_each_of_many_small_batches_do_not_pass_unseen() -> None:
    """DEC-4: of seven batches of three answers, all refused, only the first took effect, for one
    batch; all wait in the end, each batch in its own hold."""
    first = make_open_batch(tasks=1, answers_per_task=3)
    client = Organisation.objects.get(id=first.project.organisation_id)
    batches = [first] + [
        make_open_batch(tasks=1, project=make_project(client, answers_per_task=3)) for _ in range(6)
    ]
    came = [make_refusal(batch) for batch in batches for _ in range(3)]
    assert [isinstance(each, HeldRefusal) for each in came] == [False] * 3 + [True] * 18
    assert states([each.submission for each in came]) == ["held"] * 21
    assert Hold.objects.count() == 7


def test_an_older_refusal_of_another_batch_is_not_pulled_back() -> None:
    """What took effect before the agreed days stays as it is."""
    first = make_open_batch(tasks=20, answers_per_task=3)
    client = Organisation.objects.get(id=first.project.organisation_id)
    old = make_refusal(first)
    week = NOW + timedelta(days=7, seconds=1)
    later = make_open_batch(tasks=20, project=make_project(client, answers_per_task=3))
    for _ in range(4):
        make_refusal(later, week)
    assert states([old.submission]) == ["refused"]
    assert Hold.objects.get().batch_id == later.id


def lift_all() -> None:
    """A reviewer lifts every hold."""
    for hold in Hold.objects.order_by("id"):
        lift(hold, *[held.submission for held in hold.held.select_related("submission")])


def make_refusal(batch: Batch, now: datetime = NOW) -> Verdict | HeldRefusal:
    """What refusing a new worker's answer to the batch comes to."""
    return refuse_after_offer(answer_one(make_worker(), batch, now=now), now)


def test_the_history_of_the_requester_counts_and_not_that_of_others() -> None:
    """100 accepted answers elsewhere, then three refusals of sixty: far above that history."""
    crowd = [make_worker() for _ in range(10)]
    before = make_open_batch(tasks=10, answers_per_task=10)
    for worker in crowd:
        for _ in range(10):
            answer_one(worker, before)
    review.accept_all_pending(actor=REQUESTER, now=NOW, batch_id=before.id)
    client = Organisation.objects.get(id=before.project.organisation_id)
    for project, held in (
        (make_project(client, answers_per_task=10), True),
        (make_project(answers_per_task=10), False),
    ):
        batch = make_open_batch(tasks=6, project=project)
        sent = [answer_one(worker, batch) for worker in crowd for _ in range(6)]
        refusals = [refuse_after_offer(sent[place]) for place in (0, 6, 12)]
        assert [isinstance(each, HeldRefusal) for each in refusals] == [False, False, held]
        if isinstance(refusals[-1], HeldRefusal):
            hold = refusals[-1].hold
            assert (hold.rules, hold.before_decided) == (["history"], 100)
