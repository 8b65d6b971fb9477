"""How the instance is: its counts, its books, what waits, what happened."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from ouvrage.base.moment import utc_now
from ouvrage.journal import queries as journal_queries
from ouvrage.ledger import queries as ledger
from ouvrage.pay import queries as pay
from ouvrage.people import queries as people
from ouvrage.review import queries as review
from ouvrage.rights import queries as rights
from ouvrage.web.operator.words import ACCOUNTS
from ouvrage.web.shell.access import operator_page

JOURNAL_LINES = 100


@require_safe
@operator_page
def home(request: HttpRequest) -> HttpResponse:
    """Whether the books are right and anything waits, with the counts of people."""
    now = utc_now()
    overdue = rights.overdue_appeals(now)
    holds, held_since = review.holds_summary()
    context = {
        "tab": "home",
        "holds": holds,
        "held_since": held_since,
        "overdue": len(overdue),
        "overdue_since": overdue[0].answer_due_at if overdue else None,
        "unexplained": rights.overdue_explanations(now),
        "unrectified": rights.overdue_rectifications(now),
        "claims": pay.claims_overdue(now),
        "proposals": rights.open_proposals(),
        "faults": _faults(),
        "waiting": journal_queries.outbox_waiting(),
        "counts": people.counts(),
    }
    return render(request, "operator/home.html", context)


def _faults() -> list[str]:
    return [*ledger.book_faults(), *pay.settlement_faults()]


@require_safe
@operator_page
def books(request: HttpRequest) -> HttpResponse:
    """The balance of each kind of account, and every fault the check finds."""
    totals = [
        {"name": gettext(ACCOUNTS.get(kind, kind)), "amount": amount}
        for kind, amount in ledger.totals()
    ]
    context = {"tab": "books", "totals": totals, "faults": _faults()}
    return render(request, "operator/books.html", context)


@require_safe
@operator_page
def journal(request: HttpRequest) -> HttpResponse:
    """The latest lines: who did what to what, and why."""
    lines = journal_queries.latest_events(limit=JOURNAL_LINES)
    return render(request, "operator/journal.html", {"tab": "journal", "lines": lines})
