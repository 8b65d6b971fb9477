"""Contributions on the operator's pages: due, remitted, imported, held, declared (STA-3 to 5)."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from ouvrage.base.money import Money
from ouvrage.ledger import queries as ledger
from ouvrage.people.models import Person
from ouvrage.people.rules import StatusKind
from ouvrage.review.actions import accept
from tests.doors.web.worker.scenes import logged_in
from tests.factories.contributions import EVERY_SCHEME, SIREN, choose
from tests.factories.people import JOB, NOW, make_operator, make_worker
from tests.factories.work import answer_one, make_open_batch

pytestmark = pytest.mark.django_db
PAGE = "operator:contributions"
KEY = "0" * 32


@pytest.fixture(autouse=True)
def _schemes() -> Iterator[None]:
    with override_settings(**EVERY_SCHEME):
        yield


@pytest.fixture
def operator() -> Client:
    return logged_in(make_operator())


@pytest.fixture
def micro() -> Person:
    """A micro-entrepreneur with one accepted answer of 1 EUR and a reading; both are held from."""
    worker = make_worker(name="Dalia")
    choose(worker, StatusKind.MICRO_FR)
    paid(worker)
    return worker


def paid(worker: Person) -> None:
    opened = make_open_batch(reward="1", time_estimate_seconds=60)
    answer = answer_one(worker, opened)
    accept(actor=JOB, now=NOW, project_id=answer.project_id, submission_ids=[answer.id])


def upload(client: Client, *rows: str) -> "object":
    text = "\n".join(("siren,month,branch,rate", *rows))
    file = SimpleUploadedFile("january.csv", text.encode(), content_type="text/csv")
    return client.post(reverse("operator:contribution_rates"), {"file": file})


def test_pages_are_for_operators_only(operator: Client) -> None:
    paid(make_worker())
    for address in (reverse(PAGE), reverse("operator:remittance", args=["percentage", "social"])):
        assert operator.get(address).status_code == 200
        assert logged_in(make_worker()).get(address).status_code == 404
        assert logged_in(None).get(address).status_code == 302
    assert upload(logged_in(make_worker())).status_code == 404  # type: ignore[attr-defined]


def test_what_is_due_is_remitted_once(operator: Client) -> None:
    paid(make_worker())
    due = ledger.contributions_due("percentage", "social", "EUR")
    address = reverse("operator:remittance", args=["percentage", "social"])
    assert f'value="{due.decimal()}"' in operator.get(address).content.decode()
    fields = {"client_key": KEY, "amount": due.decimal(), "reference": "RF18 5390"}
    for _time in range(2):
        assert operator.post(address, fields).status_code == 302
    assert ledger.contributions_due("percentage", "social", "EUR") == Money.zero("EUR")
    more = operator.post(address, fields | {"client_key": "1" * 32})
    assert more.status_code == 422


def test_an_unknown_branch_is_not_there(operator: Client) -> None:
    address = reverse("operator:remittance", args=["percentage", "moon"])
    assert operator.get(address).status_code == 404


def test_held_money_is_shown_and_freed_by_the_month_s_file(operator: Client, micro: Person) -> None:
    shown = operator.get(reverse(PAGE)).content.decode()
    assert "Dalia" in shown
    assert "2026-01" in shown
    answer = upload(operator, f"{SIREN},2026-01,social,11")
    assert answer.status_code == 302  # type: ignore[attr-defined]
    after = operator.get(reverse(PAGE)).content.decode()
    assert "Nothing is held." in after
    assert "january.csv" in after
    assert ledger.held(micro.id, "EUR") == Money.zero("EUR")


def test_wrong_rows_are_named_by_their_line(operator: Client, micro: Person) -> None:
    answer = upload(operator, f"{SIREN},2026-01,social,11", f"{SIREN},2026-01,training,lots")
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "Nothing was imported" in page
    assert "Line 3: “lots” is no rate." in page
    assert ledger.held(micro.id, "EUR").micros > 0


def test_a_file_without_its_columns_says_which(operator: Client) -> None:
    file = SimpleUploadedFile("x.csv", b"a,b\n1,2\n", content_type="text/csv")
    answer = operator.post(reverse("operator:contribution_rates"), {"file": file})
    assert answer.status_code == 422
    assert "The file has no column “siren”." in answer.content.decode()


def test_a_quarter_is_downloaded_as_a_file(operator: Client) -> None:
    paid(make_worker())
    address = reverse("operator:contribution_quarter")
    answer = operator.get(address, {"year": "2026", "quarter": "1"})
    body = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert body.splitlines()[0].endswith("unique_id,payout,fee,date,platform_id,transaction_id")
    assert ",1.00,0.01,2026-01-05," in body
    assert operator.get(address, {"year": "2026", "quarter": "9"}).status_code == 404
