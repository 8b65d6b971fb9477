"""Taking, sending, returning, and what a lease's end does, on a real database."""

from datetime import timedelta

import pytest

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.pay import actions as pay
from ouvrage.people.actions import add_member
from ouvrage.people.errors import ChainChanged, ChainNotNamed
from ouvrage.people.models import MemberRole
from ouvrage.work import actions as work
from ouvrage.work import queries
from ouvrage.work.errors import (
    AlreadyReturned,
    AnswerUnreadable,
    ConfidentialityOver,
    NothingLeft,
    OwnProject,
    ProjectPaused,
    ReadFirst,
    TaskFull,
)
from ouvrage.work.models import Assignment, Project, Submission, Task, WorkerProject
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import (
    INSTRUCTIONS,
    answer_one,
    begin_reading,
    make_open_batch,
    ready,
    write_chain,
)

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=2)
YES = {"money": "yes"}


def test_reading_comes_before_the_first_task() -> None:
    batch = make_open_batch()
    actor, project = Actor.person(make_worker().id), batch.project
    with pytest.raises(ReadFirst):
        work.take(actor=actor, now=NOW, project_id=project.id, chain=project.chain_hash)


def test_nobody_begins_in_a_project_without_naming_the_chain_they_were_shown() -> None:
    """TRA-2: consent is to what was shown; neither a reading nor a task comes without it."""
    actor = Actor.person(make_worker().id)
    simple, written = (make_open_batch().project for _ in range(2))
    write_chain(written, client=written.end_client)
    for project in (simple, written):
        with pytest.raises(ChainNotNamed):
            pay.begin_reading(actor=actor, now=NOW, project_id=project.id)
        with pytest.raises(ChainNotNamed):
            work.take(actor=actor, now=NOW, project_id=project.id)
        with pytest.raises(ChainChanged):
            pay.begin_reading(actor=actor, now=NOW, project_id=project.id, chain="0" * 64)
        assert not WorkerProject.objects.filter(project=project).exists()
        begin_reading(actor, project.id)
        seen = WorkerProject.objects.get(project=project)
        assert seen.chain_seen == Project.objects.get(id=project.id).chain_hash


def test_an_unfinished_task_is_given_again() -> None:
    batch = make_open_batch()
    actor = ready(make_worker(), batch)
    first = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    second = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    assert second.id == first.id
    assert Assignment.objects.count() == 1


def test_tasks_come_in_the_order_of_the_file_and_never_twice() -> None:
    batch = make_open_batch(tasks=3)
    worker = make_worker()
    sent = [answer_one(worker, batch) for _ in range(3)]
    assert [row.task.position for row in sent] == [1, 2, 3]
    with pytest.raises(NothingLeft):
        answer_one(worker, batch)


def test_the_wished_task_is_given_when_it_is_free() -> None:
    batch = make_open_batch(tasks=3)
    third = Task.objects.get(position=3)
    actor = ready(make_worker(), batch)
    taken = work.take(actor=actor, now=NOW, project_id=batch.project_id, task_id=third.id)
    assert taken.task_id == third.id
    work.submit(actor=actor, now=NOW, assignment_id=taken.id, answer=YES, active_seconds=5)
    after = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    assert after.task.position == 1


def test_no_task_gets_more_answers_than_wanted() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=2)
    answer_one(make_worker(), batch)
    answer_one(make_worker(), batch)
    with pytest.raises(NothingLeft):
        answer_one(make_worker(), batch)
    assert Task.objects.values_list("places", "answers", "wanted").get() == (0, 2, 2)


def test_sending_twice_gives_the_first_submission() -> None:
    batch = make_open_batch()
    actor = ready(make_worker(), batch)
    taken = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    first = work.submit(actor=actor, now=NOW, assignment_id=taken.id, answer=YES, active_seconds=5)
    second = work.submit(
        actor=actor, now=LATER, assignment_id=taken.id, answer={"money": "no"}, active_seconds=9
    )
    assert (second.id, second.answer) == (first.id, YES)
    assert Submission.objects.count() == 1


