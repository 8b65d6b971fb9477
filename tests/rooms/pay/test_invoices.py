"""An organisation's month costs what the books say, on one numbered invoice that stays as it is."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.test import override_settings

from ouvrage.base.errors import NotFound
from ouvrage.base.moment import Moment, Month
from ouvrage.ledger.models import Transfer
from ouvrage.ledger.recipes import Contribution
from ouvrage.pay.actions.invoices import close_months
from ouvrage.pay.models import ClosedMonth, Invoice
from ouvrage.pay.queries.invoices import invoice, invoices_of, running_month
from ouvrage.people.models import Person
from ouvrage.work.models import Project
from tests.factories.money import earn_all, euros
from tests.factories.people import JOB, make_organisation, make_worker
from tests.factories.work import make_project

pytestmark = pytest.mark.django_db
JANUARY = Month(2026, 1)
AFTER = datetime(2026, 2, 1, 1, 0, 1, tzinfo=UTC)


def work(project: Project, worker: Person, amount: str = "10", *, now: Moment) -> None:
    earn_all(
        worker,
        reward=euros(amount),
        now=now,
        contributions=(Contribution("percentage", "social", euros("0.1")),),
        withheld=(Contribution("micro", "sickness", euros("2.1")),),
        fee=euros("0.5"),
        project_id=project.id,
        organisation_id=project.organisation_id,
    )


def test_an_invoice_sums_what_left_the_clients_money() -> None:
    worker, organisation = make_worker(), make_organisation()
    project, other = make_project(organisation), make_project(organisation)
    for number in range(3):
        work(project, worker, now=JANUARY.start + timedelta(days=number))
    work(other, worker, "4.123456", now=JANUARY.end - timedelta(seconds=1))
    work(other, worker, now=JANUARY.end)
    assert close_months(actor=JOB, now=AFTER) == 1
    found = invoice(project.organisation_id, 1)
    paid = Transfer.objects.filter(
        source__kind="reserved", entry__at__gte=JANUARY.start, entry__at__lt=JANUARY.end
    )
    assert found.total.micros == paid.aggregate(sum=Sum("micros"))["sum"]
    first, second = sorted(found.projects, key=lambda cost: -cost.total.micros)
    assert (first.project_id, str(first.total)) == (project.id, "31.80 EUR")
    assert [(part.kind, part.count, str(part.amount)) for part in first.parts] == [
        ("settle", 3, "30.00 EUR")
    ]
    assert (str(second.pay), str(second.on_top), str(second.fee)) == (
        "4.123456 EUR",
        "0.10 EUR",
        "0.50 EUR",
    )
    assert found.total == found.fee + found.contributions + found.to_workers
    assert (str(found.to_workers), str(found.contributions)) == ("25.723456 EUR", "8.80 EUR")


def test_what_the_guarantee_fund_paid_is_on_no_invoice() -> None:
    assert running_month(make_organisation().id, AFTER).projects == ()


def test_numbers_follow_each_other_without_gaps() -> None:
    worker = make_worker()
    for _ in range(3):
        work(make_project(), worker, now=JANUARY.start)
    assert close_months(actor=JOB, now=AFTER) == 3
    assert close_months(actor=JOB, now=AFTER) == 0
    work(make_project(), worker, now=JANUARY.end)
    assert close_months(actor=JOB, now=AFTER + timedelta(days=28)) == 1
    numbers = Invoice.objects.order_by("number").values_list("number", "month")
    assert list(numbers) == [(1, "2026-01"), (2, "2026-01"), (3, "2026-01"), (4, "2026-02")]


def test_a_month_is_closed_an_hour_after_its_end() -> None:
    work(make_project(), make_worker(), now=JANUARY.start)
    assert close_months(actor=JOB, now=JANUARY.end + timedelta(minutes=59)) == 0
    assert not ClosedMonth.objects.filter(month="2026-01").exists()
    assert close_months(actor=JOB, now=JANUARY.end + timedelta(minutes=61)) == 1
    assert ClosedMonth.objects.get(month="2026-01").invoices == 1


def test_an_invoice_cannot_be_changed() -> None:
    project = make_project()
    work(project, make_worker(), now=JANUARY.start)
    close_months(actor=JOB, now=AFTER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.update(total_micros=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.all().delete()


def test_an_invoice_keeps_who_issued_it() -> None:
    project = make_project()
    work(project, make_worker(), now=JANUARY.start)
    with override_settings(LEGAL_NAME="Ouvrage SCIC", LEGAL_VAT="FR00"):
        close_months(actor=JOB, now=AFTER)
    found = invoice(project.organisation_id, 1)
    assert (found.issuer["name"], found.issuer["vat"]) == ("Ouvrage SCIC", "FR00")
    assert found.customer == {"name": "Archive", "country": "FR"}


def test_an_organisation_sees_its_own_invoices_alone() -> None:
    project = make_project()
    work(project, make_worker(), now=JANUARY.start)
    close_months(actor=JOB, now=AFTER)
    assert [row.number for row in invoices_of(project.organisation_id)] == [1]
    stranger = make_organisation()
    assert invoices_of(stranger.id) == []
    with pytest.raises(NotFound):
        invoice(stranger.id, 1)


def test_the_month_that_runs_shows_what_it_cost_so_far() -> None:
    project = make_project()
    work(project, make_worker(), now=JANUARY.start)
    running = running_month(project.organisation_id, JANUARY.start + timedelta(days=9))
    assert (running.number, str(running.total)) == (0, "10.60 EUR")
