"""Pages with scripts over HTTP: their frame, their policies, what comes back from them."""

import json

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from ouvrage.base.actor import Actor
from ouvrage.people.actions import withdraw_scripts
from ouvrage.work.models import Assignment, Submission
from tests.doors.web.worker.scenes import TEMPLATE, Scene, logged_in, make_scene
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
SCRIPTED = TEMPLATE + '<input type="hidden" name="way"><script>const secret = 1;</script>'
NO_NETWORK = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src blob: data:; media-src blob: data:; font-src data:; connect-src 'none'; "
    "frame-src 'none'; worker-src 'none'; form-action 'none'; base-uri 'none'"
)


@pytest.fixture
def scene() -> Scene:
    return make_scene(template=SCRIPTED, scripted=True)


def given_of(html: str) -> dict[str, object]:
    """What the page hands to its frame."""
    text = html.partition('<script id="ouvrage-framed" type="application/json">')[2]
    given: dict[str, object] = json.loads(text.partition("</script>")[0])
    return given


def opened(scene: Scene, held: Assignment) -> HttpResponse:
    page = logged_in(scene.worker).get(reverse("worker:assignment", args=[held.id]))
    assert isinstance(page, HttpResponse)
    return page


def send(scene: Scene, held: Assignment, answer: str, name: str = "submit") -> HttpResponse:
    form = {"ouvrage_answer": answer, "then": "stop", "active_seconds": "9"}
    sent = logged_in(scene.worker).post(reverse(f"worker:{name}", args=[held.id]), form)
    assert isinstance(sent, HttpResponse)
    return sent


def test_the_scripts_stand_in_the_frame_and_nowhere_in_our_page(scene: Scene) -> None:
    page = opened(scene, scene.take())
    html = page.content.decode()
    assert (
        "const secret = 1;"
        not in html.replace(str(given_of(html)["page"]), "").partition(
            '<script id="ouvrage-framed"'
        )[0]
    )
    document = str(given_of(html)["page"])
    assert "<script>const secret = 1;</script>" in document
    assert f'<meta http-equiv="Content-Security-Policy" content="{NO_NETWORK}">' in document
    assert given_of(html)["runner"] == "/runner/"
    assert "Inside this border is a page of <bdi>Archive of Lyon</bdi>" in html
    assert "These tasks need JavaScript" in html


def test_our_page_may_hold_our_runner_and_no_other_frame(scene: Scene) -> None:
    policy = opened(scene, scene.take()).headers["Content-Security-Policy"]
    assert "frame-src 'self';" in f"{policy};"
    assert "script-src 'self';" in f"{policy};"
    offers = logged_in(scene.worker).get(reverse("worker:offers"))
    assert "frame-src 'none';" in f"{offers.headers['Content-Security-Policy']};"


def test_the_runner_lets_nothing_through(client: Client) -> None:
    runner = client.get(reverse("runner"))
    assert runner.headers["Content-Security-Policy"] == f"{NO_NETWORK}; frame-ancestors 'self'"
    assert runner.headers["Connection-Allowlist"] == "(response-origin)"
    assert runner.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<iframe sandbox="allow-scripts"' in runner.content.decode()


def test_workers_are_told_before_they_take_a_task(scene: Scene) -> None:
    client = logged_in(scene.worker)
    offers = client.get(reverse("worker:offers")).content.decode()
    assert "Page with scripts of the requester" in offers
    html = client.get(reverse("worker:project", args=[scene.project.id])).content.decode()
    assert "The page of these tasks runs scripts of the requester." in html
    assert "const secret = 1;" in str(given_of(html)["page"])


def test_an_answer_from_the_frame_is_read_like_any_other(scene: Scene) -> None:
    held = scene.take()
    sent = send(scene, held, '[["mood", "sad"], ["why", "closed"], ["way", "guess"]]')
    assert sent.headers["Location"] == "/worker/?sent=1"
    stored = Submission.objects.get(assignment_id=held.id)
    assert stored.answer == {"mood": "sad", "why": "closed", "way": "guess"}
    html = logged_in(scene.worker).get(reverse("worker:answer", args=[stored.id])).content.decode()
    assert "<dt><bdi>way</bdi></dt><dd><bdi>guess</bdi></dd>" in html
    assert "const secret" not in html


def test_what_the_frame_may_not_answer_is_told_and_kept(scene: Scene) -> None:
    held = scene.take()
    page = send(scene, held, '[["mood", "furious"], ["why", "kept"]]')
    assert page.status_code == 422
    html = page.content.decode()
    assert "Mood of the sentence</bdi>: This answer is not one of the choices." in html
    assert ">kept</textarea>" in str(given_of(html)["page"])
    assert 'name="ouvrage_answer" value="[[&quot;mood&quot;,&quot;furious&quot;]' in html


@pytest.mark.parametrize(
    ("answer", "status", "sentence"),
    [
        (json.dumps([["why", "x" * 2_000_000]]), 413, "1000000 are possible. Shorten its texts."),
        ("[[", 422, "This answer did not arrive whole. Send it again."),
    ],
)
def test_an_unusable_answer_is_told_and_the_last_draft_stays(
    scene: Scene, answer: str, status: int, sentence: str
) -> None:
    held = scene.take()
    assert send(scene, held, '[["why", "before"]]', "draft").status_code == 302
    page = send(scene, held, answer)
    assert page.status_code == status
    html = page.content.decode()
    assert sentence in html.replace("\u202f", "").replace(",", "")
    assert ">before</textarea>" in str(given_of(html)["page"])
    assert send(scene, held, answer, "draft").status_code == status
    held.refresh_from_db()
    assert held.draft == {"why": ["before"]}
    assert not Submission.objects.exists()


def test_stopped_scripts_are_told_and_the_time_is_paid(scene: Scene) -> None:
    held = scene.take()
    withdraw_scripts(
        actor=Actor.job("tests"), now=NOW, organisation_id=scene.organisation.id, reason="x"
    )
    html = opened(scene, held).content.decode()
    assert "an operator has stopped those of this requester. Nothing you did caused it." in html
    assert "The time until now is paid, and nothing else follows." in html
    assert "ouvrage-framed" not in html
    project = logged_in(scene.stranger).get(reverse("worker:project", args=[scene.project.id]))
    assert "ouvrage-framed" not in project.content.decode()
    assert "an operator has stopped those of its requester." in project.content.decode()
