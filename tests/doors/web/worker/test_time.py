"""My time: what pages tell, what the worker sees, contests and takes along (PAY-1, NOT-5)."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.base.actor import Actor
from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.pay.actions import CreditDraft
from ouvrage.pay.models import TimeClaim, TimeRecord
from ouvrage.pay.queries import Worked
from ouvrage.pay.rules import CreditKind
from ouvrage.people.models import Person
from ouvrage.work.actions import StopDraft
from ouvrage.work.models import Assignment
from ouvrage.work.rules import StopKind
from tests.doors.web.worker.scenes import Scene, logged_in, make_scene
from tests.factories.people import JOB, make_operator

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef" * 2


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def client(scene: Scene) -> Client:
    return logged_in(scene.worker)


def held_for(scene: Scene, minutes: int) -> Assignment:
    return scene.take(utc_now() - timedelta(minutes=minutes))


def seen(client: Client, **fields: str) -> int:
    return client.post(reverse("worker:seen"), {"page_key": KEY, **fields}).status_code


def test_a_page_that_is_left_tells_when_it_was_visible(scene: Scene, client: Client) -> None:
    held = held_for(scene, 5)
    told = {"time_about": "task", "time_subject": held.id, "time_spans": "0:200-100,60-0"}
    assert [seen(client, **told), seen(client, **told)] == [204, 204]
    rows = TimeRecord.objects.order_by("position")
    assert [round((row.ended_at - row.started_at).total_seconds()) for row in rows] == [100, 60]
    assert {row.subject_id for row in rows} == {held.id}


def test_time_travels_with_an_answer_and_with_the_end_of_a_reading(
    scene: Scene, client: Client
) -> None:
    client.post(
        reverse("worker:read", args=[scene.project.id]), {"chain": scene.project.chain_hash}
    )
    sent = {"time_spans": "0:0-0", "page_key": KEY, "active_seconds": "4"}
    client.post(reverse("worker:decline", args=[scene.project.id]), sent)
    assert TimeRecord.objects.count() == 0
    held = held_for(scene, 3)
    answer = {"mood": "glad", "then": "stop", "time_spans": "0:90-10", "page_key": KEY}
    client.post(reverse("worker:submit", args=[held.id]), answer)
    row = TimeRecord.objects.get()
    assert (row.category, row.source, row.batch_id) == ("task", "browser", scene.batch_id)


@pytest.mark.parametrize("spans", ["", "0:", "x:1-0", "0:5-9", "0:1-0;2-1", "0:-5-1"])
def test_nonsense_is_not_recorded_and_not_an_error(
    scene: Scene, client: Client, spans: str
) -> None:
    held = held_for(scene, 5)
    assert seen(client, time_about="task", time_subject=held.id, time_spans=spans) == 204
    assert TimeRecord.objects.count() == 0


@pytest.mark.parametrize("name", ["messages", "worker:rights", "worker:asked"])
def test_reading_messages_and_decisions_is_counted_as_communication(
    scene: Scene, client: Client, name: str
) -> None:
    """PAY-1: the pages measure themselves, and what they tell is of no project."""
    shown = client.get(reverse(name)).content.decode()
    assert 'data-time-about="communication"' in shown
    assert "worker/timer.js" in shown
    assert seen(client, time_about="communication", time_spans="0:90-10") == 204
    row = TimeRecord.objects.get()
    assert (row.category, row.project_id, row.subject_id) == ("communication", "", "")
    assert (row.ended_at - row.started_at).total_seconds() == 80


def test_nobody_tells_time_for_somebody_else(scene: Scene) -> None:
    held = held_for(scene, 5)
    told = {"time_about": "task", "time_subject": held.id, "time_spans": "0:60-0"}
    assert seen(logged_in(scene.stranger), **told) == 404
    assert seen(logged_in(scene.owner), **told) == 404
    assert seen(logged_in(None), **told) == 302
    assert TimeRecord.objects.count() == 0


def test_looking_for_work_is_told_by_the_page_of_offers(scene: Scene, client: Client) -> None:
    assert 'data-time-about="search"' in client.get(reverse("worker:offers")).content.decode()
    assert seen(client, time_about="search", time_subject="", time_spans="0:30-0") == 204
    assert TimeRecord.objects.get().category == "search"


def test_my_time_shows_days_and_every_interval_with_its_source(
    scene: Scene, client: Client
) -> None:
    held = held_for(scene, 1)
    told = {"time_about": "task", "time_subject": held.id, "time_spans": "0:50-20"}
    seen(client, **told)
    day = (utc_now() - timedelta(seconds=50)).date().isoformat()
    overview = client.get(reverse("worker:time")).content.decode()
    assert reverse("worker:time_day", args=[day]) in overview
    page = client.get(reverse("worker:time_day", args=[day])).content.decode()
    assert "Mood of sentences" in page
    assert "30 s" in page
    assert "the page" in page
    assert f"subject_id={held.id}" in page


def test_a_day_that_is_none_is_not_there(client: Client) -> None:
    assert client.get(reverse("worker:time_day", args=["2026-13-45"])).status_code == 404


def local(minutes_ago: int) -> str:
    return (utc_now() - timedelta(minutes=minutes_ago)).strftime("%Y-%m-%dT%H:%M:%S")


def claim(client: Client, scene: Scene, **changes: str) -> object:
    sent = {
        "client_key": KEY,
        "started_at": local(30),
        "ended_at": local(20),
        "utc_offset": "",
        "category": "task",
        "project_id": scene.project.id,
        "words": "The page was lost.",
    }
    return client.post(reverse("worker:time_claim_new"), {**sent, **changes})


def test_missing_time_is_claimed_once_and_decided_by_the_requester(
    scene: Scene, client: Client
) -> None:
    scene.take()
    claim(client, scene)
    claim(client, scene)
    made = TimeClaim.objects.get()
    assert (made.organisation_id, made.batch_id) == (scene.organisation.id, scene.batch_id)
    owner = logged_in(scene.owner)
    listed = owner.get(reverse("requester:time_claims", args=[scene.organisation.id]))
    address = reverse("requester:time_claim", args=[scene.organisation.id, made.id])
    assert address in listed.content.decode()
    page = owner.get(address).content.decode()
    assert "The page was lost." in page
    assert scene.worker.email not in page
    assert scene.worker.id not in page
    assert owner.post(address, {"verdict": "refuse", "explanation": ""}).status_code == 422
    owner.post(address, {"verdict": "accept"})
    made.refresh_from_db()
    assert (made.state, made.seconds_added, made.decided_by) == ("accepted", 600, scene.owner.id)
    mine = client.get(reverse("worker:time_claim", args=[made.id])).content.decode()
    assert "10 min" in mine


def test_a_refusal_reaches_the_worker_with_reason_words_and_date(
    scene: Scene, client: Client
) -> None:
    scene.take()
    claim(client, scene)
    made = TimeClaim.objects.get()
    operator = logged_in(make_operator())
    address = reverse("operator:time_claim", args=[made.id])
    assert address in operator.get(reverse("operator:time_claims")).content.decode()
    sent = {"verdict": "refuse", "reason": "not_work", "explanation": "That was lunch."}
    operator.post(address, sent)
    made.refresh_from_db()
    assert made.appeal_until is not None
    assert made.appeal_until - utc_now() > timedelta(days=13)
    page = client.get(reverse("worker:time_claim", args=[made.id])).content.decode()
    assert "That was lunch." in page
    assert "is not part of the work" in page
    assert "Can be appealed until" in page


def test_times_typed_on_a_device_are_taken_by_its_own_clock(scene: Scene, client: Client) -> None:
    scene.take()
    ahead = utc_now() + timedelta(minutes=120)
    claim(
        client,
        scene,
        utc_offset="120",
        started_at=(ahead - timedelta(minutes=9)).strftime("%Y-%m-%dT%H:%M"),
        ended_at=(ahead - timedelta(minutes=4)).strftime("%Y-%m-%dT%H:%M"),
    )
    made = TimeClaim.objects.get()
    assert timedelta(minutes=9) <= utc_now() - made.started_at <= timedelta(minutes=11)


def test_a_claim_that_cannot_be_says_so_beside_its_field(scene: Scene, client: Client) -> None:
    scene.take()
    answer = claim(client, scene, started_at=local(10), ended_at=local(20))
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "This time does not fit" in answer.content.decode()  # type: ignore[attr-defined]


def test_a_power_cut_is_told_on_a_page_of_its_own(scene: Scene, client: Client) -> None:
    held = held_for(scene, 60)
    assert held.id in client.get(reverse("worker:time_outage")).content.decode()
    sent = {
        "client_key": KEY,
        "assignment_id": held.id,
        "started_at": local(50),
        "ended_at": local(10),
    }
    assert client.post(reverse("worker:time_outage"), sent).status_code == 302
    assert TimeRecord.objects.get().category == "outage"


def test_the_copy_is_json_or_csv_and_holds_ones_own_time_only(scene: Scene, client: Client) -> None:
    held = held_for(scene, 5)
    seen(client, time_about="task", time_subject=held.id, time_spans="0:90-0")
    answer = client.get(reverse("worker:time_download", args=["json"]))
    rows = json.loads(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert [row["seconds"] for row in rows if row["category"] == "task"] == [90]
    table = client.get(reverse("worker:time_download", args=["csv"]))
    text = b"".join(table.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.splitlines()[0].startswith("started_at,ended_at,seconds,category")
    other = logged_in(scene.stranger).get(reverse("worker:time_download", args=["json"]))
    assert json.loads(b"".join(other.streaming_content)) == []  # type: ignore[attr-defined]
    assert client.get(reverse("worker:time_download", args=["exe"])).status_code == 404


@pytest.mark.parametrize("name", ["time", "time_claim_new", "time_outage"])
def test_the_pages_are_for_workers(scene: Scene, name: str) -> None:
    def status(person: Person | None) -> int:
        return logged_in(person).get(reverse(f"worker:{name}")).status_code

    assert [status(scene.worker), status(scene.owner), status(None)] == [200, 404, 302]


def test_a_claim_is_for_its_worker_its_requester_and_operators(
    scene: Scene, client: Client
) -> None:
    scene.take()
    claim(client, scene)
    made = TimeClaim.objects.get()
    mine = reverse("worker:time_claim", args=[made.id])
    theirs = reverse("requester:time_claim", args=[scene.organisation.id, made.id])
    ours = reverse("operator:time_claim", args=[made.id])
    operator = make_operator()

    def status(person: Person | None, address: str) -> int:
        return logged_in(person).get(address).status_code

    assert [status(person, mine) for person in (scene.worker, scene.stranger, None)] == [
        200, 404, 302,
    ]  # fmt: skip
    assert [status(person, theirs) for person in (scene.owner, scene.worker, scene.stranger)] == [
        200, 404, 404,
    ]  # fmt: skip
    assert [status(person, ours) for person in (operator, scene.owner, scene.worker)] == [
        200, 404, 404,
    ]  # fmt: skip


def test_the_worker_reads_which_time_was_paid_before_and_with_what(
    scene: Scene, client: Client
) -> None:
    """PAY-1"""
    now = utc_now()
    held = scene.take(now - timedelta(minutes=5))
    draft = CreditDraft(
        CreditKind.BREAK, "B", held.worker_id, 120, 600, "", Worked(held.taken_at, now)
    )
    pay.credit_time(actor=JOB, now=now, draft=draft)
    url = reverse("worker:time")
    assert "Time that was paid already" not in client.get(url).content.decode()
    stop = StopDraft(StopKind.BROKEN, reason="missing_file")
    actor = Actor.person(held.worker_id)
    pay.stop_task(actor=actor, now=now, assignment_id=held.id, draft=stop)
    shown = client.get(url).content.decode()
    assert "Time that was paid already" in shown
    assert "A task that did not work" in shown
    assert "<dd>2 min</dd>" in shown
    assert "<dd>Paid break</dd>" in shown
    stops = client.get(reverse("worker:stops")).content.decode()
    assert "2 min of it was already paid. Paid with: Paid break" in stops
