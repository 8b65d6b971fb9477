"""The list of qualifications, one of them, and the words it is described by."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.ids import is_id
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.pay import actions as pay
from ouvrage.pay import queries as costs
from ouvrage.skills import actions, queries
from ouvrage.skills.access import Qualification, Test
from ouvrage.skills.queries import AttemptRow
from ouvrage.skills.rules import REVOCATION_LABELS, Kind, RevocationReason, State
from ouvrage.web.shell.refusals import sentence
from ouvrage.web.shell.skills import AUTHORS
from ouvrage.web.skills.forms import AttemptsForm, GrantForm, NewForm, WordsForm, words_initial
from ouvrage.web.skills.owner import Owner, owner_of, owner_page
from ouvrage.web.skills.words import ATTEMPT_STATES, KINDS, REFUSED, STATES


@require_safe
@owner_page
def qualifications(request: HttpRequest, organisation_id: str = "") -> HttpResponse:
    """The owner's qualifications."""
    owner = owner_of(request, organisation_id)
    rows = [
        {"row": row, "kind": gettext(KINDS[row.kind]), "state": gettext(STATES[row.state])}
        for row in queries.qualifications_of(owner.id)
    ]
    return render(request, "skills/qualifications.html", owner.context(rows=rows))


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def qualification_new(request: HttpRequest, organisation_id: str = "") -> HttpResponse:
    """Asks what it is; sending it makes the draft of a test, or one that can be granted."""
    owner = owner_of(request, organisation_id)
    form = NewForm(request.POST or None)
    if form.is_valid():
        try:
            row = actions.draft_qualification(
                actor=owner.actor,
                now=owner.now,
                organisation_id=owner.id,
                kind=form.cleaned_data["kind"],
                draft=form.draft(),
                client_key=form.cleaned_data["client_key"],
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            name = "test_page" if row.kind == Kind.TEST else "qualification"
            return redirect(owner.address(name, row.id))
    context = owner.context(form=form, heading=gettext("New qualification"))
    status = REFUSED if form.is_bound else 200
    return render(request, "skills/words.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def qualification_words(
    request: HttpRequest, qualification_id: str, organisation_id: str = ""
) -> HttpResponse:
    """The words and figures of a qualification; what people hold already stays as granted."""
    owner = owner_of(request, organisation_id)
    row = owner.qualification(qualification_id)
    form = WordsForm(request.POST or None, initial=words_initial(row))
    if form.is_valid():
        try:
            actions.change_qualification(
                actor=owner.actor, now=owner.now, qualification_id=row.id, draft=form.draft()
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("Saved."))
            return redirect(owner.address("qualification", row.id))
    context = owner.context(form=form, heading=row.name, qualification=row)
    status = REFUSED if form.is_bound else 200
    return render(request, "skills/words.html", context, status=status)


@require_safe
@owner_page
def qualification(
    request: HttpRequest, qualification_id: str, organisation_id: str = ""
) -> HttpResponse:
    """One qualification: its test, attempts, who holds it, and which projects ask for it."""
    owner = owner_of(request, organisation_id)
    row = owner.qualification(qualification_id)
    return qualification_response(request, owner, row)


def qualification_response(
    request: HttpRequest,
    owner: Owner,
    row: Qualification,
    *,
    grant_form: GrantForm | None = None,
    attempts_form: AttemptsForm | None = None,
) -> HttpResponse:
    """The page of one qualification, with a form that was refused when there is one."""
    if row.kind == Kind.COMPUTED:
        raise NotFound
    test = queries.test_of(row.id)
    context = owner.context(
        qualification=row,
        kind=gettext(KINDS[row.kind]),
        state=gettext(STATES[row.state]),
        test=test,
        holders=_holders(request, owner, row.id),
        required=len(queries.projects_requiring(row.id)),
        grant_form=grant_form or GrantForm(by_code=owner.organisation is not None),
        attempts_form=attempts_form or AttemptsForm(),
        can_grant=row.kind == Kind.GRANTED and row.state == State.OPEN,
        **(_test_context(request, row, test) if test else {}),
    )
    refused = grant_form is not None or attempts_form is not None
    status = REFUSED if refused else 200
    return render(request, "skills/qualification.html", context, status=status)


def _holders(request: HttpRequest, owner: Owner, qualification_id: str) -> dict[str, object]:
    after = request.GET.get("after", "")
    rows = queries.holders_of(qualification_id, after=after if is_id(after) else "")
    lines = [
        {
            "row": row,
            "code": owner.name_of(row.worker_id) if owner.organisation else row.worker_id,
            "why": gettext(AUTHORS[row.author]),
            "reason": gettext(REVOCATION_LABELS[RevocationReason(row.reason)])
            if row.reason
            else "",
        }
        for row in rows
    ]
    return {"lines": lines, "after": rows[-1].worker_id if len(rows) == PAGE_ROWS else ""}


def _test_context(request: HttpRequest, row: Qualification, test: Test) -> dict[str, object]:
    before = request.GET.get("before", "")
    attempts = queries.attempts_of(row.id, before=before if is_id(before) else "")
    return {
        "items": len(queries.items_of(row.id)),
        "waiting": [_attempt(one) for one in queries.attempts_of(row.id, state="waiting")],
        "attempts": [_attempt(one) for one in attempts],
        "before": attempts[-1].id if len(attempts) == PAGE_ROWS else "",
        "pay_max": costs.pay_of_test(test.seconds_max, row.id),
        "one_attempt": costs.cost_of_attempts(row.id, 1),
        "kept": costs.kept_for_test(row.id),
    }


def _attempt(row: AttemptRow) -> dict[str, object]:
    return {"row": row, "state": gettext(ATTEMPT_STATES[row.state])}


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def qualification_closed(
    request: HttpRequest, qualification_id: str, organisation_id: str = ""
) -> HttpResponse:
    """Nobody obtains it any more; what its attempts cannot cost comes back."""
    owner = owner_of(request, organisation_id)
    row = owner.qualification(qualification_id)
    if request.method == "POST":
        try:
            if row.kind == Kind.TEST and row.opened_at is not None:
                pay.close_test(actor=owner.actor, now=owner.now, qualification_id=row.id)
            else:
                actions.close_qualification(
                    actor=owner.actor, now=owner.now, qualification_id=row.id
                )
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
        else:
            messages.success(request, gettext("It is closed. What people hold stays."))
    return redirect(owner.address("qualification", row.id))
