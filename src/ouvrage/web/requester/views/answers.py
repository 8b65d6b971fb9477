"""Answers to review: look at them, accept one, some or all that wait.

Workers appear under a name that only this organisation sees (PRI-1).
"""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.ids import is_id
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.review import actions
from ouvrage.web.requester.answerpage import answer_cards, answer_context, answer_of
from ouvrage.web.requester.place import ProjectPlace, enter_project
from ouvrage.web.requester.words import ANSWER_STATES
from ouvrage.web.shell.access import organisation_page
from ouvrage.web.shell.refusals import sentence
from ouvrage.work import queries as work


@require_safe
@organisation_page
def answers(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """The answers in one state, a page at a time."""
    place = enter_project(request, organisation_id, project_id)
    state = request.GET.get("state", "pending")
    if state not in ANSWER_STATES:
        raise NotFound
    after = request.GET.get("after", "")
    if after and not is_id(after):
        raise NotFound
    rows = work.submissions_to_review(project_id, state=state, after=after, limit=PAGE_ROWS + 1)
    batches = work.batches_of(project_id)
    context = place.context(
        tab="projects",
        state=state,
        states=_state_lines(place, state, batches),
        cards=answer_cards(place, rows[:PAGE_ROWS]),
        after=rows[PAGE_ROWS - 1].id if len(rows) > PAGE_ROWS else "",
        waiting=[row for row in batches if row.pending],
    )
    return render(request, "requester/answers.html", context)


def _state_lines(
    place: ProjectPlace, here: str, batches: Sequence[work.BatchRow]
) -> list[dict[str, object]]:
    address = reverse("requester:answers", args=place.address)
    return [
        {
            "name": gettext(name),
            "count": sum(getattr(row, state) for row in batches),
            "address": f"{address}?state={state}",
            "here": state == here,
        }
        for state, name in ANSWER_STATES.items()
    ]


@require_POST
@organisation_page
def answers_accepted(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """The ticked answers are accepted and paid."""
    place = enter_project(request, organisation_id, project_id)
    chosen = [one for one in request.POST.getlist("submission")[:PAGE_ROWS] if is_id(one)]
    if not chosen:
        messages.error(request, gettext("No answer was ticked. Tick some, then accept them."))
        return redirect("requester:answers", *place.address)
    count = actions.accept(
        actor=place.actor, now=place.now, project_id=project_id, submission_ids=chosen
    )
    _say_accepted(request, count)
    return redirect("requester:answers", *place.address)


@require_POST
@organisation_page
def batch_accepted(
    request: HttpRequest, organisation_id: str, project_id: str, batch_id: str
) -> HttpResponse:
    """Every answer of the batch that waits is accepted and paid."""
    place = enter_project(request, organisation_id, project_id)
    batch = place.batch(batch_id)
    count = actions.accept_all_pending(actor=place.actor, now=place.now, batch_id=batch.id)
    _say_accepted(request, count)
    return redirect("requester:answers", *place.address)


def _say_accepted(request: HttpRequest, count: int) -> None:
    said = ngettext(
        "%(count)d answer is accepted and paid.", "%(count)d answers are accepted and paid.", count
    )
    messages.success(request, said % {"count": count})


@require_safe
@organisation_page
def answer(
    request: HttpRequest, organisation_id: str, project_id: str, submission_id: str
) -> HttpResponse:
    """One answer with its task and what was decided."""
    place = enter_project(request, organisation_id, project_id)
    sent = answer_of(place, submission_id)
    return render(request, "requester/answer.html", answer_context(place, sent))


@require_POST
@organisation_page
def answer_accepted(
    request: HttpRequest, organisation_id: str, project_id: str, submission_id: str
) -> HttpResponse:
    """The answer is accepted and paid, also when it was refused before."""
    place = enter_project(request, organisation_id, project_id)
    sent = answer_of(place, submission_id)
    try:
        count = actions.accept(
            actor=place.actor, now=place.now, project_id=project_id, submission_ids=[sent.id]
        )
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        _say_accepted(request, count)
    return redirect("requester:answer", *place.address, sent.id)
