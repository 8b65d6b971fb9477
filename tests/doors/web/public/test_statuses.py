"""Anybody reads a status list; nobody learns from it who holds what (QUA-5)."""

import gzip
from base64 import urlsafe_b64decode

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.base.moment import utc_now
from ouvrage.people.models import Person
from ouvrage.skills import actions, queries
from ouvrage.skills.models import Qualification
from ouvrage.skills.rules import list_path
from tests.doors.web.worker.scenes import logged_in
from tests.factories import skills as factory
from tests.factories.people import JOB, make_organisation, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Qualification:
    return factory.make_granted(make_organisation().id)


def holder(row: Qualification) -> Person:
    worker = make_worker()
    actions.grant(actor=JOB, now=utc_now(), qualification_id=row.id, worker_id=worker.id, value=70)
    return worker


def revoke(row: Qualification, worker: Person) -> None:
    actions.revoke_grant(
        actor=JOB, now=utc_now(), qualification_id=row.id, worker_id=worker.id,
        reason="mistake", explanation="It was meant for somebody else.",
    )  # fmt: skip


def bit(number: int, index: int) -> int:
    """As a verifier reads it."""
    text = Client().get(f"/status-lists/{number}/").json()["credentialSubject"]["encodedList"]
    row = gzip.decompress(urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
    return row[index // 8] >> (7 - index % 8) & 1


def test_a_list_is_what_the_recommendation_asks_for(row: Qualification) -> None:
    """QUA-5."""
    holder(row)
    answer = Client().get("/status-lists/1/")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    document = answer.json()
    assert document.pop("validFrom") < document.pop("validUntil")
    assert document["credentialSubject"].pop("encodedList").startswith("uH4sI")
    address = "http://127.0.0.1:8000/status-lists/1/"
    assert document == {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": "http://127.0.0.1:8000",
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "suspension",
            "ttl": 300_000,
        },
    }


def test_the_bit_of_who_lost_it_is_set_and_no_other(row: Qualification) -> None:
    """QUA-5."""
    stays, loses = holder(row), holder(row)
    revoke(row, loses)
    (kept,), (lost,) = (queries.statuses_of_worker(one.id) for one in (stays, loses))
    assert (bit(1, kept.index), bit(1, lost.index)) == (0, 1)


def test_a_list_that_has_not_begun_is_not_found(row: Qualification) -> None:
    assert Client().get("/status-lists/1/").status_code == 404
    holder(row)
    assert [Client().get(f"/status-lists/{number}/").status_code for number in (0, 1, 2)] == [
        404,
        200,
        404,
    ]


def test_papers_name_the_address_that_answers() -> None:
    assert reverse("status_list", args=[7]) == list_path(7)


def test_the_holder_sees_where_others_check_it(row: Qualification) -> None:
    """QUA-5."""
    worker = holder(row)
    (status,) = queries.statuses_of_worker(worker.id)
    address = reverse("worker:qualification", args=[row.id])
    page = logged_in(worker).get(address).content.decode()
    assert f'href="{status.address}"' in page
    assert f"<dd>{status.index}</dd>" in page
    assert "says that it stands" in page
    revoke(row, worker)
    assert "says that it does not stand" in logged_in(worker).get(address).content.decode()
    assert str(status.index) not in logged_in(make_worker()).get(address).content.decode()
