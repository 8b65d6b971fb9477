"""Questions to requesters: asked once, answered to one or to all, and what silence leads to."""

from datetime import timedelta

import pytest

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.moment import Moment
from ouvrage.people.models import Person
from ouvrage.voice import actions, queries, rules
from ouvrage.voice.actions import QuestionDraft
from ouvrage.voice.errors import QuestionsTooMany, QuestionTextNotValid
from ouvrage.voice.models import Message, Question, Reply
from ouvrage.voice.rules import Waiting
from ouvrage.work import actions as work
from ouvrage.work import queries as work_queries
from ouvrage.work.errors import QuestionsUnanswered
from ouvrage.work.models import Batch
from tests.factories.people import JOB, NOW, actor_of, make_worker
from tests.factories.work import make_open_batch, ready

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATE = NOW + 48 * HOUR


@pytest.fixture
def batch() -> Batch:
    return make_open_batch(3)


@pytest.fixture
def worker() -> Person:
    return make_worker()


def ask(
    worker: Person, batch: Batch, text: str = "Do gifts count?", *, blocking: bool = True,
    key: str = "k", now: Moment = NOW, thread: str = "", task: str = "",
) -> Question:  # fmt: skip
    draft = QuestionDraft(batch.project_id, text, blocking, key, task, thread)
    return actions.ask_question(actor=actor_of(worker), now=now, draft=draft)


def answer(question: Question, *, public: bool = False, key: str = "a", now: Moment = NOW) -> Reply:
    return actions.answer_question(
        actor=JOB, now=now, question_id=question.id, text="Yes, they do.", public=public,
        client_key=key,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("waits", "silent"),
    [
        ([("a", 48), ("b", 48), ("c", 48)], True),
        ([("a", 48), ("b", 48), ("c", 47)], False),
        ([("a", 48), ("a", 50), ("b", 48)], False),
        ([("a", 90), ("b", 70), ("c", 60), ("d", 1)], True),
        ([], False),
    ],
)
def test_silence_is_so_many_people_who_wait_so_long(
    waits: list[tuple[str, int]], silent: bool
) -> None:
    """VOI-8."""
    waiting = [Waiting(person, LATE - hours * HOUR) for person, hours in waits]
    assert rules.is_silent(waiting, LATE, 48, 3) is silent


def test_the_middle_of_the_waits_is_the_lower_of_two() -> None:
    assert rules.median_wait([]) is None
    assert rules.median_wait([3 * HOUR, HOUR]) == HOUR
    assert rules.median_wait([3 * HOUR, HOUR, 2 * HOUR]) == 2 * HOUR


def test_a_question_is_asked_once_and_told_when_answered(batch: Batch, worker: Person) -> None:
    first, again = ask(worker, batch), ask(worker, batch)
    assert first.id == again.id
    reply = answer(first)
    assert answer(first).id == reply.id
    (row,) = queries.questions_of_worker(worker.id)
    assert (row.waiting, [one.text for one in row.replies]) == (False, ["Yes, they do."])
    assert Message.objects.filter(person=worker, kind="question_answered").count() == 1
    assert Reply.objects.count() == 1


def test_an_answer_for_everybody_stands_with_its_question(batch: Batch, worker: Person) -> None:
    """VOI-8."""
    answer(ask(worker, batch), public=True)
    answer(ask(make_worker(), batch, "Is rain money?"), key="b")
    (row,) = queries.public_answers(batch.project_id)
    assert (row.text, [one.text for one in row.replies]) == ("Do gifts count?", ["Yes, they do."])


def test_following_on_waits_again_in_the_same_thread(batch: Batch, worker: Person) -> None:
    first = ask(worker, batch)
    answer(first)
    follow = ask(worker, batch, "Also small ones?", key="f", thread=first.id, now=NOW + HOUR)
    assert follow.thread_id == first.id
    assert [row.waiting for row in queries.thread(first.id)] == [False, True]
    other = ask(make_worker(), batch, "Mine?", key="o", thread=first.id)
    assert other.thread_id == other.id


