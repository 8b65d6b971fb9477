"""Other decisions that can be contested: claims about time, stopped tasks, qualifications, tests.

Each appeal is decided for the worker by somebody else than who decided first, and what was refused
is paid or held at once.
"""

from datetime import timedelta

import pytest
from django.conf import settings

from ouvrage.base.errors import NotFound
from ouvrage.base.moment import Moment
from ouvrage.jobs import appeals_due
from ouvrage.pay import actions as pay
from ouvrage.pay.actions import ClaimDraft
from ouvrage.pay.models import Credit, TimeClaim
from ouvrage.pay.rules import ClaimReason, TimeCategory
from ouvrage.people.errors import PartyToCase
from ouvrage.people.models import Person
from ouvrage.review import actions as review
from ouvrage.review import queries as review_queries
from ouvrage.review.models import GoldDispute
from ouvrage.review.rules import ScoreKind
from ouvrage.rights import actions, queries
from ouvrage.rights.models import Appeal
from ouvrage.rights.subjects import case_of, subject
from ouvrage.skills import actions as skills
from ouvrage.skills import queries as skills_queries
from ouvrage.skills.models import Result
from ouvrage.work import actions as work
from ouvrage.work.actions import StopDraft
from ouvrage.work.models import Stop, Task
from ouvrage.work.rules import StopKind
from tests.factories import skills as factory
from tests.factories.people import (
    JOB,
    NOW,
    actor_of,
    make_operator,
    make_organisation,
    make_person,
    make_reviewer,
    make_worker,
)
from tests.factories.review import fill_guarantee
from tests.factories.rights import HOUR, appeal_against
from tests.factories.work import (
    answer_one,
    fund,
    make_draft_batch,
    make_open_batch,
    make_project,
    ready,
)

pytestmark = pytest.mark.django_db
WHY = "The record of the page shows the same as the worker says."
UNTIL = NOW + timedelta(days=20)


def win(appeal: Appeal, now: Moment = NOW + 3 * HOUR) -> None:
    """A reviewer decides for the worker."""
    actions.decide_appeal(
        actor=actor_of(make_reviewer()),
        now=now,
        appeal_id=appeal.id,
        outcome="overturned",
        explanation=WHY,
    )


def test_a_refused_claim_about_time_is_paid_when_the_appeal_is_won() -> None:
    worker, decider = make_worker(), make_operator()
    batch = make_open_batch()
    fill_guarantee()
    work.take(actor=ready(worker, batch), now=NOW, project_id=batch.project_id)
    claim = pay.claim_time(
        actor=actor_of(worker),
        now=NOW + HOUR,
        draft=ClaimDraft(
            category=TimeCategory.TASK,
            started_at=NOW + timedelta(minutes=1),
            ended_at=NOW + timedelta(minutes=11),
            words="The page froze while I read.",
            client_key="claim",
            project_id=batch.project_id,
        ),
    )
    pay.refuse_claim(
        actor=actor_of(decider),
        now=NOW + HOUR,
        claim_id=claim.id,
        reason=ClaimReason.NOT_WORK,
        explanation="Nothing was recorded in this time.",
        appeal_until=UNTIL,
    )
    appeal = appeal_against(worker, "time_claim", claim.id, now=NOW + 2 * HOUR)
    with pytest.raises(PartyToCase):
        actions.decide_appeal(
            actor=actor_of(decider),
            now=NOW + 3 * HOUR,
            appeal_id=appeal.id,
            outcome="upheld",
            explanation=WHY,
        )
    win(appeal)
    assert TimeClaim.objects.get().state == "accepted"
    assert Credit.objects.filter(subject_id=claim.id).exists()
    assert not case_of("time_claim", claim.id).stands


def test_a_stopped_task_that_was_not_paid_is_paid_when_the_appeal_is_won() -> None:
    most = settings.AGREEMENT.time.time_credits_a_day
    batch = make_open_batch(tasks=most + 1, answers_per_task=2)
    worker, operator = make_worker(), make_operator()
    actor = ready(worker, batch)
    for _ in range(most + 1):
        held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
        stopped = pay.stop_task(
            actor=actor,
            now=NOW + timedelta(seconds=30),
            assignment_id=held.id,
            draft=StopDraft(StopKind.BROKEN, reason="error", words="It shows an error."),
        )
    work.refuse_stop(
        actor=actor_of(operator),
        now=NOW + HOUR,
        stop_id=stopped.id,
        reason="no_work",
        explanation="The page was open for one second.",
        appeal_until=UNTIL,
    )
    win(appeal_against(worker, "stop", stopped.id, now=NOW + 2 * HOUR))
    assert Stop.objects.get(id=stopped.id).state == "paid"
    assert Credit.objects.filter(subject_id=stopped.id).count() == 1


def revoked() -> tuple[Person, Person, str]:
    """A worker whose qualification its issuer took back; and that line of the history."""
    owner, worker = make_person(), make_worker()
    row = factory.make_granted(make_organisation(owner).id)
    skills.grant(
        actor=actor_of(owner), now=NOW, qualification_id=row.id, worker_id=worker.id, value=80
    )
    line = skills.revoke_grant(
        actor=actor_of(owner),
        now=NOW + HOUR,
        qualification_id=row.id,
        worker_id=worker.id,
        reason="not_own_work",
        explanation="Two people were seen at the desk.",
    )
    return owner, worker, line.id


