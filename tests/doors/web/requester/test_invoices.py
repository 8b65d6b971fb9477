"""Invoices for members of the organisation: list, page, PDF and JSON."""

import json
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from ouvrage.ledger.recipes import Contribution
from ouvrage.pay.actions.invoices import close_months
from tests.doors.web.requester.scenes import Scene, logged_in, make_scene
from tests.factories.money import earn_all, euros
from tests.factories.people import JOB, NOW
from tests.factories.work import make_project

pytestmark = pytest.mark.django_db
PAGES = [("invoices",), ("running_month",), ("invoice", "1"), ("invoice_file", "1", "pdf")]


@pytest.fixture
def scene() -> Scene:
    scene = make_scene()
    project = make_project(scene.organisation)
    earn_all(
        scene.dalia,
        reward=euros("10"),
        now=NOW,
        contributions=(Contribution("percentage", "social", euros("0.1")),),
        withheld=(Contribution("micro", "sickness", euros("2.1")),),
        fee=euros("0.5"),
        project_id=project.id,
        organisation_id=scene.organisation.id,
    )
    close_months(actor=JOB, now=datetime(2026, 2, 2, tzinfo=UTC))
    return scene


@pytest.mark.parametrize("page", PAGES)
def test_invoices_are_for_members(scene: Scene, page: tuple[str, ...]) -> None:
    address = scene.address(*page)
    assert logged_in(scene.alice).get(address).status_code == 200
    assert logged_in(scene.bob).get(address).status_code == 200
    assert logged_in(scene.charlie).get(address).status_code == 404
    assert logged_in(scene.dalia).get(address).status_code == 404
    assert logged_in(None).get(address).headers["Location"] == f"/accounts/login/?next={address}"


def test_nobody_opens_the_invoice_of_another_organisation(scene: Scene) -> None:
    other = scene.charlie.memberships.get().organisation_id
    address = reverse("requester:invoice", args=[other, 1])
    assert logged_in(scene.charlie).get(address).status_code == 404


def test_an_invoice_shows_where_the_money_went(scene: Scene) -> None:
    client = logged_in(scene.alice)
    assert "10.60 EUR" in client.get(scene.address("invoices")).content.decode()
    shown = client.get(scene.address("invoice", "1")).content.decode()
    for figure in ("10.60 EUR", "0.50 EUR", "2.20 EUR", "7.90 EUR", "0.10 EUR"):
        assert figure in shown
    pdf = client.get(scene.address("invoice_file", "1", "pdf"))
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="invoice-1.pdf"'
    kept = json.loads(client.get(scene.address("invoice_file", "1", "json")).content)
    assert (kept["number"], kept["total"], kept["to_workers"]) == (1, "10.60", "7.90")
    assert client.get(scene.address("invoice_file", "1", "xml")).status_code == 404


def test_a_number_that_is_not_there_is_not_there(scene: Scene) -> None:
    assert logged_in(scene.alice).get(scene.address("invoice", "2")).status_code == 404
