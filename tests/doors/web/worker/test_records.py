"""Earnings and answers: what is due, waiting and held, and why."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.base.actor import Actor
from ouvrage.base.moment import utc_now
from ouvrage.review import actions as review
from ouvrage.work import actions as work
from ouvrage.work.models import Submission
from tests.doors.web.worker.scenes import Scene, logged_in, make_scene
from tests.factories.people import actor_of
from tests.factories.review import refuse_after_offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def client(scene: Scene) -> Client:
    return logged_in(scene.worker)


def send(scene: Scene) -> Submission:
    held = scene.take()
    return work.submit(
        actor=scene.actor,
        now=utc_now(),
        assignment_id=held.id,
        answer={"mood": "glad", "why": "stopped"},
        active_seconds=18,
    )


def accept(scene: Scene, sent: Submission) -> None:
    review.accept(
        actor=actor_of(scene.owner),
        now=utc_now(),
        project_id=scene.project.id,
        submission_ids=[sent.id],
    )


def refuse(sent: Submission) -> None:
    refuse_after_offer(
        sent,
        utc_now(),
        evidence="The sentence tells of a bridge that is closed.",
        explanation="Nothing in the words is glad.",
    )


def page(client: Client, name: str, *args: str) -> str:
    shown = client.get(reverse(f"worker:{name}", args=args))
    assert shown.status_code == 200
    return shown.content.decode()


def test_earnings_begin_empty(client: Client) -> None:
    shown = page(client, "earnings")
    assert "0.00 EUR" in shown
    assert "What you earn appears here, project by project." in shown


def test_sent_answer_waits(scene: Scene, client: Client) -> None:
    sent = send(scene)
    assert "0.12 EUR" in page(client, "earnings")
    shown = page(client, "answer", sent.id)
    assert "Waiting for a decision" in shown
    assert "It is accepted by itself on" in shown
    assert sent.accept_at.isoformat(timespec="seconds") in shown
    assert "stopped</textarea>" in shown


def test_accepted_answer_is_due_by_task_and_hour(scene: Scene, client: Client) -> None:
    accept(scene, send(scene))
    shown = page(client, "earnings")
    assert "24.00 EUR" in shown
    assert "Accepted answer" in shown
    assert "Paid reading of instructions" in shown
    assert "Accepted by the requester on" in page(client, "answer", Submission.objects.get().id)


def test_deadline_accepts_by_itself(scene: Scene, client: Client) -> None:
    sent = send(scene)
    review.accept_due(actor=Actor.job("tests"), now=utc_now() + timedelta(days=4), limit=10)
    assert "Accepted by itself at the end of the time for review" in page(client, "answer", sent.id)


def test_refused_answer_says_why_and_keeps_the_money(scene: Scene, client: Client) -> None:
    sent = send(scene)
    refuse(sent)
    shown = page(client, "answer", sent.id)
    for text in (
        "The item itself shows that the answer is wrong",
        "C1: <bdi>The mood is the one the words show.</bdi>",
        "The sentence tells of a bridge that is closed.",
        "Nothing in the words is glad.",
        "stay reserved",
        "archive@example.org",
    ):
        assert text in shown
    assert shown[shown.index("<main") : shown.index("</main")].count("<button") == 1
    assert "You can contest this refusal with one button." in shown
    assert "Refused" in page(client, "answers")
    assert "Refused, kept in reserve" in page(client, "earnings")


def test_answers_are_listed_newest_first(scene: Scene, client: Client) -> None:
    first, second = send(scene), send(scene)
    shown = page(client, "answers")
    assert shown.index(second.id) < shown.index(first.id)


def test_lists_without_a_proper_place_begin_at_the_top(scene: Scene, client: Client) -> None:
    sent = send(scene)
    for before in ("x", "-1", "²"):
        listed = client.get(reverse("worker:answers"), {"before": before})
        assert sent.id in listed.content.decode()
        assert client.get(reverse("worker:earnings"), {"before": before}).status_code == 200


def test_older_answers_are_a_page_further(
    scene: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ouvrage.web.worker.views.records.PAGE_ROWS", 2)
    first, second = send(scene), send(scene)
    shown = client.get(reverse("worker:answers")).content.decode()
    assert f"?before={first.id}" in shown
    assert second.id in shown
    older = client.get(reverse("worker:answers"), {"before": second.id}).content.decode()
    assert reverse("worker:answer", args=[first.id]) in older
    assert reverse("worker:answer", args=[second.id]) not in older


def test_time_is_explained(client: Client) -> None:
    assert "How time and pay are counted" in page(client, "earnings")
