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
