"""Disputes about control items: the item, the answer, and who is right (DEC-13)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.moment import utc_now
from ouvrage.review import actions, queries
from ouvrage.web.reviewer.answers import answer_view
from ouvrage.web.reviewer.forms import DisputeDecisionForm
from ouvrage.web.shell.access import actor_of, reviewer_page
from ouvrage.web.shell.cells import shown
from ouvrage.web.shell.forms import add_refusal

REFUSED = 422


@require_safe
@reviewer_page
def disputes(request: HttpRequest) -> HttpResponse:
    """Disputes that wait, oldest first."""
    context = {"tab": "disputes", "disputes": queries.disputes_open()}
    return render(request, "reviewer/disputes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@reviewer_page
def dispute(request: HttpRequest, submission_id: str) -> HttpResponse:
    """One dispute with the item, the known answer and the worker's; posting decides it."""
    check = queries.answer_check(submission_id)
    if check is None or check.disputed_at is None:
        raise NotFound
    form = DisputeDecisionForm(request.POST or None)
    if form.is_valid():
        upheld = form.cleaned_data["outcome"] == "worker"
        act = actions.uphold_dispute if upheld else actions.dismiss_dispute
        try:
            act(
                actor=actor_of(request),
                now=utc_now(),
                submission_id=submission_id,
                explanation=form.cleaned_data["explanation"],
            )
        except NotFound:
            raise
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("It is decided. The worker can read it."))
            return redirect("reviewer:dispute", submission_id)
    context = {
        "tab": "disputes",
        "check": check,
        "fields": [(row, shown(row.given), shown(row.expected)) for row in check.fields],
        "view": answer_view(actor_of(request), submission_id),
        "form": form,
    }
    status = REFUSED if form.is_bound else 200
    return render(request, "reviewer/dispute.html", context, status=status)
