"""Scores say what they are made of; only decided answers and control questions count (DEC-5)."""

from datetime import timedelta

import pytest

from ouvrage.base.moment import Moment
from ouvrage.people.models import Person
from ouvrage.review import actions as review
from ouvrage.review import queries
from ouvrage.review.queries import ScoreRow
from ouvrage.review.rules import ScoreKind
from ouvrage.work import actions as work
from ouvrage.work.models import Batch, Submission
from tests.factories.people import JOB, NOW, actor_of, make_operator, make_worker
from tests.factories.review import (
    REQUESTER,
    decline,
    fill_guarantee,
    offer,
    redo,
    refuse_after_offer,
)
from tests.factories.work import answer_one, make_open_batch, make_project, ready

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def worked(tasks: int = 40) -> tuple[Person, Batch, list[Submission]]:
    """A worker with that many answers in one batch."""
    worker, batch = make_worker(), make_open_batch(tasks=tasks, answers_per_task=1)
    return worker, batch, [answer_one(worker, batch) for _ in range(tasks)]


def accept(*sent: Submission) -> None:
    """The requester accepts these."""
    review.accept(
        actor=REQUESTER,
        now=NOW,
        project_id=sent[0].project_id,
        submission_ids=[each.id for each in sent],
    )


def acceptance(worker: Person, now: Moment = NOW) -> ScoreRow:
    """The worker's own view."""
    (score, _) = queries.scores_of(worker.id, now)
    assert score.kind is ScoreKind.ACCEPTANCE
    return score


def test_a_score_is_the_share_of_decided_answers_that_were_accepted() -> None:
    worker, _, sent = worked()
    accept(*sent[:31])
    refuse_after_offer(sent[31])
    score = acceptance(worker)
    assert (score.events, score.passed, score.whole) == (32, 31 * 365, 32 * 365)
    assert score.share == 31 / 32


def test_too_few_events_have_no_share() -> None:
    worker, batch, sent = worked(30)
    accept(*sent[:29])
    score = acceptance(worker)
    assert (score.too_few, score.share, score.least) == (True, None, 30)
    assert all(event.without is None for event in _events(worker))
    organisation_id = batch.project.organisation_id
    assert queries.acceptance_for(worker.id, organisation_id, NOW).share is None
    accept(sent[29])
    assert acceptance(worker).share == 1.0


def _events(worker: Person, now: Moment = NOW) -> list[queries.ScoreEvent]:
    return queries.score_events(worker.id, ScoreKind.ACCEPTANCE, now)


def test_each_event_says_what_the_score_would_be_without_it() -> None:
    worker, _, sent = worked()
    accept(*sent[:31])
    refuse_after_offer(sent[31])
    by_answer = {event.submission_id: event for event in _events(worker)}
    assert len(by_answer) == 32
    refused, accepted = by_answer[sent[31].id], by_answer[sent[0].id]
    assert (refused.passed, refused.weight, refused.without) == (False, 365, 1.0)
    assert (accepted.passed, accepted.without) == (True, 30 / 31)


def test_old_events_fade_and_are_gone_within_a_year() -> None:
    """DEC-6."""
    worker, _, sent = worked()
    refuse_after_offer(sent[0])
    for after, expected in ((0, 365), (1, 364), (364, 1), (365, 0)):
        score = acceptance(worker, NOW + timedelta(days=after))
        assert (score.whole, score.events) == (expected, 1 if expected else 0)
    assert _events(worker, NOW + timedelta(days=367)) == []


def test_a_contested_refusal_does_not_count_while_the_appeal_is_open() -> None:
    """DEC-6."""
    worker, _, sent = worked()
    accept(*sent[:31])
    refuse_after_offer(sent[31])
    review.mark_appealed(actor=actor_of(worker), now=NOW, submission_id=sent[31].id)
    assert (acceptance(worker).share, acceptance(worker).events) == (1.0, 31)
    (event,) = [one for one in _events(worker) if one.submission_id == sent[31].id]
    assert (event.contested, event.weight, event.without) == (True, 0, None)
    review.mark_decided(actor=JOB, now=NOW, submission_id=sent[31].id)
    assert acceptance(worker).share == 31 / 32


def test_an_overturned_refusal_counts_as_accepted() -> None:
    fill_guarantee()
    worker, _, sent = worked()
    accept(*sent[:31])
    refuse_after_offer(sent[31])
    review.overturn_refusal(
        actor=actor_of(make_operator()),
        now=LATER,
        submission_id=sent[31].id,
        explanation="The sentence does not speak of rent.",
    )
    score = acceptance(worker)
    assert (score.share, score.events) == (1.0, 32)


def test_what_a_worker_did_not_do_is_no_event() -> None:
    """ASG-4: returned, expired, declined, reworked and waiting ones never enter."""
    worker, batch, sent = worked(6)
    decline(offer(sent[0]))
    redo(offer(sent[1]))
    offer(sent[2])
    more = make_open_batch(tasks=3, project=batch.project)
    actor = ready(worker, more)
    first = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    work.return_assignment(actor=actor, now=NOW, assignment_id=first.id)
    work.take(actor=actor, now=NOW, project_id=batch.project_id)
    work.expire_leases(actor=JOB, now=NOW + timedelta(hours=2))
    assert (acceptance(worker).events, acceptance(worker).whole) == (0, 0)


def test_a_final_refusal_counts_and_one_that_waits_for_a_person_does_not() -> None:
    worker, _, sent = worked(20)
    refuse_after_offer(sent[0])
    assert acceptance(worker).events == 1
    refuse_after_offer(sent[1])
    assert Submission.objects.filter(state="held").count() == 2
    assert acceptance(worker).events == 0


def test_an_answer_that_differs_from_the_majority_is_no_event() -> None:
    """DEC-15."""
    batch = make_open_batch(tasks=1)
    odd = make_worker()
    answer_one(odd, batch, "no")
    for _ in range(2):
        answer_one(make_worker(), batch, "yes")
    review.run_aggregation(actor=JOB, now=NOW, batch_id=batch.id)
    review.accept_due(actor=JOB, now=NOW + timedelta(days=4))
    score = acceptance(odd)
    assert (score.passed, score.whole) == (365, 365)


def test_a_requester_sees_its_own_events_alone() -> None:
    worker, batch, sent = worked(30)
    accept(*sent)
    other = make_open_batch(tasks=5, project=make_project(answers_per_task=1))
    elsewhere = [answer_one(worker, other) for _ in range(5)]
    refuse_after_offer(elsewhere[0])
    mine = queries.acceptance_for(worker.id, batch.project.organisation_id, NOW)
    theirs = queries.acceptance_for(worker.id, other.project.organisation_id, NOW)
    assert (mine.share, mine.events) == (1.0, 30)
    assert (theirs.share, theirs.events) == (None, 1)
    assert acceptance(worker).events == 31


def test_events_come_in_pages_newest_first() -> None:
    worker, _, sent = worked(12)
    accept(*sent)
    first = queries.score_events(worker.id, ScoreKind.ACCEPTANCE, NOW, limit=5)
    newest = sorted((each.id for each in sent), reverse=True)
    assert [event.submission_id for event in first] == newest[:5]
    more = queries.score_events(
        worker.id, ScoreKind.ACCEPTANCE, NOW, before=first[-1].submission_id, limit=50
    )
    assert [event.submission_id for event in more] == newest[5:]


def test_a_worker_has_no_score_of_others() -> None:
    _, _, sent = worked(3)
    accept(*sent)
    other = make_worker()
    assert (acceptance(other).events, _events(other)) == (0, [])
