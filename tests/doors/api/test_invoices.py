"""Invoices over the API: those of the key's organisation, exact, in pages."""

from datetime import UTC, datetime

import pytest

from ouvrage.pay.actions.invoices import close_months
from tests.doors.api.conftest import Program
from tests.factories.money import earn_all, euros
from tests.factories.people import JOB, NOW, make_organisation, make_worker
from tests.factories.work import make_project

pytestmark = pytest.mark.django_db
FEBRUARY = datetime(2026, 2, 2, tzinfo=UTC)


def spend(organisation_id: str, now: datetime = NOW) -> None:
    project = make_project(make_organisation())
    type(project).objects.filter(id=project.id).update(organisation_id=organisation_id)
    earn_all(
        make_worker(),
        reward=euros("10"),
        fee=euros("0.5"),
        now=now,
        project_id=project.id,
        organisation_id=organisation_id,
    )


def test_a_program_lists_and_reads_the_invoices_of_its_organisation(program: Program) -> None:
    spend(make_organisation().id)
    spend(program.organisation_id)
    close_months(actor=JOB, now=FEBRUARY)
    listed = program.get("/organisation/invoices").json()
    (line,) = listed["items"]
    assert (line["month"], line["total"], line["currency"]) == ("2026-01", "10.50", "EUR")
    assert listed["next"] == ""
    found = program.get(f"/organisation/invoices/{line['number']}").json()
    assert (found["total"], found["fee"], found["to_workers"]) == ("10.50", "0.50", "10.00")
    assert found["projects"][0]["parts"] == [{"kind": "settle", "count": 1, "amount": "10.00"}]


def test_another_organisations_invoice_is_not_there(program: Program) -> None:
    spend(make_organisation().id)
    close_months(actor=JOB, now=FEBRUARY)
    assert program.get("/organisation/invoices/1").status_code == 404


def test_the_month_that_runs_has_no_number_yet(program: Program) -> None:
    found = program.get("/organisation/invoices/running").json()
    assert (found["number"], found["issued_at"], found["total"]) == (0, None, "0.00")
