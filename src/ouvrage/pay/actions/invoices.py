"""A month is closed: each organisation whose work cost something has its numbered invoice."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment, Month, Span
from ouvrage.journal.actions import Line, announce, record
from ouvrage.ledger.flows import projects_that_paid
from ouvrage.pay.models import ClosedMonth, Invoice
from ouvrage.pay.queries.invoices import issuer, line_of, project_costs
from ouvrage.people.models import Organisation
from ouvrage.work.models import Project

# An entry's moment is made when its act begins; no act takes that long.
SETTLED_AFTER = Span(hours=1)
MONTHS_BACK = 12
NUMBER_TRIES = 20


def close_months(*, actor: Actor, now: Moment) -> int:
    """Every month that has ended is closed, the oldest first; returns how many invoices were made.

    What happens later, also about work of that month, is on the invoice of its own month.
    """
    made = 0
    month = Month.of(now - SETTLED_AFTER)
    months = [month := month.previous for _ in range(MONTHS_BACK)]
    closed = set(ClosedMonth.objects.values_list("month", flat=True))
    for ended in reversed([each for each in months if str(each) not in closed]):
        made += _close(actor, now, ended)
    return made


def _close(actor: Actor, now: Moment, month: Month) -> int:
    projects = projects_that_paid(month.start, month.end)
    rows = Project.objects.filter(id__in=projects).order_by("organisation_id")
    organisation_ids = list(rows.values_list("organisation_id", flat=True).distinct())
    made = sum(_invoice(actor, now, id, month) for id in organisation_ids)
    with transaction.atomic():
        _row, fresh = ClosedMonth.objects.get_or_create(
            month=str(month), defaults={"closed_at": now, "invoices": len(organisation_ids)}
        )
        if fresh:
            details = {"invoices": len(organisation_ids)}
            line = Line("month.closed", "month", str(month), details=details)
            record(actor=actor, now=now, line=line)
    return made


def _invoice(actor: Actor, now: Moment, organisation_id: str, month: Month) -> int:
    """Numbers follow each other without gaps; who is a moment slower takes the next one."""
    for _ in range(NUMBER_TRIES):
        if Invoice.objects.filter(organisation_id=organisation_id, month=str(month)).exists():
            return 0
        try:
            return _issued(actor, now, organisation_id, month)
        except IntegrityError:
            continue
    raise RuntimeError(f"no number was free for the invoice of {organisation_id} for {month}")


@transaction.atomic
def _issued(actor: Actor, now: Moment, organisation_id: str, month: Month) -> int:
    costs = project_costs(organisation_id, month)
    if not costs:
        return 0
    organisation = Organisation.objects.get(id=organisation_id)
    last = Invoice.objects.aggregate(last=Max("number"))["last"] or 0
    found = Invoice.objects.create(
        number=last + 1,
        organisation_id=organisation_id,
        month=str(month),
        currency=costs[0].fee.currency,
        total_micros=sum(cost.total.micros for cost in costs),
        issuer=issuer(),
        customer={"name": organisation.name, "country": organisation.country},
        lines=[line_of(cost) for cost in costs],
        issued_at=now,
    )
    line = Line(
        "invoice.issued",
        "invoice",
        str(found.number),
        organisation_id,
        details={"month": str(month), "total": str(found.total)},
    )
    announce(actor=actor, now=now, line=line)
    return 1
