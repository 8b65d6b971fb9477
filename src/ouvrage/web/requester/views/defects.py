"""An answer with a defect: offer paid rework, refuse it, ask a reviewer whether it is fraud.

Each needs a criterion that was published before the work, evidence and an explanation; the worker
reads them all, and the money stays set aside.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from ouvrage.base.errors import Refusal
from ouvrage.review import actions, queries
from ouvrage.web.requester.answerpage import answer_context, answer_of, criteria_of
from ouvrage.web.requester.forms.running import DefectForm, SuspicionForm
from ouvrage.web.requester.place import ProjectPlace, enter_project
from ouvrage.web.requester.words import REFUSED
from ouvrage.web.shell.access import organisation_page
from ouvrage.work.access import Submission
from ouvrage.work.rules import SubmissionState

Act = Callable[[ProjectPlace, Submission, DefectForm], str]


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def answer_refusal(
    request: HttpRequest, organisation_id: str, project_id: str, submission_id: str
) -> HttpResponse:
    """Asks for reason, criterion, evidence and explanation, then refuses the answer.

    A first defect leads to the offer of rework instead (DEC-2).
    """
    place = enter_project(request, organisation_id, project_id)
    sent = answer_of(place, submission_id)
    steps = queries.defect_steps(sent)
    if request.method != "POST" and steps.may_offer_rework and not steps.may_refuse:
        return redirect("requester:rework", *place.address, sent.id)
    return _page(request, place, sent, "requester/answer_refusal.html", _refuse)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def answer_rework(
    request: HttpRequest, organisation_id: str, project_id: str, submission_id: str
) -> HttpResponse:
    """Asks for the same, then offers the worker to do the task again, paid."""
    place = enter_project(request, organisation_id, project_id)
    sent = answer_of(place, submission_id)
    return _page(request, place, sent, "requester/answer_rework.html", _offer)


def _page(
    request: HttpRequest, place: ProjectPlace, sent: Submission, template: str, act: Act
) -> HttpResponse:
    form = DefectForm(request.POST or None, criteria=criteria_of(place, sent))
    if form.is_valid():
        try:
            said = act(place, sent, form)
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, said)
            return redirect("requester:answer", *place.address, sent.id)
    context = answer_context(place, sent) | {"form": form}
    return render(request, template, context, status=REFUSED if form.is_bound else 200)


def _refuse(place: ProjectPlace, sent: Submission, form: DefectForm) -> str:
    decided = actions.refuse(
        actor=place.actor, now=place.now, submission_id=sent.id, **form.grounds()
    )
    if decided.decision == SubmissionState.HELD:
        return gettext("So many answers of this batch are refused that a person looks first.")
    return gettext("The answer is refused. The worker can read why.")


def _offer(place: ProjectPlace, sent: Submission, form: DefectForm) -> str:
    actions.offer_rework(actor=place.actor, now=place.now, submission_id=sent.id, **form.grounds())
    return gettext("The rework is offered. The worker can read why.")


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def answer_suspicion(
    request: HttpRequest, organisation_id: str, project_id: str, submission_id: str
) -> HttpResponse:
    """Asks for the evidence, then asks a reviewer whether the refused answer is fraud."""
    place = enter_project(request, organisation_id, project_id)
    sent = answer_of(place, submission_id)
    form = SuspicionForm(request.POST or None)
    if form.is_valid():
        try:
            actions.suspect_fraud(
                actor=place.actor,
                now=place.now,
                submission_id=sent.id,
                evidence=form.cleaned_data["evidence"],
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("A reviewer of the instance looks at it."))
            return redirect("requester:answer", *place.address, sent.id)
    context = answer_context(place, sent) | {"form": form}
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/answer_suspicion.html", context, status=status)
