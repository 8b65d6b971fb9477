"""The source of a task page, looked at before it is kept: what workers meet on it."""

import html
import re

import pytest

from ouvrage.work.models import Project
from tests.doors.web.requester.scenes import Scene, logged_in, make_scene
from tests.doors.web.requester.test_steps import key_in, with_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def _look(scene: Scene, project: Project, source: str) -> str:
    client = logged_in(scene.alice)
    address = scene.address("source", project.id)
    fields = {"template": source, "look": "1", "client_key": key_in(client, address)}
    answer = client.post(address, fields)
    assert answer.status_code == 200
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_a_plain_page_asks_little_of_a_worker(scene: Scene) -> None:
    project = with_page(scene, logged_in(scene.alice))
    shown = _look(scene, project, "<label>Year <input name=year required></label>")
    assert "Weight 0.1 KB on the line" in shown
    assert "Not needed: the page works on any browser." in shown
    assert "None: nothing is loaded from elsewhere." in shown
    assert "At least 3 seconds to read this page once" in shown
    assert "To look at" not in shown


def test_what_a_page_loads_and_lacks_is_said(scene: Scene) -> None:
    project = with_page(scene, logged_in(scene.alice))
    source = (
        '<img src="https://pictures.example.org/a.png"><input name="a">'
        '<crowd-bounding-box name="b" src="/a.png" labels="[\'x\']"></crowd-bounding-box>'
    )
    shown = _look(scene, project, source)
    assert "Needed: the page is drawn or marked by hand." in shown
    assert "Pictures or sounds come from pictures.example.org, which learn who works" in shown
    assert 'The image on line 1 has no "alt"' in shown
    assert 'The field "a" has no label' in shown
    weight = re.search(r"Weight ([0-9.]+) KB", shown)
    assert weight is not None
    assert float(weight[1]) > 5


def test_an_estimate_that_nobody_can_keep_is_shown_beside_the_pay(scene: Scene) -> None:
    project = with_page(scene, logged_in(scene.alice))
    Project.objects.filter(id=project.id).update(reward_micros=100_000, time_estimate_seconds=20)
    shown = _look(scene, project, "<p>" + "word " * 119 + "</p><input name=a aria-label=A>")
    assert "At least 30 seconds to read this page once" in shown
    assert "Your estimate is 20 seconds: nobody can do it in that time." in shown
    assert "18.00 EUR, if your estimate of the time is right" in shown