def test_a_question_from_a_task_names_its_batch(batch: Batch, worker: Person) -> None:
    actor = ready(worker, batch)
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    assert ask(worker, batch, task=held.id).batch_id == batch.id
    with pytest.raises(NotFound):
        ask(make_worker(), batch, task=held.id)


@pytest.mark.parametrize("text", ["", "   ", "x" * 2_001])
def test_a_question_has_words_and_an_end(batch: Batch, worker: Person, text: str) -> None:
    with pytest.raises(QuestionTextNotValid):
        ask(worker, batch, text)


def test_twenty_questions_a_day_are_enough(batch: Batch, worker: Person) -> None:
    for number in range(20):
        ask(worker, batch, key=f"k{number}")
    with pytest.raises(QuestionsTooMany):
        ask(worker, batch, key="more")
    assert ask(worker, batch, key="more", now=NOW + 25 * HOUR).text == "Do gifts count?"


def test_three_people_who_wait_two_days_pause_the_batch_until_they_are_answered(
    batch: Batch,
) -> None:
    """VOI-8."""
    asked = [ask(make_worker(), batch) for _ in range(3)]
    worker = make_worker()
    actor = ready(worker, batch)
    assert actions.watch_silence(actor=JOB, now=LATE - HOUR, limit=10) == 0
    assert actions.watch_silence(actor=JOB, now=LATE, limit=10) == 1
    assert actions.watch_silence(actor=JOB, now=LATE, limit=10) == 0
    assert work_queries.silent_since(batch.project_id) == LATE
    assert work_queries.offers(worker.id, now=LATE) == []
    with pytest.raises(QuestionsUnanswered):
        work.take(actor=actor, now=LATE, project_id=batch.project_id)
    answer(asked[0], now=LATE + HOUR)
    assert work_queries.silent_since(batch.project_id) is None
    taken = work.take(actor=actor, now=LATE + HOUR, project_id=batch.project_id)
    assert taken.state == "taken"


def test_questions_that_keep_nobody_from_work_pause_nothing(batch: Batch) -> None:
    for _ in range(3):
        ask(make_worker(), batch, blocking=False)
    assert actions.watch_silence(actor=JOB, now=LATE, limit=10) == 0


def test_a_settled_question_lets_the_work_go_on(batch: Batch) -> None:
    workers = [make_worker() for _ in range(3)]
    asked = [ask(worker, batch) for worker in workers]
    actions.watch_silence(actor=JOB, now=LATE, limit=10)
    assert actions.settle_question(actor=actor_of(workers[0]), now=LATE, question_id=asked[0].id)
    assert work_queries.silent_since(batch.project_id) is None
    assert not actions.settle_question(
        actor=actor_of(workers[0]), now=LATE, question_id=asked[0].id
    )


def test_one_batch_waits_for_its_own_questions_alone(batch: Batch) -> None:
    """VOI-8."""
    second = make_open_batch(1, project=batch.project)
    for _ in range(3):
        worker = make_worker()
        held = work.take(actor=ready(worker, batch), now=NOW, project_id=batch.project_id)
        assert held.batch_id == batch.id
        ask(worker, batch, task=held.id)
    assert actions.watch_silence(actor=JOB, now=LATE, limit=10) == 1
    batch.refresh_from_db()
    second.refresh_from_db()
    assert (batch.silent_since, second.silent_since) == (LATE, None)


def test_how_long_answers_take_counts_those_that_still_wait(batch: Batch) -> None:
    """VOI-8."""
    answer(ask(make_worker(), batch), now=NOW + HOUR)
    ask(make_worker(), batch)
    third = make_worker()
    ask(third, batch)
    found = queries.answer_time(NOW + 10 * HOUR, project_id=batch.project_id)
    assert (found.asked, found.answered, found.median) == (3, 1, 10 * HOUR)
    of_all = queries.answer_time(NOW + 10 * HOUR, organisation_id=batch.project.organisation_id)
    assert of_all == found


def test_a_stranger_to_the_project_asks_nothing(worker: Person) -> None:
    with pytest.raises(Refusal):
        actions.ask_question(
            actor=actor_of(worker), now=NOW,
            draft=QuestionDraft("no-such-project", "Why?", False, "k"),
        )  # fmt: skip
