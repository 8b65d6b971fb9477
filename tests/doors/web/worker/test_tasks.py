"""Taking, answering, keeping a draft, giving back: each button, twice, late and refused."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.base.actor import Actor
from ouvrage.base.moment import utc_now
from ouvrage.work import actions as work
from ouvrage.work.models import Assignment, Project, Submission, Task
from tests.doors.web.worker.scenes import Scene, logged_in, make_scene
from tests.factories.people import actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def client(scene: Scene) -> Client:
    return logged_in(scene.worker)


def address(name: str, *args: str) -> str:
    return reverse(f"worker:{name}", args=args)


def answer(**changes: str) -> dict[str, str]:
    fields = {"mood": "glad", "why": "stopped", "active_seconds": "12", "then": "next"}
    return {"client_key": uuid.uuid4().hex, **fields, **changes}


def test_task_page_has_all_that_is_needed(scene: Scene, client: Client) -> None:
    held = scene.take()
    shown = client.get(address("assignment", held.id)).content.decode()
    for text in (
        "The rain has stopped.",
        'name="mood"',
        "Say which mood a sentence has.",
        "0.12 EUR",
        "Kept for you until",
        held.lease_until.isoformat(timespec="seconds"),
        "Send and next",
        "Send and stop",
        "Save draft",
        "Return this task",
        "Returning a task changes nothing for you.",
        "archive@example.org",
    ):
        assert text in shown


def test_sending_brings_the_next_task_with_one_redirect(scene: Scene, client: Client) -> None:
    first = scene.take()
    sent = client.post(address("submit", first.id), answer(), follow=True)
    second = Assignment.objects.exclude(id=first.id).get()
    assert sent.redirect_chain == [(f"{address('assignment', second.id)}?sent=1", 302)]
    assert "The bridge is closed." in sent.content.decode()
    assert "Your answer was sent." in sent.content.decode()
    stored = Submission.objects.get()
    assert stored.answer == {"mood": "glad", "why": "stopped"}
    assert stored.work_seconds == 12


def test_sending_names_the_next_task(scene: Scene, client: Client) -> None:
    first = scene.take()
    wanted = Task.objects.filter(project=scene.project).order_by("position")[2]
    client.post(address("submit", first.id), answer(task=wanted.id))
    assert Assignment.objects.exclude(id=first.id).get().task_id == wanted.id


def test_next_task_that_is_gone_is_replaced(scene: Scene, client: Client) -> None:
    first = scene.take()
    client.post(address("submit", first.id), answer(task="gone"))
    assert Assignment.objects.count() == 2


def test_sending_and_stopping_takes_nothing(scene: Scene, client: Client) -> None:
    held = scene.take()
    sent = client.post(address("submit", held.id), answer(then="stop"))
    assert sent.headers["Location"] == f"{address('offers')}?sent=1"
    assert Assignment.objects.count() == 1


def test_sending_twice_counts_once_and_shows_the_same(scene: Scene, client: Client) -> None:
    held = scene.take()
    form = answer()
    first = client.post(address("submit", held.id), form)
    second = client.post(address("submit", held.id), form)
    assert first.headers["Location"] == second.headers["Location"]
    assert Submission.objects.count() == 1


def test_last_task_leads_to_other_offers(client: Client, scene: Scene) -> None:
    other = make_scene(title="Other work")
    for _ in range(3):
        work.submit(
            actor=scene.actor,
            now=utc_now(),
            assignment_id=scene.take().id,
            answer={"mood": "sad"},
            active_seconds=9,
        )
    last = make_scene(("Only one.",))
    last.read(scene.worker)
    held = work.take(actor=scene.actor, now=utc_now(), project_id=last.project.id)
    sent = client.post(address("submit", held.id), answer(), follow=True)
    assert sent.redirect_chain[0][0] == f"{address('nothing_left', last.project.id)}?sent=1"
    shown = sent.content.decode()
    assert "Your answers are kept and will be paid." in shown
    assert address("project", other.project.id) in shown


def test_answer_that_lacks_something_stays_in_the_form(scene: Scene, client: Client) -> None:
    held = scene.take()
    form = answer(why="words that matter", active_seconds="33")
    del form["mood"]
    sent = client.post(address("submit", held.id), form)
    shown = sent.content.decode()
    assert sent.status_code == 422
    assert "This answer was not sent yet" in shown
    assert "Mood of the sentence" in shown
    assert "words that matter</textarea>" in shown
    assert 'name="active_seconds" value="33"' in shown
    assert not Submission.objects.exists()


def test_choice_that_was_not_offered_is_refused(scene: Scene, client: Client) -> None:
    held = scene.take()
    assert client.post(address("submit", held.id), answer(mood="furious")).status_code == 422


def test_late_answer_counts(scene: Scene, client: Client) -> None:
    held = scene.overdue()
    shown = client.get(address("assignment", held.id)).content.decode()
    assert "An answer still counts and is paid while the task can use it." in shown
    sent = client.post(address("submit", held.id), answer(), follow=True)
    assert "It can still be used, so it counts and is paid like any other." in sent.content.decode()
    assert Submission.objects.get().late


def test_late_answer_to_a_full_task_is_explained_and_kept(client: Client, scene: Scene) -> None:
    held = scene.overdue()
    Task.objects.filter(id=held.task_id).update(places=0)
    sent = client.post(address("submit", held.id), answer(why="kept words"))
    assert sent.status_code == 409
    shown = sent.content.decode()
    assert "others have answered it since" in shown
    assert "kept words</textarea>" in shown
    held.refresh_from_db()
    assert held.draft == {"mood": "glad", "why": "kept words"}
    again = client.get(address("assignment", held.id)).content.decode()
    assert "kept words</textarea>" in again


def test_draft_comes_back(scene: Scene, client: Client) -> None:
    held = scene.take()
    saved = client.post(address("draft", held.id), {"mood": "sad", "why": "half a "})
    assert saved.headers["Location"] == f"{address('assignment', held.id)}?sent=draft"
    shown = client.get(address("assignment", held.id)).content.decode()
    assert "half a </textarea>" in shown
    assert 'value="sad" required="" checked' in shown
    assert not Submission.objects.exists()


def test_draft_sent_by_a_script_is_answered_without_a_page(scene: Scene, client: Client) -> None:
    held = scene.take()
    saved = client.post(
        address("draft", held.id), {"why": "half"}, headers={"X-Requested-With": "fetch"}
    )
    assert (saved.status_code, saved.content) == (204, b"")
    held.refresh_from_db()
    assert held.draft == {"why": ["half"]}


def test_returned_task_costs_nothing(scene: Scene, client: Client) -> None:
    held = scene.take()
    sent = client.post(address("return", held.id), follow=True)
    assert "This changes nothing for you" in sent.content.decode()
    held.refresh_from_db()
    assert held.state == "returned"
    assert address("project", scene.project.id) in sent.content.decode()
    shown = client.get(address("assignment", held.id))
    assert "You gave this task back before" in shown.content.decode()


def test_answer_to_a_returned_task_is_shown_again(scene: Scene, client: Client) -> None:
    held = scene.take()
    client.post(address("return", held.id))
    sent = client.post(address("submit", held.id), answer(why="still here"))
    assert sent.status_code == 409
    assert "still here</textarea>" in sent.content.decode()


def test_task_that_was_sent_says_so(scene: Scene, client: Client) -> None:
    held = scene.take()
    client.post(address("submit", held.id), answer(then="stop"))
    shown = client.get(address("assignment", held.id)).content.decode()
    assert "This answer was sent" in shown
    assert address("answer", Submission.objects.get().id) in shown


def test_taking_again_gives_the_task_in_hand(scene: Scene, client: Client) -> None:
    held = scene.take()
    sent = client.post(address("take", scene.project.id))
    assert sent.headers["Location"] == address("assignment", held.id)


def test_pages_work_without_scripts(scene: Scene, client: Client) -> None:
    held = scene.take()
    form = answer(active_seconds="")
    client.post(address("submit", held.id), form)
    assert Submission.objects.get().work_seconds <= 60


def test_paused_project_ends_the_row_of_tasks(scene: Scene, client: Client) -> None:
    held = scene.take()
    work.pause_project(actor=actor_of(scene.owner), now=utc_now(), project_id=scene.project.id)
    sent = client.post(address("submit", held.id), answer(), follow=True)
    assert "The requester has paused" in sent.content.decode()
    assert Submission.objects.count() == 1


def test_expired_lease_without_answer_can_be_found_again(scene: Scene, client: Client) -> None:
    held = scene.take()
    client.post(address("draft", held.id), {"why": "half"})
    Assignment.objects.update(lease_until=held.taken_at)
    work.expire_leases(actor=Actor.job("tests"), now=utc_now(), limit=10)
    shown = client.get(address("offers")).content.decode()
    assert "Your draft is kept" in shown
    assert address("assignment", held.id) in shown


def test_task_whose_page_fails_can_be_returned(scene: Scene, client: Client) -> None:
    held = scene.take()
    Task.objects.filter(id=held.task_id).update(data={"other": "The rain has stopped."})
    shown = client.get(address("assignment", held.id))
    assert shown.status_code == 200
    page = shown.content.decode()
    assert "This task cannot be shown" in page
    assert f'action="{address("return", held.id)}"' in page
    client.post(address("return", held.id))
    assert Assignment.objects.get(id=held.id).state == "returned"


def test_answer_to_a_task_whose_page_fails_shows_the_way_out(scene: Scene, client: Client) -> None:
    held = scene.take()
    template = scene.project.template.replace("required", "{{ task.input.other }}")
    Project.objects.filter(id=scene.project.id).update(template=template, fields=[])
    page = client.post(address("submit", held.id), answer()).content.decode()
    assert "This task cannot be shown" in page
    assert not Submission.objects.exists()


def test_example_whose_page_fails_leaves_the_project_readable(scene: Scene, client: Client) -> None:
    Task.objects.filter(project=scene.project).update(data={})
    page = client.get(address("project", scene.project.id)).content.decode()
    assert "The next task cannot be shown" in page
    assert "Archive of Lyon" in page
