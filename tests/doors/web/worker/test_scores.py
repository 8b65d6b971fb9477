"""My scores and control items as their worker reads and contests them (DEC-5, DEC-13)."""

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.base.actor import Actor
from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.people.models import Person
from ouvrage.review import actions as review
from ouvrage.review.models import GoldDispute
from ouvrage.work.models import Batch, Submission, Task
from tests.doors.web.worker.scenes import logged_in
from tests.factories.people import JOB, make_operator, make_person, make_worker
from tests.factories.review import REQUESTER, refuse_after_offer
from tests.factories.work import answer_one, fund, make_draft_batch, make_open_batch, make_project

pytestmark = pytest.mark.django_db
WHY = "The sentence speaks of rent, and rent is money."
WORDS = "The sentence does not speak of rent at all."


@pytest.fixture
def worker() -> Person:
    return make_worker()


@pytest.fixture
def client(worker: Person) -> Client:
    return logged_in(worker)


def page(client: Client, name: str, *args: str, query: str = "") -> str:
    shown = client.get(reverse(f"worker:{name}", args=args) + query)
    assert shown.status_code == 200
    return shown.content.decode()


def worked(worker: Person, tasks: int = 32) -> list[Submission]:
    batch = make_open_batch(tasks=tasks, answers_per_task=1)
    return [answer_one(worker, batch, now=utc_now()) for _ in range(tasks)]


def failed(worker: Person) -> Submission:
    """An answer that fails the control item of its batch."""
    batch = make_draft_batch(make_project(), 1)
    fund(batch.project.organisation_id)
    task = Task.objects.get(batch=batch)
    review.mark_gold(
        actor=REQUESTER,
        now=utc_now(),
        task_id=task.id,
        expected={"money": "yes"},
        explanation=WHY,
    )
    pay.publish_batch(actor=JOB, now=utc_now(), batch_id=batch.id)
    sent = answer_one(worker, Batch.objects.get(id=batch.id), "no", now=utc_now())
    review.check_gold(actor=JOB, now=utc_now())
    return sent


def test_scores_say_formula_inputs_events_and_the_figure_without_each(
    worker: Person, client: Client
) -> None:
    sent = worked(worker)
    review.accept(
        actor=REQUESTER,
        now=utc_now(),
        project_id=sent[0].project_id,
        submission_ids=[each.id for each in sent[1:]],
    )
    refuse_after_offer(sent[0], utc_now())
    shown = page(client, "scores")
    for text in (
        "0.97",
        "The weights of the accepted answers, divided by",
        "11,315 / 11,680",
        "365 / 365",
        "1.00",
        reverse("worker:answer", args=[sent[0].id]),
        "never count",
    ):
        assert text in shown
    assert "Too few events for a figure" in shown
    assert "Nothing counts yet." in page(client, "scores", query="?score=control")


def test_with_few_events_there_is_no_figure(worker: Person, client: Client) -> None:
    sent = worked(worker, 3)
    refuse_after_offer(sent[0], utc_now())
    shown = page(client, "scores")
    assert shown.count("Too few events for a figure") == 2
    assert "fewer than 30 events" in shown


def test_an_unknown_score_is_not_there(client: Client) -> None:
    assert client.get(reverse("worker:scores") + "?score=speed").status_code == 404


def test_scores_are_for_workers(worker: Person) -> None:
    for person in (make_person(), None):
        assert logged_in(person).get(reverse("worker:scores")).status_code in {302, 404}


def test_control_items_are_told_of_before_a_task_is_accepted(
    worker: Person, client: Client
) -> None:
    assert "Control items" not in page(client, "project", worked(worker, 1)[0].project_id)
    sent = failed(make_worker())
    assert "Control items" in page(client, "project", sent.project_id)


def test_a_failed_check_is_shown_with_its_explanation_and_can_be_disputed(
    worker: Person, client: Client
) -> None:
    sent = failed(worker)
    address = reverse("worker:check", args=[sent.id])
    assert address in page(client, "answer", sent.id)
    assert address in page(client, "scores", query="?score=control")
    shown = page(client, "check", sent.id)
    for text in (WHY, "it refuses no answer", "Dispute the item"):
        assert text in shown
    short = client.post(address, {"words": "No."})
    assert short.status_code == 422
    assert client.post(address, {"words": WORDS}).headers["Location"] == address
    again = client.post(address, {"words": WORDS})
    assert again.status_code == 422
    assert GoldDispute.objects.count() == 1
    shown = page(client, "check", sent.id)
    assert WORDS in shown
    assert "Until then it does not count." in shown
    events = page(client, "scores", query="?score=control")
    assert "Contested, does not count meanwhile" in events
    review.uphold_dispute(
        actor=Actor.person(make_operator().id, operator=True),
        now=utc_now(),
        submission_id=sent.id,
        explanation="It speaks of a tent.",
    )
    shown = page(client, "check", sent.id)
    assert "You are right, a reviewer found" in shown
    assert "It speaks of a tent." in shown


def test_a_check_is_for_its_worker_alone(worker: Person) -> None:
    sent = failed(worker)
    address = reverse("worker:check", args=[sent.id])
    other = logged_in(make_worker())
    assert other.get(address).status_code == 404
    assert other.post(address, {"words": WORDS}).status_code == 404
    plain = worked(worker)[0]
    assert logged_in(worker).get(reverse("worker:check", args=[plain.id])).status_code == 404
