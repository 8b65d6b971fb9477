"""Granting by hand, and taking back with reasons that the person reads (QUA-5)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.skills import actions, queries
from ouvrage.web.skills.forms import GrantForm, RevocationForm
from ouvrage.web.skills.owner import Owner, owner_of, owner_page
from ouvrage.web.skills.views.lists import qualification_response
from ouvrage.web.skills.words import REFUSED


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def granted(request: HttpRequest, qualification_id: str, organisation_id: str = "") -> HttpResponse:
    """The worker holds it with the value that was given."""
    owner = owner_of(request, organisation_id)
    row = owner.qualification(qualification_id)
    if request.method != "POST":
        return redirect(owner.address("qualification", row.id))
    form = GrantForm(request.POST, by_code=owner.organisation is not None)
    if form.is_valid():
        try:
            actions.grant(
                actor=owner.actor,
                now=owner.now,
                qualification_id=row.id,
                worker_id=owner.worker_named(form.cleaned_data["worker"]),
                value=form.cleaned_data["value"],
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("It is granted."))
            return redirect(owner.address("qualification", row.id))
    return qualification_response(request, owner, row, grant_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def revocation(
    request: HttpRequest, qualification_id: str, worker: str, organisation_id: str = ""
) -> HttpResponse:
    """Asks why; then the person does not hold it any more, reads why, and can contest it."""
    owner = owner_of(request, organisation_id)
    row = owner.qualification(qualification_id)
    worker_id = _worker(owner, row.id, worker)
    form = RevocationForm(request.POST or None)
    if form.is_valid():
        try:
            actions.revoke_grant(
                actor=owner.actor,
                now=owner.now,
                qualification_id=row.id,
                worker_id=worker_id,
                reason=form.cleaned_data["reason"],
                explanation=form.cleaned_data["explanation"],
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("It is revoked. The person reads why."))
            return redirect(owner.address("qualification", row.id))
    context = owner.context(qualification=row, form=form, worker_id=worker_id)
    status = REFUSED if form.is_bound else 200
    return render(request, "skills/revocation.html", context, status=status)


def _worker(owner: Owner, qualification_id: str, worker: str) -> str:
    """The holder that the address names: by code for an organisation, by id for the operator."""
    if owner.organisation is not None:
        return owner.worker_named(worker)
    if queries.latest_grant(qualification_id, worker) is None:
        raise NotFound
    return worker
