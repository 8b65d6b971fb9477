"""Making a test, opening it, scoring, granting, revoking: by members and by the operator."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ouvrage.base.moment import utc_now
from ouvrage.ledger import queries as ledger
from ouvrage.people.models import Person
from ouvrage.skills import queries
from ouvrage.skills.models import Grant, Item, Qualification
from ouvrage.work.queries import pseudonym_for
from tests.doors.web.requester.scenes import RunningScene, Scene, make_running_scene, make_scene
from tests.factories import skills as factory
from tests.factories.people import make_operator, make_worker

pytestmark = pytest.mark.django_db
KEY = "0" * 32
WORDS = {
    "client_key": KEY,
    "kind": "test",
    "name": "Reads moods",
    "description": "Says which mood a sentence has.",
    "language": "en",
    "retry_after_hours": "24",
}
FIGURES = {
    "client_key": KEY,
    "instructions": "Choose the mood.",
    "scoring": "key",
    "items_per_attempt": "1",
    "pass_percent": "100",
    "minutes": "5",
    "attempts_max": "3",
}


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def browser(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def made(client: Client, scene: Scene | None) -> Qualification:
    """A test drafted through the pages, with its page, figures and one item."""

    def address(name: str, *more: str) -> str:
        if scene is None:
            return reverse(f"operator:{name}", args=more)
        return scene.address(name, *more)

    assert client.post(address("qualification_new"), WORDS).status_code == 302
    row = Qualification.objects.get(name="Reads moods")
    page = {"client_key": KEY, "preset": "classification", "options": "glad\nsad"}
    assert client.post(address("test_page", row.id), page).status_code == 302
    assert client.get(address("test_page", row.id)).status_code == 200
    assert client.post(address("test_figures", row.id), FIGURES).status_code == 302
    item = {
        "client_key": KEY,
        "column-0": "We won.",
        "key-0": "glad",
        "explanation": "A win is told.",
    }
    assert client.post(address("test_items", row.id), item).status_code == 302
    return row


def test_a_member_makes_a_test_and_opens_it_with_money(scene: Scene) -> None:
    """PAY-5."""
    client = browser(scene.bob)
    row = made(client, scene)
    page = client.get(scene.address("test_opening", row.id) + "?attempts=10").content.decode()
    assert "20.51667 EUR" in page
    assert (
        client.post(
            scene.address("test_opening", row.id), {"client_key": KEY, "attempts": "10"}
        ).status_code
        == 302
    )
    row.refresh_from_db()
    assert row.state == "open"
    # Ten attempts of ten minutes at the most, at 12.31 EUR an hour, each rounded up.
    assert ledger.quality_of_batch(row.id, "EUR").decimal() == "20.51667"


def test_what_a_test_lacks_is_said_with_where_it_is_mended(scene: Scene) -> None:
    client = browser(scene.bob)
    assert client.post(scene.address("qualification_new"), WORDS).status_code == 302
    row = Qualification.objects.get()
    page = client.get(scene.address("test_opening", row.id)).content.decode()
    for name in ("test_page", "test_figures", "test_items"):
        assert scene.address(name, row.id) in page
    answer = client.post(
        scene.address("test_opening", row.id), {"client_key": KEY, "attempts": "10"}
    )
    assert answer.status_code == 422
    row.refresh_from_db()
    assert row.state == "draft"


def test_items_come_from_a_file_or_the_wrong_row_is_named(scene: Scene) -> None:
    client = browser(scene.bob)
    row = made(client, scene)
    address = scene.address("test_items_file", row.id)
    good = "text,key.label,explanation\nIt broke.,sad,A loss is told.\nWe ate.,glad|sad,\n"
    assert client.post(address, {"client_key": KEY, "file": _file(good)}).status_code == 302
    assert Item.objects.count() == 3
    assert Item.objects.get(data__text="We ate.").key == {"label": ["glad", "sad"]}
    bad = "text,key.label\nIt rains.,wet\n"
    answer = client.post(address, {"client_key": KEY, "file": _file(bad)})
    assert answer.status_code == 422
    assert "Row 1: “wet” is not a choice of “label”." in answer.content.decode()
    assert Item.objects.count() == 3


def _file(text: str) -> object:
    return SimpleUploadedFile("items.csv", text.encode(), "text/csv")


def test_the_operator_makes_tests_of_the_platform() -> None:
    client = browser(make_operator())
    row = made(client, None)
    assert (
        client.post(
            reverse("operator:test_opening", args=[row.id]), {"client_key": KEY}
        ).status_code
        == 302
    )
    row.refresh_from_db()
    assert (row.organisation_id, row.state) == ("", "open")
    worker = make_worker()
    answer = client.post(
        reverse("operator:qualification_granted", args=[row.id]),
        {"client_key": KEY, "worker": worker.email, "value": "1"},
    )
    assert answer.status_code == 422


NAMES = ("qualifications", "qualification_new")
OF_ONE = (
    "qualification",
    "qualification_words",
    "test_page",
    "test_figures",
    "test_items",
)


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_for_members(scene: Scene, name: str) -> None:
    address = scene.address(name)
    assert browser(scene.alice).get(address).status_code == 200
    assert browser(scene.bob).get(address).status_code == 200
    assert browser(scene.charlie).get(address).status_code == 404
    assert browser(scene.dalia).get(address).status_code == 404
    assert browser(None).get(address).status_code == 302


@pytest.mark.parametrize("name", OF_ONE)
def test_a_qualification_is_its_owners(scene: Scene, name: str) -> None:
    row = factory.make_draft_test(scene.organisation.id)
    platform = factory.make_draft_test("")
    assert browser(scene.bob).get(scene.address(name, row.id)).status_code == 200
    assert browser(scene.charlie).get(scene.address(name, row.id)).status_code == 404
    assert browser(scene.bob).get(scene.address(name, platform.id)).status_code == 404
    operator = browser(make_operator())
    assert operator.get(reverse(f"operator:{name}", args=[platform.id])).status_code == 200
    assert operator.get(reverse(f"operator:{name}", args=[row.id])).status_code == 404
    assert (
        browser(scene.dalia).get(reverse(f"operator:{name}", args=[platform.id])).status_code == 404
    )


def test_a_member_scores_an_attempt_item_by_item(scene: Scene) -> None:
    """QUA-1."""
    row = factory.make_open_test(
        scene.organisation.id, scoring="person", criteria="The choice fits."
    )
    attempt = factory.answer_test(scene.dalia, row, right=True, now=utc_now())
    client = browser(scene.bob)
    address = scene.address("test_attempt", attempt.id)
    assert "To score" in client.get(scene.address("qualification", row.id)).content.decode()
    page = client.get(address).content.decode()
    assert pseudonym_for(scene.organisation.id, scene.dalia.id) in page
    assert scene.dalia.email not in page
    form = {"client_key": KEY, "right-1": "yes", "right-2": "no"}
    assert client.post(address, form).status_code == 422
    form["note-2"] = "It speaks of the weather."
    assert client.post(address, form).status_code == 302
    attempt.refresh_from_db()
    assert attempt.state == "failed"
    assert browser(scene.charlie).get(address).status_code == 404


def test_a_member_grants_by_code_and_revokes_with_reasons() -> None:
    """QUA-5."""
    scene = make_running_scene()
    row = factory.make_granted(scene.organisation.id)
    code = pseudonym_for(scene.organisation.id, scene.dalia.id)
    client = browser(scene.bob)
    address = scene.address("qualification_granted", row.id)
    wrong = client.post(address, {"client_key": KEY, "worker": "A" * 26, "value": "80"})
    assert wrong.status_code == 422
    assert (
        client.post(address, {"client_key": KEY, "worker": code, "value": "80"}).status_code == 302
    )
    assert queries.held_values(scene.dalia.id, utc_now()) == {row.id: 80}
    revoke = scene.address("qualification_revoked", row.id, code)
    assert client.get(revoke).status_code == 200
    assert client.post(revoke, {"client_key": KEY, "reason": "mistake"}).status_code == 422
    form = {"client_key": KEY, "reason": "mistake", "explanation": "Meant for somebody else."}
    assert client.post(revoke, form).status_code == 302
    assert Grant.objects.order_by("-version")[0].state == "revoked"
    assert browser(scene.charlie).get(revoke).status_code == 404


def _requirement(**values: str) -> dict[str, str]:
    base = {"comparator": "at_least", "values": "", "guard": "accept", "alternative_id": ""}
    sent = {"requirement-TOTAL_FORMS": "1", "requirement-INITIAL_FORMS": "0"}
    return sent | {f"requirement-0-{name}": value for name, value in {**base, **values}.items()}


@pytest.fixture
def running() -> RunningScene:
    return make_running_scene()


def test_a_gate_is_not_saved_without_its_test_and_shows_its_hours(running: RunningScene) -> None:
    """QUA-10."""
    client = browser(running.bob)
    address = running.address("requirements", running.project.id)
    gate = {"qualification_id": "00000000000000000ACCEPTED0", "values": "1000"}
    assert client.get(address).status_code == 200
    answer = client.post(address, _requirement(**gate))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This asks people for about 3 hours of work elsewhere" in page
    test = factory.make_open_test(running.organisation.id)
    client.get(address)
    assert client.post(address, _requirement(**gate, alternative_id=test.id)).status_code == 302
    page = client.get(address).content.decode()
    assert "about 3 hours of work elsewhere first: 1,000 answers at 10 s each" in page
    assert "19 % of tasks had such gates" in page
    assert "2.25 months of full-time work" in page
    assert browser(running.charlie).get(address).status_code == 404
    assert browser(running.dalia).get(address).status_code == 404


def test_choosing_none_removes_a_requirement(running: RunningScene) -> None:
    row = factory.make_granted(running.organisation.id)
    client = browser(running.bob)
    address = running.address("requirements", running.project.id)
    form = _requirement(qualification_id=row.id, comparator="exists")
    assert client.post(address, form).status_code == 302
    assert len(queries.requirements_of([running.project.id])[running.project.id]) == 1
    assert client.post(address, _requirement(qualification_id="")).status_code == 302
    assert queries.requirements_of([running.project.id]) == {}
