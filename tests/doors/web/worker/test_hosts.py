"""Files that a requester keeps elsewhere: named before anything is loaded, and nothing else is."""

import pytest

from ouvrage.base import limits
from ouvrage.base.errors import Refusals
from ouvrage.work.models import Batch, Task
from tests.doors.web.worker.scenes import TEMPLATE, Scene, logged_in, make_scene
from tests.doors.web.worker.test_tasks import address, answer

pytestmark = pytest.mark.django_db
COLUMN = "{{ task.input.text }}"
WITH_IMAGE = TEMPLATE.replace(COLUMN, f'<img src="{COLUMN}" alt="">')
TOLD = "Files of these tasks are loaded from: <bdi>a.example.org, b.example.org:8443</bdi>."
POLICY = "img-src 'self' data: https://a.example.org https://b.example.org:8443"


@pytest.fixture
def scene() -> Scene:
    return make_scene(
        ("https://A.example.org/1.png", "https://b.example.org:8443/2.png"), template=WITH_IMAGE
    )


def test_hosts_are_kept_with_the_published_batch(scene: Scene) -> None:
    assert Batch.objects.get().media_hosts == ["a.example.org", "b.example.org:8443"]


def test_hosts_are_named_before_anything_is_loaded_from_them(scene: Scene) -> None:
    client = logged_in(scene.worker)
    page = client.get(address("project", scene.project.id))
    assert TOLD in page.content.decode()
    assert "<img" not in page.content.decode()
    shown = client.get(f"{address('project', scene.project.id)}?example=1")
    assert '<img src="https://A.example.org/1.png"' in shown.content.decode()
    assert POLICY in shown.headers["Content-Security-Policy"]


def test_task_loads_from_the_named_hosts_only(scene: Scene) -> None:
    client = logged_in(scene.worker)
    held = scene.take()
    page = client.get(address("assignment", held.id))
    assert POLICY in page.headers["Content-Security-Policy"]
    assert page.headers["Referrer-Policy"] == "same-origin"
    refused = client.post(address("submit", held.id), answer(mood="furious"))
    assert POLICY in refused.headers["Content-Security-Policy"]


def test_task_without_files_elsewhere_loads_from_nowhere_else() -> None:
    scene = make_scene()
    client = logged_in(scene.worker)
    page = client.get(address("project", scene.project.id))
    policy = page.headers["Content-Security-Policy"].split("; ")
    assert "img-src 'self' data:" in policy
    assert "Files from other hosts" not in page.content.decode()
    assert "media-src 'self'" in policy


def test_more_hosts_than_can_be_named_are_refused() -> None:
    texts = tuple(f"https://h{n}.example.org/" for n in range(limits.MEDIA_HOSTS_MAX + 1))
    with pytest.raises(Refusals) as refused:
        make_scene(texts, template=WITH_IMAGE)
    assert [each.code for each in refused.value.each()] == ["too_many_hosts"]
    assert Task.objects.count() == len(texts)
