"""Answers that a script posts until they are stored, and the page of what a device keeps."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.pay.models import TimeRecord
from ouvrage.work.actions import StopDraft
from ouvrage.work.models import Assignment, Submission
from ouvrage.work.rules import StopKind
from tests.doors.web.worker.scenes import Scene, logged_in, make_scene

pytestmark = pytest.mark.django_db

SCRIPT = {"X-Requested-With": "fetch"}
ANSWER = {"mood": "glad", "why": "stopped", "active_seconds": "12", "then": "next"}


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def client(scene: Scene) -> Client:
    return logged_in(scene.worker)


def address(name: str, *args: str) -> str:
    return reverse(f"worker:{name}", args=args)


def test_script_is_told_where_the_next_page_is(scene: Scene, client: Client) -> None:
    first = scene.take()
    told = client.post(address("submit", first.id), ANSWER, headers=SCRIPT)
    second = Assignment.objects.exclude(id=first.id).get()
    assert told.json() == {"next": f"{address('assignment', second.id)}?sent=1"}


def test_answer_posted_again_is_acknowledged_again_and_stored_once(
    scene: Scene, client: Client
) -> None:
    held = scene.take()
    replies = [
        client.post(
            address("submit", held.id), {**ANSWER, "why": why, "then": "stop"}, headers=SCRIPT
        )
        for why in ("first", "second")
    ]
    assert [reply.json() for reply in replies] == [{"next": f"{address('offers')}?sent=1"}] * 2
    assert [sent.answer["why"] for sent in Submission.objects.all()] == ["first"]


def test_script_sees_by_the_status_that_an_answer_was_not_taken(
    scene: Scene, client: Client
) -> None:
    held = scene.take()
    missing = client.post(address("submit", held.id), {"why": "no mood"}, headers=SCRIPT)
    pay.stop_task(
        actor=scene.actor,
        now=utc_now(),
        assignment_id=held.id,
        draft=StopDraft(StopKind.BROKEN, 5, reason="other", words="Nothing is shown."),
    )
    stopped = client.post(address("submit", held.id), ANSWER, headers=SCRIPT)
    elsewhere = logged_in(scene.stranger).post(address("submit", held.id), ANSWER, headers=SCRIPT)
    assert (missing.status_code, stopped.status_code, elsewhere.status_code) == (422, 409, 404)
    assert Submission.objects.count() == 0


def test_script_of_nobody_is_led_to_the_log_in(scene: Scene) -> None:
    held = scene.take()
    led = Client().post(address("submit", held.id), ANSWER, headers=SCRIPT)
    assert led.status_code == 302
    assert led.headers["Location"].startswith("/accounts/login/")


def test_time_of_an_answer_that_waited_three_days_is_counted_where_it_was(
    scene: Scene, client: Client
) -> None:
    held = scene.take(utc_now() - timedelta(days=4))
    told = {"time_spans": "0:259290-259230", "page_key": "0" * 32}
    client.post(address("submit", held.id), {**ANSWER, **told}, headers=SCRIPT)
    row = TimeRecord.objects.get(subject_id=held.id)
    assert row.ended_at - row.started_at == timedelta(seconds=60)
    assert timedelta(days=3) < utc_now() - row.ended_at < timedelta(days=3, minutes=1)


def test_page_of_the_device_is_for_workers_and_says_whose_it_is(
    scene: Scene, client: Client
) -> None:
    mine = client.get(address("device")).content.decode()
    other = logged_in(scene.stranger).get(address("device")).content.decode()
    assert "On this device" in mine
    assert scene.worker.id not in mine
    assert key_in(mine) != key_in(other) != ""
    assert logged_in(scene.owner).get(address("device")).status_code == 404
    assert Client().get(address("device")).status_code == 302


def key_in(page: str) -> str:
    return page.partition('data-person="')[2].partition('"')[0]
