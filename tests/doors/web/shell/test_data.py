"""The pages of one's own data: what is kept, a copy, erasure."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from django.urls import reverse

from ouvrage.base.moment import utc_now
from ouvrage.journal.actions import deliver
from ouvrage.people import vault
from ouvrage.people.models import Person
from ouvrage.rights import actions, queries
from ouvrage.site.wiring import HANDLERS
from ouvrage.voice.queries import messages_of
from tests.doors.web.worker.scenes import logged_in, make_scene
from tests.factories.people import JOB, PASSWORD, make_member, make_organisation, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path) -> Iterator[None]:
    (tmp_path / "vault.key").write_text(vault.new_key_text())
    own = vault.Vault(tmp_path / "vault", tmp_path / "vault.key")
    with override_settings(VAULT=own, DATA_DIR=tmp_path):
        yield


def test_visitor_is_led_to_the_log_in() -> None:
    visitor = logged_in(None)
    for response in (
        visitor.get(reverse("my_data")),
        visitor.post(reverse("ask_copy")),
        visitor.get(reverse("erasure")),
        visitor.post(reverse("cancel_erasure")),
    ):
        assert (response.status_code, response.url.partition("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("who", ["worker", "member"])
def test_person_asks_for_a_copy_and_fetches_it(who: str) -> None:
    person = make_worker() if who == "worker" else make_member(make_organisation())
    browser = logged_in(person)
    assert browser.post(reverse("ask_copy")).url == reverse("my_data")
    assert "being made" in browser.get(reverse("my_data")).content.decode()
    actions.make_copies(actor=JOB, now=utc_now(), limit=10)
    (copy,) = queries.copies_of(person.id, utc_now())
    address = reverse("copy", args=[copy.id])
    assert address in browser.get(reverse("my_data")).content.decode()
    response = browser.get(address)
    content = b"".join(response.streaming_content)
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Length"] == str(len(content))
    assert "no-store" in response["Cache-Control"]
    assert "summary.pdf" in zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_strangers_copy_looks_like_none() -> None:
    person = make_worker()
    logged_in(person).post(reverse("ask_copy"))
    actions.make_copies(actor=JOB, now=utc_now(), limit=10)
    (copy,) = queries.copies_of(person.id, utc_now())
    stranger = logged_in(make_worker())
    assert stranger.get(reverse("copy", args=[copy.id])).status_code == 404
    assert stranger.get(reverse("copy", args=["01J0000000000000000000ABCD"])).status_code == 404


def ask(person: Person, **form: str) -> tuple[int, str]:
    response = logged_in(person).post(reverse("erasure"), {"password": PASSWORD, **form})
    return response.status_code, response.content.decode()


def test_erasure_needs_the_password() -> None:
    worker = make_worker()
    status, page = ask(worker, password="three green horses")
    assert status == 422
    assert "This is not the password of your account." in page
    assert queries.erasure_asked(worker.id) is None


def test_erasure_says_what_goes_and_what_stays_and_why() -> None:
    page = logged_in(make_worker()).get(reverse("erasure")).content.decode()
    assert "Answers belong to the project that paid for them." in page
    assert "Books are kept for ten years by law" in page
    assert "Details in the vault" in page


def test_person_changes_their_mind() -> None:
    worker = make_worker()
    status, page = ask(worker)
    assert (status, "Claim code" in page) == (200, True)
    browser = logged_in(worker)
    assert "Keep my account" in browser.get(reverse("my_data")).content.decode()
    assert browser.get(reverse("erasure")).url == reverse("my_data")
    assert browser.post(reverse("cancel_erasure")).url == reverse("my_data")
    assert queries.erasure_asked(worker.id) is None


def test_money_still_due_is_said_before() -> None:
    scene = make_scene()
    scene.read()
    page = logged_in(scene.worker).get(reverse("erasure")).content.decode()
    assert "0.017098 EUR is due to you." in page
    assert "A payout before the erasure is the simple way." in page
    assert "becomes due later can be had from the operator" in page


def test_person_is_told_that_a_copy_is_ready_and_an_erasure_planned() -> None:

    worker = make_worker()
    logged_in(worker).post(reverse("ask_copy"))
    actions.make_copies(actor=JOB, now=utc_now(), limit=10)
    ask(worker)
    deliver(now=utc_now(), handlers=HANDLERS)
    assert {row.title for row in messages_of(worker.id, "en")} == {
        "The copy of your data is ready",
        "Your account will be erased",
    }
