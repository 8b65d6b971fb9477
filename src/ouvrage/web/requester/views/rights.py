"""Appeals against the organisation's decisions, which it answers; the workers it blocks."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.ids import is_id
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.rights import access, actions, queries
from ouvrage.rights.rules import BLOCK_REASON_LABELS, SHOWN_BY_ANSWERS, BlockReason, Side
from ouvrage.web.requester.forms.rights import BlockForm
from ouvrage.web.requester.place import Place, enter, enter_project
from ouvrage.web.requester.words import REFUSED
from ouvrage.web.shell.access import organisation_page
from ouvrage.web.shell.cases import appeal_lines, file_view
from ouvrage.web.shell.forms import StatementForm, add_refusal
from ouvrage.web.shell.refusals import sentence
from ouvrage.work import queries as work
from ouvrage.work.access import submission_for_member


@require_safe
@organisation_page
def appeals(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """What workers contest of the organisation's decisions, newest first."""
    place = enter(request, organisation_id)
    rows = queries.appeals_of_organisation(
        organisation_id, before=_start(request), limit=PAGE_ROWS + 1
    )
    lines = appeal_lines(
        rows[:PAGE_ROWS],
        place.now,
        lambda appeal_id: reverse("requester:appeal", args=[organisation_id, appeal_id]),
    )
    older = rows[PAGE_ROWS - 1].id if len(rows) > PAGE_ROWS else ""
    context = place.context(tab="appeals", lines=lines, older=older)
    return render(request, "requester/appeals.html", context)


def _start(request: HttpRequest) -> str:
    before = request.GET.get("before", "")
    if before and not is_id(before):
        raise NotFound
    return before


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def appeal(request: HttpRequest, organisation_id: str, appeal_id: str) -> HttpResponse:
    """The file of an appeal; what the organisation says of it is added."""
    place = enter(request, organisation_id)
    found = access.appeal_for_member(place.actor, appeal_id)
    if found.organisation_id != organisation_id:
        raise NotFound
    form = StatementForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_statement(
                actor=place.actor,
                now=place.now,
                appeal_id=appeal_id,
                side=Side.REQUESTER,
                words=form.cleaned_data["words"],
                client_key=form.cleaned_data["client_key"],
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("It stands in the file."))
            return redirect("requester:appeal", organisation_id, appeal_id)
    file = file_view(found, place.actor.id, place.now)
    context = place.context(tab="appeals", file=file, form=form)
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/appeal.html", context, status=status)


@require_safe
@organisation_page
def blocks(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """The workers whom the organisation hands no tasks, newest block first."""
    place = enter(request, organisation_id)
    rows = work.blocks_of_organisation(organisation_id, before=_start(request), limit=PAGE_ROWS + 1)
    context = place.context(
        tab="blocks",
        blocks=[
            (row, gettext(BLOCK_REASON_LABELS[BlockReason(row.reason)]), row.stands(place.now))
            for row in rows[:PAGE_ROWS]
        ],
        older=rows[PAGE_ROWS - 1].id if len(rows) > PAGE_ROWS else "",
    )
    return render(request, "requester/blocks.html", context)


@require_POST
@organisation_page
def block_lifted(request: HttpRequest, organisation_id: str, block_id: str) -> HttpResponse:
    """The worker is handed tasks again."""
    place = enter(request, organisation_id)
    try:
        actions.lift_block(
            actor=place.actor, now=place.now, organisation_id=organisation_id, block_id=block_id
        )
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, gettext("The block is lifted."))
    return redirect("requester:blocks", organisation_id)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def block(
    request: HttpRequest, organisation_id: str, project_id: str, submission_id: str
) -> HttpResponse:
    """Asks for reason and explanation, then blocks the worker who sent this answer."""
    place = enter_project(request, organisation_id, project_id)
    submission = submission_for_member(place.actor, submission_id)
    if submission.project_id != project_id:
        raise NotFound
    row = work.submission_row(submission)
    form = BlockForm(request.POST or None)
    if form.is_valid() and _blocked(request, enter(request, organisation_id), row, form):
        return redirect("requester:blocks", organisation_id)
    context = place.context(
        tab="blocks",
        row=row,
        form=form,
        days=settings.AGREEMENT.restrictions.block_days,
        earlier=work.latest_block_at(organisation_id, submission.worker_id),
    )
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/block.html", context, status=status)


def _blocked(request: HttpRequest, place: Place, row: work.SubmissionRow, form: BlockForm) -> bool:
    """A reason that answers show rests on the answer whose page this is."""
    answers = (row.id,) if form.cleaned_data["reason"] in SHOWN_BY_ANSWERS else ()
    try:
        actions.block_worker(
            actor=place.actor,
            now=place.now,
            organisation_id=place.organisation.id,
            worker=row.worker,
            reason=form.cleaned_data["reason"],
            explanation=form.cleaned_data["explanation"],
            evidence=actions.BlockEvidence(answers, form.cleaned_data["happened_on"]),
            client_key=form.cleaned_data["client_key"],
        )
    except Refusal as refusal:
        form.show(refusal)
        return False
    messages.success(request, gettext("The worker is blocked and can read why."))
    return True
