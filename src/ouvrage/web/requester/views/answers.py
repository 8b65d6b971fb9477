"""Answers to review: accept one, some or all that wait; refuse one with everything that takes.

Workers appear under a name that only this organisation sees (PRI-1). A refusal needs a criterion
that was published before the work, evidence and an explanation; the money stays set aside.
"""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.ids import is_id
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.review import actions, queries
from ouvrage.review.rules import REASON_LABELS, RefusalReason
from ouvrage.web.requester.cells import AnswerCard, answer_card
from ouvrage.web.requester.forms.running import RefuseForm
from ouvrage.web.requester.place import ProjectPlace, enter_project
from ouvrage.web.requester.words import ANSWER_STATES, REFUSED
from ouvrage.web.shell.access import organisation_page
from ouvrage.web.shell.refusals import sentence
from ouvrage.work import queries as work
from ouvrage.work.access import submission_for_member


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
        cards=_cards(place, rows[:PAGE_ROWS]),
        after=rows[PAGE_ROWS - 1].id if len(rows) > PAGE_ROWS else "",
        waiting=[row for row in batches if row.pending],
    )
    return render(request, "requester/answers.html", context)


def _cards(place: ProjectPlace, rows: Sequence[work.SubmissionRow]) -> list[AnswerCard]:
    batch_ids = {row.batch_id for row in rows}
    media = {batch_id: place.batch(batch_id).media_columns for batch_id in batch_ids}
    address = work.media_resolver(place.project.id, place.actor.id)
    return [answer_card(row, media[row.batch_id], address) for row in rows]


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


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def answer_refusal(
    request: HttpRequest, organisation_id: str, project_id: str, submission_id: str
) -> HttpResponse:
    """Asks for reason, criterion, evidence and explanation, then refuses the answer."""
    place = enter_project(request, organisation_id, project_id)
    row = _row(place, submission_id)
    form = RefuseForm(request.POST or None, criteria=_criteria(place, submission_id))
    if form.is_valid():
        try:
            actions.refuse(
                actor=place.actor,
                now=place.now,
                submission_id=row.id,
                reason=form.cleaned_data["reason"],
                criterion=form.cleaned_data["criterion"],
                evidence=form.cleaned_data["evidence"],
                explanation=form.cleaned_data["explanation"],
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("The answer is refused. The worker can read why."))
            return redirect("requester:answer", *place.address, row.id)
    context = _answer_context(place, row) | {"form": form}
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/answer_refusal.html", context, status=status)


def _row(place: ProjectPlace, submission_id: str) -> work.SubmissionRow:
    """The answer, when it is one of this project."""
    submission = submission_for_member(place.actor, submission_id)
    if submission.project_id != place.project.id:
        raise NotFound
    return work.submission_row(submission)


def _criteria(place: ProjectPlace, submission_id: str) -> list[tuple[str, str]]:
    """The criteria of the version that the worker had before them."""
    submission = submission_for_member(place.actor, submission_id)
    version = work.instructions(
        place.project.id, version=submission.assignment.instructions_version
    )
    return [] if version is None else [(item["code"], item["text"]) for item in version.criteria]


def _answer_context(place: ProjectPlace, row: work.SubmissionRow) -> dict[str, object]:
    verdict = queries.verdict_of(row.id)
    return place.context(
        tab="projects",
        card=_cards(place, [row])[0],
        verdict=verdict,
        reason=(
            gettext(REASON_LABELS[RefusalReason(verdict.reason)])
            if verdict is not None and verdict.reason
            else ""
        ),
        state=gettext(ANSWER_STATES[row.state]),
    )


@require_safe
@organisation_page
def answer(
    request: HttpRequest, organisation_id: str, project_id: str, submission_id: str
) -> HttpResponse:
    """One answer with its task and what was decided."""
    place = enter_project(request, organisation_id, project_id)
    row = _row(place, submission_id)
    return render(request, "requester/answer.html", _answer_context(place, row))


@require_POST
@organisation_page
def answer_accepted(
    request: HttpRequest, organisation_id: str, project_id: str, submission_id: str
) -> HttpResponse:
    """The answer is accepted and paid, also when it was refused before."""
    place = enter_project(request, organisation_id, project_id)
    row = _row(place, submission_id)
    try:
        count = actions.accept(
            actor=place.actor, now=place.now, project_id=project_id, submission_ids=[row.id]
        )
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        _say_accepted(request, count)
    return redirect("requester:answer", *place.address, row.id)
