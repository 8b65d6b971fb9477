"""Many refusals of a batch at once: which, why they wait, and what a person decides (DEC-4)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.ids import is_id
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import utc_now
from ouvrage.review import actions, queries
from ouvrage.review.access import hold_for_reviewer
from ouvrage.review.rules import HOLD_RULE_LABELS, REASON_LABELS, RefusalReason
from ouvrage.web.reviewer.answers import AnswerView, answer_views
from ouvrage.web.reviewer.forms import HoldForm
from ouvrage.web.shell.access import actor_of, reviewer_page
from ouvrage.web.shell.forms import add_refusal

REFUSED = 422


@require_safe
@reviewer_page
def holds(request: HttpRequest) -> HttpResponse:
    """The batches whose refusals wait, oldest first."""
    context = {"tab": "holds", "holds": [_line(row) for row in queries.holds_waiting()]}
    return render(request, "reviewer/holds.html", context)


def _line(row: queries.HoldRow) -> tuple[queries.HoldRow, list[str]]:
    return row, [gettext(HOLD_RULE_LABELS[rule]) for rule in row.rules]


@require_http_methods(["GET", "HEAD", "POST"])
@reviewer_page
def hold(request: HttpRequest, hold_id: str) -> HttpResponse:
    """The refusals of one hold that wait, a page at a time; posting decides the ticked ones,
    none at first, so that a person looks at each."""
    found = hold_for_reviewer(actor_of(request), hold_id)
    form = HoldForm(request.POST or None)
    chosen = [one for one in request.POST.getlist("submission")[:PAGE_ROWS] if is_id(one)]
    if form.is_valid() and not chosen:
        form.add_error(None, gettext("Tick the refusals that this decides."))
    if form.is_valid():
        try:
            said = _decide(request, found.id, chosen, form)
        except NotFound:
            raise
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, said)
            return redirect("reviewer:hold", found.id)
    return _page(request, found.id, form, chosen)


def _decide(request: HttpRequest, hold_id: str, chosen: list[str], form: HoldForm) -> str:
    act = actions.lift_held if form.cleaned_data["outcome"] == "lift" else actions.confirm_held
    count = act(
        actor=actor_of(request),
        now=utc_now(),
        hold_id=hold_id,
        submission_ids=chosen,
        explanation=form.cleaned_data["explanation"],
    )
    said = ngettext("%(count)d refusal is decided.", "%(count)d refusals are decided.", count)
    return said % {"count": count}


def _page(request: HttpRequest, hold_id: str, form: HoldForm, chosen: list[str]) -> HttpResponse:
    after = request.GET.get("after", "")
    rows = queries.held_refusals(hold_id, after=after if is_id(after) else "", limit=PAGE_ROWS + 1)
    shown = rows[:PAGE_ROWS]
    views = {
        view.id: view
        for view in answer_views(actor_of(request), [row.submission_id for row in shown])
    }
    context = {
        "tab": "holds",
        "hold": _line(queries.hold_row(hold_id)),
        "refusals": [_refusal(row, views[row.submission_id], chosen) for row in shown],
        "form": form,
        "after": shown[-1].submission_id if len(rows) > PAGE_ROWS else "",
    }
    status = REFUSED if form.is_bound else 200
    return render(request, "reviewer/hold.html", context, status=status)


def _refusal(row: queries.HeldRow, view: AnswerView, chosen: list[str]) -> dict[str, object]:
    return {
        "row": row,
        "view": view,
        "reason": gettext(REASON_LABELS[RefusalReason(row.reason)]),
        "ticked": row.submission_id in chosen,
    }
