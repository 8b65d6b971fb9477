"""Media are for the person their address was made for, in whole or in part."""

from collections.abc import Iterable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client

from ouvrage.base.moment import utc_now
from ouvrage.people.models import Person
from ouvrage.web.shell.media import part_of
from ouvrage.work.models import Media, Project
from ouvrage.work.queries import media_resolver
from tests.factories.people import make_organisation, make_person, make_worker

pytestmark = pytest.mark.django_db

CONTENT = bytes(range(256)) * 4
DIGEST = "ab" * 32


@pytest.fixture
def project() -> Project:
    organisation = make_organisation()
    project = Project.objects.create(
        id="P", organisation_id=organisation.id, currency="EUR", created_at=utc_now()
    )
    storage = storages["default"]
    if not storage.exists(f"media/ab/{DIGEST}"):
        storage.save(f"media/ab/{DIGEST}", ContentFile(CONTENT))
    Media.objects.create(
        project=project,
        name="sound.ogg",
        hash=DIGEST,
        content_type="audio/ogg",
        bytes=len(CONTENT),
        at=utc_now(),
    )
    return project


def address(project: Project, person: Person) -> str:
    return media_resolver(project.id, person.id)("sound.ogg")


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def body(answer: Iterable[bytes]) -> bytes:
    return b"".join(answer)


def test_file_comes_whole(project: Project) -> None:
    person = make_worker()
    answer = browser(person).get(address(project, person))
    assert (answer.status_code, body(answer)) == (200, CONTENT)
    assert answer["Content-Type"] == "audio/ogg"
    assert answer["Content-Length"] == "1024"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == "inline"
    assert answer["Cache-Control"] == "private, max-age=3600, immutable"
    assert answer["Accept-Ranges"] == "bytes"


def test_requester_opens_the_address_made_for_them(project: Project) -> None:
    member = make_person()
    answer = browser(member).get(address(project, member))
    assert (answer.status_code, body(answer)) == (200, CONTENT)


def test_nobody_else_opens_it(project: Project) -> None:
    made_for = address(project, make_worker())
    assert browser(make_worker()).get(made_for).status_code == 404
    assert browser(make_person()).get(made_for).status_code == 404
    assert Client().get(made_for).status_code == 404


def test_changed_address_opens_nothing(project: Project) -> None:
    person = make_worker()
    made_for = address(project, person)
    assert browser(person).get(made_for.replace("/media/", "/media/x")).status_code == 404


@pytest.mark.parametrize(
    ("wanted", "part", "named"),
    [
        ("bytes=0-99", CONTENT[:100], "bytes 0-99/1024"),
        ("bytes=1000-", CONTENT[1000:], "bytes 1000-1023/1024"),
        ("bytes=-24", CONTENT[1000:], "bytes 1000-1023/1024"),
        ("bytes=1000-9999", CONTENT[1000:], "bytes 1000-1023/1024"),
        ("bytes=-9999", CONTENT, "bytes 0-1023/1024"),
    ],
)
def test_part_comes_alone(project: Project, wanted: str, part: bytes, named: str) -> None:
    person = make_worker()
    answer = browser(person).get(address(project, person), headers={"Range": wanted})
    assert (answer.status_code, body(answer)) == (206, part)
    assert answer["Content-Range"] == named
    assert answer["Content-Length"] == str(len(part))
    assert answer["Content-Type"] == "audio/ogg"


@pytest.mark.parametrize("wanted", ["bytes=1024-", "bytes=9-3", "bytes=-0"])
def test_part_that_is_not_there(project: Project, wanted: str) -> None:
    person = make_worker()
    answer = browser(person).get(address(project, person), headers={"Range": wanted})
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */1024")


@pytest.mark.parametrize("wanted", ["bytes=-", "bytes=0-1,5-9", "items=0-5", "nonsense"])
def test_other_ranges_give_the_whole(project: Project, wanted: str) -> None:
    person = make_worker()
    answer = browser(person).get(address(project, person), headers={"Range": wanted})
    assert (answer.status_code, body(answer)) == (200, CONTENT)


def test_parts_of_an_empty_file_are_empty() -> None:
    assert part_of("0", "", 0) == (0, 0)
