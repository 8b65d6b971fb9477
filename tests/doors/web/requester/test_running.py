"""A project that runs: its page, its answers, its results."""

import csv
import io
import re

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.base.moment import utc_now
from ouvrage.base.money import Money
from ouvrage.ledger import queries as ledger
from ouvrage.pay.queries import is_reading_funded
from ouvrage.work.models import Batch, Submission
from tests.doors.web.requester.scenes import (
    RunningScene,
    Scene,
    logged_in,
    make_running_scene,
    make_scene,
)
from tests.factories.people import actor_of, make_worker
from tests.factories.work import answer_one, begin_reading

pytestmark = pytest.mark.django_db

KEY = "0" * 32


@pytest.fixture
def scene() -> RunningScene:
    return make_running_scene()


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_project_page_shows_progress_money_time_and_pay(scene: RunningScene) -> None:
    page = shown(logged_in(scene.alice), scene.address("project", scene.project.id))
    for text in ("Letters", "To review", "Still set aside", "Median time of an answer", "8 s"):
        assert text in page
    assert page.count('<svg class="histogram"') == 2
    assert "requester/progress.js" in page
    assert "1 answer waits for review." in page


def test_progress_is_drawn_alone(scene: RunningScene) -> None:
    page = shown(logged_in(scene.alice), scene.address("progress", scene.project.id))
    assert "<html" not in page
    assert "Letters" in page


def test_pause_and_resume(scene: RunningScene) -> None:
    client = logged_in(scene.bob)
    client.post(scene.address("pause", scene.project.id))
    scene.project.refresh_from_db()
    assert scene.project.paused
    assert "This project is paused" in shown(client, scene.address("project", scene.project.id))
    client.post(scene.address("resume", scene.project.id))
    scene.project.refresh_from_db()
    assert not scene.project.paused


def test_ending_early_says_what_returns_and_returns_it(scene: RunningScene) -> None:
    client = logged_in(scene.alice)
    address = scene.address("batch_end", scene.project.id, scene.batch.id)
    page = shown(client, address)
    said = re.search(r"<dt>Comes back at once</dt><dd><strong>([\d.]+) EUR</strong>", page)
    assert said is not None
    before = ledger.available(scene.organisation.id, "EUR")
    assert client.post(address, {"client_key": KEY}).status_code == 302
    scene.batch.refresh_from_db()
    assert scene.batch.state == "ended"
    after = ledger.available(scene.organisation.id, "EUR")
    assert after - before == Money.parse(said[1], "EUR")
    assert "Back from a batch" in shown(client, scene.address("statement"))


def test_more_answers_show_their_cost_first_and_cost_it_once(scene: RunningScene) -> None:
    client = logged_in(scene.alice)
    address = scene.address("batch_answers", scene.project.id, scene.batch.id)
    page = shown(client, f"{address}?answers=2")
    assert "0.24 EUR" in page  # 2 tasks x 2 answers x 0.06
    said = re.search(r'Total</th><td class="number">([\d.]+) EUR', page)
    assert said is not None
    before = ledger.available(scene.organisation.id, "EUR")
    for _ in range(2):
        assert client.post(address, {"client_key": KEY, "answers": "2"}).status_code == 302
    assert Batch.objects.get(id=scene.batch.id).answers_per_task == 5
    after = ledger.available(scene.organisation.id, "EUR")
    assert before - after == Money.parse(said[1], "EUR")


def test_steps_say_that_measured_time_counts_and_the_client_is_named(scene: RunningScene) -> None:
    client = logged_in(scene.alice)
    pay_step = shown(client, scene.address("pay", scene.project.id))
    assert "the time they needed decides whether more can be published at this pay." in pay_step
    about = shown(client, scene.address("about", scene.project.id))
    assert "After this day no task is handed out until the end client is named." in about


def test_project_whose_money_for_reading_is_used_up_says_so_and_takes_more(
    scene: RunningScene,
) -> None:
    client = logged_in(scene.alice)
    page = scene.address("project", scene.project.id)
    assert "No more people can begin" not in shown(client, page)
    for _ in range(9):
        actor = actor_of(make_worker())
        begin_reading(actor, scene.project.id, utc_now())
    newcomer = logged_in(make_worker())
    while is_reading_funded(scene.project):
        actor = actor_of(make_worker())
        begin_reading(actor, scene.project.id, utc_now())
    address = scene.address("batch_readings", scene.project.id, scene.batch.id)
    assert "No more people can begin" in shown(client, page)
    assert address in shown(client, page)
    offered = reverse("worker:project", args=[scene.project.id])
    assert "so nobody new can begin here at present" in shown(newcomer, offered)
    said = re.search(r'Total</th><td class="number">([\d.]+) EUR', shown(client, address))
    assert said is not None
    before = ledger.available(scene.organisation.id, "EUR")
    for _ in range(2):
        assert client.post(address, {"client_key": KEY, "readers": "10"}).status_code == 302
    after = ledger.available(scene.organisation.id, "EUR")
    assert before - after == Money.parse(said[1], "EUR")
    assert "No more people can begin" not in shown(client, page)
    assert "Read the instructions (paid up to" in shown(newcomer, offered)


