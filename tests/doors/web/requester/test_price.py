"""The floor that holds, the hold it puts on a project, raising the price, the audit's result."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import Settings

from ouvrage.base.actor import Actor
from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.pay.models import PublishedTerms
from ouvrage.review import actions as review
from ouvrage.work import actions as work
from tests.doors.web.worker.scenes import Scene, logged_in, make_scene

pytestmark = pytest.mark.django_db
JOB = Actor.job("tests")


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def held(scene: Scene, settings: Settings) -> Scene:
    """The floor rose after the project was published."""
    settings.FLOOR_MICROS_PER_HOUR = 30_000_000
    assert PublishedTerms.objects.get().floor_micros_per_hour < 30_000_000
    assert pay.check_floors(actor=JOB, now=utc_now()) == 1
    return scene


def page(scene: Scene, name: str) -> str:
    address = reverse(f"requester:{name}", args=[scene.organisation.id, scene.project.id])
    return logged_in(scene.owner).get(address).content.decode()


def test_both_sides_see_the_floor_and_the_text_it_comes_from(
    scene: Scene, settings: Settings
) -> None:
    """PAY-19"""
    settings.FLOOR_MICROS_PER_HOUR = 1_000_000
    theirs = page(scene, "project")
    mine = logged_in(scene.worker).get(reverse("worker:project", args=[scene.project.id]))
    for text in (theirs, mine.content.decode()):
        assert "the minimum wage of FR" in text
        assert 'href="https://www.legifrance.gouv.fr/' in text


def test_a_project_under_a_new_floor_says_why_and_from_which_price_it_goes_on(
    held: Scene,
) -> None:
    """PAY-18"""
    text = page(held, "project")
    assert "No tasks are handed out" in text
    assert "From 0.248757 EUR the work can go on" in text
    assert reverse("requester:price", args=[held.organisation.id, held.project.id]) in text


def test_it_cannot_be_resumed_before_the_price_is_raised(held: Scene) -> None:
    owner = logged_in(held.owner)
    address = reverse("requester:resume", args=[held.organisation.id, held.project.id])
    assert owner.post(address).status_code == 422
    price = reverse("requester:price", args=[held.organisation.id, held.project.id])
    key = "0" * 32
    assert owner.post(price, {"reward": "0.2", "client_key": key}).status_code == 422
    assert owner.post(price, {"reward": "0,25", "client_key": key}).status_code == 302
    held.project.refresh_from_db()
    assert (held.project.paused, held.project.reward_micros) == (False, 250_000)
    assert "No tasks are handed out" not in page(held, "project")


def test_the_price_is_for_members_only(scene: Scene) -> None:
    address = reverse("requester:price", args=[scene.organisation.id, scene.project.id])
    assert logged_in(scene.owner).get(address).status_code == 200
    assert logged_in(scene.worker).get(address).status_code == 404
    assert logged_in(None).get(address).status_code == 302


def test_an_audit_is_seen_by_both_sides(scene: Scene) -> None:
    """PAY-3"""
    for _ in range(3):
        held = scene.take(utc_now() - timedelta(minutes=10))
        work.submit(
            actor=scene.actor,
            now=utc_now(),
            assignment_id=held.id,
            answer={"mood": "glad"},
            active_seconds=None,
        )
    pay.end_batch(actor=JOB, now=utc_now(), batch_id=scene.batch_id)
    review.accept_all_pending(actor=JOB, now=utc_now(), batch_id=scene.batch_id)
    later = utc_now() + timedelta(days=3)
    assert pay.audit_pay(actor=JOB, now=later) == 1
    pay.pay_top_ups(actor=JOB, now=later)
    assert "Audited: an hour of the median worker paid" in page(scene, "project")
    mine = logged_in(scene.worker).get(reverse("worker:time")).content.decode()
    assert "Lifted to the floor" in mine
    assert "Owed to you; paid as soon as the fund can" in mine
