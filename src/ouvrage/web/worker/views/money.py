"""Money on its way to a worker: how they are paid, payouts, the statement of each month, receipts.

What is due is the worker's, whatever became of their account: these pages ask for a log-in and for
nothing more (PAY-11).
"""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.ids import is_id
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Month, utc_now
from ouvrage.base.words import N_
from ouvrage.ledger.queries import due
from ouvrage.pay import queries as pay
from ouvrage.pay import rails
from ouvrage.pay.actions.identity import own_identity
from ouvrage.pay.actions.payouts import ask_payout, choose_payout_method
from ouvrage.pay.exports import statement_json
from ouvrage.pay.papers import kind_words, line_words, money, statement_pdf
from ouvrage.pay.rules.time import CATEGORY_LABELS
from ouvrage.web.shell.access import actor_of, person_page, worker_page
from ouvrage.web.shell.downloads import download
from ouvrage.web.shell.forms import add_refusal
from ouvrage.web.shell.refusals import sentence
from ouvrage.web.worker.payout_forms import identity_form
from ouvrage.work.access import submission_for_worker

REFUSED = 422
KEY_CHARACTERS_MAX = 60
STATES = {
    "requested": N_("Asked for"),
    "sent": N_("On its way"),
    "confirmed": N_("Arrived"),
    "returned": N_("Came back"),
}
RETURN_REASONS = {
    "account_wrong": N_("The account does not exist or is not yours"),
    "account_closed": N_("The account is closed"),
    "not_accepted": N_("The bank or the service did not accept it"),
    "not_collected": N_("It was not collected"),
    "not_sent": N_("It was not sent"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@person_page
def payouts(request: HttpRequest) -> HttpResponse:
    """How the worker is paid, what can leave now, and every payout; a POST asks for one."""
    actor, now = actor_of(request), utc_now()
    if request.method == "POST":
        key = request.POST.get("client_key", "")[:KEY_CHARACTERS_MAX] or uuid4().hex
        try:
            payout = ask_payout(actor=actor, now=now, client_key=key)
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
        else:
            words = gettext("%(amount)s are asked for.") % {"amount": money(payout.amount)}
            messages.success(request, words)
        return redirect("worker:payouts")
    before = request.GET.get("before", "")
    rows = pay.payouts_of_worker(actor.id, before=before if is_id(before) else "")
    method = pay.payout_method(actor.id)
    context = {
        "method": method,
        "rail": gettext(rails.rails()[method.rail].label) if method else "",
        "due": due(actor.id, settings.CURRENCY),
        "payable": pay.payable_now(actor.id),
        "least": pay.least_payout(),
        "within_days": settings.AGREEMENT.payouts.within_days,
        "waiting": any(row.state == "requested" for row in rows),
        "rows": [
            (row, gettext(STATES[row.state]), gettext(RETURN_REASONS.get(row.reason, "")))
            if row.reason
            else (row, gettext(STATES[row.state]), "")
            for row in rows
        ],
        "before": rows[-1].id if len(rows) == PAGE_ROWS else "",
        "client_key": uuid4().hex,
    }
    return render(request, "worker/payouts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@person_page
def payout_method(request: HttpRequest) -> HttpResponse:
    """The ways to be paid there are, and the form of the one that is looked at."""
    actor, now = actor_of(request), utc_now()
    offered = rails.offered(settings.CURRENCY)
    method = pay.payout_method(actor.id)
    wanted = request.GET.get("rail", method.rail if method else "")
    key = wanted if wanted in offered else next(iter(offered), "")
    if not key:
        return render(request, "worker/payout_method.html", {"offered": []})
    rail, status = offered[key], 200
    if request.method == "POST":
        typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
        form = identity_form(rail, settings.CURRENCY, typed)
        try:
            choose_payout_method(actor=actor, now=now, rail=key, identity=typed)
        except Refusal as refusal:
            form.errors.clear()
            add_refusal(form, refusal)
            status = REFUSED
        else:
            messages.success(request, gettext("It is kept how you are paid."))
            return redirect("worker:payouts")
    else:
        form = identity_form(rail, settings.CURRENCY, kept=own_identity(actor=actor, now=now))
    context = {
        "offered": [(each.key, gettext(each.label)) for each in offered.values()],
        "rail": key,
        "form": form,
        "returned": method is not None and method.returned_at is not None,
    }
    return render(request, "worker/payout_method.html", context, status=status)


@require_safe
@person_page
def statements(request: HttpRequest) -> HttpResponse:
    """The months there is a statement of, newest first."""
    months = pay.months_of_worker(actor_of(request).id, utc_now())
    return render(request, "worker/statements.html", {"months": months})


@require_safe
@person_page
def statement(request: HttpRequest, month: str) -> HttpResponse:
    """One month: pay, time, contributions and the account."""
    now = utc_now()
    found = pay.statement(actor_of(request).id, _month(month), now)
    context = {
        "statement": found,
        "lines": [(kind_words(line.kind), line) for line in found.lines],
        "hours": [
            (gettext(CATEGORY_LABELS[category]), seconds)
            for category, seconds in found.seconds.items()
        ],
        "contributions": [(line_words(line), line) for line in found.contributions],
        "kept": found.withheld + found.held,
    }
    return render(request, "worker/statement.html", context)


@require_safe
@person_page
def statement_file(request: HttpRequest, month: str, form: str) -> HttpResponse:
    """The month as PDF with the worker's name, or as JSON."""
    actor, now = actor_of(request), utc_now()
    found = pay.statement(actor.id, _month(month), now)
    if form == "json":
        response: HttpResponse = JsonResponse(statement_json(found))
        return download(response, f"statement-{found.month}.json")
    if form != "pdf":
        raise NotFound
    content = statement_pdf(found, own_identity(actor=actor, now=now), now)
    return download(
        HttpResponse(content, content_type="application/pdf"), f"statement-{found.month}.pdf"
    )


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as error:
        raise NotFound from error


@require_safe
@worker_page
def receipt(request: HttpRequest, submission_id: str) -> HttpResponse:
    """What the client paid for one answer, and where each part went (TRA-8)."""
    found = submission_for_worker(actor_of(request), submission_id)
    paid = pay.receipt(found.id)
    if paid is None:
        raise NotFound
    context = {
        "submission": found,
        "project": found.project,
        "receipt": paid,
        "contributions": [(line_words(line), line) for line in paid.contributions],
    }
    return render(request, "worker/receipt.html", context)