def test_a_stranger_cannot_send_for_somebody_else() -> None:
    batch = make_open_batch()
    taken = work.take(actor=ready(make_worker(), batch), now=NOW, project_id=batch.project_id)
    stranger = Actor.person(make_worker().id)
    with pytest.raises(NotFound):
        work.submit(actor=stranger, now=NOW, assignment_id=taken.id, answer=YES, active_seconds=5)


def test_a_returned_task_is_free_for_others_and_nothing_is_held_against_the_worker() -> None:
    """ASG-4."""
    batch = make_open_batch(tasks=1, answers_per_task=1)
    actor = ready(make_worker(), batch)
    taken = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    work.return_assignment(actor=actor, now=NOW, assignment_id=taken.id)
    work.return_assignment(actor=actor, now=NOW, assignment_id=taken.id)
    assert Task.objects.get().places == 1
    with pytest.raises(AlreadyReturned):
        work.submit(actor=actor, now=NOW, assignment_id=taken.id, answer=YES, active_seconds=5)
    assert answer_one(make_worker(), batch).late is False


def test_late_answer_is_used_while_the_task_has_a_place() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=1)
    actor = ready(make_worker(), batch)
    taken = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    assert work.expire_leases(actor=JOB, now=LATER) == 1
    assert Task.objects.get().places == 1
    late = work.submit(actor=actor, now=LATER, assignment_id=taken.id, answer=YES, active_seconds=5)
    assert late.late is True
    assert Task.objects.values_list("places", "answers").get() == (0, 1)


def test_late_answer_to_a_full_task_is_kept_as_a_draft() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=1)
    actor = ready(make_worker(), batch)
    taken = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    work.expire_leases(actor=JOB, now=LATER)
    answer_one(make_worker(), batch, now=LATER)
    with pytest.raises(TaskFull):
        work.submit(actor=actor, now=LATER, assignment_id=taken.id, answer=YES, active_seconds=5)
    assert Assignment.objects.get(id=taken.id).draft == YES


def test_an_answer_before_the_sweep_is_not_late() -> None:
    batch = make_open_batch(tasks=1)
    actor = ready(make_worker(), batch)
    taken = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    sent = work.submit(actor=actor, now=LATER, assignment_id=taken.id, answer=YES, active_seconds=5)
    assert sent.late is False
    assert work.expire_leases(actor=JOB, now=LATER) == 0


def test_a_draft_is_kept_until_the_answer_is_sent() -> None:
    batch = make_open_batch()
    actor = ready(make_worker(), batch)
    taken = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    assert work.save_draft(actor=actor, now=NOW, assignment_id=taken.id, draft=YES)
    assert Assignment.objects.get(id=taken.id).draft == YES
    work.submit(actor=actor, now=NOW, assignment_id=taken.id, answer=YES, active_seconds=5)
    assert not work.save_draft(actor=actor, now=NOW, assignment_id=taken.id, draft={"money": "no"})
    assert Assignment.objects.get(id=taken.id).draft is None


def test_characters_that_cannot_be_stored_are_refused() -> None:
    batch = make_open_batch()
    actor = ready(make_worker(), batch)
    taken = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    for text in ("\x00", "\ud800"):
        with pytest.raises(AnswerUnreadable):
            work.submit(
                actor=actor,
                now=NOW,
                assignment_id=taken.id,
                answer={"money": text},
                active_seconds=5,
            )
    assert Assignment.objects.get(id=taken.id).state == "taken"


def test_a_paused_project_hands_out_nothing_and_takes_what_is_in_hand() -> None:
    batch = make_open_batch()
    actor = ready(make_worker(), batch)
    other = ready(make_worker(), batch)
    taken = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    work.pause_project(actor=JOB, now=NOW, project_id=batch.project_id)
    with pytest.raises(ProjectPaused):
        work.take(actor=other, now=NOW, project_id=batch.project_id)
    work.submit(actor=actor, now=NOW, assignment_id=taken.id, answer=YES, active_seconds=5)
    work.resume_project(actor=JOB, now=NOW, project_id=batch.project_id)
    assert work.take(actor=other, now=NOW, project_id=batch.project_id).task.position == 1


def test_an_ended_batch_gives_no_place_back() -> None:
    batch = make_open_batch(tasks=2, answers_per_task=1)
    actor = ready(make_worker(), batch)
    taken = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    pay.end_batch(actor=JOB, now=NOW, batch_id=batch.id)
    work.return_assignment(actor=actor, now=NOW, assignment_id=taken.id)
    assert list(Task.objects.values_list("places", flat=True)) == [0, 0]


