"""The page “Well-being”, and what draws and limits show on the other pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.base.actor import Actor
from ouvrage.base.moment import utc_now
from ouvrage.work import actions as work
from ouvrage.work.models import Assignment, Batch, Turn, Wellbeing, WorkedHour
from tests.doors.web.worker.scenes import Scene, add_batch, logged_in, make_scene

pytestmark = pytest.mark.django_db
JOB = Actor.job("tests")


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def client(scene: Scene) -> Client:
    return logged_in(scene.worker)


def page(client: Client, name: str, *args: str) -> str:
    """A worker's page."""
    return client.get(reverse(f"worker:{name}", args=args)).content.decode()


def worked(scene: Scene, category: str, seconds: int, hours_ago: int = 0) -> None:
    """The worker worked that long in an hour."""
    at = utc_now() - timedelta(hours=hours_ago)
    WorkedHour.objects.create(
        worker_id=scene.worker.id,
        hour=at.replace(minute=0, second=0, microsecond=0),
        category=category,
        seconds=seconds,
        first_at=at,
        last_at=at,
    )


def test_nothing_sensitive_is_chosen_at_first_and_what_is_chosen_is_offered(
    scene: Scene, client: Client
) -> None:
    """HLT-1, HLT-3."""
    Batch.objects.update(sensitive=["violence"])
    shown = page(client, "offers")
    assert "1 batch is not offered to you" in shown
    assert "Mood of sentences" not in shown
    project = page(client, "project", scene.project.id)
    assert "These tasks show sensitive content: Violence, injury or death." in project
    assert "1 batch is not offered to you" in project
    sent = client.post(
        reverse("worker:wellbeing"),
        {"part": "sensitive", "sensitive": ["violence"], "exposure_minutes": "20"},
    )
    assert sent.status_code == 302
    row = Wellbeing.objects.get()
    assert (row.sensitive, row.exposure_minutes) == (["violence"], 20)
    offered = page(client, "offers")
    assert "Mood of sentences" in offered
    assert "These tasks show sensitive content: Violence, injury or death." in offered


def test_the_meter_shows_seconds_and_cap(scene: Scene, client: Client) -> None:
    """HLT-3."""
    work.choose_sensitive(
        actor=scene.actor, now=utc_now(), sensitive=["hate"], exposure_minutes=None
    )
    worked(scene, "hate", 3600)
    worked(scene, "*", 3600)
    shown = page(client, "wellbeing")
    assert "Hatred against people or groups" in shown
    assert "1 h of 1 h" in shown
    assert "1 h of 4 h" in shown
    assert "offered again from" in shown


def test_a_cap_above_the_agreed_one_is_refused_beside_its_field(client: Client) -> None:
    sent = client.post(reverse("worker:wellbeing"), {"part": "sensitive", "exposure_minutes": "61"})
    assert sent.status_code == 422
    assert "61 does not fit" in sent.content.decode()


def test_a_limit_of_ones_own_is_said_and_can_be_passed(scene: Scene, client: Client) -> None:
    """ASG-8: a fact, and a way to go on."""
    client.post(
        reverse("worker:wellbeing"), {"part": "limits", "hours_a_day": "1", "time_zone": "UTC"}
    )
    worked(scene, "", 3600)
    shown = page(client, "offers")
    assert "The limit that you set yourself is reached" in shown
    assert "Go on today" in shown
    scene.read()
    taken = client.post(reverse("worker:take", args=[scene.project.id]))
    assert taken["Location"] == reverse("worker:nothing_left", args=[scene.project.id])
    assert Assignment.objects.count() == 0
    client.post(reverse("worker:lift_limits"))
    client.post(reverse("worker:take", args=[scene.project.id]))
    assert Assignment.objects.count() == 1
    assert "Your limit is lifted until" in page(client, "wellbeing")


def test_the_rest_is_for_everybody(scene: Scene, client: Client) -> None:
    """ASG-8."""
    worked(scene, "", 36_000, hours_ago=1)
    shown = page(client, "offers")
    assert "You have worked 10 hours without 11 hours of rest" in shown
    assert "Go on today" not in shown
    assert "New tasks open again at" in page(client, "wellbeing")


def test_a_break_is_begun_from_the_page(scene: Scene, client: Client) -> None:
    """HLT-3."""
    Batch.objects.update(sensitive=["violence"])
    work.choose_sensitive(
        actor=scene.actor, now=utc_now(), sensitive=["violence"], exposure_minutes=None
    )
    held = scene.take(utc_now() - timedelta(minutes=31))
    work.submit(
        actor=scene.actor,
        now=utc_now(),
        assignment_id=held.id,
        answer={"mood": "glad"},
        active_seconds=1860,
    )
    assert "A break of 5 minutes is paid" in page(client, "wellbeing")
    assert "Begin the paid break" in page(client, "offers")
    client.post(reverse("worker:begin_break"))
    assert "Your paid break from sensitive tasks lasts until" in page(client, "wellbeing")


def test_a_draw_says_what_decides(scene: Scene, client: Client) -> None:
    """ASG-1, ASG-5."""
    batch_id = add_batch(Actor.person(scene.owner.id), scene.project, ("One.",))
    Batch.objects.filter(id=scene.batch_id).update(state="ended")

    Batch.objects.filter(id=batch_id).update(
        turns="window", turns_at=utc_now() + timedelta(hours=4), turns_crowd=2, turns_seed="ab" * 32
    )
    shown = page(client, "offers")
    assert "This batch is shared out by a draw" in shown
    assert "2 people who may work on it" in shown
    assert "You take part in it" in shown
    assert Turn.objects.count() == 1
    order = page(client, "order")
    assert "The draw ranks everybody by a keyed hash of their identifier" in order
    assert "The draw takes place at" in order
    scene.read()
    sent = client.post(reverse("worker:take", args=[scene.project.id]))
    assert sent["Location"] == reverse("worker:nothing_left", args=[scene.project.id])
    assert "The draw takes place at" in client.get(sent["Location"]).content.decode()
    work.deal_turns(actor=JOB, now=utc_now() + timedelta(hours=5))
    assert "It is your turn: 1 task is kept for you" in page(client, "offers") or (
        "It is your turn: 2 tasks are kept for you" in page(client, "offers")
    )


@pytest.mark.parametrize("name", ["wellbeing", "stops"])
def test_the_pages_are_for_those_who_work(scene: Scene, name: str) -> None:
    assert logged_in(scene.worker).get(reverse(f"worker:{name}")).status_code == 200
    assert logged_in(scene.owner).get(reverse(f"worker:{name}")).status_code == 404
    assert logged_in(None).get(reverse(f"worker:{name}")).status_code == 302
