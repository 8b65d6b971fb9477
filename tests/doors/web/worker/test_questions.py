"""Asking from the project's and the task's page; reading answers; the requester's side."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ouvrage.base.moment import utc_now
from ouvrage.pay.models import TimeRecord
from ouvrage.voice import actions
from ouvrage.voice.actions import QuestionDraft
from ouvrage.voice.models import Question, Reply
from ouvrage.work.queries import pseudonym_for
from tests.doors.web.worker.scenes import Scene, logged_in, make_scene
from tests.factories.people import JOB, actor_of, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def asked(scene: Scene, **form: str) -> str:
    """Where the form leads after the question was sent."""
    address = reverse("worker:project_questions", args=[scene.project.id])
    answer = logged_in(scene.worker).post(address, {"text": "Do gifts count?", **form})
    return answer.headers.get("Location", str(answer.status_code))


def requester(scene: Scene, name: str, *more: str) -> str:
    return reverse(f"requester:{name}", args=[scene.organisation.id, scene.project.id, *more])


def test_a_question_is_asked_from_a_task_and_answered_for_all(scene: Scene) -> None:
    """VOI-8."""
    held = scene.take()
    page = logged_in(scene.worker).get(reverse("worker:assignment", args=[held.id]))
    assert f"?task={held.id}" in page.content.decode()
    led = asked(scene, task=held.id, blocking="yes", client_key="k")
    assert asked(scene, task=held.id, blocking="yes", client_key="k") == led
    question = Question.objects.get()
    assert (question.batch_id, question.blocking) == (scene.batch_id, True)
    client = logged_in(scene.owner)
    listed = client.get(requester(scene, "questions")).content.decode()
    assert "Do gifts count?" in listed
    assert pseudonym_for(scene.organisation.id, scene.worker.id) in listed
    assert scene.worker.email not in listed
    thread = requester(scene, "question", question.id)
    assert client.post(thread, {"client_key": "0" * 32, "text": ""}).status_code == 422
    form = {"client_key": "0" * 32, "text": "Yes, they do.", "public": "on"}
    assert [client.post(thread, form).status_code for _ in range(2)] == [302, 302]
    assert Reply.objects.count() == 1
    mine = logged_in(scene.worker).get(led).content.decode()
    assert "Yes, they do." in mine
    others = logged_in(scene.stranger).get(
        reverse("worker:project_questions", args=[scene.project.id])
    )
    shown = others.content.decode()
    assert "Yes, they do." in shown
    assert pseudonym_for(scene.organisation.id, scene.worker.id) not in shown
    project = logged_in(scene.stranger).get(reverse("worker:project", args=[scene.project.id]))
    assert "1 question was asked, 1 answered." in project.content.decode()
    anybody = logged_in(None).get(reverse("requester", args=[scene.organisation.id]))
    assert "1 question was asked, 1 answered." in anybody.content.decode()


def test_an_empty_question_is_refused_and_kept(scene: Scene) -> None:
    assert asked(scene, text=" ") == "422"
    assert Question.objects.count() == 0


def test_asking_is_counted_as_communication(scene: Scene) -> None:
    """PAY-1."""
    asked(scene, time_spans="0:30-2", page_key="a" * 32)
    record = TimeRecord.objects.get()
    assert (record.category, record.project_id) == ("communication", scene.project.id)


def test_a_thread_is_for_its_worker_and_the_requester(scene: Scene) -> None:
    led = asked(scene)
    question = Question.objects.get()
    assert logged_in(scene.worker).get(led).status_code == 200
    assert logged_in(scene.stranger).get(led).status_code == 404
    assert logged_in(None).get(led).status_code == 302
    thread = requester(scene, "question", question.id)
    assert logged_in(scene.owner).get(thread).status_code == 200
    assert logged_in(scene.stranger).get(thread).status_code == 404
    other = make_scene()
    assert logged_in(other.owner).get(thread).status_code == 404
    wrong = reverse(
        "requester:question", args=[other.organisation.id, other.project.id, question.id]
    )
    assert logged_in(other.owner).get(wrong).status_code == 404


def test_who_needs_no_answer_any_more_says_so(scene: Scene) -> None:
    led = asked(scene)
    page = logged_in(scene.worker).get(led).content.decode()
    assert "No answer is needed any more" in page
    settle = reverse("worker:asked_settled", args=[Question.objects.get().id])
    assert logged_in(scene.stranger).post(settle).status_code == 404
    assert logged_in(scene.worker).post(settle).status_code == 302
    assert "Settled" in logged_in(scene.worker).get(led).content.decode()
    assert "Settled" in logged_in(scene.worker).get(reverse("worker:asked")).content.decode()


def test_a_batch_that_waits_says_why_to_both_sides(scene: Scene) -> None:
    """VOI-8."""
    long_ago = utc_now() - timedelta(hours=49)
    for _ in range(3):
        draft = QuestionDraft(scene.project.id, "What is a gift?", True, "k")
        actions.ask_question(actor=actor_of(make_worker()), now=long_ago, draft=draft)
    actions.watch_silence(actor=JOB, now=utc_now(), limit=10)
    page = logged_in(scene.worker).get(reverse("worker:project", args=[scene.project.id]))
    assert "were not answered in time" in page.content.decode()
    own = logged_in(scene.owner).get(requester(scene, "project")).content.decode()
    assert "no task is handed out here" in own
    assert "3 questions wait" in own