def test_a_finished_batch_is_announced_once() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=1)
    answer_one(make_worker(), batch)
    assert work.finish_batches(actor=JOB, now=NOW) == 1
    assert work.finish_batches(actor=JOB, now=NOW) == 0
    assert queries.batch_progress(batch.id).state == "finished"


def test_offers_leave_out_what_one_cannot_take_and_say_what_an_hour_pays() -> None:
    """ASG-5: the order depends on what the list says and on nothing else."""
    batch = make_open_batch(tasks=2, answers_per_task=1)
    worker = make_worker()
    (offer,) = queries.offers(worker.id)
    assert (offer.left, offer.read, offer.measured) == (2, False, False)
    assert str(offer.per_hour) == "21.60 EUR"
    answer_one(worker, batch, seconds=12)
    assert work.measure_time(actor=JOB, now=NOW) == 1
    assert work.measure_time(actor=JOB, now=NOW) == 0
    (offer,) = queries.offers(worker.id)
    assert (offer.left, offer.read, offer.measured) == (1, True, True)
    assert str(offer.per_hour) == "18.00 EUR"
    answer_one(worker, batch)
    assert queries.offers(worker.id) == []


def test_an_offer_is_piloted_once_five_people_have_done_it() -> None:
    """ACC-9."""
    batch = make_open_batch(tasks=1, answers_per_task=9)
    workers = [make_worker() for _ in range(6)]
    for worker in workers[:4]:
        answer_one(worker, batch)
    work.measure_time(actor=JOB, now=NOW)
    assert [offer.piloted for offer in queries.offers(workers[5].id)] == [False]
    answer_one(workers[4], batch)
    assert work.measure_time(actor=JOB, now=NOW) == 1
    assert [offer.piloted for offer in queries.offers(workers[5].id)] == [True]
    assert Project.objects.get().measured_workers == 5


def test_the_last_answers_of_a_finished_batch_are_measured() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=2)
    answer_one(make_worker(), batch, seconds=10)
    answer_one(make_worker(), batch, seconds=20)
    work.finish_batches(actor=JOB, now=NOW)
    project = Project.objects.get()
    assert (project.median_seconds, project.measured_workers) == (15, 2)


def test_who_joined_the_organisation_after_reading_gets_no_task() -> None:
    batch = make_open_batch()
    worker = make_worker()
    actor = ready(worker, batch)
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    add_member(
        actor=JOB,
        now=NOW,
        organisation_id=batch.project.organisation_id,
        email=worker.email,
        role=MemberRole.MEMBER,
    )
    work.submit(actor=actor, now=NOW, assignment_id=held.id, answer=YES, active_seconds=5)
    with pytest.raises(OwnProject):
        work.take(actor=actor, now=NOW, project_id=batch.project_id)


def test_nothing_is_handed_out_once_the_client_had_to_be_named() -> None:
    """TRA-1: a waiver is dated, and its date is kept."""
    last = NOW + timedelta(days=30)
    batch = make_open_batch(
        end_client="", confidentiality_reason="A contract.", confidentiality_until=last.date()
    )
    worker = make_worker()
    actor = ready(worker, batch)
    held = work.take(actor=actor, now=last, project_id=batch.project_id)
    work.submit(actor=actor, now=last, assignment_id=held.id, answer=YES, active_seconds=5)
    over = last + timedelta(days=1)
    with pytest.raises(ConfidentialityOver):
        work.take(actor=actor, now=over, project_id=batch.project_id)
    assert [row.left for row in queries.offers(worker.id, now=last)] == [1]
    assert queries.offers(worker.id, now=over) == []
    Project.objects.update(end_client="Archive")
    assert work.take(actor=actor, now=over, project_id=batch.project_id).task.position == 2
    assert [row.left for row in queries.offers(worker.id, now=over)] == [0]


def test_the_same_instructions_again_are_no_new_version() -> None:
    batch = make_open_batch()
    again = work.write_instructions(
        actor=JOB, now=NOW, project_id=batch.project_id, draft=INSTRUCTIONS
    )
    assert again.version == 1
