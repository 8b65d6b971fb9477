"""What a worker's page costs to load and to make: bytes over the air, queries to the database."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.doors.web.worker.scenes import Scene, logged_in, make_scene

pytestmark = pytest.mark.django_db

FIRST_LOAD_BYTES_MAX = 30 * 1024
STATIC = re.compile(r'(?:href|src)="/static/([^"]+)"')


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def client(scene: Scene) -> Client:
    return logged_in(scene.worker)


def weight(client: Client, address: str) -> int:
    """The page with its style sheets, scripts and icons, each compressed as it is sent."""
    page = client.get(address).content
    parts = [page]
    for name in STATIC.findall(page.decode()):
        path = finders.find(name)
        assert path is not None, name
        with open(path, "rb") as file:
            parts.append(file.read())
    return sum(len(gzip.compress(part, 6)) for part in parts)


def test_pages_are_light_on_first_load(scene: Scene, client: Client) -> None:
    held = scene.take()
    addresses = [
        reverse("worker:offers"),
        reverse("worker:project", args=[scene.project.id]),
        reverse("worker:instructions", args=[scene.project.id]),
        reverse("worker:assignment", args=[held.id]),
        reverse("worker:earnings"),
        reverse("worker:answers"),
    ]
    heavy = {
        address: bytes_
        for address in addresses
        if (bytes_ := weight(client, address)) > FIRST_LOAD_BYTES_MAX
    }
    assert heavy == {}


def test_task_page_asks_for_the_person_the_task_and_the_instructions(
    scene: Scene, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    held = scene.take()
    address = reverse("worker:assignment", args=[held.id])
    with django_assert_num_queries(6):
        client.get(address)
    with django_assert_num_queries(2):
        client.get(address)


def test_sending_an_answer_reads_the_person_and_the_task_only_once(
    scene: Scene, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    held = scene.take()
    address = reverse("worker:submit", args=[held.id])
    with django_assert_max_num_queries(22) as asked:
        client.post(address, {"mood": "glad", "then": "next", "active_seconds": "9"})
    # What may be taken asks of the organisation only whether its pages may run scripts.
    tables = ('"people_membership"', '"people_organisation"', "work_instructions", "django_")
    read = [query["sql"] for query in asked.captured_queries]
    assert [sql for sql in read if any(table in sql for table in tables)] == []
    assert len([sql for sql in read if sql.startswith("SELECT") and "people_person" in sql]) == 1


def test_saving_a_draft_is_three_statements(
    scene: Scene, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    held = scene.take()
    with django_assert_num_queries(3):
        client.post(reverse("worker:draft", args=[held.id]), {"why": "half"})
