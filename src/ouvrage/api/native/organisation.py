"""The organisation itself: who it is, what it can spend, what was moved."""

from django.conf import settings
from ninja import Router

from ouvrage.api.native.pages import PageParameters, next_cursor
from ouvrage.api.native.schemas import BalanceOut, MovementOut, MovementPage, OrganisationOut
from ouvrage.api.shell.keys import Request, organisation_of
from ouvrage.ledger import queries as ledger
from ouvrage.people import queries as people
from ouvrage.people.queries import OrganisationRow
from ouvrage.work import queries as work

router = Router(tags=["organisation"])


@router.get("", response=OrganisationOut, operation_id="get_organisation")
def get_organisation(request: Request) -> OrganisationRow:
    """The organisation whose key was used."""
    return people.organisation(organisation_of(request.auth))


@router.get("/balance", response=BalanceOut, operation_id="get_balance")
def get_balance(request: Request) -> BalanceOut:
    """What can be spent, and what is reserved."""
    organisation_id, currency = organisation_of(request.auth), settings.CURRENCY
    projects = [row.id for row in work.projects_of(organisation_id)]
    return BalanceOut(
        currency=currency,
        available=ledger.available(organisation_id, currency).decimal(),
        reserved=ledger.reserved_by_projects(projects, currency).decimal(),
    )


@router.get("/statement", response=MovementPage, operation_id="list_movements")
def list_movements(request: Request, page: PageParameters) -> MovementPage:
    """Every movement of what is available, newest first."""
    rows = ledger.statement_of_organisation(
        organisation_of(request.auth), limit=page.limit, before=page.number() or None
    )
    items = [
        MovementOut(
            at=row.at,
            kind=row.kind,
            project_id=row.project_id,
            subject_kind=row.subject_kind,
            subject_id=row.subject_id,
            reference=row.reference,
            amount=row.amount.decimal(),
            currency=row.amount.currency,
        )
        for row in rows
    ]
    return MovementPage(items=items, next=next_cursor(rows, page.limit, lambda row: row.id))
