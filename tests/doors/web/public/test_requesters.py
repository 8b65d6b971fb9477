"""Anybody can see how a requester treats people, never what would point at one of them (TRA-4)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from ouvrage.base.moment import utc_now
from ouvrage.base.money import Money
from ouvrage.people.models import Person
from ouvrage.review import actions as review
from ouvrage.review.models import Verdict
from ouvrage.rights import actions as rights
from ouvrage.rights import queries
from ouvrage.work import actions as work
from ouvrage.work.models import Submission
from tests.doors.web.worker.scenes import Scene, logged_in, make_scene
from tests.factories.people import JOB, actor_of, make_organisation, make_worker
from tests.factories.review import decline
from tests.factories.rights import appeal_against

pytestmark = pytest.mark.django_db
GROUNDS = {
    "reason": "wrong_on_evidence",
    "criterion": "C1",
    "evidence": "The words say rain has stopped.",
    "explanation": "That the rain has stopped is told gladly.",
}


def figures(scene: Scene) -> queries.RequesterFigures:
    found = queries.requester_figures(scene.organisation.id, utc_now())
    assert found is not None
    return found


def answers_of(scene: Scene, workers: list[Person]) -> list[Submission]:
    """Each worker has answered four tasks, each in 20 seconds."""
    sent = []
    for worker in workers:
        scene.read(worker)
        for _number in range(4):
            now = utc_now()
            held = work.take(actor=actor_of(worker), now=now, project_id=scene.project.id)
            sent.append(
                work.submit(
                    actor=actor_of(worker),
                    now=now + timedelta(seconds=20),
                    assignment_id=held.id,
                    answer={"mood": "glad", "why": ""},
                    active_seconds=20,
                )
            )
    return sent


def accept(scene: Scene, sent: list[Submission], hours: int) -> None:
    for each in sent:
        review.accept(
            actor=actor_of(scene.owner),
            now=each.submitted_at + timedelta(hours=hours),
            project_id=scene.project.id,
            submission_ids=[each.id],
        )


def refuse(scene: Scene, sent: Submission) -> None:
    act = {"actor": actor_of(scene.owner), "submission_id": sent.id, **GROUNDS}
    decline(review.offer_rework(now=utc_now(), **act), utc_now())
    review.refuse(now=utc_now(), **act)


@pytest.fixture
def scene() -> Scene:
    return make_scene(tuple(f"Sentence {n}." for n in range(4)), answers_per_task=3)


def test_figures_need_ten_answers_of_three_people(scene: Scene) -> None:
    sent = answers_of(scene, [scene.worker, scene.stranger])
    accept(scene, sent, hours=2)
    found = figures(scene)
    assert (found.decided, found.workers) == (8, 2)
    assert (found.refused_percent, found.decision_wait, found.per_hour) == (None, None, None)


def test_figures_say_what_was_refused_awaited_and_paid(scene: Scene) -> None:
    sent = answers_of(scene, [scene.worker, scene.stranger, make_worker()])
    refuse(scene, sent[0])
    accept(scene, sent[1:], hours=3)
    found = figures(scene)
    assert (found.decided, found.workers, found.refused_percent) == (12, 3, 8)
    assert found.decision_wait == timedelta(hours=3)
    assert found.per_hour is not None
    assert found.per_hour > Money(settings.FLOOR_MICROS_PER_HOUR, settings.CURRENCY)
    assert found.per_hour.micros % 10_000 == 0
    assert (found.appeals_decided, found.overturned_percent) == (0, None)


def test_confidential_clients_of_open_projects_are_counted_with_their_end() -> None:
    scene = make_scene(end_client="")
    until = (utc_now() + timedelta(days=90)).date()
    assert figures(scene).confidential == (until,)
    assert figures(make_scene()).confidential == ()


def test_anybody_can_open_the_page(scene: Scene) -> None:
    answers_of(scene, [scene.worker])
    address = reverse("requester", args=[scene.organisation.id])
    page = Client().get(address)
    assert page.status_code == 200
    text = page.content.decode()
    assert "Archive of Lyon" in text
    assert text.count("too few to say") == 4
    assert scene.worker.id not in text


def test_workers_find_the_page_from_a_project(scene: Scene) -> None:
    address = reverse("worker:project", args=[scene.project.id])
    page = logged_in(scene.worker).get(address).content.decode()
    assert reverse("requester", args=[scene.organisation.id]) in page


def test_organisation_without_published_work_looks_like_none() -> None:
    unknown = "01J0000000000000000000ABCD"
    for organisation_id in (make_organisation().id, unknown, "x"):
        assert Client().get(f"/requesters/{organisation_id}/").status_code == 404


def test_a_refusal_taken_back_during_an_appeal_counts_as_won_by_the_worker(scene: Scene) -> None:
    """TRA-4."""
    sent = answers_of(scene, [scene.worker])[0]
    refuse(scene, sent)
    refusal = Verdict.objects.get(submission=sent, decision="refused")
    appeal_against(scene.worker, "refusal", refusal.id, now=utc_now())
    accept(scene, [sent], 1)
    assert rights.settle_ended(actor=JOB, now=utc_now()) == 1
    one = replace(settings.AGREEMENT.publicity, answers_least=1, workers_least=1)
    with override_settings(AGREEMENT=replace(settings.AGREEMENT, publicity=one)):
        found = figures(scene)
    assert (found.appeals_decided, found.overturned_percent) == (1, 100)