def test_answers_hide_who_answered(scene: RunningScene) -> None:
    page = shown(logged_in(scene.alice), scene.address("answers", scene.project.id))
    assert "Sentence 1." in page
    assert scene.dalia.id not in page
    assert scene.dalia.email not in page
    assert re.search(r'<code class="worker" title="A[A-Z2-7]{25}">', page)


def test_ticked_answers_are_accepted_and_paid(scene: RunningScene) -> None:
    client = logged_in(scene.alice)
    address = scene.address("accept", scene.project.id)
    assert client.post(address, {"submission": [scene.answer.id]}).status_code == 302
    assert Submission.objects.get(id=scene.answer.id).state == "accepted"
    page = shown(client, scene.address("answers", scene.project.id))
    assert "1 answer is accepted and paid." in page
    assert "No answer waits for review." in page


def test_no_tick_accepts_nothing(scene: RunningScene) -> None:
    client = logged_in(scene.alice)
    answer = client.post(scene.address("accept", scene.project.id), follow=True)
    assert "No answer was ticked." in answer.content.decode()
    assert Submission.objects.get(id=scene.answer.id).state == "pending"


def test_all_that_wait_are_accepted(scene: RunningScene) -> None:
    answer_one(make_worker(), scene.batch, now=utc_now())
    client = logged_in(scene.alice)
    client.post(scene.address("accept_batch", scene.project.id, scene.batch.id))
    states = Submission.objects.filter(batch=scene.batch).values_list("state", flat=True)
    assert list(states) == ["accepted", "accepted"]


def computed(scene: RunningScene) -> Client:
    client = logged_in(scene.alice)
    answer = client.post(scene.address("compute", scene.project.id, scene.batch.id))
    assert answer.status_code == 302
    return client


def test_results_say_method_and_staleness(scene: RunningScene) -> None:
    client = computed(scene)
    address = scene.address("results", scene.project.id, scene.batch.id)
    assert "Majority vote" in shown(client, address)
    assert "<h1>Results: <bdi>Letters</bdi></h1>" in shown(client, address)
    assert '<th scope="col" class="number">Confidence</th>' in shown(client, address)
    assert "Answers came or changed since." not in shown(client, address)
    answer_one(make_worker(), scene.batch, "no", now=utc_now())
    assert "Answers came or changed since." in shown(client, address)


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize("answers", ["", "?answers=1"])
def test_files_are_streamed_as_attachments(scene: RunningScene, form: str, answers: str) -> None:
    client = computed(scene)
    address = scene.address("results_file", scene.project.id, scene.batch.id, form)
    answer = client.get(f"{address}{answers}")
    assert answer.status_code == 200
    assert answer.streaming
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    content = answer.getvalue()
    assert scene.dalia.id.encode() not in content
    assert content.startswith(b"PAR1") == (form == "parquet")


def test_csv_holds_a_row_per_task(scene: RunningScene) -> None:
    client = computed(scene)
    address = scene.address("results_file", scene.project.id, scene.batch.id, "csv")
    content = client.get(address).getvalue()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert "Sentence 1." in rows[0].values()
    assert "yes" in rows[0].values()


def test_file_before_any_computation_is_not_there(scene: RunningScene) -> None:
    address = scene.address("results_file", scene.project.id, scene.batch.id, "csv")
    assert logged_in(scene.alice).get(address).status_code == 404


def test_pages_speak_french(scene: RunningScene) -> None:
    client = logged_in(scene.alice)
    client.cookies["language"] = "fr"
    page = shown(client, scene.address("project", scene.project.id))
    assert '<html lang="fr"' in page


def test_organisation_page_lists_projects_with_their_money() -> None:
    scene: Scene = make_scene()
    page = shown(logged_in(scene.bob), scene.address("organisation"))
    assert "1,000.00 EUR" in page
    assert "Your first project" in page