def test_a_qualification_taken_back_is_held_again_when_the_appeal_is_won() -> None:
    """QUA-5."""
    _owner, worker, line_id = revoked()
    assert skills_queries.held_values(worker.id, NOW + HOUR) == {}
    win(appeal_against(worker, "qualification", line_id, now=NOW + 2 * HOUR))
    assert list(skills_queries.held_values(worker.id, NOW + 3 * HOUR).values()) == [80]


def test_a_qualification_granted_anew_settles_the_appeal() -> None:
    owner, worker, line_id = revoked()
    appeal_against(worker, "qualification", line_id, now=NOW + 2 * HOUR)
    row_id = next(iter(skills_queries.qualifications_of(_issuer(owner)))).id
    skills.grant(
        actor=actor_of(owner),
        now=NOW + 2 * HOUR,
        qualification_id=row_id,
        worker_id=worker.id,
        value=90,
    )
    assert appeals_due.run(NOW + 3 * HOUR) == 1
    assert Appeal.objects.get().state == "settled"


def _issuer(owner: Person) -> str:
    return owner.memberships.get().organisation_id


def test_a_failed_test_is_passed_when_the_appeal_is_won() -> None:
    worker = make_worker()
    test = factory.make_open_test()
    attempt = factory.answer_test(worker, test, right=False)
    result = Result.objects.get(attempt=attempt)
    told = [fact.text for fact in case_of("test", result.id).facts if "→" in fact.text]
    assert len(told) == 2
    assert all("Sentence" in text and "≠ money" in text and "Because" in text for text in told)
    win(appeal_against(worker, "test", result.id))
    assert list(skills_queries.held_values(worker.id, NOW + 3 * HOUR)) == [test.id]
    assert queries.appeal_about("test", result.id) is not None


def test_a_passed_test_and_a_grant_are_nothing_to_contest() -> None:
    worker = make_worker()
    attempt = factory.answer_test(worker, factory.make_open_test(), right=True)
    result = Result.objects.get(attempt=attempt)
    for kind, subject_id in (("test", result.id), ("qualification", "x"), ("stop", "x")):
        assert subject(kind).case(subject_id) is None


def dismissed() -> tuple[Person, Person, str]:
    """A worker whose dispute of a control item a reviewer dismissed."""
    batch = make_draft_batch(make_project(), 1)
    fund(batch.project.organisation_id)
    task = Task.objects.get(batch=batch)
    review.mark_gold(
        actor=JOB,
        now=NOW,
        task_id=task.id,
        expected={"money": "no"},
        explanation="Rent is not spoken of in this sentence.",
    )
    pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)
    worker, reviewer = make_worker(), make_reviewer()
    sent = answer_one(worker, batch)
    review.check_gold(actor=JOB, now=NOW + HOUR)
    review.dispute_gold(
        actor=actor_of(worker), now=NOW + HOUR, submission_id=sent.id, words="It speaks of rent."
    )
    review.dismiss_dispute(
        actor=actor_of(reviewer),
        now=NOW + HOUR,
        submission_id=sent.id,
        explanation="The sentence has no word about rent.",
    )
    return worker, reviewer, sent.id


def contested(worker: Person) -> list[bool]:
    """Whether each event of the worker's control score is contested."""
    events = review_queries.score_events(worker.id, ScoreKind.CONTROL, NOW + 2 * HOUR)
    return [event.contested for event in events]


def test_a_dismissed_dispute_does_not_count_while_contested_and_is_won() -> None:
    """DEC-6, DEC-13: by another reviewer than the one who dismissed it."""
    worker, reviewer, sent_id = dismissed()
    assert contested(worker) == [False]
    appeal = appeal_against(worker, "control", sent_id, now=NOW + 2 * HOUR)
    assert contested(worker) == [True]
    with pytest.raises(PartyToCase):
        actions.decide_appeal(
            actor=actor_of(reviewer),
            now=NOW + 3 * HOUR,
            appeal_id=appeal.id,
            outcome="upheld",
            explanation=WHY,
        )
    win(appeal)
    assert GoldDispute.objects.get().upheld is True
    assert contested(worker) == []


def test_a_dismissed_dispute_that_stands_counts_again() -> None:
    worker, _reviewer, sent_id = dismissed()
    appeal = appeal_against(worker, "control", sent_id, now=NOW + 2 * HOUR)
    actions.decide_appeal(
        actor=actor_of(make_reviewer()),
        now=NOW + 3 * HOUR,
        appeal_id=appeal.id,
        outcome="upheld",
        explanation=WHY,
    )
    assert contested(worker) == [False]


def test_scores_are_asked_about_and_not_contested() -> None:
    """DEC-8."""
    worker = make_worker()
    with pytest.raises(NotFound):
        appeal_against(worker, "scores", worker.id)
    asked = actions.ask_why(
        actor=actor_of(worker),
        now=NOW,
        kind="scores",
        subject_id=worker.id,
        words="",
        client_key="k",
    )
    assert asked.state == "open"
